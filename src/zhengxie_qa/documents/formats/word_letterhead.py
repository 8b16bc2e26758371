"""What a Word document prints above its first page alone: the letterhead and number that its body does not repeat."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from docx.oxml.ns import qn

from zhengxie_qa.documents.formats.lines import Line, one_line
from zhengxie_qa.documents.formats.word_text import is_printed, printed_text

_MOST = 8  # lines of a letterhead
_LONGEST = 60  # characters of one
_LETTERHEAD = re.compile(
    r".{2,40}(?:文件|函|令|公报|公告|通报|简报|信息|纪要|专报)|.*[〔［\[（(]\d{4}[〕］\]）)].{0,3}\d+号.*|.*第.{1,6}期.*"
)


def letterhead(document: Any, lines: Sequence[Line]) -> list[Line]:
    """Return the lines of the first page's header that stand nowhere else in the document.

    The header of all pages is furniture, unless it is a letterhead: 某某文件, a number.
    """
    section = document.sections[0]
    own = section.different_first_page_header_footer
    header = section.first_page_header if own else section.header
    if header.is_linked_to_previous:
        return []
    paragraphs = [one for one in header._element.iter(qn("w:p")) if is_printed(one)]
    texts = dict.fromkeys(one_line(printed_text(one)) for one in paragraphs)
    body = "".join(_squeezed(line.text) for line in lines)
    return [
        Line(text)
        for text in list(filter(None, texts))[:_MOST]
        if len(text) <= _LONGEST and _squeezed(text) not in body and (own or _LETTERHEAD.fullmatch(text))
    ]


def _squeezed(text: str) -> str:
    return "".join(text.split())
