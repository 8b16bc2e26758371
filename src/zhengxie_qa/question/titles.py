"""Questions that misspell a title by a character."""

from __future__ import annotations

from collections.abc import Sequence


def corrected(question: str, titles: Sequence[str]) -> str:
    """Return the folded ``question`` with a title that is wrong by one character put right, in 《》."""
    for title in titles:
        half = len(title) // 2
        if title[:half] not in question and title[half:] not in question:
            continue  # one wrong character leaves one half whole
        if title in question:
            return question
        for start in range(len(question) - len(title) + 1):
            said = question[start : start + len(title)]
            if sum(a != b for a, b in zip(said, title, strict=True)) == 1 and not _is_word_change(said, title):
                return f"{question[:start]}《{title}》{question[start + len(title) :]}"
    return question


def _is_word_change(said: str, title: str) -> bool:
    """A digit or numeral in the other's place is another title (第一集, 第二集), not a slip."""
    changed = next((a, b) for a, b in zip(said, title, strict=True) if a != b)
    return any(c in "一二三四五六七八九十上中下" or not "\u4e00" <= c <= "\u9fff" for c in changed)
