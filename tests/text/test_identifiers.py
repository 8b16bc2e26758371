"""A number tells one of many alike, however it is written, and only among things of its kind."""

from __future__ import annotations

import pytest

from zhengxie_qa.text import agreement, han_number, identifiers
from zhengxie_qa.text.tokenizer import fold


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("第7号文件的编码", "第七号文件的编码为A。"),
        ("27号提案的题目", "提案编号：第027号　题目：关于修路的提案"),
        ("27号提案的题目", "编号：27　题目：关于修路的提案"),
        ("2号重点提案", "第2号提案由县水利局承办。"),
        ("第三十三次主席会议", "第33次主席会议召开。"),
        ("第44期信息", "白水信息（第四十四期）"),
        ("〔2024〕7号文件", "白政发〔2024〕7号"),
        ("7号文件", "白政发〔2024〕7号"),
        ("ZX-2024-007的承办单位", "编码ZX-2024-007，承办单位县教育局。"),
    ],
)
def test_the_same_number_agrees_however_it_is_written(asked: str, text: str) -> None:
    assert agreement(identifiers(fold(asked))[0], fold(text)) is True


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("第7号文件的编码", "第17号文件的编码为A。"),
        ("27号提案的题目", "编号：28　题目：关于修路的提案"),
        ("第三十三次主席会议", "第三十四次主席会议召开。"),
        ("〔2024〕7号文件", "白政发〔2023〕7号"),
        ("ZX-2024-007的承办单位", "编码ZX-2024-008，承办单位县教育局。"),
    ],
)
def test_another_number_of_the_same_kind_contradicts(asked: str, text: str) -> None:
    assert agreement(identifiers(fold(asked))[0], fold(text)) is False


@pytest.mark.parametrize("text", ["改造3号楼。", "5月3号召开会议。", "全年收到提案174件。", "联系电话：6621003"])
def test_a_number_of_another_kind_says_nothing(text: str) -> None:
    assert agreement(identifiers("第7号提案")[0], fold(text)) is None


@pytest.mark.parametrize(
    ("value", "said"), [(7, "七"), (10, "十"), (12, "十二"), (33, "三十三"), (105, "一百零五"), (117, "一百一十七")]
)
def test_a_number_is_written_in_words(value: int, said: str) -> None:
    assert han_number(value) == said
