"""What small models write instead of an answer: the words of their instructions, said back. They are dropped."""

from __future__ import annotations

import re
from functools import cache

from zhengxie_qa.text import fold, sentences
from zhengxie_qa.writing.prompts import instructions

_SHORTEST = 8  # characters of a sentence that is taken for an echo: shorter ones are anybody's words
_SHARE = 0.8  # of a sentence's runs of four characters that stand in the instructions
_RUN = 4  # characters
_FENCE = re.compile(r"</?\s*(?:段落|资料|问题|前面的对话)[^<>\n]{0,200}>?")


def without_echoes(text: str) -> str:
    """Return ``text`` without the sentences that repeat what the model was told, and without the prompt's fences."""
    text = _FENCE.sub("", text)
    kept = [text[start:end] for start, end in _with_gaps(text) if not _is_echo(text[start:end])]
    return "".join(kept).strip()


def _with_gaps(text: str) -> list[tuple[int, int]]:
    """Return the sentences of ``text`` with the white space behind each, so that together they are the text."""
    starts = [start for start, _ in sentences(text)]
    return list(zip([0, *starts[1:]], [*starts[1:], len(text)], strict=True)) if starts else [(0, len(text))]


def _is_echo(sentence: str) -> bool:
    said = _squeezed(sentence)
    runs = [said[at : at + _RUN] for at in range(len(said) - _RUN + 1)]
    return len(said) >= _SHORTEST and sum(run in _told() for run in runs) >= _SHARE * len(runs)


@cache
def _told() -> str:
    return _squeezed(instructions())


def _squeezed(text: str) -> str:
    return re.sub(r"[\W\d_]", "", fold(text))
