"""Small raised digits: exponents, powers of units, marks of notes; never digits of the number before them."""

from __future__ import annotations

import re
from typing import Any

_DIGITS = re.compile(r"[-−]?\d{1,3}")
_TEN = re.compile(r"(?<![\d.,])10$")
_SMALL = str.maketrans("0123456789-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")


def raised(before: str, mark: str) -> str:
    """Return the raised ``mark`` as it is written on the line, after the text ``before``.

    >>> "10" + raised("10", "6"), "km" + raised("km", "2"), "128" + raised("128", "3")
    ('10^6', 'km²', '128（注3）')
    """
    number, text = mark.strip(), before.rstrip()
    if not text or not _DIGITS.fullmatch(number):
        return mark
    if _TEN.search(text):
        return f"^{number}"
    return number.translate(_SMALL) if text[-1].isascii() and text[-1].isalpha() else f"（注{number}）"


def write_raised(tree: Any) -> None:
    """Write the raised digits in the ``sup`` elements of a page on the line."""
    for element in list(tree.iter("sup")):
        mark = "".join(element.itertext())
        written = raised(_before(element), mark)
        if written != mark:
            for child in list(element):
                element.remove(child)
            element.text = written


def _before(element: Any) -> str:
    """Return the text right before an element, in the element around it."""
    previous = element.getprevious()
    if previous is None:
        return element.getparent().text or ""
    return previous.tail or "".join(previous.itertext())
