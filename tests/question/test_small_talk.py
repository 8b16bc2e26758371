"""Talk is told from questions: what asks anything of the documents is never talk."""

from __future__ import annotations

import pytest

from zhengxie_qa.question.small_talk import talk_of, without_politeness


@pytest.mark.parametrize(
    ("turn", "kind"),
    [
        ("你好", "greeting"),
        ("您好！", "greeting"),
        ("Hello!", "greeting"),
        ("謝謝", "thanks"),
        ("好的，谢谢你的帮助", "thanks"),
        ("thank you very much", "thanks"),
        ("拜拜~", "farewell"),
        ("thanks, bye", "farewell"),
        ("哈哈哈哈", "laughter"),
        ("lol", "laughter"),
        ("你真笨", "insult"),
        ("你这个笨蛋", "insult"),
        ("you are stupid", "insult"),
        ("嗯嗯", "acknowledgement"),
        ("太厉害了", "praise"),
        ("👍", "emoji"),
        ("😂😂", "emoji"),
        ("你好呀，你是谁？", "identity"),
        ("who are you?", "identity"),
        ("你会什么？", "ability"),
        ("What can you do?", "ability"),
        ("怎么上传文件", "upload"),
        ("How do I upload files?", "upload"),
        ("能导出吗", "export"),
        ("支持哪些文件格式", "formats"),
        ("怎么删除文件？", "remove"),
        ("怎么清空聊天记录", "clear"),
        ("帮我写一首关于春天的诗", "request"),
        ("帮我写一首关于春天的诗吧", "request"),
        ("write me a poem about spring", "request"),
        ("明天天气怎么样？", "request"),
        ("一加一等于几", "request"),
        ("12*3=?", "request"),
        ("讲个笑话", "request"),
    ],
)
def test_talk_is_told_by_its_kind(turn: str, kind: str) -> None:
    assert talk_of(turn) == kind


@pytest.mark.parametrize(
    "turn",
    [
        "你好！收到提案多少件？",
        "你好提案多少件",
        "收到提案多少件？谢谢！",
        "谢谢，那立案多少件",
        "那2023年呢？",
        "还有呢",
        "为什么",
        "他是谁？",
        "那有什么功能？",
        "这个怎么用？",
        "垃圾",
        "垃圾分类怎么做",
        "天气",
        "天气预警系统建在哪里",
        "2023-2024",
        "写了哪些诗",
        "写一首诗的委员是谁",
        "怎么上传提案",
        "提案能导出吗",
        "报告里说的格式是什么",
        "早教中心有几家",
        "is it good?",
        "How many proposals?",
        "？",
        "……",
        "",
    ],
)
def test_what_may_be_a_question_is_no_talk(turn: str) -> None:
    assert talk_of(turn) is None


def test_a_long_run_of_phrases_is_read_in_no_time_and_is_no_talk() -> None:
    assert talk_of("哈" * 2000 + "？提案") is None
    assert talk_of("哈" * 59 + "提") is None


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("你好！收到提案多少件？", "收到提案多少件？"),
        ("你好。请问收到提案多少件？", "收到提案多少件？"),
        ("收到提案多少件？谢谢！", "收到提案多少件？"),
        ("麻烦列一下重点提案", "列一下重点提案"),
        ("请问义诊开展了多少场？麻烦尽快回复，领导等着要，谢谢。", "义诊开展了多少场？"),
        ("您好！我在写一份材料，需要引用数据，麻烦帮我查一下义诊开展了多少场，谢谢！", "义诊开展了多少场"),
        ("Hello! How many proposals were there?", "How many proposals were there?"),
    ],
)
def test_politeness_around_a_question_is_dropped(question: str, asked: str) -> None:
    assert without_politeness(question) == asked


@pytest.mark.parametrize(
    "question",
    ["你好，提案", "谢谢", "帮我们解决了什么问题？", "麻烦事怎么解决？", "请示报告有几份？", "感谢信收到多少封？"],
)
def test_words_that_are_part_of_what_is_asked_stay(question: str) -> None:
    assert without_politeness(question) == question


@pytest.mark.parametrize(
    "wrapped",
    [
        "帮我看看{}麻烦尽快，谢谢",
        "能不能帮我查查{}",
        "您好，我想了解一下{}",
        "{}请用一句话回答。",
        "{}请注明出处。",
        "请根据材料回答：{}",
        "{}（写稿子用）",
        "不好意思打扰了，{}",
        "我是新来的委员，{}",
        "领导问起来了，{}",
        "开会要用，{}",
        "各位老师，求问{}感激不尽",
    ],
)
def test_what_only_speaks_to_the_one_who_answers_is_left_out(wrapped: str) -> None:
    assert without_politeness(wrapped.format("收到提案多少件？")) == "收到提案多少件？"


def test_a_topic_that_somebody_wants_to_know_about_is_the_question() -> None:
    assert without_politeness("想了解一下提案办理情况") == "提案办理情况"


@pytest.mark.parametrize("wish", ["给我原文和第几条", "要列全", "请注明出处和页码"])
def test_how_the_answer_should_look_is_not_what_is_asked(wish: str) -> None:
    assert without_politeness(f"信访事项多长时间办结？{wish}") == "信访事项多长时间办结？"


def test_what_happened_to_the_asker_is_part_of_the_question() -> None:
    question = "我生病请了三个多月假，今年还评不评等次？"
    assert without_politeness(question) == question
