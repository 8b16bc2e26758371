"""Year parts of a report: 2025年工作回顾 looks back on a year, 2026年工作安排 plans one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhengxie_qa.text import alternation

_LONGEST = 30  # characters; the longest of 143 government reports has 23: 二、2024年的总体要求、奋斗目标和重点任务

_HAN_DIGITS = str.maketrans("〇零○Ｏ一二三四五六七八九０１２３４５６７８９", "0000" + "123456789" + "0123456789")
_YEAR = r"(?:(?:19|20|１９|２０)\d\d|[二２][〇零○Ｏ０][〇零○Ｏ一二三四五六七八九０-９]{2})"
_YEARS = re.compile(rf"({_YEAR})\s?年?(?=\s?年|\s?[—–－~～至-])")

_REVIEW = alternation("review_headings")
_PLAN = rf"{alternation('plan_headings')}|工作$"
_DATED = re.compile(
    rf"(?:关于|回顾|(?:努力|奋力|全力|扎实|切实)?(?:做好|抓好|实现))?{_YEAR}\s?年(?:度|的)*[^，。：:]{{0,16}}?(?:(?P<review>{_REVIEW})|(?P<plan>{_PLAN}))"
)
_RELATIVE = re.compile(
    rf"(?:关于)?(?:过去的?一年|一年来|去年|上一?年度?)(?:的|主要|来)*[^，。：:]{{0,8}}?(?P<review>{_REVIEW})"
    rf"|(?:今年|新的?一年|下一?步|明年|来年|下一?年度?)(?:的)?[^，。：:]{{0,12}}?(?P<plan>{_PLAN})"
    r"|(?P<bare_review>(?:主要)?工作(?:回顾|总结))$|(?P<bare_plan>(?:主要)?工作(?:安排|打算))$"
)


_TITLE = re.compile(r"(?:报告|提案|答复|通知|意见|说明|方案|办法|函)$")  # 关于2024年工作情况的报告 is a whole document
_LEAD_IN = re.compile(r"以下|方面|做好|抓好")  # 今年重点做好以下工作 leads in a list


@dataclass(frozen=True, slots=True)
class Part:
    """What a year part's heading says: does it plan (or look back), and which year, where it is written."""

    plans: bool
    year: int | None


def year_of(digits: str) -> int:
    """Return the year written as ``2025``, ``２０２５`` or ``二〇二五``."""
    return int(digits.translate(_HAN_DIGITS))


def part_of(title: str) -> Part | None:
    """Return what ``title`` (a heading without its number) says as the heading of a year part, or None.

    >>> part_of("2025年工作回顾")
    Part(plans=False, year=2025)
    >>> part_of("聚焦乡村振兴开展议政协商") is None
    True
    """
    if len(title) > _LONGEST or _TITLE.search(title):
        return None
    if match := _DATED.match(title):
        years = {year_of(digits) for digits in _YEARS.findall(title)}
        return Part(match["plan"] is not None, years.pop()) if len(years) == 1 else None
    if (match := _RELATIVE.match(title)) and not _LEAD_IN.search(title):
        return Part((match["plan"] or match["bare_plan"]) is not None, None)
    return None
