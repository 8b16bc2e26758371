"""What newspaper and government sites put around an article: read for its facts, then taken away.

The rules know the genre, not a site. A line goes when it is short and either unmistakable (上一版, 分享到,
责任编辑) or a piece of the page's furniture (a masthead, a dated week day, a page number) at the very edge
of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from zhengxie_qa.documents.formats.lines import Line
from zhengxie_qa.text import alternation_in

_LONGEST = 90  # characters; a line of chrome is short, a longer one is a paragraph

_WEEKDAY = r"(?:星期|周)[一二三四五六日天]"
_DATE = r"\d{4}\s?[年/.-]\s?\d{1,2}\s?[月/.-]\s?\d{1,2}\s?日?"
_BUTTON = alternation_in("page_chrome", "button")
_VISITS = rf"(?:{alternation_in('page_chrome', 'visits')})(?:次数|量|数)?"
_COUNT = r"(?:\d+\s*次?|-{0,2}\s*次|-{1,2})"  # a page that is saved has not counted yet
_ANYWHERE = re.compile(
    rf"[【\[（(]?(?>(?:{_BUTTON})[\s|｜/、，·:：\[\]【】()（）>»<«+-]*)+"  # atomic: 返回首页 is not tried both ways
    r"|[【\[(（]?(?:上一|下一)[篇条][】\])）]?\s*[:：].*"
    r"|分享(?:到|至)[^。，,]{0,12}"
    rf"|[•·●\-*]?\s*第?\s*{_DATE}\s*(?:期|版)"
    rf"|(?:{alternation_in('page_chrome', 'rights')}).*"
    rf"|[【\[(（]?(?:{alternation_in('page_chrome', 'staff')})\s*[:：][^。]{{1,60}}"
    r"|(?:您?(?:现在|当前)?(?:所在)?的?)位置\s*(?:是)?[:：].*"
    rf"|{_VISITS}\s*[:：]?\s*{_COUNT}|-{{1,2}}\s*次"
    rf"|.{{0,20}}(?:{alternation_in('page_chrome', 'registration')}|建议使用.{{0,20}}分辨率).*"
    rf"|(?:{alternation_in('page_chrome', 'links')})(?:\s*[:：].*)?"
    r"|(?:扫码|长按)(?:关注|阅读|识别|扫码)[^。，]*"
    r"|扫一扫[^。，]{0,20}(?:打开|分享|关注|查看)[^。，]{0,12}"
    r"|[—–―─－-]\s*\d{1,4}\s*[—–―─－-]"
    r"|第\s?\d{1,4}\s?页\s*[,，/]?\s*(?:共\s?\d{1,4}\s?页)?"
)
_EDGE = re.compile(
    rf".{{2,16}}(?:{alternation_in('page_chrome', 'masthead')})(?:刊|纸)?"
    rf"|(?:今天是)?\s*{_DATE}\s*{_WEEKDAY}.{{0,30}}|今天是[:：]?"
    r"|第?\s?[A-Z]?\d{1,3}\s?版\s*[:：].{0,30}"
    r"|第\s?[A-Z]?\d{1,3}\s?版"
    r"|\d{1,4}"
)
_FIELD = re.compile(  # what a site adds to the line of date and source below a headline
    rf"[\s|｜]*(?:{_VISITS}\s*[:：]\s*{_COUNT}|(?:文章)?(?:来源|作者|编辑)\s*[:：](?=\s+\S{{2,6}}[:：])"
    r"|字[号体](?:大小)?\s*[:：]?\s*[\[【(（]?\s*大\s*[|｜]?\s*中\s*[|｜]?\s*小\s*[\]】)）]?|打印(?:本页)?|关闭(?:窗口|本页)?"
    r"|分享(?:到|至)?\s*[:：]?.{0,12})(?=[\s|｜]|$)"
)
_DATA = re.compile(r"(?:发布|更新)?(?:时间|日期)\s*[:：]|来源\s*[:：]|作者\s*[:：]|浏览|字号")
_PAGE = re.compile(r"(?:第\s?[A-Z]?\d{1,3}\s?版|[A-Z]\d{1,3}\s?版?)(?:\s*[:：].{1,30})?$")
_PRINTED = re.compile(rf"({_DATE})\s*{_WEEKDAY}|(?:发布|更新|发表)(?:时间|日期)\s*[:：]\s*({_DATE})")
_FOOT = re.compile(alternation_in("page_chrome", "foot"))
_FOOT_LINES = 12  # non-blank lines at the end among which a site's foot begins
_LONGEST_NAME = 20  # characters of the name of a site or account below it
_SENTENCE = re.compile(r"[。；，]|\d{4}年|[：:]")
_TOP = 12  # non-blank lines at the top among which a page's name and date stand


@dataclass(frozen=True, slots=True)
class Furniture:
    """What the chrome of a page told before it was taken away."""

    page: str = ""  # 第B07版:…, as printed
    printed: str = ""  # the date in the masthead, as printed


def strip_chrome(lines: list[Line]) -> tuple[list[Line], Furniture]:
    """Return ``lines`` without page chrome, and what the chrome told."""
    kept = [line for line in lines if not (line.level is None and _matches(_ANYWHERE, line))]
    top, bottom = 0, _foot_of(kept)
    while top < bottom and _is_furniture(kept[top]):
        top += 1
    while bottom > top and _is_furniture(kept[bottom - 1]):
        bottom -= 1
    return _without_buttons(kept[top:bottom]), _read_furniture(lines)


def _foot_of(lines: list[Line]) -> int:
    """Return where a site's foot begins: a line of its addresses and registrations, and short lines to the end."""
    last = [n for n, line in enumerate(lines) if line.text][-_FOOT_LINES:]
    for n in last:
        if lines[n].row is None and _FOOT.search(lines[n].text) and all(map(_is_foot, lines[n:])):
            return n
    return len(lines)


def _is_foot(line: Line) -> bool:
    if _FOOT.search(line.text):
        return "。" not in line.text
    return line.row is None and len(line.text) <= _LONGEST_NAME and not _SENTENCE.search(line.text)


def _without_buttons(lines: list[Line]) -> list[Line]:
    """Return ``lines`` with the counters and buttons taken off the line of date and source below a headline."""
    return [
        replace(line, text=_FIELD.sub("", line.text).strip())
        if position < _TOP and line.row is None and len(line.text) <= 2 * _LONGEST and _DATA.search(line.text)
        else line
        for position, line in enumerate(lines)
    ]


def _is_furniture(line: Line) -> bool:
    return not line.text or (line.level is None and _matches(_EDGE, line))


def _matches(pattern: re.Pattern[str], line: Line) -> bool:
    return len(line.text) <= _LONGEST and pattern.fullmatch(line.text) is not None


def _read_furniture(lines: list[Line]) -> Furniture:
    page = printed = ""
    for text in [line.text for line in lines if line.text][:_TOP]:
        if len(text) > _LONGEST:
            continue
        if not page and _PAGE.match(text):
            page = text
        if not printed and (match := _PRINTED.search(text)):
            printed = match[1] or match[2]
    return Furniture(page, printed)
