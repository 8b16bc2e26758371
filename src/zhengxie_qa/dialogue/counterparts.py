"""The other one: the only other place or title that a conversation has named, for 那另一个呢."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhengxie_qa.question import Taken, Wording

_OTHER = re.compile(
    r"(?:那|那么)?(?:另外?一?|其他那|另)(?:个|本|份|家|件|位|篇)?(?:[省市县区镇]|书|报告|地方)?(?:的)?(?:呢|怎么样|的情况)?[?。!]*"
)


def asks_for_other(turn: str) -> bool:
    """Tell whether the folded ``turn`` asks for the other one and nothing else."""
    return _OTHER.fullmatch(turn) is not None


def of_the_other(
    text: str, number: int, places: Sequence[str], named: Sequence[str], without_places: str
) -> Wording | None:
    """Return the question ``text`` of turn ``number`` asked of the other of two things ``named``, or None.

    ``places`` are those of the question, ``without_places`` is the question without them.
    """
    titles = [name for name in named if name.startswith("《")]
    others = [name for name in named if name not in titles and name not in places]
    taken = (Taken("question", text, number),)
    if places and len(others) == 1:
        return Wording(without_places, taken=(*taken, Taken("name", others[0], number)), places=tuple(others))
    title = next((name for name in titles if name in text), "")
    rest = [name for name in titles if name != title]
    if title and len(rest) == 1:
        return Wording(text.replace(title, rest[0]), taken=(*taken, Taken("name", rest[0], number)))
    return None
