"""Questions over the years: 这几年, 历年, 近年来 mean every year that a report tells of, each answered for itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from zhengxie_qa.question.answer_type import kind_of, units_of
from zhengxie_qa.question.places import is_about
from zhengxie_qa.question.understanding import Query
from zhengxie_qa.types import Document

_SEVERAL = re.compile(
    r"(?:在|从)?(?:[这近前]|过去|最近|头)(?:几|两|三|些)年(?:来|里|间|中)?|几年来|近年来?|历年来?|多年来|逐年|这些年来?|历次报告里?"
)
_MOST = 4  # newest years that are told


def over_years(query: Query, documents: Iterable[Document]) -> Query:
    """Return ``query`` with a part for each year that a report of ``documents`` tells of, where it asks about several.

    Of a single year, or where the question names years or has parts, it is what it was, without the words for years.
    """
    if query.years or query.parts or query.context or not _SEVERAL.search(query.text):
        return query
    text = _SEVERAL.sub("", query.text).strip(" ,的")
    kind = kind_of(text)
    plain = replace(query, text=text, asked=text, kind=kind, units=units_of(text, kind))
    told = {
        document.metadata.year
        for document in documents
        if document.metadata.kind == _REPORT and (not query.places or is_about(query.places, document))
    }
    years = sorted(year for year in told if year)[-_MOST:]
    if not text or len(years) < 2:
        return plain if text else query
    parts = tuple(replace(plain, years=(year,), label=f"{year}年") for year in years)
    return replace(plain, years=tuple(years), parts=parts)


_REPORT = "工作报告"
