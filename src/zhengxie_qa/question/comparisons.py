"""Figures held against each other: of two places each is asked for, of a change both years where no document tells."""

from __future__ import annotations

import re
from dataclasses import replace

from zhengxie_qa.question.answer_type import compares, units_of, without_comparison
from zhengxie_qa.question.understanding import Query
from zhengxie_qa.question.years import compared_years, without_compared_year

_WHICH = re.compile(
    r"哪一?[个家方县市区]的?|谁的?|更|是不是|是否|(?:[多少高低大小](?:一些|一点|些|点)?|还是[多少高低])+(?:吗|呢)?(?=[?。,\s]*$)"
    r"|[多少高低](?=[\u4e00-\u9fff]{0,8}(?:多少|几))|吗(?=[?。\s]*$)"
)
_POINTS = re.compile(r"几个?百分点|多少个?百分点")


def alone(query: Query) -> Query:
    """Return the question of one of several things that ``query`` compares: how much it is of that one."""
    if not compares(query.text):
        return query
    plain = _POINTS.sub("多少", _WHICH.sub("", without_comparison(query.text))).strip(" ?。")
    text = plain if re.search(r"多少|几", plain) else f"{plain}多少"
    return replace(query, text=text, kind="number", units=units_of(text, "number"))


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
