"""What became of each question in an evaluation, kept in a file, and two evaluations compared question by question."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhengxie_qa.errors import UsageError
from zhengxie_qa.evaluation.metrics import Row

MEASURES = ("right", "hit@1", "cited")  # facts stated, or refused where due; evidence first; evidence cited
Outcome = Mapping[str, bool | None]  # by measure; None where the question does not count towards it
Key = tuple[str, str]  # id and question: ids of two files may be the same


@dataclass(frozen=True, slots=True)
class Change:
    """One measure over the questions that two runs share: who gained, who lost, and how likely that is by chance."""

    total: int
    before: int
    now: int
    better: tuple[Key, ...]
    worse: tuple[Key, ...]

    @property
    def p(self) -> float:
        """The exact two-sided p of McNemar's test on the questions that changed.

        McNemar (1947), "Note on the sampling error of the difference between correlated proportions", Psychometrika
        12; with the binomial distribution as in Fagerland, Lydersen and Laake (2013), BMC Medical Research
        Methodology 13:91. Under no difference every changed question is as likely to be better as worse.
        """
        changed = len(self.better) + len(self.worse)
        few = min(len(self.better), len(self.worse))
        return min(1.0, math.ldexp(sum(math.comb(changed, n) for n in range(few + 1)), 1 - changed))


def outcomes(rows: Sequence[Row]) -> dict[Key, Outcome]:
    """Return what became of each question."""
    return {(str(row.id), row.question): _outcome(row) for row in rows}


def _outcome(row: Row) -> Outcome:
    return {
        "right": row.answered and not row.missing if row.answerable else not row.answered,
        "hit@1": row.rank == 1 if row.has_evidence else None,
        "cited": row.answered and row.cited if row.has_evidence else None,
    }


def save_run(path: str, rows: Sequence[Row]) -> None:
    """Write the outcomes to a JSON file; raises UsageError when it cannot be written."""
    lines = [{"id": key[0], "question": key[1], **outcome} for key, outcome in outcomes(rows).items()]
    try:
        Path(path).write_text(json.dumps({"outcomes": lines}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"文件 {path} 无法写入：{error.strerror or error}。") from error


def load_run(path: str) -> dict[Key, Outcome]:
    """Return the outcomes that ``save_run`` wrote; raises UsageError when the file holds none."""
    try:
        body: Any = json.loads(Path(path).read_text(encoding="utf-8"))
        lines = body["outcomes"]
        return {(line["id"], line["question"]): {name: _flag(line[name]) for name in MEASURES} for line in lines}
    except OSError as error:
        raise UsageError(f"文件 {path} 无法读取：{error.strerror or error}。") from error
    except (ValueError, TypeError, KeyError) as error:
        raise UsageError(f"文件 {path} 不是评测结果。请先用 zhengxie-qa eval … --save {path} 保存一次。") from error


def _flag(value: object) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise TypeError(value)
    return value


def compare(before: Mapping[Key, Outcome], now: Mapping[Key, Outcome], measure: str) -> Change:
    """Compare one measure over the questions that count towards it in both runs."""
    keys = [key for key in now if key in before and before[key][measure] is not None and now[key][measure] is not None]
    return Change(
        total=len(keys),
        before=sum(before[key][measure] is True for key in keys),
        now=sum(now[key][measure] is True for key in keys),
        better=tuple(key for key in keys if now[key][measure] and not before[key][measure]),
        worse=tuple(key for key in keys if before[key][measure] and not now[key][measure]),
    )
