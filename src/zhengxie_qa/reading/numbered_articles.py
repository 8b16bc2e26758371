"""The articles a question names by number, word for word: number, paragraph and title decide, and nothing is ranked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Articles, Query
from zhengxie_qa.reading.papers_asked import may_be_meant
from zhengxie_qa.reading.span_selection import Span
from zhengxie_qa.reading.spans_of_text import span_of
from zhengxie_qa.text import fold, number_value
from zhengxie_qa.types import Document, Hit, Section

_NUMBER = re.compile(r"第\s*(\d{1,4}|[零〇一二两三四五六七八九十百千]{1,7})\s*条")
_ITEM = re.compile(r"[（(]\s*([一二三四五六七八九十\d]{1,3})\s*[)）]|(\d{1,2})[.．、]")
_TITLE = 4  # characters in a row of a document's title that name it
_MOST = 20  # articles that are quoted


def document_of_articles(index: PassageIndex, asked: Articles, query: Query, hits: Sequence[Hit]) -> Document | None:
    """Return the document whose articles ``query`` means: the one it names, else the best found.

    None: no document found has articles at all, or another paper is named.
    """
    if named := named_document(index, query):
        return named
    found = (index.documents[path] for path in dict.fromkeys(hit.passage.document for hit in hits))
    with_articles = [document for document in found if _articles(document) and may_be_meant(query, document)]
    holding = [document for document in with_articles if set(asked.numbers) & set(_articles(document))]
    return next(iter([*holding, *with_articles]), None)


def named_document(index: PassageIndex, query: Query) -> Document | None:
    """Return the document with articles whose title ``query`` says, or most of it."""
    titled = [(_named(document, query.text), document) for document in index.documents.values()]
    told = [
        (length, document)
        for length, document in titled
        if length >= _TITLE and _articles(document) and may_be_meant(query, document)
    ]
    return max(told, key=lambda each: each[0])[1] if told else None


def _named(document: Document, question: str) -> int:
    """Return how many characters in a row of the document's title the question says."""
    title = fold(document.metadata.title)
    return SequenceMatcher(None, title, question, autojunk=False).find_longest_match().size


def _articles(document: Document) -> dict[int, Section]:
    """Return the articles of ``document`` by number; of two with one number the first."""
    found: dict[int, Section] = {}
    for section in document.sections:
        if section.kind == "article" and (match := _NUMBER.match(document.text, section.start)):
            found.setdefault(int(number_value(match[1]) or 0), section)
    return found


def quoted_articles(index: PassageIndex, document: Document, asked: Articles) -> list[Span]:
    """Return the articles asked for, or the part of one, in order; nothing where one is not there."""
    articles = _articles(document)
    spans = []
    for number in asked.numbers[:_MOST]:
        if (section := articles.get(number)) is None:
            continue
        if part := _part(document, section, asked):
            spans.append(span_of(index, document, *part))
    return spans


def is_within(document: Document, asked: Articles, start: int) -> bool:
    """Tell whether the character at ``start`` stands in one of the articles asked for."""
    sections = (_articles(document).get(number) for number in asked.numbers)
    return any(section.start <= start < section.end for section in sections if section)


def _part(document: Document, section: Section, asked: Articles) -> tuple[int, int] | None:
    """Return where the article, its paragraph (款) or its item (项) stands; None where it has no such part."""
    lines = list(_lines(document.text, section.start, section.end))
    if not lines:
        return None
    low, high = 0, len(lines)
    if asked.paragraph:
        opens = [n for n, (start, _) in enumerate(lines) if not _ITEM.match(document.text, start)]
        if asked.paragraph > len(opens):
            return None
        low, high = opens[asked.paragraph - 1], [*opens, len(lines)][asked.paragraph]
    if asked.item:
        items = (n for n in range(low, high) if _is_item(document.text, lines[n][0], asked.item))
        if (at := next(items, None)) is None:
            return None
        low, high = at, at + 1
    return lines[low][0], lines[high - 1][1]


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\n]*\S[^\n]*", text[start:end]):
        yield start + match.start() + len(match.group()) - len(match.group().lstrip()), start + match.end()


def _is_item(text: str, start: int, number: int) -> bool:
    match = _ITEM.match(text, start)
    return match is not None and int(number_value(match[1] or match[2]) or 0) == number
