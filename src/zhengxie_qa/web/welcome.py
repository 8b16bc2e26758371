"""What an empty conversation shows: what this is, what the documents are, key figures, questions to begin with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from zhengxie_qa.composing import Overview, Suggestion
from zhengxie_qa.types import Document
from zhengxie_qa.web.markup import escape, typeset
from zhengxie_qa.web.source_panel import name
from zhengxie_qa.web.texts import Language, say

_MOST_QUESTIONS = 6
_ENOUGH = 3  # questions in the page's own language
_MOST_PARTS = 8
_MOST_PLACES = 6


def welcome(documents: Mapping[str, Document], overview: Overview | None, language: Language) -> str:
    """Return the welcome: a card of the one document, or the collection at a glance."""
    card = _card(documents, overview, language) if overview else ""
    return (
        f'<section class="zx-welcome"><h2>{escape(say(language, "welcome"))}</h2>'
        f"<p>{escape(say(language, 'welcome_more'))}</p>{_questions(overview, language)}{card}</section>"
    )


def _questions(overview: Overview | None, language: Language) -> str:
    if overview is None:
        return ""
    english = overview.english if language == "en" else ()
    offered = [("en", each) for each in english]
    if len(english) < _ENOUGH:
        offered += [("zh", each) for each in overview.questions]
    items = "".join(
        f'<li><button type="button" class="zx-suggest" lang="{spoken}">{escape(question)}</button></li>'
        for spoken, question in offered[:_MOST_QUESTIONS]
    )
    label = f'<h3 class="zx-label">{escape(say(language, "suggestions"))}</h3>'
    return f'{label}<ul class="zx-suggestions">{items}</ul>' if items else ""


def _card(documents: Mapping[str, Document], overview: Overview, language: Language) -> str:
    document = overview.document
    alone = len(documents) == 1
    parts = _parts(document) if alone else ""
    facts = _facts(document, language) if alone else _glance(documents.values(), language)
    head = f'<p class="zx-card-facts" lang="zh">{escape(" · ".join(facts))}</p>'
    title = f'<h3 class="zx-card-title" lang="zh">{_open(document, 0, 0, escape(typeset(name(document))))}</h3>'
    return (
        f'<div class="zx-card">{"" if alone else head}{title}{head if alone else ""}'
        f"{_figures(overview.figures)}{parts}</div>"
    )


def _facts(document: Document, language: Language) -> list[str]:
    data = document.metadata
    year = say(language, "year", year=data.year) if data.year else ""
    sizes = say(language, "characters", count=f"{len(document.text):,}")
    return [fact for fact in (data.kind, data.place, year, data.date, sizes) if fact]


def _glance(documents: Collection[Document], language: Language) -> list[str]:
    """Return how many documents there are of each kind, from which places and years."""
    kinds = Counter(document.metadata.kind for document in documents if document.metadata.kind)
    places = Counter(document.metadata.place for document in documents if document.metadata.place)
    years = sorted({document.metadata.year for document in documents if document.metadata.year})
    told = [f"{kind} {count}" for kind, count in kinds.most_common()]
    if years:
        span = f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])
        told.append(say(language, "year", year=span))
    if places:
        told.append("、".join(place for place, _ in places.most_common(_MOST_PLACES)))
    return told


def _figures(figures: Sequence[Suggestion]) -> str:
    items = "".join(
        f'<li><button type="button" class="zx-figure" data-document="{escape(figure.document)}" '
        f'data-start="{figure.start}" data-end="{figure.end}"><b>{escape(figure.value)}</b>'
        f"<span>{escape(figure.label)}</span></button></li>"
        for figure in figures
    )
    return f'<ul class="zx-figures" lang="zh">{items}</ul>' if items else ""


def _parts(document: Document) -> str:
    """Return the outline's upper levels; the whole of it stands beside the text."""
    items = "".join(_points(document))
    return f'<ul class="zx-card-parts" lang="zh">{items}</ul>' if items else ""


def _points(document: Document) -> Iterator[str]:
    upper = [section for section in document.sections if section.level == 1 and section.title.strip()]
    if len(upper) < 2:
        upper = [section for section in document.sections if 0 < section.level <= 2 and section.title.strip()]
    for section in upper[:_MOST_PARTS]:
        yield f"<li>{_open(document, section.start, section.heading_end, escape(typeset(section.title)))}</li>"


def _open(document: Document, start: int, end: int, shown: str) -> str:
    """Return ``shown`` as a button that opens a place; without one, the document."""
    place = f' data-start="{start}" data-end="{end}"' if end > start else ""
    return f'<button type="button" class="zx-open" data-document="{escape(document.path)}"{place}>{shown}</button>'
