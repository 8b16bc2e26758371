"""Why a paper was made, asked in words that its first sentence does not have."""

from __future__ import annotations

import pytest

from tests.support.small_corpus import assistant_over
from zhengxie_qa import Assistant

_RULES = """青石市停车管理条例

第一条 为了规范停车秩序，改善停车条件，根据有关法律、法规，结合本市实际，制定本条例。
第二条 市人民政府制定停车专项规划，有关部门制定停车收费标准和停车管理措施。
第三条 违反本条例规定，擅自设置道路停车障碍物的，由公安机关责令改正。
"""
_PLAN = """青石市数字化转型行动方案

为深入推进数字青石建设，提高公共服务效率，制定本行动方案。
到2026年，建成数字化车间30个，制定数据标准12项。
"""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("papers"), {"条例.txt": _RULES, "方案.txt": _PLAN})


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("为什么要制定这部停车条例？", "规范停车秩序"),
        ("制定停车管理条例的目的是什么？", "规范停车秩序"),
        ("出台停车条例是为了啥？", "规范停车秩序"),
        ("为什么出台数字化转型方案？", "提高公共服务效率"),
    ],
)
def test_the_first_sentence_says_why(papers: Assistant, question: str, says: str) -> None:
    assert says in papers.ask(question).answer


def test_a_reason_for_something_else_is_not_the_papers(papers: Assistant) -> None:
    assert "规范停车秩序" not in papers.ask("为什么要制定停车收费标准？").answer
