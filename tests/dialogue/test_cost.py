"""What a conversation costs is bounded: readings are counted, for a turn and for the longest history that is sent."""

from __future__ import annotations

import pytest

from tests.dialogue.test_dialogue import _GREEN, _RULES, _WHITE
from tests.support.small_corpus import assistant_over
from zhengxie_qa import Assistant
from zhengxie_qa.question.history import MAX_HISTORY, MAX_TURNS
from zhengxie_qa.reading import Reader

# Of one turn: nine wordings, each anywhere, and where there is such a place, in the paper and in the section.
_OF_A_TURN = 9 * 4
_REMEMBERED, _AT_ONCE = 8, 4  # questions that are read for one, it included; that are forgotten at a time
_TURNS = (
    "那立案的呢",
    "重点呢",
    "他是谁",
    "多少件",
    "白沙县呢",
    "去年呢",
    "第三条呢",
    "为什么",
    "还有别的县吗",
    "办复率",
)


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was read, as often as it was."""
    read: list[str] = []
    whole = Reader.read

    def counted(self: Reader, query: object, found: object, **how: bool) -> object:
        read.append(str(query))
        return whole(self, query, found, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(Reader, "read", counted)
    return read


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    texts = {"qinghe.txt": _GREEN, "baisha.txt": _WHITE, "rules.txt": _RULES}
    return assistant_over(tmp_path_factory.mktemp("cost"), texts)


def test_a_follow_up_is_read_in_a_few_ways(folder: Assistant, readings: list[str]) -> None:
    costs: list[int] = []
    history: list[tuple[str, str]] = [("青禾县征集了多少件提案？", "160件")]
    for turn in _TURNS:
        folder.ask(turn, history)
        history.append((turn, "见上。"))
        costs.append(len(readings))
        readings.clear()
    assert sum(cost > _OF_A_TURN for cost in costs) <= len(_TURNS) // _AT_ONCE, "what was read is kept"
    assert max(costs) <= _OF_A_TURN * (_AT_ONCE + 1)


@pytest.mark.parametrize("length", [0, 600])
def test_a_history_as_long_as_may_be_sent_costs_eight_turns(
    folder: Assistant, readings: list[str], length: int
) -> None:
    asked = [f"{_TURNS[n % len(_TURNS)]}{n}" + "提案呢" * (length // 3) for n in range(MAX_TURNS)]
    history = [(question, "答" * (MAX_HISTORY // MAX_TURNS - len(question))) for question in asked]
    folder.ask("那立案了多少", history)
    assert len(readings) <= _OF_A_TURN * _REMEMBERED
