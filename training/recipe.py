"""Every tuned number of the training in one place; the measurements behind them stand in training/README.md."""

from __future__ import annotations

from dataclasses import dataclass, field


def _passes() -> dict[str, float]:
    return {
        "cmrc2018": 12, "drcd": 12, "security_mrc": 6, "crud_qa": 8, "crud_lead_rest": 2, "xwlb_title": 2,
        "tipdm_topic_detail": 4, "tipdm_msg_reply": 6, "law_heading_article": 2, "report_leads": 4, "stard": 12,
        "en_law": 1, "en_law_title": 2, "en_docs": 1, "en_wiki": 4, "en_tatoeba": 2, "en_window": 0.7,
        "dictionary": 0.7, "cloze_law": 0.5, "cloze_news": 1, "title_body": 1,
        "clause_law": 0.3, "clause_news": 0.7, "clause_read": 4, "gloss_clause_news": 0.7, "gloss_clause_read": 4,
        "gloss_cmrc2018": 8, "gloss_drcd": 8, "gloss_security_mrc": 4, "gloss_crud_qa": 4,
        "gloss_tipdm_topic_detail": 2, "gloss_stard": 8, "gloss_xwlb_title": 2, "gloss_title_body": 1,
        "gloss_report_leads": 3, "gloss_law_heading_article": 1, "gloss_crud_lead_rest": 1,
    }  # fmt: skip


@dataclass(frozen=True)
class Recipe:
    """The settings of one training."""

    dimension: int = 512
    buckets: int = 8192  # rows shared by rarer characters, bigrams, names and numbers
    words: int = 22_000
    bigrams: int = 8_000
    stems: int = 13_000
    numbers: int = 1_500
    pieces: int = 3_000
    counted: int = 2_000_000  # characters of each group's passages that are counted, about
    smooth: float = 1e-3
    bucket_share: float = 3e-6
    batch: int = 2048
    scale: float = 20.0
    rate: float = 0.2
    warm_up: float = 0.05  # share of the batches
    length: float = 1.0  # all passes are multiplied by it
    seed: int = 1
    passes_by_group: dict[str, float] = field(default_factory=_passes)

    def passes(self, group: str) -> float:
        """Return how often each pair of a group is seen."""
        return self.passes_by_group.get(group, 0)

    def rate_at(self, share: float) -> float:
        """Return the learning rate when ``share`` of the batches are done: up, then down to nothing."""
        return self.rate * min(1, share / self.warm_up + 1e-3) * (1 - share) / (1 - self.warm_up)
