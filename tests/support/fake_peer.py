"""A toolkit for tests of the comparison: passages of ``size`` characters, ranked by the characters they share."""

from __future__ import annotations

from collections.abc import Sequence

_SHIPPED = 40


class Peer:
    """Also shows what goes wrong: a question 坏 raises, and everything prints."""

    def __init__(self, encoder: object) -> None:
        self._passages: list[str] = []

    def split(self, documents: Sequence[tuple[str, str]], size: int | None) -> list[str]:
        length = size or _SHIPPED
        return [text[at : at + length] for _, text in documents for at in range(0, len(text), length)]

    def index(self, documents: Sequence[tuple[str, str]], size: int | None) -> list[str]:
        print("indexing")
        self._passages = self.split(documents, size)
        return self._passages

    def search(self, question: str, k: int) -> list[str]:
        print("searching")
        if question == "坏":
            raise ValueError("a question\nthat fails")
        return sorted(self._passages, key=lambda passage: len(set(passage) & set(question)), reverse=True)[:k]
