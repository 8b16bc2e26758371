"""Who does what to whom, by the small words of Chinese grammar: 由甲办理, 甲向乙报告, 把甲交给乙, 甲被乙采纳."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengxie_qa.claims.claim import Claim

_NOUN = r"[^\W\d_]{2,12}?"
_MARKS = ("由", "被", "向", "给", "对", "经", "受", "让", "请", "报", "交", "委托", "会同", "协助", "配合", "归口")
_MARKED = re.compile(
    rf"(?P<mark>{'|'.join(_MARKS)})(?P<who>{_NOUN})(?P<deed>[\u4e00-\u9fff]{{2}})(?=[^\u4e00-\u9fff]|$|[的了并后和])"
)
_ENGLISH = re.compile(r"\b(?P<deed>[a-z]+ed)\s+(?P<mark>by|to|from)\s+(?P<who>(?:the\s+)?[a-z]+(?:\s+[a-z]+){0,3})")


def roles(folded: str) -> Iterator[Claim]:
    """Yield (mark, who, deed) wherever a small word says what part somebody has in a deed."""
    for pattern in (_MARKED, _ENGLISH):
        for match in pattern.finditer(folded):
            yield Claim("role", match.start(), match.end(), match.group(), (match["mark"], match["who"], match["deed"]))
