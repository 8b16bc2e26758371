"""Lists of whole phrases by kind: ``[kind]`` lines, then phrases parted by " / "; which make up a turn."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from functools import cache

from zhengxie_qa.text import fold, list_parts


def letters(folded: str) -> str:
    """Return the letters and digits of the folded text."""
    return re.sub(r"[\W_]+", "", folded)


@cache
def phrases_by_kind(name: str) -> Mapping[str, frozenset[str]]:
    """Return the letters of the phrases of the list ``name``, by kind."""
    return {kind: frozenset(letters(fold(phrase)) for phrase in said) for kind, said in list_parts(name).items()}


def consists_of(said: str, phrases: Set[str]) -> bool:
    """Tell whether ``said`` is ``phrases`` one after the other and nothing else."""
    longest = max(map(len, phrases))
    reached = {0}
    for start in range(len(said)):
        if start in reached:
            reached.update(end for end in range(start + 1, start + longest + 1) if said[start:end] in phrases)
    return len(said) in reached
