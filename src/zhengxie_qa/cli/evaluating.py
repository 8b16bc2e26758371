"""The command ``eval``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tqdm import tqdm

from zhengxie_qa.cli.changes import changes_json, changes_text
from zhengxie_qa.cli.evaluating_conversations import run_conversations
from zhengxie_qa.cli.opening import open_assistant
from zhengxie_qa.cli.printing import table
from zhengxie_qa.config import Settings
from zhengxie_qa.errors import UsageError
from zhengxie_qa.evaluation import (
    MEASURES,
    Row,
    Share,
    Summary,
    compare,
    evaluate,
    is_conversation_file,
    load_run,
    outcomes,
    read_gold,
    save_run,
    summarise,
)

_NAMES = {
    "fact_recall": "事实齐全",
    "citation_precision": "引用准确",
    "citation_recall": "引用到位",
    "verbatim": "引文逐字",
    "figures": "数字有据",
    "refusal": "该拒答时拒答",
    "wrong_refusal": "误拒",
}
_COLUMNS = ("fact_recall", "citation_precision", "citation_recall", "refusal", "wrong_refusal")


def run_eval(arguments: argparse.Namespace, settings: Settings) -> None:
    """Ask the questions of the files and print how well it went; conversations are played turn by turn."""
    talks = [is_conversation_file(path) for path in arguments.files]
    if all(talks):
        run_conversations(arguments, settings)
        return
    if any(talks):
        raise UsageError("问题文件和对话文件请分开评测。")
    questions = [question for path in arguments.files for question in read_gold(path)]
    if arguments.save and not Path(arguments.save).parent.is_dir():
        raise UsageError(f"文件 {arguments.save} 所在的文件夹不存在，请先建立。")  # not after minutes of asking
    earlier = load_run(arguments.against) if arguments.against else None
    # Only a model that is named here writes: measurements do not change with a setting made elsewhere.
    assistant = open_assistant(settings, settings.language_models[:1] if arguments.model else ())
    present = [question for question in questions if question.is_in(assistant.documents)]
    skipped = len(questions) - len(present)
    if not present:
        raise UsageError(f"{len(questions)} 个问题所需的文档都不在 {settings.corpus} 中，没有可评测的问题。")
    shown = tqdm(present, desc="评测", unit="题", disable=not sys.stderr.isatty())
    rows = list(evaluate(assistant, shown, arguments.k))
    groups = _by_type(rows)
    overall, types = (
        summarise(rows, arguments.k),
        {name: summarise(g, arguments.k) for name, g in groups.items()},
    )
    if arguments.save:
        save_run(arguments.save, rows)
    changes = {name: compare(earlier, outcomes(rows), name) for name in MEASURES} if earlier is not None else None
    if arguments.json:
        body = _as_json(overall, types, skipped, rows if arguments.failures else [])
        print(json.dumps(body | ({"changes": changes_json(changes)} if changes else {}), ensure_ascii=False))
        return
    print(f"问题 {len(rows)} 个，跳过 {skipped} 个（所需文档不在 {settings.corpus} 中，或不能读取）\n")
    print(_overall_table(overall))
    print(f"\n{_types_table(types)}")
    if arguments.failures:
        print(f"\n{_failures_text(rows)}")
    if changes:
        print(f"\n{changes_text(changes, arguments.against)}")


def _by_type(rows: Sequence[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.type or "（未分类）", []).append(row)
    return groups


def _as_json(overall: Summary, types: Mapping[str, Summary], skipped: int, rows: Sequence[Row]) -> dict[str, Any]:
    body = {
        "questions": overall.questions,
        "skipped": skipped,
        "overall": _summary_json(overall),
        "types": {name: _summary_json(summary) for name, summary in types.items()},
    }
    return {**body, "rows": [{**asdict(row), "right": row.is_right} for row in rows]} if rows else body


def _summary_json(summary: Summary) -> dict[str, Any]:
    shares = {
        name: {"value": share.value, "count": share.count, "total": share.total, "interval": share.interval}
        for name, share in summary.shares.items()
    }
    return {**asdict(summary), "shares": shares}


def _overall_table(summary: Summary) -> str:
    rows = [["指标", "值", "95% 区间", "数目"]]
    for name, share in summary.shares.items():
        rows.append([_name(name), _number(share.value), _interval(share), f"{share.count}/{share.total}"])
    for label, value, form in (
        ("平均倒数排名", summary.mean_reciprocal_rank, ".3f"),
        ("回答字数（中位数）", summary.median_characters, ".0f"),
        ("回答字数（平均）", summary.mean_characters, ".1f"),
        ("毫秒（中位数）", summary.p50_milliseconds, ".1f"),
        ("毫秒（95% 以内）", summary.p95_milliseconds, ".1f"),
    ):
        rows.append([label, _number(value, form), "", ""])
    return table(rows)


def _types_table(types: Mapping[str, Summary]) -> str:
    hits = [name for name in next(iter(types.values())).shares if name.startswith("hit@")]
    columns = [*hits, *_COLUMNS]
    rows = [["类型", "题数", *map(_name, columns), "字数"]]
    for name, summary in sorted(types.items()):
        values = [_number(summary.shares[column].value) for column in columns]
        rows.append([name, str(summary.questions), *values, _number(summary.median_characters, ".0f")])
    return table(rows)


def _name(measure: str) -> str:
    return _NAMES.get(measure, measure.replace("hit@", "命中@"))


def _number(value: float | None, form: str = ".3f") -> str:
    return "—" if value is None else format(value, form)


def _interval(share: Share) -> str:
    return "—" if share.interval is None else "{:.3f}–{:.3f}".format(*share.interval)


def _failures_text(rows: Sequence[Row]) -> str:
    failures = [row for row in rows if not row.is_right]
    return "\n".join([f"未做对 {len(failures)} 题", *map(_failure_text, failures)])


def _failure_text(row: Row) -> str:
    faults = []
    if row.answered != row.answerable:
        faults.append("误拒" if row.answerable else "该拒答而作答")
    if row.has_evidence and row.rank != 1:
        faults.append("检索未命中" if row.rank is None else f"检索第{row.rank}位才命中")
    if row.answered and row.missing:
        faults.append(f"缺少事实 {'、'.join(row.missing)}")
    if row.answered and row.has_evidence and not row.cited:
        faults.append("未引用依据段落")
    if row.unsupported:
        faults.append(f"所引段落中没有数字 {'、'.join(row.unsupported)}")
    if row.answerable and row.bearing < row.citations:
        faults.append(f"{row.citations - row.bearing} 处引用不当")
    answer = " ".join(row.answer.split())
    return f"- {row.id} [{row.type}] {row.question}\n    {'；'.join(faults)}\n    答：{answer}"
