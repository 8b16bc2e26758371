"""A year of two digits is a year where the documents are of it, and no span of time is meant."""

from __future__ import annotations

import pytest

from zhengxie_qa.question.short_years import with_whole_years

KNOWN = (1998, 2015, 2016, 2023)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("15年的报告谁做的", "2015年的报告谁做的"),
        ("16年有没有", "2016年有没有"),
        ("青山23年旅游来了多少人", "青山2023年旅游来了多少人"),
        ("生产总值,23年的", "生产总值,2023年的"),
        ("98年的呢", "1998年的呢"),
    ],
)
def test_a_year_of_two_digits_is_written_whole(text: str, whole: str) -> None:
    assert with_whole_years(text, KNOWN) == whole


@pytest.mark.parametrize(
    "text",
    [
        "17年的呢",
        "近15年",
        "15年来办理多少件",
        "满15年的怎么办",
        "工作了15年",
        "15年以上工龄",
        "成立15年",
        "2015年呢",
        "第16年",
    ],
)
def test_a_span_of_time_and_a_year_of_no_document_stay(text: str) -> None:
    assert with_whole_years(text, KNOWN) == text
