"""What a turn leaves out is what was spoken of: its paper, its section, the last question that was answered."""

from __future__ import annotations

import pytest

from tests.dialogue.test_dialogue import talk
from tests.support.small_corpus import assistant_over
from zhengxie_qa import Assistant

_REPORT = """政协第五届南泉县委员会常务委员会工作报告
（2026年1月8日在政协第五届南泉县委员会第五次会议上）
第一部分 2025年工作
一、强化思想引领
召开党组会议20次，举办“泉边书会”12场。
二、助推民生改善
（一）提案工作。全年收到提案150件，立案130件。办理结果为A类的90件。
（二）民主监督。对食堂开展民主监督，走访学校18所，发现问题26个。
（三）协商议事。“泉水茶叙”全年开展41场，解决群众难题66件。
三、加强文史工作
编辑出版《南泉古井》，收录古井35口。
第二部分 2026年工作打算
一、抓好理论学习
“泉边书会”办15场。
二、抓好民生工作
“泉水茶叙”不少于50场，办好养老服务专项监督。
"""
_PROPOSALS = """# 政协第五届南泉县委员会关于提案工作情况的报告
（2026年1月8日在政协第五届南泉县委员会第五次会议上）

## 一、基本情况
立案130件。部分重点提案办理情况如下。

| 提案编号 | 提案名称 | 提案者 | 领办领导 | 办理结果 |
|---|---|---|---|---|
| 第012号 | 关于改造老街路灯的提案 | 民革南泉县支部 | 副县长 石清源 | A类 |
| 第045号 | 关于增设河边护栏的提案 | 白若溪委员 | 副县长 江晚舟 | B类 |

12件重点提案由县领导领办，逐件督办。

## 二、主要做法

**（一）严把质量关。** 举办培训3场，编印写作指南200册。

**（二）严把办理关。** 召开督办会9次，逐件现场督办。
"""
_SURVEY = """# 关于我县乡村医疗服务的调研报告
南泉县政协教科卫体委员会（2025年9月）

## 一、基本情况
全县有卫生室96家，乡村医生120人。

## 二、对策建议
（一）补人员。三年内定向培养乡村医生30人。
（二）添设备。每个卫生室配备健康一体机，其中财政补助40%。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    texts = {"report.txt": _REPORT, "proposals.md": _PROPOSALS, "survey.md": _SURVEY}
    return assistant_over(tmp_path_factory.mktemp("spring"), texts)


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("第012号提案是谁提的", "谁领办"), "石清源"),
        (("第012号提案是谁提的", "谁领办", "办理结果呢"), "A类"),
        (("第012号提案是谁提的", "45号呢"), "白若溪"),
        (("泉水茶叙开展了多少场", "明年的目标是多少"), "50场"),
        (("泉水茶叙开展了多少场", "解决了多少难题"), "66件"),
        (("泉水茶叙开展了多少场", "请了哪位明星", "解决了多少难题"), "66件"),
    ],
)
def test_a_turn_without_a_subject_is_about_the_one_spoken_of(
    assistant: Assistant, turns: tuple[str, ...], said: str
) -> None:
    answer = talk(assistant, *turns)
    assert answer.status == "answered"
    assert said in answer.answer


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("乡村医疗调研报告主要讲了什么", "这个报告提出了哪些对策建议"), "健康一体机"),
        (("乡村医疗调研报告主要讲了什么", "里面有多少家卫生室"), "96家"),
        (("全年开展了多少场泉水茶叙", "概括一下提案工作的主要做法"), "严把质量关"),
        (("第012号提案是谁提的", "2026年有哪些工作打算"), "抓好民生工作"),
        (("第012号提案是谁提的", "总结一下民主监督"), "学校18所"),
        (("2026年有哪些工作打算", "第二个具体说说"), "养老服务"),
        (("2026年有哪些工作打算", "第一点是什么"), "泉边书会"),
    ],
)
def test_a_digest_is_of_the_paper_or_the_section_that_is_meant(
    assistant: Assistant, turns: tuple[str, ...], said: str
) -> None:
    answer = talk(assistant, *turns)
    assert answer.status == "answered"
    assert said in answer.answer


@pytest.mark.parametrize("turn", ["你觉得他们明年能完成吗", "您怎么看这件事", "预测一下后面会怎样"])
def test_an_opinion_is_declined(assistant: Assistant, turn: str) -> None:
    assert talk(assistant, "泉水茶叙开展了多少场", turn).status == "talk"


def test_a_figure_asked_for_is_no_opinion(assistant: Assistant) -> None:
    assert talk(assistant, "你觉得泉水茶叙开展了多少场").status != "talk"


def test_what_the_documents_count_is_no_errand(assistant: Assistant) -> None:
    assert talk(assistant, "古井收了几口").status != "talk"
