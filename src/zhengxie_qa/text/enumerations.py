"""Enumerations in running text: 一是…；二是…。三是…, 其一…其二…, 必须…；必须…: where they begin and go on."""

from __future__ import annotations

import re

_STYLES = (  # how the items of one enumeration are marked
    r"[一二三四五六七八九十]是",
    r"[一二三四五六七八九]要",
    r"其[一二三四五六七八九]",
    r"第[一二三四五六七八九](?=[,，、])",
    r"[（(][一二三四五六七八九十\d][)）]",
    r"(?<!\d)[1-9][.．、](?!\d)",
)
_MARKS = tuple(re.compile(rf"(?:^|(?<=[,，。;；:：、\s“])){style}") for style in _STYLES)
_GOES_ON = re.compile(
    r"\s*+(?:[二三四五六七八九十]是|[二三四五六七八九]要|其[二三四五六七八九]|第[二三四五六七八九][,，、]"
    r"|[（(][二三四五六七八九十2-9][)）]|[2-9][.．、](?!\d))"
)
_BEGINS = re.compile(r"\s*(?:一是|一要|其一|第一[,，、]|[（(][一1][)）]|1[.．、](?!\d))")


def goes_on(sentence: str) -> bool:
    """Tell whether ``sentence`` opens with a later item of an enumeration."""
    return _GOES_ON.match(sentence) is not None


def begins_list(sentence: str) -> bool:
    """Tell whether ``sentence`` opens with the first item of an enumeration: 一是, （一）, 1."""
    return _BEGINS.match(sentence) is not None


def enumeration_at(text: str) -> int | None:
    """Return where the first of at least two items marked alike begins, or None."""
    for mark in _MARKS:
        if len(found := list(mark.finditer(text))) > 1:
            return found[0].start()
    return None
