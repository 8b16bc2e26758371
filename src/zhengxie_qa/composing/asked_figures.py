"""The figure that a quotation answers with, and what is computed from it: a difference, another unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhengxie_qa.composing.phrases import Phrases
from zhengxie_qa.question import Query, compares
from zhengxie_qa.reading import Statement, figure_fit
from zhengxie_qa.text import Figure, Unit, clauses, converted, converts, find_figures, fold, grams

_CELL = "\u3000"  # between the cells of a row
_MOST = 4  # figures of one answer that are reckoned into another unit


def difference(query: Query, answered: Sequence[Statement], phrases: Phrases) -> str:
    """Return the difference of two quoted figures, said to be computed, when the question compares them."""
    if not compares(query.text) or len(answered) != 2:
        return ""
    first, second = (asked_figure(statement) for statement in answered)
    if not first or not second or first.unit != second.unit or first.value is None or second.value is None:
        return ""
    return phrases.difference(first.value, second.value, first.unit, [each.query.label for each in answered])


def in_unit(statements: Sequence[Statement], unit: Unit, phrases: Phrases) -> str:
    """Return the figures asked for in another unit, said to be computed; or that they cannot be."""
    figures = [figure for statement in statements for figure in _wanted(statement, unit)]
    told = []
    for figure in figures[:_MOST]:
        said = fold(figure.text)
        value = converted(figure, unit)
        if value and not _is_in(said, unit):
            told.append(phrases.in_unit(said, value.value, unit.name, rounded=value.rounded or _is_vague(said)))
    if not figures:
        return phrases.not_in_unit(unit.name)
    return "".join(dict.fromkeys(told))


def _is_in(figure: str, unit: Unit) -> bool:
    """Tell whether a figure is in ``unit`` as it stands: 1.2亿元 is in 亿元, not in 元."""
    return figure.endswith(unit.name) and figure.removesuffix(unit.name)[-1:] not in tuple("十百千万亿")


def _is_vague(figure: str) -> bool:
    """Tell whether a figure only says about how much: 约24万元, 30余亩."""
    return not figure[0].isdigit() or any(word in figure for word in "余多几")


def _wanted(statement: Statement, unit: Unit) -> Iterator[Figure]:
    """Yield the figure a statement answers with if it can be in ``unit``, or all that can be where none is sure."""
    asked = asked_figure(statement)
    if asked and converts(asked, unit):
        yield asked
        return
    seen = set()
    for figure in find_figures(_told(statement)):
        if converts(figure, unit) and figure.text not in seen:
            seen.add(figure.text)
            yield figure


def _told(statement: Statement) -> str:
    if statement.table:
        return " ".join(text for text, _ in statement.table.parts)
    return " ".join(span.text for span in statement.spans)


def asked_figure(statement: Statement) -> Figure | None:
    """Return the figure its question asks for, or None when it is not certain which one that is.

    Of several figures in a quote it is the one whose clause says most of what the question says.
    """
    text = " ".join(span.text for span in statement.spans)
    fitting = [figure for figure in find_figures(text) if figure_fit(statement.query, figure) > 0]
    asked = set(grams(statement.query.text))
    likeness = [len(asked & set(grams(_clause_around(text, figure)))) for figure in fitting]
    best = max(likeness, default=0)
    return fitting[likeness.index(best)] if likeness.count(best) == 1 and best else None


def _clause_around(text: str, figure: Figure) -> str:
    if _CELL in text:  # a row of a table: its header stands in the cell
        start = text.rfind(_CELL, 0, figure.start) + 1
        return text[start:].partition(_CELL)[0]
    start, end = next(span for span in clauses(text) if span[0] <= figure.start < span[1])
    return text[start:end]
