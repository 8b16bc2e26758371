"""Two questions in one line: none is said to be missing where the sentence quoted for the other answers it."""

from __future__ import annotations

from pathlib import Path

from tests.support.small_corpus import assistant_over

_RULES = """白水县政协会议制度

第一条 委员不能出席常务委员会会议的，应当在会议召开前2日向秘书长书面请假，由主席批准。
第二条 常务委员会会议每季度召开一次。
"""


def test_a_part_that_the_quoted_sentence_answers_is_not_missing(tmp_path: Path) -> None:
    assistant = assistant_over(tmp_path, {"制度.txt": _RULES})
    answer = assistant.ask("不能出席常务委员会会议要提前几日请假，由谁批准？")
    assert "前2日" in answer.answer
    assert "由主席批准" in answer.answer
    assert "没有说明" not in answer.answer
