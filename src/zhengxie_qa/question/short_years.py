"""A year of two digits: 23年 is 2023年 where the documents are of that year and no span of time is meant."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from zhengxie_qa.text import alternation_in, list_parts
from zhengxie_qa.types import Document

_BEFORE = "".join(f"(?<!{word})" for word in list_parts("question_cues")["before a span"])
_SHORT = re.compile(rf"(?<![\d.%-]){_BEFORE}(?P<year>\d{{2}})年(?!{alternation_in('question_cues', 'behind a span')})")
_CENTURIES = (2000, 1900)


def with_whole_years(text: str, known: Collection[int]) -> str:
    """Return the folded ``text`` with each year of two digits written whole that is one of the ``known`` years."""

    def whole(match: re.Match[str]) -> str:
        years = (century + int(match["year"]) for century in _CENTURIES)
        return next((f"{year}年" for year in years if year in known), match.group())

    return _SHORT.sub(whole, text)


def years_of(documents: Iterable[Document]) -> frozenset[int]:
    """Return the years that ``documents`` report on, and those in which they were given."""
    return frozenset(year for document in documents for year in _years(document))


def _years(document: Document) -> Iterator[int]:
    data = document.metadata
    if data.year:
        yield data.year
    if data.date:
        yield int(data.date[:4])
