"""What was asked for inside a quoted sentence: the figure, the day, the name, the place."""

from __future__ import annotations

from collections.abc import Sequence

from zhengxie_qa.question import Query
from zhengxie_qa.reading.person_fit import persons_in
from zhengxie_qa.reading.span_selection import Span
from zhengxie_qa.reading.term_alignment import Alignment
from zhengxie_qa.reading.value_fit import figure_fit
from zhengxie_qa.text import find_figures, fold, list_items

_BEST = 0.999  # of the best clause: clauses as good as it hold the value too


def focus(query: Query, span: Span, alignment: Alignment) -> tuple[tuple[int, int], ...]:
    """Return the places in the document's text of what ``query`` asks for within ``span``; empty where unsure.

    Of several figures the one counts whose clause says most of what the question says; of several such, all.
    """
    places = _places(query, span.text)
    if len(places) > 1:
        places = _in_best_clauses(span.text, places, alignment)
    return tuple((span.start + start, span.start + end) for start, end in places)


def _places(query: Query, text: str) -> list[tuple[int, int]]:
    if query.kind in ("number", "date"):
        said = {(figure.value, figure.unit) for figure in find_figures(query.text)}
        fitting = [f for f in find_figures(text) if figure_fit(query, f) > 0 and (f.value, f.unit) not in said]
        return [(figure.start, figure.end) for figure in fitting]
    if query.kind == "who":
        folded = fold(text)
        kept = len(folded) == len(text)  # otherwise places in one are not places in the other
        return [place for place in persons_in(folded) if folded[slice(*place)] not in query.text] if kept else []
    return []


def _in_best_clauses(text: str, places: Sequence[tuple[int, int]], alignment: Alignment) -> list[tuple[int, int]]:
    items = list_items(text)
    worth = [float(alignment.coverage(alignment.match(alignment.prepare(text[start:end])))) for start, end in items]

    def worth_of(place: tuple[int, int]) -> float:
        return next((w for (start, end), w in zip(items, worth, strict=True) if start <= place[0] < end), 0.0)

    best = max(map(worth_of, places))
    return [place for place in places if worth_of(place) >= _BEST * best]
