"""Whether a text is a report of the press: by who it says it comes from, and by how such reports begin and end."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from zhengxie_qa.text import alternation

_HEAD = 12  # lines at the top among which date, source and the first sentence stand
_TAIL = 4  # lines at the end that may name the paper it is taken from
_LONGEST = 160  # characters of a line of date and source
_MEDIA = rf"[^\s：:。，]{{0,24}}(?:{alternation('media')})\+?"
_SOURCE = re.compile(rf"(?<![料据])来源\s*[：:]\s*{_MEDIA}(?=[\s）)，,]|$)")
_FOOT = re.compile(
    rf"[（(](?:来源|转自|原载)\s*[：:]?\s*《?{_MEDIA}》?.{{0,12}}[）)]|.*[（(].{{0,12}}(?:记者|通讯员)[^（()）]*[）)]"
)
_OPENING = re.compile(
    r"[【\[（(]?(?:本报|本台|本网)讯|新华社.{1,12}电|(?:近日|日前|连日来)[，,]"
    r"|(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:上午|下午|晚上?|中午|至\d{1,2}日|[-—]\d{1,2}日)?[，,]"
)
_DATELINE = re.compile(r"(?:发布|发表)时间\s*[：:]|(?:来源|作者|记者|编辑)\s*[：:]")


def is_news(texts: Sequence[str]) -> bool:
    """Say whether the lines of a paper are those of a report of the press, reprinted or a site's own."""
    filled = list(filter(None, texts))
    head = filled[:_HEAD]
    if any(_SOURCE.search(text) for text in head if len(text) <= _LONGEST):
        return True
    if any(_FOOT.fullmatch(text[-_LONGEST:]) for text in filled[-_TAIL:]):
        return True
    below = itertools.dropwhile(lambda text: not _DATELINE.search(text[:_LONGEST]), head)
    first = next((text for text in itertools.islice(below, 1, None) if "。" in text), "")
    return _OPENING.match(first) is not None
