"""Who holds an office: the newest document that names a holder says, with its year."""

from __future__ import annotations

import pytest

from tests.support.small_corpus import assistant_over
from zhengxie_qa import Assistant

_NEWS = """白水市政协召开{name}会议

{day}　来源：白水日报

{spoken}，白水市政协召开{name}会议。市政协主席{chair}主持会议并讲话。会议听取了关于提案办理情况的通报。

市政协副主席{deputies}以及市政协秘书长方立群参加会议。
"""
_COUNTY = """白水市青石县政协走访委员

2026-05-20　来源：白水日报

5月18日，青石县政协主席梁玉成走访委员，看望了从事果树种植的陈新田委员，并召开座谈会听取意见。
"""


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    first = {
        "name": "常委会",
        "day": "2025-09-30",
        "spoken": "9月28日",
        "chair": "程书怀",
        "deputies": "何文山、吴伯年",
    }
    later = {"name": "主席", "day": "2026-03-06", "spoken": "3月5日", "chair": "孟德林", "deputies": "何文山、高玉兰"}
    texts = {"旧.txt": _NEWS.format(**first), "新.txt": _NEWS.format(**later), "县.txt": _COUNTY}
    return assistant_over(tmp_path_factory.mktemp("news"), texts)


@pytest.mark.parametrize(
    ("question", "holder", "former"),
    [
        ("白水市政协现在的主席是谁？", "孟德林", "程书怀"),
        ("白水市政协主席是谁？", "孟德林", "程书怀"),
        ("白水市政协主席是程书怀吗？", "孟德林", "程书怀"),
        ("现在市政协副主席都有谁？", "高玉兰", "吴伯年"),
    ],
)
def test_the_newest_document_decides(news: Assistant, question: str, holder: str, former: str) -> None:
    answer = news.ask(question).answer
    assert holder in answer
    assert former not in answer
    assert "2026年" in answer


def test_another_level_is_another_office(news: Assistant) -> None:
    assert "梁玉成" not in news.ask("白水市政协主席是谁？").answer


def test_the_year_asked_for_is_kept(news: Assistant) -> None:
    assert "程书怀" in news.ask("2025年白水市政协主席是谁？").answer


def test_what_was_spoken_of_does_not_narrow_it(news: Assistant) -> None:
    before = "2025年9月的常委会会议是谁主持的？"
    history = [(before, news.ask(before).answer)]
    assert "孟德林" in news.ask("现在市政协主席是谁？", history=history).answer
