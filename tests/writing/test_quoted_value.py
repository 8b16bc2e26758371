"""A model's answer that gives another value than the quotation marks as asked for contradicts it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.web_fakes import cite, document
from zhengxie_qa.types import Answer
from zhengxie_qa.writing.quoted_value import contradicts

REPORT = document(
    "报告.txt", "全年征集提案211件，立案188件。县政协主席王建国主持会议。会议于3月12日召开。", "报告", 2025
)
DOCUMENTS = {REPORT.path: REPORT}


def quoting(value: str) -> Answer:
    start = REPORT.text.index(value)
    citation = replace(cite(1, REPORT, 0, len(REPORT.text)), focus=((start, start + len(value)),))
    return Answer("多少？", "answered", REPORT.text, "extractive", (citation,))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("211件", "征集提案211件。"),
        ("211件", "征集提案二百一十一件，其中立案188件。"),
        ("211件", "提案工作扎实开展。"),  # says no value at all
        ("211件", "共有12名委员参加。"),  # another measure
        ("3月12日", "会议于2025年3月12日召开。"),
        ("王建国", "王建国主持会议。"),
    ],
)
def test_the_same_value_or_none_agrees(value: str, written: str) -> None:
    assert not contradicts(written, quoting(value), DOCUMENTS)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("211件", "征集提案236件。"),
        ("211件", "征集提案188件。"),  # the neighbour's
        ("3月12日", "会议于3月13日召开。"),
        ("王建国", "县政协主席李红梅主持会议。"),
    ],
)
def test_another_value_in_its_place_contradicts(value: str, written: str) -> None:
    assert contradicts(written, quoting(value), DOCUMENTS)


def test_a_refusal_is_contradicted_by_nothing() -> None:
    assert not contradicts("236件。", replace(quoting("211件"), status="not_found"), DOCUMENTS)
