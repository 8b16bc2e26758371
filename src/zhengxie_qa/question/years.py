"""The years a question names, in figures, in Chinese numerals, or relative to the newest report."""

from __future__ import annotations

import re

from zhengxie_qa.text import list_parts

# Not 2005年以前: that dates the thing, not the report.
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?![\d.%万亿件个]|-\d|年?(?:以前|以后|之前|之后|以来|起))")
_HAN_YEAR = re.compile(r"二[〇零0]([〇零一二三四五六七八九]{2})年")
_RELATIVE = {word: int(shift) for shift, words in list_parts("relative_years").items() for word in words}


# 2023年的报告提出…: that names the report, not the year something happened in.
_REPORT_YEAR = re.compile(r"(?:19|20)\d{2}年?的?(?:工作)?报告(?:里|中)?(?:提出|要求|说|写|预计|计划)")


_BOTH_YEARS = re.compile(
    r"(?:近|这|最近|前后)两年.*(?:分别|各|每年|相比|变化|增|减|多|少了)|(?:分别|各).*(?:近|这|最近)两年"
)


def years_in(text: str, reference_year: int | None) -> tuple[int, ...]:
    """Return the years the folded ``text`` names; 去年 and the like count from ``reference_year``."""
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
