"""Which pieces of the whole vocabulary are kept: those that texts of the field use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from training.passage_reader.weights import E5File, tokenizer

_MOST = 9000  # the most frequent pieces
_SPECIAL = range(4)  # begin, pad, end, unknown
_SELDOM = 5  # a single character seen more often is kept besides


def count_pieces(e5: E5File, texts: Iterable[tuple[str, int]]) -> Counter[int]:
    """Return how often each piece stands in ``texts``, each counted as often as the number beside it says."""
    cutter = tokenizer(e5, range(len(e5.pieces)))
    counts: Counter[int] = Counter()
    for text, times in texts:
        for number in cutter.encode(text.translate(e5.forms)).ids:
            counts[number] += times
    return counts


def kept_pieces(e5: E5File, counts: Counter[int]) -> list[int]:
    """Return the numbers of the pieces to keep, in their old order."""
    keep = {*_SPECIAL, *(number for number, _ in counts.most_common(_MOST))}
    for number, piece in enumerate(e5.pieces):
        if len(piece) == 1 and (counts[number] > _SELDOM or " " <= piece <= "~"):
            keep.add(number)
    return sorted(keep)
