"""A place named in full has to be the one the documents speak of."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhengxie_qa import Assistant
from zhengxie_qa.question.places import places_in


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("青山市2023年立案多少件?", ("青山",)),
        ("2024年青山县政协立案多少件?", ("青山",)),
        ("青山市和白水县各立案多少件?", ("青山", "白水")),
        ("三江市2023年的税收是多少?", ("三江",)),
        ("杭州市的市长是谁?", ("杭州",)),
        ("周边县市有哪些来往?", ()),
        ("全市立案多少件?", ()),
        ("县政协和多少家外省的兄弟政协建立了机制?", ()),
        ("我市有多少个县?", ()),
        ("市政协主席是谁?", ()),
        ("农贸市场有几个?", ()),
    ],
)
def test_places_are_read_by_their_full_names(question: str, places: tuple[str, ...]) -> None:
    assert places_in(question) == places


def test_a_place_is_answered_with_its_own_figures_or_not_at_all(tmp_path: Path) -> None:
    for place, count in (("青山", 120), ("白水", 98)):
        text = f"{place}县政协常务委员会工作报告\n\n2024年工作回顾\n\n一年来，全县共征集提案{count}件，办理及时。\n"
        (tmp_path / f"{place}.txt").write_text(text, encoding="utf-8")
    assistant = Assistant.open(tmp_path, tmp_path / "index")
    assert "98件" in assistant.ask("白水县征集提案多少件？").answer
    assert "120件" in assistant.ask("青山县征集提案多少件？").answer
    assert assistant.ask("黑石县征集提案多少件？").status == "not_found"


@pytest.mark.parametrize(
    "question",
    [
        "推进城市更新有哪些措施?",
        "加入民盟的委员有多少?",
        "请问县里收到提案多少件?",
        "我想知道我们市有多少委员?",
        "节省了多少?",
    ],
)
def test_a_word_that_only_looks_like_a_place_is_none(question: str) -> None:
    assert places_in(question) == ()
