"""Numbers and days as a workbook shows them: 0.985 as 98.5%, 12000000 as 12百万, 123 as 000123."""

from __future__ import annotations

import datetime
import operator
import re
from dataclasses import dataclass
from typing import Any

_GENERAL = ("General", "G/通用格式")
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|[_*].|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]'
    rf"|(?P<general>{'|'.join(_GENERAL)})|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?,*|\.[0#?]+)|(?P<other>.)"
)
_SECTIONS = re.compile(r'((?:"[^"]*"|[\\!].|[^;"\\!])*)(?:;|$)')
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\]")
_HOLDS = {
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
    "<=": operator.le,
    ">=": operator.ge,
    "<>": operator.ne,
}
_INEXACT = re.compile(r"[Ee][+-]|[0#?]\s*/\s*[0#?\d]|@")  # 1.2E+05, 1 1/2: the number itself says more
_LARGE = 10**12


def shown_value(value: Any, pattern: str) -> str:
    """Return ``value`` as Excel shows it in the number format ``pattern``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return _number(value, pattern)
    if isinstance(value, datetime.datetime | datetime.date):
        return _date(value, pattern)
    return str(value).strip()


def _number(value: float, pattern: str) -> str:
    section, signed = _section(value, pattern)
    if pattern in _GENERAL or _INEXACT.search(section):
        return _plain(value)
    tokens = [(match.lastgroup or "", match.group(match.lastgroup or 0)) for match in _TOKEN.finditer(section)]
    literals = "".join(text for kind, text in tokens if kind in ("quoted", "escaped", "currency", "other"))
    scaled = abs(value) * 100 ** literals.count("%")
    texts = _filled([text for kind, text in tokens if kind == "digits"], scaled)
    shown = ""
    for kind, text in tokens:
        if kind == "digits":
            shown += texts.pop(0)
        elif kind == "general":
            shown += _plain(abs(value))
        elif kind and not (text in "()" and value < 0):
            shown += text
    minus = value < 0 and (signed or "-" not in literals)
    return ("-" if minus and any(char in "123456789" for char in shown) else "") + shown.strip()


def _section(value: float, pattern: str) -> tuple[str, bool]:
    """Return the part of ``pattern`` for this value, and whether it leaves the sign to be written."""
    sections = list(_SECTIONS.findall(pattern))[:4]
    for section in sections:
        if (match := _CONDITION.search(section)) and _HOLDS[match[1]](value, float(match[2])):
            return section, True
    plain = [section for section in sections if not _CONDITION.search(section)]
    if len(plain) < len(sections):
        return (plain[0] if plain else sections[-1]), True
    if value < 0 and len(plain) > 1 and plain[1]:
        return plain[1], False
    return (plain[2], True) if value == 0 and len(plain) > 2 and plain[2] else (plain[0], True)


@dataclass(frozen=True, slots=True)
class _Places:
    """How the digits of a number are written."""

    least: int  # digits before the point
    fixed: int  # digits behind it that are always written
    most: int  # digits behind it
    thousands: bool
    scale: int  # thousands that are left out


def _places(pattern: str) -> _Places:
    whole, _, rest = pattern.partition(".")
    scale = len(pattern) - len(pattern.rstrip(","))
    return _Places(whole.count("0"), rest.count("0"), len(rest.rstrip(",")), "," in whole.strip(","), scale)


def _filled(patterns: list[str], value: float) -> list[str]:
    """Return the digits of ``value`` for each of the ``patterns``, parted by other signs: 010-1234, 1.2万."""
    if not patterns:
        return []
    places = _places("".join(patterns))
    text = f"{value / 1000**places.scale:{',' if places.thousands else ''}.{places.most}f}"
    whole, _, rest = text.partition(".")
    rest = rest[: places.fixed] + rest[places.fixed :].rstrip("0")
    if not value and not places.least and "?" in patterns[0]:
        whole = ""  # "-"?? shows a dash for nothing
    whole = whole.rjust(places.least, "0")
    if len(patterns) == 1 or rest:
        return [whole + ("." + rest if rest else ""), *[""] * (len(patterns) - 1)]
    found: list[str] = []
    for pattern in patterns[:0:-1]:
        width = len(pattern.rstrip(","))
        whole, last = whole[:-width], whole[-width:]
        found.insert(0, last)
    return [whole, *found]


def _plain(value: float) -> str:
    """Return a number with all the digits that were entered and no more."""
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    return f"{value:.12g}" if abs(value) < _LARGE else str(value)


def _date(value: datetime.date, pattern: str) -> str:
    clock = value.strftime(" %H:%M") if isinstance(value, datetime.datetime) and (value.hour or value.minute) else ""
    if "年" in pattern or "yy" not in pattern.lower():
        return f"{value.year}年{value.month}月{value.day}日{clock}"
    mark = "/" if "/" in pattern else "-"
    return f"{value.year}{mark}{value.month:02}{mark}{value.day:02}{clock}"
