"""Minutes and collections asked about as a whole: who met, what was decided, one piece of several."""

from __future__ import annotations

import pytest

from tests.support.small_corpus import assistant_over
from zhengxie_qa import Assistant

_MINUTES = """政协青禾县委员会第九次主席会议纪要
〔2025〕第9号
2025年3月6日上午，县政协主席林知远在三楼会议室主持召开第九次主席会议，会议听取了提案办理情况汇报。纪要如下：
一、听取汇报情况
提案委员会主任汇报了提案办理情况，已办结60件，正在办理20件。
二、会议议定事项
会议议定：
（一）由提案委员会牵头，于4月底前完成集中交办。
（二）由办公室负责，每季度通报一次办理进度。
出席：林知远、周明
分送：县委办公室、县政府办公室，与会各单位。
"""
_SPEECHES = """# 政协青禾县委员会第四次会议大会发言材料选编

## 让老码头焕发新生机

老码头始建于1920年，保存着7座仓库。建议编制保护规划，先修后用。

## 擦亮茶乡招牌

全县茶园4.2万亩，深加工率只有15%。建议申报地理标志，统一品牌。
"""
_NEWS = """县政协召开常委会会议
2025-05-06 10:00　来源：青禾日报　作者：王小山
5月5日，县政协召开常委会会议，围绕“养老服务”开展专题协商，审议通过有关人事事项。
会议指出，要完善支持政策，加强人才队伍建设。
（王小山）
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    texts = {"minutes.txt": _MINUTES, "speeches.md": _SPEECHES, "news.txt": _NEWS}
    return assistant_over(tmp_path_factory.mktemp("meetings"), texts)


def quoted(assistant: Assistant, question: str) -> list[str]:
    return [citation.quote for citation in assistant.ask(question).citations]


@pytest.mark.parametrize("question", ["会议定了哪些事", "会上议定了什么", "这次会议决定了哪些事项？"])
def test_what_a_meeting_decided_is_told_item_by_item(assistant: Assistant, question: str) -> None:
    assert quoted(assistant, question)[-2:] == [
        "（一）由提案委员会牵头，于4月底前完成集中交办",
        "（二）由办公室负责，每季度通报一次办理进度",
    ]


def test_a_meeting_called_by_its_day_is_told_with_who_met(assistant: Assistant) -> None:
    told = quoted(assistant, "3月6日的会议讲了什么")
    assert told[0].startswith("2025年3月6日上午，县政协主席林知远")
    assert any(quote.startswith("会议议定：") and "（二）" in quote for quote in told)
    assert not any("分送" in quote for quote in told)


def test_a_piece_of_a_collection_is_told_whole(assistant: Assistant) -> None:
    assert quoted(assistant, "茶乡那篇的主要观点是什么") == [
        "全县茶园4.2万亩，深加工率只有15%。建议申报地理标志，统一品牌"
    ]


def test_a_text_without_headings_is_told_by_paragraph_without_its_head_and_foot(assistant: Assistant) -> None:
    assert quoted(assistant, "《县政协召开常委会会议》的主要内容") == [
        "5月5日，县政协召开常委会会议，围绕“养老服务”开展专题协商，审议通过有关人事事项",
        "会议指出，要完善支持政策，加强人才队伍建设",
    ]


def test_another_act_is_not_the_act(assistant: Assistant) -> None:
    assert assistant.ask("常委会会议签署了什么").status == "not_found"
    assert assistant.ask("常委会会议审议通过了什么").status == "answered"


def test_a_part_with_nothing_below_it_is_not_told_by_its_heading_alone(assistant: Assistant) -> None:
    told = quoted(assistant, "大会发言材料选编讲了什么")
    assert "让老码头焕发新生机" in told
    assert any("7座仓库" in quote for quote in told)
