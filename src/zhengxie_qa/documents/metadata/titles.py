"""The title page of a document: its title, perhaps broken over lines, its body, and its session."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhengxie_qa.documents.formats.lines import Line
from zhengxie_qa.documents.metadata.dates import DATE, iso_date
from zhengxie_qa.structure import SALUTATION, number_of
from zhengxie_qa.text import alternation

_TOP = 16  # non-blank lines among which a title page stands
_PIECES = 4  # lines over which a title may be broken
_LONGEST_LINE = 60  # characters of a title's line

_GENRE = alternation("genres")
_COMPLETE = re.compile(rf".*(?:{_GENRE})\s*(?:[（(《〈][^（）()]{{1,20}}[）)》〉])?$")
_NOT_TITLE = re.compile(
    rf"[—–-]{{1,2}}\s*\S|[（(].*[)）]$|.*[：:；;，,、]|.*[〔\[]\d{{4}}[〕\]]|{DATE}$|第[\d一二三四五六七八九十]+期$"
    rf"|.{{2,20}}(?:{alternation('report_givers')})"  # who gives a report
    r"[ \u3000]+[\u4e00-\u9fff][\u4e00-\u9fff·\u3000 ]{1,6}$"
    r"|https?:.*|来源[^。]{0,20}$"
)
_MARK = re.compile(r"【[^】]{0,8}引证码】|原文链接\s*[：:]|-{3,}$")  # a database's own lines
_RED_HEAD = re.compile(rf"[\u4e00-\u9fff]{{2,40}}(?:{alternation('signing_bodies')})文件")  # above a paper's number
_LABELLED = re.compile(rf"[-*]?\s*(?:title|标题|题名)\s*[：:]\s*(.{{2,120}}(?:{_GENRE}))$")
_OFFICIAL = re.compile(rf"(?:[（(]转载[）)])?[^。；;？！：:（）()]{{0,60}}关于[^。；]{{2,100}}(?:{_GENRE})$")
_LONGEST_OFFICIAL = 160  # characters of …关于…的通知 on one line
_SPACED = re.compile(r"(?:\S[ \u3000]+){2,}\S")  # 政 府 工 作 报 告
_BODY = re.compile(
    rf"(?!关于).{{2,40}}?(?:{alternation('issuing_bodies')})"
    rf"(?=关于|第|工作|\d{{4}}|的?(?:{_GENRE}))"
)
_SESSION = re.compile(
    rf"[—–\-\s]*[（(]?\s*(?P<date>{DATE})?\s*在(?P<session>[^，。]{{4,50}}(?:会议|大会|全会))上(?:的\S{{0,8}})?[）)]?"
)

_COLUMN = re.compile(  # 每周一学（2024年3月11日-3月17日）: a column of a site, with its days
    r"[\u4e00-\u9fff]{2,10}\s?[（(]\s?(?:\d{4}年)?\d{1,2}月\d{1,2}日?\s?(?:[-—–~～至]+)\s?(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日\s?[）)]\s*"
)


def find_title(lines: list[Line]) -> str:
    """Return the title that opens ``lines``, on one line, or an empty string."""
    if labelled := next((match[1] for line in _top(lines) if (match := _LABELLED.match(line.text))), ""):
        return labelled
    marked = next((line.text for line in _top(lines) if line.level == 1), "")
    pieces = _title_lines(lines)
    if marked and number_of(marked) is None and not any(map(_COMPLETE.match, pieces)):
        return marked
    for count in range(1, min(len(pieces), _PIECES) + 1):
        if _COMPLETE.match("".join(pieces[:count])):
            return "".join(pieces[:count])
    return pieces[0] if pieces else ""


def without_column(title: str, lines: list[Line]) -> str:
    """Return ``title`` without the column of a site before it; the official title below where that is all it is."""
    match = _COLUMN.match(title)
    if match is None:
        return title
    below = [line for line in lines if line.text and not _COLUMN.fullmatch(line.text)]
    official = (line.text for line in _top(below) if len(line.text) <= _LONGEST_LINE and _COMPLETE.fullmatch(line.text))
    return title[match.end() :] or next(official, title)


def find_body(title: str) -> str:
    """Return the body that ``title`` names as its author: 政协…委员会常务委员会."""
    match = _BODY.match(title)
    return match.group() if match else ""


def find_session(lines: list[Line]) -> tuple[str, str]:
    """Return the session that the subtitle names (——…在…会议上) and its ISO date; empty if there is none."""
    for line in _top(lines):
        if len(line.text) <= 2 * _LONGEST_LINE and (match := _SESSION.fullmatch(line.text)):
            return match["session"], iso_date(match["date"]) if match["date"] else ""
    return "", ""


def _top(lines: list[Line]) -> list[Line]:
    found = [line for line in lines[: 4 * _TOP] if line.text and not _MARK.match(line.text)][:_TOP]
    return [line for line in found if not _names_red_head(line.text)] if len(found) > 1 else found


def red_head(head: Sequence[str]) -> str:
    """Return the body whose name the red head of a paper prints: 某某人民政府文件."""
    found = next(filter(_names_red_head, head), "")
    return "".join(found.split()).removesuffix("文件")


def _names_red_head(text: str) -> bool:
    return len(text) <= 2 * _LONGEST_LINE and _RED_HEAD.fullmatch("".join(text.split())) is not None


def _title_lines(lines: list[Line]) -> list[str]:
    """Return the lines at the top that can be a title, or pieces of one, standing together."""
    pieces: list[str] = []
    for line in _top(lines):
        if _ends_title_page(line) or (line.level and pieces):
            break
        if _is_official(line.text) or not _NOT_TITLE.match(line.text):
            pieces.append(re.sub(r"[ \u3000]+", "", line.text) if _SPACED.fullmatch(line.text) else line.text)
        elif pieces:
            break
    return pieces


def _ends_title_page(line: Line) -> bool:
    text = line.text
    if line.level != 0 and _is_official(text):
        return False
    if len(text) > _LONGEST_LINE or line.level == 0 or SALUTATION.match(text) or "。" in text:
        return True
    return number_of(text) is not None


def _is_official(text: str) -> bool:
    return len(text) <= _LONGEST_OFFICIAL and number_of(text) is None and _OFFICIAL.fullmatch(text) is not None
