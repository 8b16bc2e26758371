"""A place or a body that no document names is not answered for by another's sentence."""

from __future__ import annotations

import pytest

from tests.support.small_corpus import assistant_over
from zhengxie_qa import Assistant

_NOTICE = """青石市水产资源保护办法

第一条 违反本办法擅自捕捞的，由农业农村局没收渔获物，处五千元以上二万元以下罚款。
第二条 市财政局安排专项资金300万元，用于增殖放流。
第三条 青石市和白水县的增殖放流站每年放流鱼苗不少于80万尾。
"""


@pytest.fixture(scope="module")
def notice(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("notice"), {"办法.txt": _NOTICE})


@pytest.mark.parametrize(
    "question",
    ["审计局安排专项资金多少？", "武汉每年放流鱼苗多少？", "教育局没收渔获物吗？"],
)
def test_a_name_that_stands_nowhere_is_answered_by_no_other(notice: Assistant, question: str) -> None:
    assert notice.ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("市财政局安排专项资金多少？", "300万元"),
        ("哪些城市放流鱼苗？", "白水县"),
        ("财政部门安排专项资金多少？", "300万元"),
        ("农农局对擅自捕捞处多少罚款？", "二万元"),
    ],
)
def test_a_name_that_is_known_or_met_by_another_does_not_hinder(notice: Assistant, question: str, says: str) -> None:
    assert says in notice.ask(question).answer
