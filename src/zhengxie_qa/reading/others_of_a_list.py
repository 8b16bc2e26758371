"""What answers a question for what is not so: the others of the list or table that holds the one it is so for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Denial
from zhengxie_qa.reading.span_selection import Span
from zhengxie_qa.reading.spans_of_text import span_of
from zhengxie_qa.structure import section_at
from zhengxie_qa.text import alternation, fold, sentences
from zhengxie_qa.types import Document, Hit

_MOST = 12  # others that are quoted; more of them are a document's whole list
_READ = 5  # passages in which the one that is denied is looked for
_LONGEST = 6000  # characters of a section that is read for others
_NOT = re.compile(rf"(?:{alternation('set_negations')}|不予|暂缓)[^,，。;；]{{0,8}}$")
_ATTENDS = frozenset(("出席", "参加", "参会", "到会", "开会", "与会"))
_ABSENT = re.compile(r"(?:缺席|请假|未到会?|未出席|因[病事公])")
_BESIDE = r"\s*(?:、|和|与|及|以及)"


def affirms(denial: Denial, text: str) -> bool:
    """Tell whether ``text`` says of something what the question denies."""
    folded = fold(text)
    if not all(word in folded for word in denial.words) or _denies(denial, folded):
        return False
    return not (denial.is_exception and _stands_beside_others(denial, folded))


def may_answer(denial: Denial, text: str) -> bool:
    """Tell whether ``text`` may answer by itself: it denies the same, or names the exception beside the others."""
    folded = fold(text)
    if not denial.is_exception:
        return _denies(denial, folded)
    return all(word in folded for word in denial.within) and not affirms(denial, text)


def _denies(denial: Denial, folded: str) -> bool:
    """Tell whether the folded text says itself what is not so: 尚未办结, 除教育界外."""
    if denial.is_exception:
        return any(re.search(rf"除了?[^,。;]{{0,6}}{re.escape(word)}", folded) for word in denial.words)
    if _ATTENDS.intersection(denial.words) and _ABSENT.search(folded):
        return True
    if not all(word in folded for word in denial.words):
        return False
    return any(
        _NOT.search(folded[: match.start()]) for word in denial.words for match in re.finditer(re.escape(word), folded)
    )


def _stands_beside_others(denial: Denial, folded: str) -> bool:
    return any(
        re.search(rf"{re.escape(word)}[^,。;、]{{0,8}}{_BESIDE}|{_BESIDE}[^,。;、]{{0,8}}{re.escape(word)}", folded)
        for word in denial.words
    )


def others(index: PassageIndex, denial: Denial, hits: Sequence[Hit]) -> list[Span]:
    """Return what says itself what is not so, else the others of the list or table that holds what is.

    A table's others are its rows without what is denied; a list's are the sentences of one section that say the
    same of the same kind of thing.
    """
    read = [(index.documents[hit.passage.document], hit.passage) for hit in hits[:_READ]]
    spans = [
        (document, span) for document, passage in read for span in sentences(document.text, passage.start, passage.end)
    ]
    for document, (start, end) in spans:
        if _denies(denial, fold(document.text[start:end])):
            return [span_of(index, document, start, end)]
    for document, (start, end) in spans:
        table = _table_at(document, start)
        if denial.within:
            continue
        if table is not None:
            found = _other_rows(document, denial, _rows(document, table))
        elif affirms(denial, document.text[start:end]):
            found = list(_alike(document, denial, _section(document, start)))
        else:
            continue
        if found:
            return [span_of(index, document, *span) for span in found[:_MOST]]
    return []


def _table_at(document: Document, start: int) -> int | None:
    return next((row.table for row in document.rows if row.start == start), None)


def _rows(document: Document, table: int) -> list[tuple[int, int]]:
    ends = (document.text.find("\n", row.start) for row in document.rows)
    return [
        (row.start, end if end >= 0 else len(document.text))
        for row, end in zip(document.rows, ends, strict=True)
        if row.table == table
    ]


def _other_rows(document: Document, denial: Denial, rows: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the rows without what is denied: the words of it that some rows hold and others do not."""
    texts = [fold(document.text[start:end]) for start, end in rows]
    telling = [word for word in denial.words if 0 < sum(word in text for text in texts) < len(texts)]
    if not telling:
        return []
    return [row for row, text in zip(rows, texts, strict=True) if not all(word in text for word in telling)]


def _section(document: Document, at: int) -> list[tuple[int, int]]:
    section = section_at(document.sections, at)
    start, end = max(section.heading_end, at - _LONGEST), min(section.end, at + _LONGEST)
    return sentences(document.text, start, end)


def _alike(document: Document, denial: Denial, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield those of ``spans`` that say the same of the same kind of thing, but not what is denied."""
    for start, end in spans:
        text = fold(document.text[start:end])
        of_kind = not denial.things or any(thing in text for thing in denial.things)
        if of_kind and any(word in text for word in denial.words) and not affirms(denial, text):
            yield start, end
