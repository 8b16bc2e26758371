"""What a word means, said by a paper in so many words."""

from __future__ import annotations

import pytest

from tests.support.small_corpus import assistant_over
from zhengxie_qa import Assistant

_RULES = """青石市停车管理条例

第一章 总则

第一条 为了规范停车秩序，改善停车条件，根据有关法律、法规，结合本市实际，制定本条例。
第二条 本市的公共停车场和道路停车泊位应当向社会开放。
第三条 本条例所称公共停车场，是指供社会公众停放机动车的场所。本条例所保护的慢行空间，是指人行道和非机动车道。
第四条 停车管理协调机构（以下统称协调机构）负责公共停车场的规划。道路停车泊位设置应当听取居民意见。
第五条 道路停车泊位是指在道路红线内施划的停车位，包括：
（一）全天停车泊位；
（二）限时停车泊位。
第六条 共享停车是利用错时空闲泊位向社会提供停车服务的做法。鼓励单位开展共享停车，共享停车收费由单位确定。
"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("rules"), {"条例.txt": _RULES})


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("什么是公共停车场？", "供社会公众停放机动车"),
        ("条例里的“公共停车场”是什么意思？", "供社会公众停放机动车"),
        ("条例里慢行空间怎么定义？", "人行道和非机动车道"),
        ("协调机构指的是谁？", "以下统称协调机构"),
        ("道路停车泊位包括哪些？", "限时停车泊位"),
        ("什么叫共享停车？", "利用错时空闲泊位"),
    ],
)
def test_the_defining_sentence_answers(rules: Assistant, question: str, says: str) -> None:
    assert says in rules.ask(question).answer


def test_two_words_joined_are_each_defined(rules: Assistant) -> None:
    answer = rules.ask("公共停车场和慢行空间分别是什么？").answer
    assert "停放机动车" in answer
    assert "非机动车道" in answer


def test_a_word_that_is_used_and_not_defined_is_not_said_to_be(rules: Assistant) -> None:
    assert "是指" not in rules.ask("停车秩序是什么意思？").answer
