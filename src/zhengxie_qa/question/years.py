"""The years a question names, in figures, in Chinese numerals, or relative to the newest report."""

from __future__ import annotations

import re

from zhengxie_qa.text import list_parts

# Not 2005年以前: that dates the thing, not the report.
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?![\d.%万亿件个]|-\d|年?(?:以前|以后|之前|之后|以来|起))")
_HAN_YEAR = re.compile(r"二[〇零0]([〇零一二三四五六七八九]{2})年")
_RELATIVE = {word: int(shift) for shift, words in list_parts("relative_years").items() for word in words}


_ANY_YEAR = re.compile(rf"{_YEAR.pattern}|{_HAN_YEAR.pattern}|{'|'.join(_RELATIVE)}")


# 2023年的报告提出…: that names the report, not the year something happened in.
_REPORT_YEAR = re.compile(r"(?:19|20)\d{2}年?的?(?:工作)?报告(?:里|中)?(?:提出|要求|说|写|预计|计划)")


# 比上年, 较去年同期, 与2023年相比: against what something is measured, not which year is asked.
_THAN = re.compile(
    r"(?:相?比于?|较之?|相较于?|对比)(?P<than>大?前年|去年|上一?年度?|(?:19|20)\d{2}年)"
    r"|(?:和|与|跟|同)(?P<with>大?前年|去年|上一?年度?|(?:19|20)\d{2}年)(?=(?:的?同期)?(?:相比|比较|相较|比起来|比))"
    r"|\b(?:than|from|over|compared (?:to|with)) (?P<en>last year)"
)


_BOTH_YEARS = re.compile(
    r"(?:近|这|最近|前后)两年.*(?:分别|各|每年|相比|变化|增|减|多|少了)|(?:分别|各).*(?:近|这|最近)两年"
)


def without_compared_year(text: str) -> str:
    """Return the folded ``text`` without the one year that something is held against; offsets stay.

    Where another year is named beside it (2024年比2023年多), both are asked about, and both stay.
    """
    said = [match for match in _THAN.finditer(text) if not _ANY_YEAR.search(_blanked(text, match))]
    return _blanked(text, said[0]) if said else text


def _blanked(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + " " * (match.end() - match.start()) + text[match.end() :]


def is_dated(text: str) -> bool:
    """Tell whether the folded ``text`` names a year in figures."""
    return _YEAR.search(text) is not None or _HAN_YEAR.search(text) is not None


def years_in(text: str, reference_year: int | None) -> tuple[int, ...]:
    """Return the years the folded ``text`` asks about; 去年 and the like count from ``reference_year``."""
    return _years_named(without_compared_year(text), reference_year)


def compared_years(text: str, reference_year: int | None) -> tuple[int, ...]:
    """Return the year asked about and the one it is held against, where the folded ``text`` compares with it.

    比上年 means the year before the one that is named, or before ``reference_year``. Of two years that stand in the
    text both are asked about anyway: then nothing is returned.
    """
    asked = years_in(text, reference_year)
    than = _THAN.search(text)
    if than is None or len(asked) > 1:
        return ()
    year = asked[0] if asked else reference_year
    said = next(filter(None, than.groups()))
    other = _years_named(said, year)
    return (year, other[0]) if year and other and other[0] != year else ()


def _years_named(text: str, reference_year: int | None) -> tuple[int, ...]:
    if len(re.findall(r"(?:19|20)\d{2}年", text)) > 1:
        text = _REPORT_YEAR.sub(lambda match: " " * len(match.group()), text)
    found = [(match.start(), int(match.group(1))) for match in _YEAR.finditer(text)]
    for match in _HAN_YEAR.finditer(text):
        digits = "".join(str("〇一二三四五六七八九".index(c.replace("零", "〇"))) for c in match.group(1))
        found.append((match.start(), 2000 + int(digits)))
    if reference_year and not found:
        for word, shift in _RELATIVE.items():
            at = text.find(word)
            if at >= 0 and not any(word in other and other in text for other in _RELATIVE if other != word):
                found.append((at, reference_year + shift))
    if reference_year and not found and _BOTH_YEARS.search(text):
        return reference_year - 1, reference_year
    return tuple(dict.fromkeys(year for _, year in sorted(found)))
