"""A sentence that has what is asked comes before its neighbour that only speaks of it."""

from __future__ import annotations

import pytest

from tests.support.small_corpus import assistant_over
from zhengxie_qa import Assistant

_SUBSIDIES = """白水县残疾人补贴发放情况
2025年1月起，全县困难残疾人生活补贴和重度残疾人护理补贴标准分别为每人每月209元、280元。
截至2025年12月底，全县享受困难残疾人生活补贴3340人。
根据上级关于2026年提高补贴标准的通知要求，2026年1月起，全县困难残疾人生活补贴和重度残疾人护理补贴标准分别提高至每人每月217元、290元。
"""
_MEETING = """县政协九届五次会议闭幕
1月20日上午，县政协九届五次会议在白水胜利闭幕。
县政协主席何文山主持闭幕会，副主席覃德胜在主席台就座。
会议通过政协第九届白水县委员会第五次会议决议；
通过提案委员会关于提案审查情况的报告。
"""
_PLUMS = """青坪乡政协：守住枝头甜
县政协主席何文山表示，将紧盯青坪红李病害防治，重塑青坪红李品牌，跟进建议落实。
去年9月，县政协组建调研组，提交了《关于强化青坪红李枯枝病防治推动产业发展的建议》，提出夯实试验基础。
"""
_RULES = """信访办理规定
第一条 对交办件，办理机关应当自受理之日起六十日内办结，并书面报告。
情况复杂的，经负责人批准，可以适当延长办理期限，但延长期限不得超过三十日。
第二条 来访人员应当遵守秩序。
"""
_ROAD = """关于在青坪公路安装路灯的建议
青坪公路为半封闭双向通行，夜间过往车辆和群众频繁，行车安全隐患较大。
由于沿线没有路灯，夜间行车视线不足。
为此建议：在青坪公路沿线两侧安装太阳能路灯，在重要路口设置安全提示牌，提高夜间行车安全。
"""
_FIGURES = """2023年白水县国民经济和社会发展统计公报
全县人均生产总值77434元，增长3.4%。
初步核算，全年全县生产总值达到548.6亿元，按可比价计算，比上年增长3.5%。
夏粮产量114.6万吨，下降6.4%。年末常住人口70.2万人。
"""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    texts = {
        "补贴.txt": _SUBSIDIES,
        "会议.txt": _MEETING,
        "红李.txt": _PLUMS,
        "信访.txt": _RULES,
        "公路.txt": _ROAD,
        "公报.txt": _FIGURES,
    }
    return assistant_over(tmp_path_factory.mktemp("papers"), texts)


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("2026年困难残疾人生活补贴每月多少？", ["217元"], "209元"),
        ("2025年困难残疾人生活补贴每月多少？", ["209元"], "217元"),
        ("重度残疾人护理补贴2026年提高到多少，原来是多少？", ["290元"], "3340人"),
        ("重度残疾人护理补贴2026年比2025年提高到多少，原来是多少？", ["290元", "280元"], "3340人"),
        ("县政协九届五次会议通过了什么？", ["第五次会议决议", "提案审查情况的报告"], "胜利闭幕"),
        ("县政协关于青坪红李的建议叫什么名字？", ["《关于强化青坪红李枯枝病防治推动产业发展的建议》"], "重塑"),
        ("委员建议青坪公路怎么提高夜间行车安全？", ["太阳能路灯", "安全提示牌"], "隐患较大"),
        ("白水县2023年生产总值是多少？", ["548.6亿元"], "人均"),
        ("白水县2023年人均生产总值是多少？", ["77434元"], "548.6"),
        ("白水县2023年生产总值和人均生产总值是多少？", ["548.6亿元", "77434元"], "夏粮"),
        ("白水县2023年夏粮产量和常住人口各是多少？", ["114.6万吨", "70.2万人"], "77434"),
        ("交办件几天内办结，可以延长多久？", ["六十日", "三十日"], "秩序"),
    ],
)
def test_what_is_asked_is_said(papers: Assistant, question: str, said: list[str], unsaid: str) -> None:
    answer = papers.ask(question).answer
    assert all(one in answer for one in said), answer
    assert unsaid not in answer


def test_who_a_sentence_names_is_not_left_out(papers: Assistant) -> None:
    assert "何文山" in papers.ask("谁表示要重塑青坪红李品牌？").answer
