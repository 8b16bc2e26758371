"""今年 counts from the papers of the place that is asked about, not from the newest of all."""

from __future__ import annotations

import pytest

from tests.support.small_corpus import assistant_over
from zhengxie_qa import Assistant

_REPORT = """政协第九届青川市委员会常务委员会工作报告
（2025年1月7日在政协第九届青川市委员会第四次会议上）
一、2024年工作回顾
2024年，市政协提交提案132件。
"""
_NEWS = """白水县公布小学招生细则
2026年4月29日
白水县公办初中新增35个班，约1750个学位。家长须于2026年5月7日至11日登录招生系统报名。
"""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("papers"), {"青川市政协2024.txt": _REPORT, "白水县招生.txt": _NEWS})


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("白水县公办初中今年新增了多少个班？", "35个班"),
        ("白水县今年小学网上报名是哪几天？", "5月7日至11日"),
        ("青川市政协今年提交了多少件提案？", "132件"),
        ("今年提交了多少件提案？", "132件"),
    ],
)
def test_this_year_is_the_place_s(papers: Assistant, question: str, said: str) -> None:
    assert said in papers.ask(question).answer


def test_another_year_is_not_this_one(papers: Assistant) -> None:
    assert "35个班" not in papers.ask("白水县公办初中去年新增了多少个班？").answer
