"""Signals of a figure: is it said with the same bound and unit, or reckoned from the figures of the passages?"""

from __future__ import annotations

import re
from decimal import Decimal

from zhengxie_qa.checking.arithmetic import derivation, rounds_to
from zhengxie_qa.checking.cited_sentences import same_amount
from zhengxie_qa.checking.matching import Matching
from zhengxie_qa.checking.unit_rivals import NONE
from zhengxie_qa.claims import Amount, comparable
from zhengxie_qa.text import alternation, number_value, word_list

_DERIVATIONS = ("rounded", "neighbours", "sum", "difference", "share", "product", "ratio", "average", "span", "count")
_COMPUTED = re.compile(alternation("computing_words"))
FIGURES = (
    *("same bound", "other bound there", "says bound", "same number other unit", "rounds", "digits there"),
    *(f"derived {kind}" for kind in _DERIVATIONS),
    *("says computed", "comparable there", "nearest ratio", "derived of clause", "counts a list", "miscounts a list"),
    *("derived as said", "derived unsaid"),
)


def figure_signals(matching: Matching, row: int) -> list[float]:
    """Return ``FIGURES`` of unit ``row``."""
    amount = matching.units[row].amount
    if amount is None or amount.kind in ("date", "ordinal", "time"):
        return [NONE] * len(FIGURES)
    given = [unit.amount for _, _, unit in matching.ground.amounts if unit.amount is not None]
    near = [u.amount for _, number, u in matching.ground.amounts if u.amount and number in matching.clause_of[row].best]
    same = [other for other in given if same_amount(amount, other)]
    lengths = list_lengths(matching)
    how = "" if same else derivation(amount, given, lengths)
    says = bool(how) and _says(matching, row, how)
    sizes = [_ratio(amount, other) for other in given if comparable(amount, other)]
    counts = amount.unit in _COUNTERS and isinstance(amount.key, Decimal) and amount.key <= _LONGEST_LIST
    return [
        float(any(other.bound == amount.bound for other in same)) if same else NONE,
        float(any(bool(other.bound) and other.bound != amount.bound for other in same)) if same else NONE,
        float(bool(amount.bound)),
        float(any(other.key == amount.key and not comparable(other, amount) for other in given)),
        float(any(rounds_to(amount, other) for other in given)),
        float(digits_stand(matching, amount)),
        *(float(how == kind) for kind in _DERIVATIONS),
        float(_COMPUTED.search(matching.folded) is not None),
        float(len(sizes)),
        min((abs(ratio - 1) for ratio in sizes if ratio != 1), default=NONE),
        float(bool(how) and bool(derivation(amount, near))) if how else NONE,
        float(amount.key in lengths) if counts else NONE,
        float(bool(lengths) and amount.key not in lengths and not same) if counts else NONE,
        NONE if same else float(says),
        NONE if same else float(bool(how) and not says),
    ]


# What a clause says that gives a figure reckoned in this way.
_CUES: dict[str, str] = {
    "neighbours": r"共|计|总|一起|加|累计|全|约|total|altogether|combined|in all|sum",
    "sum": r"共|计|总|一起|加|累计|total|altogether|combined|in all|sum",
    "difference": r"多|少|增|减|差|其余|还|剩|余|高|低|另|比|未|没|不|降|升|之前|此前|上年|去年|原|涨|"
    r"more|less|fewer|remain|rest|other|up|down|from|than|increase|decrease|gap|not",
    "share": r"占|率|比|成|半|分之|约|增|降|share|percent|account|rate|%|half|third",
    "product": r"每|各|按|占|共|则|total|each|per|about|of",
    "ratio": r"倍|翻|times|double|twice",
    "average": r"均|每|单|average|each|per|mean",
    "span": r"历|间|期|从|至|到|天|共|隔|前|后|内|长|连|时|年|last|over|from|between|day|year|month|hour|later|after",
    "count": r"",
    "rounded": r"",
}


def _says(matching: Matching, row: int, how: str) -> bool:
    """Tell whether the clause of a figure, or the one before it, says that it was reckoned so."""
    clause = matching.clause_of[row]
    low = matching.units[max(0, clause.first - 4)].start
    return re.search(_CUES[how], matching.folded[low : matching.units[clause.last - 1].end]) is not None


def _ratio(one: Amount, other: Amount) -> float:
    try:
        return float(one.key) / float(other.key)  # type: ignore[arg-type]
    except (TypeError, ValueError, ZeroDivisionError):
        return NONE


def digits_stand(matching: Matching, amount: Amount) -> bool:
    """Tell whether the digits of ``amount`` stand in the passages, whatever they count."""
    digits = re.search(r"\d[\d,.]*", amount.text)
    if digits is None:
        return False
    pattern = re.compile(rf"(?<![\d.]){re.escape(digits.group())}(?![\d])")
    return any(pattern.search(place.text) for place in matching.ground.places)


_COUNTERS = frozenset((*word_list("counters_of_items"), ""))
_LONGEST_LIST = 20  # items: what is longer nobody counts by eye
_MARKS = re.compile(
    r"(?:^|(?<=[。;:,\s]))(?:第?([一二三四五六七八九十]{1,2})(?:是|要|、)|[(]([一二三四五六七八九十\d]{1,2})[)]|(\d{1,2})[.、](?!\d))"
)
_SEPARATOR = re.compile(r"[、;]")


def list_lengths(matching: Matching) -> set[Decimal]:
    """Return how many items the sentences read list, by their numbers and by 、, and how many the statement does."""
    found: set[int] = set()
    numbered: dict[int, int] = {}
    for number, place in enumerate(matching.ground.places):
        for match in _MARKS.finditer(place.text):
            value = number_value(next(filter(None, match.groups())))
            if value is not None:
                numbered[number] = max(numbered.get(number, 0), int(value))
    found.update(value for value in numbered.values() if value > 1)
    for text in (matching.folded, *(matching.ground.places[number].text for number in matching.window)):
        for clause in re.split(r"[,。:]", text):
            if marks := len(_SEPARATOR.findall(clause)):
                found |= {marks + 1, marks + 2} if re.search(r"[和与及]|以及", clause) else {marks + 1}
    return set(map(Decimal, found))
