"""Conversations over two counties' reports and a set of rules, turn by turn."""

from __future__ import annotations

import pytest

from tests.support.small_corpus import assistant_over
from zhengxie_qa import Answer, Assistant

_GREEN = """政协第九届青禾县委员会常务委员会工作报告
（2025年1月10日在政协第九届青禾县委员会第四次会议上）
一、2024年工作回顾
（一）提案工作
全年征集提案160件，经审查立案120件，其中集体提案30件、委员提案90件。遴选重点提案8件。提案办复率99.5%，提案者满意率96.1%。
（二）社情民意
全年收到社情民意信息210条，编报88条，其中省政协采用12条。
（三）协商议事
“田头议事”全年开展56场，解决群众难题75件。县政协副主席林知远带队走访企业24家，随后推动出台扶持办法。
二、2025年工作任务
“田头议事”力争开展60场，委员联络站增加到20个。计划整治荒地450亩，投入资金1.2亿元。
"""
_WHITE = """政协第九届白沙县委员会常务委员会工作报告
（2025年1月12日在政协第九届白沙县委员会第四次会议上）
一、2024年工作回顾
（一）提案工作
全年征集提案233件，经审查立案201件，其中集体提案41件、委员提案160件。遴选重点提案13件。提案办复率100%，提案者满意率97.8%。
（二）社情民意
全年收到社情民意信息305条，编报131条，其中省政协采用19条。
"""
_RULES = """政协委员履职管理办法
第一条 为了规范委员履职，制定本办法。
第二条 委员每年参加调研视察不少于6次。年底前向联络站报告。
第三条 委员因病不能出席全体会议的，应当在会前5日书面请假，由主席批准。
第四条 本办法自2024年3月1日起施行。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    texts = {"qinghe.txt": _GREEN, "baisha.txt": _WHITE, "rules.txt": _RULES}
    return assistant_over(tmp_path_factory.mktemp("counties"), texts)


def talk(assistant: Assistant, *turns: str) -> Answer:
    """Return the answer to the last of ``turns``."""
    history: list[tuple[str, str]] = []
    answer = None
    for turn in turns:
        answer = assistant.ask(turn, history)
        history.append((turn, answer.answer))
    assert answer is not None
    return answer


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("青禾县征集了多少件提案？", "立案的呢"), "120件"),
        (("青禾县征集了多少件提案？", "重点提案呢"), "8件"),
        (("青禾县征集了多少件提案？", "社情民意呢"), "210条"),
        (("青禾县征集了多少件提案？", "办复率"), "99.5%"),
        (("青禾县征集了多少件提案？", "谢谢", "其中集体提案有几件"), "30件"),
        (("青禾县征集了多少件提案？", "白沙县呢"), "233件"),
        (("青禾县征集了多少件提案？", "白沙县呢", "立案了多少"), "201件"),
        (("青禾县征集了多少件提案？", "白沙县呢", "立案了多少", "那另一个县呢"), "120件"),
        (("青禾县征集了多少件提案？", "不对，我问的是集体提案"), "30件"),
        (("白沙县立案多少件？", "社情民意信息编报了多少条"), "131条"),
        (("青禾县田头议事开展了多少场？", "2025年呢"), "60场"),
        (("青禾县谁带队走访企业？", "他走访了多少家"), "24家"),
        (("履职管理办法第二条怎么规定的", "第三条呢"), "书面请假"),
        (("履职管理办法第二条怎么规定的", "什么时候施行"), "2024年3月1日"),
        (("How many proposals did Qinghe collect?", "what about key proposals?"), "8件"),
    ],
)
def test_a_follow_up_is_answered_as_completed(assistant: Assistant, turns: tuple[str, ...], said: str) -> None:
    answer = talk(assistant, *turns)
    assert answer.status == "answered"
    assert said in answer.answer


def test_the_county_stays_until_another_is_named(assistant: Assistant) -> None:
    answer = talk(assistant, "白沙县征集了多少件提案？", "提案者满意率是多少")
    assert "97.8%" in answer.answer
    assert {citation.document for citation in answer.citations} == {"baisha.txt"}


def test_another_documents_question_leaves_the_county(assistant: Assistant) -> None:
    answer = talk(assistant, "白沙县征集了多少件提案？", "委员每年参加调研视察不少于几次？")
    assert [citation.document for citation in answer.citations] == ["rules.txt"]


def test_a_question_that_stands_alone_is_answered_as_ever(assistant: Assistant) -> None:
    alone = assistant.ask("青禾县田头议事开展了多少场？")
    after = talk(assistant, "履职管理办法第二条怎么规定的", "青禾县田头议事开展了多少场？")
    assert (after.answer, after.citations) == (alone.answer, alone.citations)


def test_the_words_of_earlier_answers_do_not_matter(assistant: Assistant) -> None:
    plain = assistant.ask("立案的呢", [("青禾县征集了多少件提案？", "160件[1]。")])
    misled = assistant.ask("立案的呢", [("青禾县征集了多少件提案？", "白沙县满意率97.8%，社情民意305条。")])
    assert misled.answer == plain.answer


def test_where_it_stands_is_the_place_of_what_was_quoted(assistant: Assistant) -> None:
    answer = talk(assistant, "青禾县立案多少件提案？", "原文在哪一部分？")
    assert "一、2024年工作回顾" in answer.answer
    assert "青禾县委员会常务委员会工作报告" in answer.answer
    assert [citation.document for citation in answer.citations] == ["qinghe.txt"]


def test_more_is_what_stands_around_what_was_quoted_and_ends_when_all_is_said(assistant: Assistant) -> None:
    turns = ["青禾县征集提案多少件？", "还有呢"]
    assert "办复率99.5%" in talk(assistant, *turns).answer
    answer = talk(assistant, *turns, "还有吗", "还有吗", "还有吗")
    assert (answer.status, answer.citations) == ("answered", ())
    assert "没有更多" in answer.answer


def test_shorter_is_the_clause_that_answers(assistant: Assistant) -> None:
    answer = talk(assistant, "青禾县集体提案有多少件？", "简单点说")
    assert "30件" in answer.answer
    assert "160件" not in answer.answer
    assert answer.citations[0].quote in _GREEN


def test_after_a_request_for_the_source_the_question_still_leads_on(assistant: Assistant) -> None:
    assert "120件" in talk(assistant, "青禾县征集提案多少件？", "出处呢", "立案的呢").answer


def test_a_turn_that_means_nothing_is_talk_within_a_conversation(assistant: Assistant) -> None:
    assert talk(assistant, "青禾县征集提案多少件？", "？？").status == "talk"


def test_how_a_turn_was_understood_is_explained(assistant: Assistant) -> None:
    history = [("青禾县2024年征集了多少件提案？", "160件[1]。"), ("谢谢", "不客气！")]
    turn = assistant.ask("那办复率呢", history, explain=True).explanation
    assert turn is not None
    assert turn.turn is not None
    assert turn.turn.kind == "接着前面的追问"
    assert "2024年" in turn.turn.completed
    assert any(
        line.startswith("从第1轮（“青禾县2024年征集了多少件提案？”）取来：年份 2024年") for line in turn.turn.taken
    )


@pytest.mark.parametrize(
    ("turn", "kind"),
    [
        ("谢谢", "寒暄，没有问文档"),
        ("怎么上传文件", "问的是本程序，没有问文档"),
        ("给我讲个笑话", "与文档无关的请求，不作回答"),
        ("青禾县立案多少件？", "单独成立的提问"),
    ],
)
def test_the_kind_of_a_turn_is_explained(assistant: Assistant, turn: str, kind: str) -> None:
    explanation = assistant.ask(turn, explain=True).explanation
    assert explanation is not None
    assert explanation.turn is not None
    assert explanation.turn.kind == kind


def test_a_quoted_figure_is_reckoned_into_the_unit_asked_for(assistant: Assistant) -> None:
    answer = talk(assistant, "青禾县计划整治荒地多少亩", "合多少公顷")
    assert "450亩" in answer.answer
    assert "换算：30公顷（由原文的“450亩”算得）" in answer.answer
    assert [citation.document for citation in answer.citations] == ["qinghe.txt"]


def test_a_question_may_name_the_unit_itself(assistant: Assistant) -> None:
    answer = talk(assistant, "青禾县计划投入资金换算成万元是多少")
    assert "换算：12000万元（由原文的“1.2亿元”算得）" in answer.answer
