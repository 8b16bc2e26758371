"""Sessions: 十届五次会议 and 第十届委员会第五次会议 are one, (10, 5)."""

from __future__ import annotations

import re

from zhengxie_qa.text.figures import number_value

_HAN = "零〇一二两三四五六七八九十百"
_SESSION = re.compile(rf"([{_HAN}\d]{{1,3}})届[^,。;、届]{{0,14}}?第?([{_HAN}\d]{{1,3}})次(?=会议|全会|全体|以来)")

Session = tuple[int, int]  # (term, meeting)


def sessions_in(folded: str) -> list[Session]:
    """Return the sessions a folded text names: 十届五次会议 and 第十届…委员会第五次会议 are (10, 5)."""
    pairs = ((number_value(term), number_value(meeting)) for term, meeting in _SESSION.findall(folded))
    return [(int(term), int(meeting)) for term, meeting in pairs if term and meeting]
