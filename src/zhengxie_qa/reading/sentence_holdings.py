"""What a sentence holds, whatever is asked: figures, persons, lists, and words of definition, cause, deed and plan."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhengxie_qa.reading.person_fit import names_person
from zhengxie_qa.text import Figure, alternation_in

_LIST_MARKS = re.compile(r"、|[；;]|[一二三四五六七八九]是|[（(][一二三四五六七八九十\d]+[)）]")
_DEFINES = re.compile(alternation_in("sentence_words", "defines"))
_CAUSE = re.compile(alternation_in("sentence_words", "cause"))
_MEANS = re.compile(alternation_in("sentence_words", "means"))
_DONE = re.compile(alternation_in("sentence_words", "done"))
_WILL = re.compile(alternation_in("sentence_words", "planned"))


def holdings(text: str, folded: str, figures: Sequence[Figure]) -> list[float]:
    """Return what a sentence holds: figures, persons, list marks, words of definition, cause, manner, deed and plan."""
    kinds = [figure.kind for figure in figures]
    return [
        min(4, kinds.count("count") + kinds.count("money")),
        min(3, kinds.count("date") + kinds.count("time")),
        min(3, kinds.count("percent")),
        names_person(folded),
        min(8, len(_LIST_MARKS.findall(text))),
        bool(_DEFINES.search(text)),
        bool(_CAUSE.search(folded)),
        min(4, len(_MEANS.findall(folded))),
        min(4, len(_DONE.findall(folded))),
        min(4, len(_WILL.findall(folded))),
    ]
