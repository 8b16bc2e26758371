"""What no list knows is told from questions by what it sounds like and by what the documents say to it."""

from __future__ import annotations

import pytest

from tests.dialogue.test_dialogue import talk
from tests.support.model_servers import openai_server
from tests.support.small_corpus import assistant_over
from zhengxie_qa import Assistant
from zhengxie_qa.model_settings import ModelSettings

_ASKED = "青禾县征集了多少件提案"
_REPORT = """政协第三届丰泽县委员会常务委员会工作报告
（2025年1月10日在政协第三届丰泽县委员会第四次会议上）
2024年工作回顾
一、提案工作
全年征集提案160件，经审查立案120件。提案办复率99.5%。
二、文化活动
举办诗词大赛3场，唱响“丰泽好声音”，冠军由城关镇代表队获得。停车场周末不收费。资料由县政协文史委员会保存。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("report"), {"report.txt": _REPORT})


@pytest.mark.parametrize(
    ("turn", "line"),
    [
        ("替我拟一份婚礼请柬", "帮不上忙"),
        ("红烧排骨要炖多久", "帮不上忙"),
        ("昨晚中超几比几", "帮不上忙"),
        ("Which country won the last world cup?", "I cannot help"),
        ("怎么给这条回答加书签呀", "没有收藏"),
        ("在哪儿能点开原文", "点回答里的编号"),
        ("我问过的问题同事看得见吗", "留在运行本程序的电脑上"),
        ("英语能问吗", "中文"),
        ("今天累得够呛啊", "辛苦了"),
        ("笨得像块木头，答的什么啊", "没能帮上忙"),
    ],
)
def test_what_is_like_talk_is_answered_as_talk_alone_and_in_a_conversation(
    assistant: Assistant, turn: str, line: str
) -> None:
    for turns in ((turn,), ("全年征集了多少件提案", turn)):
        answer = talk(assistant, *turns)
        assert (answer.status, answer.citations) == ("talk", ())
        assert line in answer.answer


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("诗词大赛冠军是谁",), "城关镇代表队"),
        (("停车场周末收费吗",), "不收费"),
        (("诗词大赛办了几场", "冠军是谁"), "城关镇代表队"),
        (("资料由谁保存",), "文史委员会"),
    ],
)
def test_what_the_documents_answer_is_a_question_whatever_it_sounds_like(
    assistant: Assistant, turns: tuple[str, ...], said: str
) -> None:
    answer = talk(assistant, *turns)
    assert answer.status == "answered"
    assert said in answer.answer


@pytest.mark.parametrize(
    "turn",
    [
        "地球离月球有多远",
        "太阳系有几颗行星",
        "谁发明了电灯",
        "恐龙为什么灭绝",
        "日本有多少人口",
    ],
)
def test_a_question_of_general_knowledge_is_a_question_that_the_documents_do_not_answer(
    assistant: Assistant, turn: str
) -> None:
    for turns in ((turn,), ("全年征集了多少件提案", turn)):
        assert talk(assistant, *turns).status == "not_found"


@pytest.mark.parametrize("turn", ["票价多少", "门票呢", "看了哪里", "送给谁了", "主编是谁"])
def test_a_few_words_that_may_be_part_of_a_question_are_no_talk(assistant: Assistant, turn: str) -> None:
    assert talk(assistant, "诗词大赛办了几场", turn).status != "talk"


def test_a_question_without_an_answer_is_no_leave_taking(assistant: Assistant) -> None:
    answer = talk(assistant, "诗词大赛那边有没有电话啊，我想打过去问问今天还报不报")
    assert answer.status == "not_found"


def test_a_question_leans_on_the_question_before_the_talk(assistant: Assistant) -> None:
    assert "120件" in talk(assistant, "全年征集了多少件提案", "红烧排骨要炖多久", "那立案了多少").answer


def test_what_was_taken_for_talk_is_explained(assistant: Assistant) -> None:
    said = {
        turn: assistant.ask(turn, explain=True).explanation.turn.kind  # type: ignore[union-attr]
        for turn in ("替我拟一份婚礼请柬", "怎么给这条回答加书签呀", "今天累得够呛啊")
    }
    assert list(said.values()) == ["与文档无关的请求，不作回答", "问的是本程序，没有问文档", "寒暄，没有问文档"]


def test_no_model_is_asked_about_talk_and_a_follow_up_reaches_it_completed(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("written")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "report.txt").write_text(_REPORT, encoding="utf-8")
    with openai_server() as script:
        model = ModelSettings("openai:qwen3-8b", script.url)
        assistant = Assistant.open(folder / "corpus", folder / "index", model=model)
        script.will_say("经审查立案120件[1]。")
        assert assistant.ask("替我拟一份婚礼请柬").status == "talk"
        assert assistant.ask("谢谢").status == "talk"
        assert script.asked == []
        answer = assistant.ask("那立案了多少", [("2024年征集了多少件提案", "160件"), ("谢谢", "不客气")])
        assert (answer.mode, "120件" in answer.answer) == ("generated", True)
        assert "那立案了多少（意思是：2024年" in script.prompt, "the model reads what the turn was completed to"


def test_a_question_in_english_that_nothing_answers_is_seldom_taken_for_a_wish(report: Assistant) -> None:
    assert report.ask("Which flowers bloom in spring?").status == "not_found"
