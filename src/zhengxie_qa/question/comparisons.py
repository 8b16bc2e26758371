"""A figure held against another year's: where no document states the change, both years are asked."""

from __future__ import annotations

from dataclasses import replace

from zhengxie_qa.question.answer_type import compares, units_of, without_comparison
from zhengxie_qa.question.understanding import Query
from zhengxie_qa.question.years import compared_years, without_compared_year


def with_both_years(query: Query, reference_year: int | None) -> Query:
    """Return ``query`` with the question to ask where no sentence says by how much something changed.

    ``reference_year`` is what 今年 means; a question of several parts names what it compares itself.
    """
    years = compared_years(query.text, reference_year)
    if not years or query.parts or query.language == "en" or query.kind == "why" or not compares(query.text):
        return query
    text = without_comparison(without_compared_year(query.text))
    one = replace(query, text=text, kind="number", units=units_of(text, "number"))
    parts = tuple(replace(one, years=(year,), label=f"{year}年") for year in years)
    return replace(query, otherwise=replace(query, years=years, parts=parts))
