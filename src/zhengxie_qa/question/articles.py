"""Articles that a question names by their number: 第二十条第二款, 第五条到第七条, 第三条和第六条."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhengxie_qa.text import alternation, content_of, number_value

_NUMBER = r"(?:\d{1,4}|[零〇一二两三四五六七八九十百千]{1,7})"
_TO = r"\s*(?:至|到|—+|-|~|～)\s*"
_AND = r"\s*(?:、|和|与|及|以及|,)\s*"
_ONE = rf"第\s*{_NUMBER}\s*条"
_NAMED = re.compile(
    rf"第\s*(?P<from>{_NUMBER})\s*条?{_TO}第?\s*(?P<to>{_NUMBER})\s*条"
    rf"|(?P<several>第\s*{_NUMBER}\s*条?(?:{_AND}第?\s*{_NUMBER}\s*条?)*{_AND}第?\s*{_NUMBER}\s*条)"
    rf"|第\s*(?P<one>{_NUMBER})\s*条(?:第\s*(?P<paragraph>{_NUMBER})\s*款)?(?:第?\s*[（(]?(?P<item>{_NUMBER})[)）]?\s*项)?"
)
_NO_ARTICLE = re.compile(rf"(?:{alternation('counted_in_lines')})")  # 第三条建议: a piece of a list
_MOST = 40  # articles of one question


@dataclass(frozen=True, slots=True)
class Articles:
    """What a question names: one article, perhaps a part of it, or several."""

    numbers: tuple[int, ...]
    paragraph: int = 0  # 款, counted from 1; 0: the whole article
    item: int = 0  # 项
    asks_for_text: bool = True  # for what it says, not for something in it


def articles_in(text: str) -> Articles | None:
    """Return the articles that the folded question ``text`` names, or None."""
    match = _NAMED.search(text)
    if match is None or _NO_ARTICLE.match(text, match.end()):
        return None
    paragraph, item = _value(match["paragraph"]), _value(match["item"])
    numbers: tuple[int, ...]
    if match["one"]:
        numbers = (_value(match["one"]),)
    elif match["several"]:
        numbers = tuple(map(_value, re.findall(_NUMBER, match["several"])))
    else:
        numbers = tuple(range(_value(match["from"]), _value(match["to"]) + 1))
    if not 0 < len(numbers) <= _MOST or 0 in numbers:
        return None
    whole = len(numbers) > 1 or bool(paragraph or item) or _asks_for_text(text[match.end() :])
    return Articles(numbers, paragraph, item, whole)


def _asks_for_text(behind: str) -> bool:
    """Tell whether nothing but 规定了什么, 的内容, 原文 follows the number."""
    return not re.sub(alternation("words_for_text"), "", content_of(behind))


def _value(number: str | None) -> int:
    return int(number_value(number) or 0) if number else 0
