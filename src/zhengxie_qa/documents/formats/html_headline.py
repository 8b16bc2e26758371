"""The headline of a web page: the line of its text that agrees with what the page calls itself."""

from __future__ import annotations

import re

from zhengxie_qa.documents.formats.lines import Line

_SHORTEST = 4  # characters of a headline
_NOTHING = re.compile(r"[\s\u3000]+")
_SITE_NAME = re.compile(r".*(?:网|网站|门户|首页|主页|信息公开|公众号)$")


def headline_of(lines: list[Line], page_title: str) -> str:
    """Return the text of the line that ``page_title`` (标题--栏目-网站) begins with, or an empty string.

    A page's title repeats its headline, and adds the names of column and site; menus, paths and mastheads do not
    stand at its beginning.
    """
    wanted = _NOTHING.sub("", page_title)
    agreeing = [line for line in lines if line.row is None and _agrees(_NOTHING.sub("", line.text), wanted)]
    best = max(agreeing, key=lambda line: (len(line.text), line.level is not None), default=None)
    return best.text if best else ""


def below_headline(lines: list[Line], headline: str) -> list[Line]:
    """Return ``lines`` without the menu and the path above ``headline``; what reads like prose or a record stays."""
    start = next((at for at, line in enumerate(lines) if headline and line.text == headline), 0)
    if any("。" in line.text for line in lines[:start]):
        return lines
    return [line for line in lines[:start] if line.row is not None] + lines[start:]


def without_levels(lines: list[Line], title: str) -> list[Line]:
    """Return ``lines`` with the headline as the title that it is, not as a section around everything."""
    return [Line(line.text, None, line.row) if line.level and line.text == title else line for line in lines]


def _agrees(text: str, wanted: str) -> bool:
    """Say whether the page's title is ``text``, alone or with a separator and other names behind it."""
    if len(text) < _SHORTEST or _SITE_NAME.fullmatch(text) or not wanted.startswith(text):
        return False
    return not wanted[len(text) :] or wanted[len(text)] in "-—–_|｜·»"
