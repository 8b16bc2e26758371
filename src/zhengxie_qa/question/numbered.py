"""Which paper or thing of many alike a question means: the number it gives, held against a passage and its document."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from zhengxie_qa.text import Identifier, agreement, fold, spellings
from zhengxie_qa.types import Document, Passage

_HEAD = 12  # lines at the top of a document among which its own number stands
_TRIED = 200  # places where the number stands that are looked at
_BESIDE = 12  # characters around it that say what it numbers
_LONGEST = 40  # characters of such a line


def means(asked: Identifier, document: Document, passage: Passage, sentence: str = "") -> bool | None:
    """Tell whether a sentence, or a passage where none is given, is about what the number ``asked`` identifies.

    What a document or a heading is numbered decides first, unless the sentence is a table's row and has a number of
    its own; then the sentence, what stands before it, and the passage. None: nothing near it is numbered so.
    """
    own = agreement(asked, fold(sentence)) if sentence else None
    is_row = any(passage.start <= row.start < passage.end for row in document.rows)
    around = [agreement(asked, text) for text in _around(document, passage)]
    if own is True or (any(around) and not (is_row and own is False)):
        return True
    if own is False:
        return False
    within = agreement(asked, fold(passage.text))
    if within is not None:
        return within
    return False if False in around else None


def _around(document: Document, passage: Passage) -> Iterator[str]:
    """Yield the folded names of what the passage stands under, nearest first."""
    yield from (fold(heading) for heading in reversed(passage.headings))
    yield fold(document.metadata.title)
    yield fold(document.path.rpartition("/")[2].rpartition(".")[0])
    yield _head(document)


def _head(document: Document) -> str:
    lines = re.findall(r"[^\n]+", document.text[: _HEAD * _LONGEST])[:_HEAD]
    return "\n".join(fold(line) for line in lines if len(line) <= _LONGEST)


def is_known(asked: Identifier, folded: str) -> bool:
    """Tell whether the folded text of a whole collection has the number ``asked``, however it is written."""
    written = "|".join(map(re.escape, spellings(asked)))
    if asked.kind == "号":
        written += rf"|(?<!\d)0*{asked.value}号|号\s*:\s*第?0*{asked.value}(?!\d)"
    said = itertools.islice(re.finditer(written, folded), _TRIED)
    around = (folded[max(0, match.start() - _BESIDE) : match.end() + _BESIDE] for match in said)
    return any(agreement(asked, text) for text in around)
