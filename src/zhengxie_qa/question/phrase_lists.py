"""Lists of whole phrases by kind: ``[kind]`` lines, then phrases parted by " / "; what a turn made of them alone says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from functools import cache

from zhengxie_qa.text import entries, fold


def letters(folded: str) -> str:
    """Return the letters and digits of the folded text."""
    return re.sub(r"[\W_]+", "", folded)


@cache
def phrases_by_kind(name: str) -> Mapping[str, frozenset[str]]:
    """Return the letters of the phrases of the list ``name``, by kind."""
    phrases: dict[str, set[str]] = {}
    kind = ""
    for line in entries(name):
        if line.startswith("["):
            kind = line.strip("[]")
        else:
            phrases.setdefault(kind, set()).update(letters(fold(phrase)) for phrase in line.split(" / "))
    return {name: frozenset(those) for name, those in phrases.items()}


def consists_of(said: str, phrases: Set[str]) -> bool:
    """Tell whether ``said`` is ``phrases`` one after the other and nothing else."""
    longest = max(map(len, phrases))
    reached = {0}
    for start in range(len(said)):
        if start in reached:
            reached.update(end for end in range(start + 1, start + longest + 1) if said[start:end] in phrases)
    return len(said) in reached
