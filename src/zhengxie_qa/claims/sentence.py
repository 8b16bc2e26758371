"""Everything one sentence claims."""

from __future__ import annotations

from collections.abc import Iterator

from zhengxie_qa.claims.claim import Claim
from zhengxie_qa.claims.enumerated import enumerations
from zhengxie_qa.claims.named import named
from zhengxie_qa.claims.quantities import Amount, find_amounts
from zhengxie_qa.claims.roles import roles
from zhengxie_qa.claims.same_amounts import measured
from zhengxie_qa.claims.stance import stances
from zhengxie_qa.claims.times import days_of, periods, relative_years, sessions
from zhengxie_qa.text import fold, word_spans


def claims_of(text: str, year: int | None = None) -> tuple[Claim, ...]:
    """Return the claims of a Chinese or English sentence in reading order.

    ``year`` is that of the document: 去年 and 3月 are read by it.
    """
    folded = fold(text)
    words = word_spans(text)
    found = [
        *_amounts(text, year),
        *sessions(folded),
        *periods(folded, year),
        *named(folded, words),
        *stances(folded, words),
        *roles(folded),
        *enumerations(folded),
    ]
    if year is not None:
        said = relative_years(folded, year)
        found += [Claim("date", start, end, folded[start:end], _whole(meant)) for start, end, meant in said]
    return tuple(sorted(found, key=lambda claim: (claim.start, claim.end)))


def _whole(year: int) -> tuple[int, int] | None:
    return days_of(Amount(0, 0, "", "date", (year, None, None, None)))


def _amounts(text: str, year: int | None) -> Iterator[Claim]:
    for amount in find_amounts(text):
        if amount.kind == "date":
            yield Claim("date", amount.start, amount.end, amount.text, days_of(amount, year) or amount.key)
        elif amount.kind == "ordinal":
            yield Claim("number", amount.start, amount.end, amount.text, amount.key)
        else:
            size = measured(amount)
            value = (size[1], size[0], amount.bound) if size else (amount.key, amount.unit, amount.bound)
            yield Claim("quantity", amount.start, amount.end, amount.text, value)
