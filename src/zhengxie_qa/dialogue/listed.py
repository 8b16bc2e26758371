"""An item of the list that was just given, called by its number: 第三点详细说说, 第二个呢, 最后一项是什么."""

from __future__ import annotations

import re

from zhengxie_qa.reading import Findings, Outline
from zhengxie_qa.text import fold, number_value

_ITEM = re.compile(
    r"(?:那|那么|其中|上面|请|把)*(?:的)?(?:第(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})|(?P<last>最后一?))(?:大)?(?:个|点|项|方面)"
    r"(?:工作|任务|建议|内容|措施|方面)?[,\s]*(?:呢|是什么|具体)*(?:讲|说|内容|谈)?(?:的|了)?(?:是)?(?:什么|啥|哪些|讲讲|说说)?(?:内容)?[?。!]*"
)
_NUMBER = re.compile(r"^[(（]?[\d一二三四五六七八九十]{1,3}[)）.、．,]\s*")


def listed_item(findings: Findings, turn: str) -> str:
    """Return the heading of the item that the folded ``turn`` calls by its number, or "": it calls none."""
    match = _ITEM.fullmatch(turn)
    outline = next((each.outline for each in findings.statements if each.outline and not each.outline.is_text), None)
    if match is None or outline is None:
        return ""
    headings = _headings(outline)
    place = len(headings) if match["last"] else int(number_value(match["number"]) or 0)
    return headings[place - 1] if 0 < place <= len(headings) else ""


def _headings(outline: Outline) -> list[str]:
    """Return what a person would count in ``outline``, without the numbers it has in the document."""
    groups = [group.heading for group in outline.groups if group.heading]
    spans = groups if len(groups) > 1 else [item for group in outline.groups for item in group.items]
    return [_NUMBER.sub("", fold(span.text)).strip(" 。") for span in spans]
