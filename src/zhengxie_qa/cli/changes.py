"""What changed from one evaluation to the next, as text and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zhengxie_qa.cli.printing import table
from zhengxie_qa.evaluation import Change, Key

_NAMES = {"right": "答对（含该拒答时拒答）", "hit@1": "命中@1", "cited": "引用到位"}


def changes_text(changes: Mapping[str, Change], path: str) -> str:
    """Return a table of the measures, then the questions answered better and worse than in the run at ``path``."""
    rows = [["指标", "原来", "现在", "共同题数", "变好", "变差", "差值", "p"]]
    for name, change in changes.items():
        counts = (change.before, change.now, change.total, len(change.better), len(change.worse))
        rows.append([_NAMES[name], *map(str, counts), _difference(change), f"{change.p:.3f}"])
    right = changes["right"]
    lists = [*_list("变好", right.better), *_list("变差", right.worse)]
    return "\n".join([f"与 {path} 比较（p 为 McNemar 精确检验，双侧）", table(rows), *lists])


def changes_json(changes: Mapping[str, Change]) -> dict[str, Any]:
    """Return for each measure the counts, p, and the ids of the questions that changed."""
    return {
        name: {
            "total": change.total,
            "before": change.before,
            "now": change.now,
            "better": [id for id, _ in change.better],
            "worse": [id for id, _ in change.worse],
            "p": change.p,
        }
        for name, change in changes.items()
    }


def _difference(change: Change) -> str:
    return f"{(change.now - change.before) / change.total:+.3f}" if change.total else "—"


def _list(label: str, keys: tuple[Key, ...]) -> list[str]:
    return [f"{label} {len(keys)} 题", *(f"- {id} {question}" for id, question in keys)] if keys else []
