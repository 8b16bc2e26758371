"""A question for what is not so is answered with the others, or not at all."""

from __future__ import annotations

import pytest

from tests.support.small_corpus import assistant_over
from zhengxie_qa import Assistant

_TABLE = """# 白水县政协2024年重点提案办理情况

| 编号 | 提案名称 | 提出者 | 承办单位 | 办理结果 |
|---|---|---|---|---|
| 1 | 关于扩建城北小学的提案 | 致公党支部 | 县教育局 | A类 |
| 2 | 关于整治青石河岸线的提案 | 农业界别 | 县水利局 | B类 |
| 3 | 关于改造老旧小区的提案 | 民盟支部 | 县住建局 | A类 |
"""
_MINUTES = """白水县政协第十二次主席会议纪要

出席：张文华、李志强、王晓燕
缺席：陈国栋、周敏

一、提案工作
重点提案15件中，13件已经办结，《关于停车场建设的提案》尚未办结。
《关于扩建体育馆的提案》由民建支部提出，县文旅局承办。
《关于疏浚黑水河的提案》由农工党支部提出，县生态局承办。
"""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("county"), {"提案表.md": _TABLE, "纪要.txt": _MINUTES})


@pytest.mark.parametrize(
    ("question", "held", "absent"),
    [
        ("哪些提案不是由县教育局承办的？", ["青石河", "老旧小区"], "城北小学"),
        ("哪件提案不是农业界别提出的？", ["城北小学", "老旧小区"], "青石河"),
        ("哪些提案没有被评为A类？", ["青石河"], "老旧小区"),
        ("除了县教育局，还有哪些单位承办提案？", ["县水利局", "县住建局"], "县教育局"),
        ("哪些提案没有由县文旅局承办？", ["黑水河"], "体育馆"),
        ("哪些重点提案没有办结？", ["停车场"], "体育馆"),
        ("谁没有出席主席会议？", ["陈国栋、周敏"], "张文华"),
    ],
)
def test_the_others_of_the_list_answer(county: Assistant, question: str, held: list[str], absent: str) -> None:
    answer = county.ask(question)
    assert answer.status == "answered"
    assert all(word in answer.answer for word in held)
    assert absent not in answer.answer


def test_what_is_denied_is_never_quoted_where_no_list_tells_the_others(county: Assistant) -> None:
    answer = county.ask("哪些提案没有由县公安局承办？")
    assert answer.status == "not_found"
