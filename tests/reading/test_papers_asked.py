"""An article is asked of the paper that is named: one of a similar name does not stand in for it."""

from __future__ import annotations

import pytest

from tests.support.small_corpus import assistant_over
from zhengxie_qa import Assistant

_CITY = """青石市档案条例

2018年5月24日青石市第十五届人民代表大会常务委员会第四次会议通过

第一条 为了加强档案工作，根据国务院《档案条例》，结合本市实际，制定本条例。

第二条 市和区人民政府应当设立档案工作机构，配备工作人员，具体负责档案工作。
"""
_WORK = """档案工作条例

2022年1月24日中共中央、国务院发布

第一条 为了加强党对档案工作的领导，制定本条例。

第二条 本条例适用于各级机关、单位开展档案工作。
"""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("papers"), {"市.txt": _CITY, "工作.txt": _WORK})


@pytest.mark.parametrize("question", ["国务院《档案条例》第二条怎么规定？", "白水市档案条例第二条说了什么？"])
def test_a_paper_that_is_not_there_is_not_answered_for(papers: Assistant, question: str) -> None:
    assert papers.ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("《档案工作条例》第二条怎么规定？", "适用于各级机关"),
        ("国务院《档案工作条例》第二条怎么规定？", "适用于各级机关"),
        ("《青石市档案条例》第二条怎么规定？", "设立档案工作机构"),
        ("青石市档案条例第二条说了什么？", "设立档案工作机构"),
    ],
)
def test_a_paper_that_is_there_is(papers: Assistant, question: str, says: str) -> None:
    assert says in papers.ask(question).answer
