"""A sentence changed by rule differs from its passage in what is said to be changed, and in nothing else."""

from __future__ import annotations

import random

from training.scripted_lies import told_again

from zhengxie_qa.text import fold

PASSAGES = (
    "2024年，县政协共收到提案236件，其中立案188件。专委会应当每年向常委会报告一次工作，建议由县教育局、县民政局和县卫健局办理。",
    "2023年共收到提案218件，立案176件，全部办结。",
)


def _told() -> list[tuple[str, tuple[int, int]]]:
    return [(each.text, each.lie) for seed in range(60) for each in told_again(PASSAGES, random.Random(seed))]


def test_a_changed_sentence_stands_in_no_passage_and_its_change_lies_within_it() -> None:
    changed = [(text, lie) for text, lie in _told() if lie[1] > lie[0]]
    assert len({text for text, _ in changed}) > 20
    for text, (low, high) in changed:
        assert 0 <= low < high <= len(text)
        assert not any(fold(text) in fold(passage) for passage in PASSAGES)


def test_every_sentence_is_told_again_unchanged_as_well() -> None:
    assert sum(lie == (0, 0) for _, lie in _told()) == 60


def test_figures_years_units_duties_and_signs_are_changed() -> None:
    changed = {text[low:high] for text, (low, high) in _told() if high > low}
    assert any("件" in words and "236" not in words and "188" not in words for words in changed)
    assert any(words.startswith("20") for words in changed)
    assert "可以" in changed
