"""The numbers that a browser writes before the items of a list, and a page does not store."""

from __future__ import annotations

import re
from typing import Any

from zhengxie_qa.documents.formats.list_numbers import written

_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_UNNUMBERED = re.compile(r"list-style(?:-type)?\s*:[^;]*\bnone\b", re.IGNORECASE)
_NUMBERED = re.compile(
    r"\s*(?:[（(]?[\d一二三四五六七八九十]{1,3}[)）.．、]|第[\d一二三四五六七八九十百]{1,5}[条章节]|[①-⑳])"
)
_WHOLE = re.compile(r"-?\d{1,6}")


class ItemNumbers:
    """Counts the items of the ordered lists of a page as they go by."""

    def __init__(self) -> None:
        self._last: dict[Any, int] = {}  # by list

    def next(self, item: Any) -> str:
        """Return the number shown before ``item``; empty in a list without numbers, or where its text has one."""
        list_ = item.getparent()
        if (
            list_ is None
            or list_.tag != "ol"
            or any(_UNNUMBERED.search(one.get("style") or "") for one in (list_, item))
        ):
            return ""
        step = -1 if list_.get("reversed") is not None else 1
        first = sum(1 for _ in list_.iterchildren("li")) if step < 0 else 1
        number = _whole(item, "value", self._last.get(list_, _whole(list_, "start", first) - step) + step)
        self._last[list_] = number
        if _NUMBERED.match("".join(item.itertext())):
            return ""
        return f"{written(number, _FORMATS.get(item.get('type') or list_.get('type') or '1', 'decimal'))}. "


def _whole(element: Any, attribute: str, otherwise: int) -> int:
    value = (element.get(attribute) or "").strip()
    return int(value) if _WHOLE.fullmatch(value) else otherwise
