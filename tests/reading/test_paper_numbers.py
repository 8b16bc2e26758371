"""Under which number a paper was issued: the head of the paper that is asked of answers."""

from __future__ import annotations

import pytest

from tests.support.small_corpus import assistant_over
from zhengxie_qa import Assistant

_BRIEF = """关于学习教育大会讲话的通知
各校教工：现将讲话摘要发给大家，请认真学习。
白水通报
〔2019〕第14 期
现将何文山同志在全县教育大会上的讲话摘要予以印发。
教育大会讲话强调，要办好乡村小学。
"""
_ORDER = """老年人优待办法
白水县人民政府令
第79号
《老年人优待办法》已经县政府第130次常务会议通过，现予公布，自2021年5月1日起施行。
第一条 为保障老年人合法权益，制定本办法。
"""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("papers"), {"通报.txt": _BRIEF, "办法.txt": _ORDER})


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("教育大会讲话摘要是哪一期通报印发的？", "白水通报\n〔2019〕第14 期"),
        ("老年人优待办法是第几号令？", "白水县人民政府令\n第79号"),
    ],
)
def test_the_number_in_the_head_answers(papers: Assistant, question: str, number: str) -> None:
    assert [citation.quote for citation in papers.ask(question).citations] == [number]


@pytest.mark.parametrize("question", ["残疾人就业办法是第几号令？", "第几期培训班招收的学员最多？"])
def test_the_number_of_another_paper_does_not(papers: Assistant, question: str) -> None:
    assert not {"第79号", "第14 期"} & set(papers.ask(question).answer.split())
