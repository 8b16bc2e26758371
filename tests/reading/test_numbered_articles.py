"""An article is named by its number: the very one answers, word for word, or none."""

from __future__ import annotations

import pytest

from tests.support.small_corpus import assistant_over
from zhengxie_qa import Assistant
from zhengxie_qa.question import Articles, articles_in

_RULES = """白水县政协提案工作办法

第一章 总则
第一条 为了做好提案工作，制定本办法。
第二条 提案工作由提案委员会负责。

第二章 提案的提出
第三条 委员可以个人名义提出提案，也可以联名提出提案。
集体提案应当由单位负责人签名。
提案有下列情形之一的，不予立案：
（一）内容空泛的；
（二）涉及国家秘密的。
第四条 提案应当一事一案，于每年9月30日前提交。
第五条 提案委员会应当在10个工作日内提出审查意见。
"""
_OTHER = """白水县政协委员考核办法

第一条 为了加强委员管理，制定本办法。
第四条 考核每年进行一次，于12月15日前完成。
"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("rules"), {"提案办法.txt": _RULES, "考核办法.txt": _OTHER})


@pytest.mark.parametrize(
    ("question", "articles"),
    [
        ("第三条规定了什么?", Articles((3,))),
        ("第二十条第二款是什么?", Articles((20,), paragraph=2)),
        ("第3条第(二)项怎么写的?", Articles((3,), item=2)),
        ("第五条到第七条的内容", Articles((5, 6, 7))),
        ("第三条和第六条分别规定了什么?", Articles((3, 6))),
        ("第四条规定提案几月前提交?", Articles((4,), asks_for_text=False)),
        ("第三条建议是什么?", None),
        ("收到提案多少条?", None),
    ],
)
def test_articles_are_read_from_a_question(question: str, articles: Articles | None) -> None:
    assert articles_in(question) == articles


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        ("提案工作办法第二条规定了什么？", ["第二条 提案工作由提案委员会负责"]),
        ("提案工作办法第三条第二款是什么？", ["集体提案应当由单位负责人签名"]),
        ("提案工作办法第三条第（二）项是什么？", ["（二）涉及国家秘密的"]),
    ],
)
def test_the_very_article_or_its_part_is_quoted(rules: Assistant, question: str, quotes: list[str]) -> None:
    answer = rules.ask(question)
    assert [citation.quote for citation in answer.citations] == quotes


def test_several_articles_come_in_order(rules: Assistant) -> None:
    answer = rules.ask("提案工作办法第三条到第五条的内容是什么？")
    assert [citation.quote[:3] for citation in answer.citations] == ["第三条", "第四条", "第五条"]


def test_what_stands_in_an_article_is_looked_for_in_that_one_only(rules: Assistant) -> None:
    answer = rules.ask("委员考核办法第四条规定什么时候完成考核？")
    assert answer.status == "answered"
    assert "12月15日" in answer.answer
    assert rules.ask("提案工作办法第二条规定几月几日前提交？").status == "not_found"


def test_an_article_that_is_not_there_is_not_replaced_by_another(rules: Assistant) -> None:
    assert rules.ask("提案工作办法第九条规定了什么？").status == "not_found"
