"""Does an amount of a statement stand in the passages, with the same unit and bound, for the same thing?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from zhengxie_qa.checking.figure_subjects import Subject, SubjectWords
from zhengxie_qa.checking.objections import Objection
from zhengxie_qa.checking.sources import Mention, Reading
from zhengxie_qa.claims import Amount, same_unit
from zhengxie_qa.text import alternation

_MARGIN = 0.25  # of likeness by which another figure has to fit better to be the right one
_FLOOR = 0.15  # of likeness below which a figure counts something else altogether
_COMPUTED = re.compile(alternation("computing_words"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where an amount was found, or why it was not."""

    reading: Reading | None = None
    sentence: int | None = None
    objection: Objection | None = None


def find_amount(amount: Amount, subject: Subject, readings: Sequence[Reading], rivals: Sequence[Reading]) -> Place:
    """Return where the amount of a statement stands in ``readings``.

    ``rivals`` are passages of the same document and year, which may say another figure of the same subject.
    """
    if amount.kind == "ordinal":
        return _find_ordinal(amount, readings)
    if amount.kind == "date":
        return _find_date(amount, readings)
    if amount.kind == "time":
        found = next((p for p in _mentions(readings, "time") if p[1].amount.key == amount.key), None)
        return Place(found[0], found[1].sentence) if found else _absent(amount)
    return _find_count(amount, subject, readings, rivals)


def _mentions(readings: Sequence[Reading], kind: str) -> Iterator[tuple[Reading, Mention]]:
    for reading in readings:
        for mention in reading.mentions:
            if mention.amount.kind == kind:
                yield reading, mention


def _absent(amount: Amount) -> Place:
    return Place(objection=Objection("absent", f"所引段落中没有“{amount.text.strip()}”"))


def _find_count(amount: Amount, subject: Subject, readings: Sequence[Reading], rivals: Sequence[Reading]) -> Place:
    words = SubjectWords(subject)
    same = [(r, m) for r, m in _mentions(readings, amount.kind) if _equal(amount, m.amount)]
    if not same:
        return Place(objection=_why_absent(amount, words, readings))
    scored = [(words.likeness(mention.subject), reading, mention) for reading, mention in same]
    likeness, reading, mention = max(scored, key=lambda entry: entry[0])
    if words.total:
        others = [
            (words.likeness(m.subject), m)
            for _, m in _mentions(rivals, amount.kind)
            if m.amount.key != amount.key and same_unit(amount.unit, m.amount.unit)
        ]
        closest, rival = max(others, key=lambda entry: entry[0], default=(0.0, None))
        if rival is not None and closest > likeness + _MARGIN:
            told = f"“{amount.text.strip()}”说的不是这件事，原文此处为“{rival.amount.text.strip()}”"
            return Place(objection=Objection("subject", told))
        if likeness < _FLOOR:
            return Place(objection=Objection("subject", f"原文的“{mention.amount.text.strip()}”说的不是这件事"))
    return Place(reading, mention.sentence)


def _equal(one: Amount, other: Amount) -> bool:
    """Tell whether what the statement says (``one``) is the passage's amount; 约 of an exact figure claims less."""
    bound = one.bound == other.bound or (one.bound == "about" and not other.bound)
    return one.key == other.key and bound and same_unit(one.unit, other.unit)


def _why_absent(amount: Amount, words: SubjectWords, readings: Sequence[Reading]) -> Objection:
    said = amount.text.strip()
    close = [m.amount for _, m in _mentions(readings, amount.kind) if m.amount.key == amount.key]
    for other in close:
        if same_unit(amount.unit, other.unit):
            return Objection("bound", f"“{said}”与原文的“{other.text.strip()}”不一致（约数或范围不同）")
    if close:
        return Objection("unit", f"“{said}”的单位与原文的“{close[0].text.strip()}”不一致")
    scored = [
        (words.likeness(m.subject), m.amount)
        for _, m in _mentions(readings, amount.kind)
        if same_unit(amount.unit, m.amount.unit)
    ]
    likeness, nearest = max(scored, key=lambda entry: entry[0], default=(0.0, None))
    if nearest is not None and likeness > 0.5:
        return Objection("absent", f"所引段落中没有“{said}”，原文此处为“{nearest.text.strip()}”")
    return Objection("absent", f"所引段落中没有“{said}”")


def is_computed(amount: Amount, text: str, known: Sequence[Amount]) -> bool:
    """Tell whether an amount is the sum or difference of two amounts that hold, and is said to be."""
    if not isinstance(amount.key, Decimal) or amount.bound or not _COMPUTED.search(text):
        return False
    values = [a.key for a in known if isinstance(a.key, Decimal) and a.kind == amount.kind and not a.bound]
    pairs = [(a, b) for i, a in enumerate(values) for b in values[i + 1 :]]
    units = {a.unit for a in known if a.kind == amount.kind}
    fits = amount.unit in units or (amount.kind == "percent" and amount.unit == "%") or amount.unit == "百分点"
    return fits and any(amount.key in (abs(a - b), a + b) for a, b in pairs)


# --- dates and ordinals ---


def _find_date(amount: Amount, readings: Sequence[Reading]) -> Place:
    assert isinstance(amount.key, tuple)
    if amount.key[1] is None:
        return _find_year(amount, readings)
    for reading, mention in _mentions(readings, "date"):
        if _same_day(amount, mention.amount, reading):
            return Place(reading, mention.sentence)
    for reading in readings:
        if any(named.kind == "date" and _same_day(amount, named, reading) for named in reading.named_amounts):
            return Place(reading)
    return _absent(amount)


def _find_year(amount: Amount, readings: Sequence[Reading]) -> Place:
    assert isinstance(amount.key, tuple)
    year, part = amount.key[0], amount.key[3]
    for reading in readings:
        if year in reading.years and part is None:
            return Place(reading)
    for reading, mention in _mentions(readings, "date"):
        said = mention.amount.key
        if isinstance(said, tuple) and (said[0], part) in ((year, said[3]), (year, None)):
            return Place(reading, mention.sentence)
    years = sorted({said for reading in readings for said in reading.years})
    told = f"，原文说的是{'、'.join(map(str, years))}年" if years else ""
    return Place(objection=Objection("year", f"年份“{amount.text.strip()}”与所引段落不符{told}"))


def _same_day(amount: Amount, other: Amount, reading: Reading) -> bool:
    assert isinstance(amount.key, tuple)
    if not isinstance(other.key, tuple) or amount.key[1] != other.key[1]:
        return False
    year, other_year = amount.key[0], other.key[0]
    if year is not None and not (year == other_year or (other_year is None and year in reading.years)):
        return False
    return all(said in (None, there) for said, there in zip(amount.key[2:], other.key[2:], strict=True))


def _find_ordinal(amount: Amount, readings: Sequence[Reading]) -> Place:
    assert isinstance(amount.key, tuple)
    wanted = set(amount.key)
    for reading, mention in _mentions(readings, "ordinal"):
        if isinstance(mention.amount.key, tuple) and wanted <= set(mention.amount.key):
            return Place(reading, mention.sentence)
    for reading in readings:
        everywhere = [named for named in reading.named_amounts if named.kind == "ordinal"]
        everywhere += [mention.amount for mention in reading.mentions if mention.amount.kind == "ordinal"]
        said = {part for named in everywhere if isinstance(named.key, tuple) for part in named.key}
        if wanted <= said:
            return Place(reading)
    return _absent(amount)
