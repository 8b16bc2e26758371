"""Text → the numbered pieces that the passage reader was taught on: the most probable cut (Kudo, 2018)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_UNKNOWN = 3  # the piece for a character that no piece holds
_UNKNOWN_COST = 10.0  # below the least probable piece
_SPACE = "▁"  # stands for a space and opens a text


class WordPieces:
    """A vocabulary of pieces with their log probabilities; safe to use from several threads."""

    def __init__(self, pieces: Sequence[str], scores: Sequence[float], forms: Mapping[int, str]) -> None:
        self._numbers = {
            piece: (number, score) for number, (piece, score) in enumerate(zip(pieces, scores, strict=True))
        }
        self._longest = max(map(len, pieces))
        self._unknown = min(scores) - _UNKNOWN_COST
        self._forms = dict(forms)  # character → as it was written in training

    def encode(self, text: str, most: int) -> list[int]:
        """Return the numbers of the first ``most`` pieces of ``text``."""
        line = (_SPACE + text.translate(self._forms)).replace(" ", _SPACE)[: most * 4]
        best: list[float] = [0.0] + [-1e9] * len(line)
        came: list[tuple[int, int]] = [(0, 0)] * (len(line) + 1)
        for start in range(len(line)):
            self._reach(line, start, best, came)
        numbers: list[int] = []
        end = len(line)
        while end:
            start, number = came[end]
            if not (number == _UNKNOWN and numbers and numbers[-1] == _UNKNOWN):  # a run of unknown characters is one
                numbers.append(number)
            end = start
        return numbers[::-1][:most]

    def _reach(self, line: str, start: int, best: list[float], came: list[tuple[int, int]]) -> None:
        """Note where a piece from ``start`` leads, and at what cost."""
        far = best[start]
        for end in range(start + 1, min(len(line), start + self._longest) + 1):
            known = self._numbers.get(line[start:end])
            if known and far + known[1] > best[end]:
                best[end], came[end] = far + known[1], (start, known[0])
        if far + self._unknown > best[start + 1]:
            best[start + 1], came[start + 1] = far + self._unknown, (start, _UNKNOWN)
