"""What a language model writes, shown on a terminal while it writes."""

from __future__ import annotations

from typing import TextIO


class Drafts:
    """Shows growing drafts on ``terminal``, said to be unchecked; the checked answer is printed after them."""

    def __init__(self, terminal: TextIO) -> None:
        self._terminal = terminal
        self._shown: str | None = None  # None: no model is writing

    def show(self, text: str) -> None:
        """Show how far the draft is; an empty text says that a model was asked."""
        if self._shown is None and not text:
            self._write("模型正在撰写，以下草稿未经核对（按 Ctrl+C 停止）：\n")
            self._shown = ""
        elif self._shown is not None and text.startswith(self._shown):
            self._write(text[len(self._shown) :])
            self._shown = text
        elif self._shown is not None:  # a thought ended, or a second model call began
            self._write(f"\n{text}")
            self._shown = text

    def finish(self) -> None:
        """Leave the terminal on a new line for the answer."""
        if self._shown is not None:
            self._write("\n核对后的回答：\n")
        self._shown = None

    def _write(self, text: str) -> None:
        self._terminal.write(text)
        self._terminal.flush()
