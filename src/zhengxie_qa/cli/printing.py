"""Answers, hits and tables as plain text for a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from zhengxie_qa.types import Answer, Citation, Hit

_EXCERPT = 120  # characters of a passage shown in a list: about two terminal lines


def answer_text(answer: Answer) -> str:
    """Return the answer, then its numbered references with locator and quote, then the warnings."""
    lines = [answer.answer]
    if answer.citations:
        lines += ["", "出处", *(_reference(c, f"[{c.n}] ", _on_one_line(c.quote)) for c in answer.citations)]
    if answer.related:
        lines += ["", "相关段落", *(_reference(c, "- ", excerpt(c.quote)) for c in answer.related)]
    if answer.warnings:
        lines += ["", *(f"注意：{warning}" for warning in answer.warnings)]
    return "\n".join(lines)


def _reference(citation: Citation, mark: str, quote: str) -> str:
    title = f"《{citation.title}》" if citation.title else ""
    return f"{mark}{title}{citation.locator}（{citation.document}）\n    “{quote}”"


def hits_text(hits: Sequence[Hit]) -> str:
    """Return the hits as a numbered list, each with its score, place and opening."""
    if not hits:
        return "没有找到相关段落。"
    return "\n".join(_hit_text(rank, hit) for rank, hit in enumerate(hits, start=1))


def _hit_text(rank: int, hit: Hit) -> str:
    passage = hit.passage
    return f"{rank}. {passage.locator}（{passage.document}，得分 {hit.score:.3f}）\n    {excerpt(passage.text)}"


def excerpt(text: str) -> str:
    """Return the opening of ``text`` on one line."""
    line = _on_one_line(text)
    return line if len(line) <= _EXCERPT else line[:_EXCERPT] + "…"


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return ``rows`` in columns, the first to the left, the others to the right; Chinese is two wide."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return "\n".join(_row(row, widths) for row in rows)


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    gaps = [" " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True)]
    return "  ".join([cells[0] + gaps[0], *(gap + cell for cell, gap in zip(cells[1:], gaps[1:], strict=True))])


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
