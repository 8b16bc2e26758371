"""The labelled lines at the head and foot of a paper (出席：…, 签发人：…), where a question asks for one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Query, is_about, means
from zhengxie_qa.reading.span_selection import Span
from zhengxie_qa.reading.spans_of_text import span_of
from zhengxie_qa.text import content_spans, fold, identifiers, is_generic, sessions_in, word_rows, word_spans
from zhengxie_qa.types import Document, Hit

_KINDS = ("who", "list", "what")  # what is asked of such a line
_ASKED = re.compile(r"谁|哪|什么人|名单|有谁|多少人|谁们")
_HEAD, _FOOT = 1500, 600  # characters at the top and at the end among which such lines stand
_LABEL = re.compile(r"(?m)^[ \u3000]*([\u4e00-\u9fff ]{2,8}?)[ \u3000]*[:：][ \u3000]*\S[^\n]*")
_DOCUMENTS = 5  # of those found that are looked at


def field_asked(index: PassageIndex, query: Query, hits: Sequence[Hit]) -> list[Span]:
    """Return the line that gives what ``query`` asks for, of the paper that it is asked of; else nothing."""
    asked = [row for row in word_rows("head_fields") if any(word in query.text for word in row)]
    if query.kind not in _KINDS or len(asked) != 1 or not _ASKED.search(query.text):
        return []
    for path in list(dict.fromkeys(hit.passage.document for hit in hits))[:_DOCUMENTS]:
        document = index.documents[path]
        if not _is_meant(index, query, document, asked[0]):
            continue
        lines = [span for label, *span in _lines(document) if label in asked[0]]
        if lines:
            return [span_of(index, document, *lines[0])]
    return []


def _lines(document: Document) -> Iterator[tuple[str, int, int]]:
    """Yield the labelled lines of the head and the foot: (label, start, end)."""
    end = len(document.text)
    foot = max(_HEAD, end - _FOOT)
    for low, high in ((0, min(_HEAD, end)), (foot, end)):
        for match in _LABEL.finditer(document.text, low):  # to the end of the last line, wherever that is
            if match.start() >= high:
                break
            yield re.sub(r"\s", "", match[1]), match.start(), match.end()


def _is_meant(index: PassageIndex, query: Query, document: Document, said: Sequence[str]) -> bool:
    """Tell whether ``document`` is the paper asked of, by place, year, number and session; its head says the rest."""
    year = document.metadata.year
    if (query.years and year and year not in query.years) or not is_about(query.places, document):
        return False
    head = fold(f"{document.metadata.title}\n{document.metadata.session}\n{document.text[:_HEAD]}")
    first = index.passages[next(iter(index.numbers_of(document.path)))]
    if any(means(asked, document, first) is False for asked in identifiers(query.text)):
        return False
    if not set(sessions_in(query.text)) <= set(sessions_in(head)):
        return False
    words = [query.text[start:end] for _, start, end in word_spans(query.text)]
    rest = (words[i] for i in content_spans(query.text, words))
    return all(word in head or is_generic(word) or any(word in one or one in word for one in said) for word in rest)
