"""Captions, days, sources, titles, bare headings, notes and greetings do not answer what is asked of the text."""

from __future__ import annotations

import pytest

from tests.support.small_corpus import assistant_over
from zhengxie_qa import Assistant
from zhengxie_qa.structure import build_sections

_BULLETIN = """青石市2023年国民经济和社会发展统计公报

青石市统计局

2024年4月12日

一、综合

初步核算，全年全市生产总值①达到812.6亿元，比上年增长4.1%。第一产业增加值增长2.2%，第二产业增加值增长5.6%，第三产业增加值增长4.3%。

图1 2019-2023年青石市生产总值及增长速度

二、农业

全年粮食产量45.2万吨，比上年增长1.3%。棉花种植面积继续减少，油料种植面积有所增加，蔬菜和食用菌产量稳定增长。

图2 2019-2023年青石市粮食产量

注释：

① 经最终核实，2022年全市生产总值为774.9亿元，比上年增长3.0%。
"""
_VISIT = """市政协副主席何文山到青石中学走访

文章来源：本站原创 作者：佚名 发布时间：2016年03月08日

3月4日下午，市政协副主席何文山带领有关人员到青石中学走访，看望了林秋和、高玉兰两位老师。
"""
_HISTORY = """历史上的今天

重要论述

1956年5月2日

吴伯年主持召开会议，发表关于文史工作的性质和任务的谈话。谈话指出：文史工作是为后人留下可靠的资料，不是为个人立传。
"""
_SPEECH = """在青石市政协成立四十周年大会上的讲话

同胞们，同志们，朋友们：今天，我们在这里隆重集会，纪念青石市政协成立四十周年。四十年来，青石市政协共提交提案六千余件，为发展凝聚共识。

今后五年的目标是把委员工作室建到每个乡镇，提案办结率保持在九成五以上。

让我们凝心聚力、团结奋斗，全面完成今后五年各项目标任务，为建设美好青石而努力奋斗！
"""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    texts = {"公报.txt": _BULLETIN, "走访.txt": _VISIT, "今天.txt": _HISTORY, "讲话.txt": _SPEECH}
    return assistant_over(tmp_path_factory.mktemp("papers"), texts)


@pytest.mark.parametrize(
    ("question", "says", "not_says"),
    [
        ("青石市2023年生产总值是多少？", "812.6亿元", "774.9"),
        ("青石市粮食产量是多少？", "45.2万吨", "图2"),
        ("何文山2016年看望了哪两位老师？", "林秋和", "本站原创"),
        ("吴伯年怎么讲文史工作的性质？", "为后人留下可靠的资料", "重要论述"),
        ("青石市政协今后五年的目标是什么？", "委员工作室", "让我们"),
        ("青石市政协四十年来提交了多少提案？", "六千余件", "隆重集会"),
    ],
)
def test_the_text_answers(papers: Assistant, question: str, says: str, not_says: str) -> None:
    answer = papers.ask(question).answer
    assert says in answer
    assert not_says not in answer


def test_a_day_of_publication_answers_where_it_is_asked_for(papers: Assistant) -> None:
    assert "2016年03月08日" in papers.ask("何文山到青石中学走访的文章是什么时候发布的？").answer


def test_captions_and_running_heads_are_no_headings() -> None:
    paragraph = "全年全市社会消费品零售总额平稳增长，城乡市场同步回升，" * 3 + "消费结构持续改善。"
    head = "青石市2023年统计公报"
    text = (
        f"公报\n\n一、综合\n\n{paragraph}\n\n"
        + f"{head}\n\n{paragraph}\n\n" * 3
        + f"图1 近五年零售总额\n\n{paragraph}\n"
    )
    assert [section.title for section in build_sections(text) if section.kind == "heading"] == ["一、综合"]
