"""The number a paper was issued under (文号, 第14期), where a question asks for it: the head of the paper gives it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Query, is_about
from zhengxie_qa.reading.span_selection import Span
from zhengxie_qa.reading.spans_of_text import span_of
from zhengxie_qa.text import content_spans, fold, is_generic, word_spans
from zhengxie_qa.types import Document, Hit

_ASKED = re.compile(
    r"文号|发文字号|文件编号|(?:哪一?|第?几)[期号](?:[\u4e00-\u9fff]{0,3}(?:通报|文件|简报|信息|文|纪要|令|刊物))"
    r"|(?:几|多少|哪个)号(?:文件?|令|公告)|(?:通报|简报|纪要|信息|文件|令|公告)(?:是|的)?第?(?:几|多少|哪一?)[期号]"
)
_HEAD = 1500  # characters at the top in which the number stands
_OPEN, _CLOSE = r"[〔［\[﹝【（(]", r"[〕］\]﹞】）)]"
_SERIAL = rf"(?:[\u4e00-\u9fff]{{1,14}}\s?)?{_OPEN}\s?(?:19|20)\d\d\s?年?\s?{_CLOSE}\s?第?\s?\d{{1,5}}\s?[号期]"
_ISSUE = (
    r"(?:[\u4e00-\u9fff]{2,20}(?:令|公告|简报|通报|信息)\s?)?(?:(?:19|20)\d\d年)?"
    r"(?:总?第)\s?\d{1,5}\s?[号期]"
)
_NUMBER = re.compile(rf"(?m)^[ \u3000（(]*(?P<number>{_SERIAL}|{_ISSUE})[ \u3000）)]*$")
_DOCUMENTS = 3  # of those found that are looked at
_MET = 0.75  # share of the question's words that the head has to say


def paper_number(index: PassageIndex, query: Query, hits: Sequence[Hit]) -> list[Span]:
    """Return the number of the paper that ``query`` asks it of; nothing where it asks something else."""
    if not _ASKED.search(query.text):
        return []
    for path in list(dict.fromkeys(hit.passage.document for hit in hits))[:_DOCUMENTS]:
        document = index.documents[path]
        place = _number_in(document)
        if place and _is_meant(query, document):
            return [span_of(index, document, *place)]
    return []


def _number_in(document: Document) -> tuple[int, int] | None:
    """Return where the head of ``document`` prints its number."""
    known = document.metadata.document_number
    at = document.text.find(known, 0, _HEAD) if known else -1
    if at >= 0:
        return at, at + len(known)
    found = _NUMBER.search(document.text, 0, _HEAD)
    return found.span("number") if found else None


def _is_meant(query: Query, document: Document) -> bool:
    """Tell whether the head of ``document`` says what the question calls the paper."""
    year = document.metadata.year
    if (query.years and year and year not in query.years) or not is_about(query.places, document):
        return False
    head = fold(f"{document.metadata.title}\n{document.text[:_HEAD]}")
    text = _ASKED.sub(" ", query.text)
    words = [text[start:end] for _, start, end in word_spans(text)]
    called = [words[i] for i in content_spans(text, words) if not is_generic(words[i])]
    called = [word for word in called if not any(place in word for place in query.places)]
    return sum(word in head for word in called) >= _MET * len(called)
