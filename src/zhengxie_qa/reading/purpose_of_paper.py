"""Why a paper was made: its first sentences say it (为了…，制定本条例), in words that the question seldom repeats."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Query
from zhengxie_qa.reading.span_selection import Span
from zhengxie_qa.reading.spans_of_text import span_of
from zhengxie_qa.text import alternation, content_of, fold, sentences, words
from zhengxie_qa.types import Document, Hit

_DOCUMENTS = 5  # likeliest documents looked through
_OPENING = 3000  # characters at the top among which the purpose stands
_NAME = (
    rf"{alternation('paper_names')}|{alternation('any_paper')}"
    r"|意见|通知|细则|章程|制度|规范|标准|法律|法规|规划|纲要|指南|措施"
)
_MADE = re.compile(r"制定|制订|出台|发布|印发|颁布|编制|起草|实施|施行|要?立|[推搞订定出]")
_POINTS = re.compile(r"这[部份个项]|那[部份个项]|本|该|的|要|会|是|行动|实施|工作|管理|\d{4}年?")
_WHY = re.compile(
    r"为了?什么|为何|缘何|何以|目的(?:是什么|何在|在哪里)?|(?:出于)?什么(?:原因|目的|考虑)|原因(?:是什么)?|意图|初衷"
)
_PAPER = re.compile(_NAME)
_PURPOSE = re.compile(
    r"为[^。]{8,}?(?:制定|制订|出台|提出|编制|印发|发布|修订)(?:了)?(?:本|如下|以下|此|这|该|《)"
    r"|为[^。]{8,}?(?:特|现就|现将|现提出|现制定|经.{2,12}同意)"
)


def purpose_of_paper(index: PassageIndex, query: Query, hits: Sequence[Hit]) -> list[Span]:
    """Return the sentence that says why the paper was made that ``query`` asks about, when it asks nothing else."""
    if query.kind != "why" or not (_MADE.search(query.text) and _PAPER.search(query.text)):
        return []
    for path in list(dict.fromkeys(hit.passage.document for hit in hits))[:_DOCUMENTS]:
        document = index.documents[path]
        if _is_meant(query, document) and (place := _purpose(document)):
            return [span_of(index, document, *place)]
    return []


def _is_meant(query: Query, document: Document) -> bool:
    """Tell whether the question asks of nothing but a paper that ``document`` is called."""
    title = fold(f"{document.metadata.title} {document.metadata.place}")
    named = _PAPER.findall(query.text)
    if not any(name in title or name in alternation("any_paper").split("|") for name in named):
        return False
    rest = _PAPER.sub(" ", _MADE.sub(" ", _WHY.sub(" ", query.text)))
    left = words(content_of(_POINTS.sub(" ", rest)))
    others = {expansion.phrase: expansion.alternatives for expansion in query.expansions}
    return all(word in title or any(name in title for name in others.get(word, ())) for word in left)


def _purpose(document: Document) -> tuple[int, int] | None:
    for start, end in sentences(document.text, 0, min(_OPENING, len(document.text))):
        if _PURPOSE.search(document.text[start:end]):
            return start, end
    return None
