"""Who signed, who was there, who took the minutes: the labelled lines at the head of a paper answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.small_corpus import assistant_over
from zhengxie_qa import Assistant

_MINUTES = """政协白水县委员会主席会议纪要

〔2024〕9号

签发人：何文山

时间：2024年9月12日上午9:00
地点：县政协三楼会议室
主持：县政协主席何文山
出席：罗静怡、韦志刚、莫秋云
列席：各专门委员会主任
记录：卢小燕

会议听取了提案办理情况汇报，罗静怡、覃德胜作了发言。
会议决定，9月下旬开展提案办理民主评议。
"""


@pytest.fixture(scope="module")
def minutes(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("minutes"), {"纪要.txt": _MINUTES})


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("主席会议纪要是谁签发的？", "签发人：何文山"),
        ("哪些人出席了主席会议？", "出席：罗静怡、韦志刚、莫秋云"),
        ("谁列席了主席会议？", "列席：各专门委员会主任"),
        ("谁做的会议记录？", "记录：卢小燕"),
    ],
)
def test_the_labelled_line_answers(minutes: Assistant, question: str, line: str) -> None:
    assert [citation.quote for citation in minutes.ask(question).citations] == [line]


def test_the_line_of_another_meeting_does_not(minutes: Assistant) -> None:
    assert "罗静怡、韦志刚" not in minutes.ask("哪些人出席了党组民主生活会？").answer


@pytest.mark.parametrize("at", range(1486, 1502, 5))
def test_a_line_at_the_edge_of_the_head_is_whole(tmp_path: Path, at: int) -> None:
    filler = "会议讨论了有关事项。\n" * 200
    text = f"政协白水县委员会主席会议纪要\n{filler}"[: at - 1] + "\n请假：顾明川（外出招商）\n记录：卢小燕\n"
    (corpus := tmp_path / "corpus").mkdir()
    (corpus / "纪要.txt").write_text(text, encoding="utf-8")
    answer = Assistant.open(corpus, tmp_path / "index").ask("主席会议谁请假了？")
    assert [citation.quote for citation in answer.citations] == ["请假：顾明川（外出招商）"]
