"""What the page needs of an assistant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from zhengxie_qa.types import Answer, Document, Passage, Turn


class Assistant(Protocol):
    """The part of the assistant the page uses."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents by path."""

    @property
    def passages(self) -> Sequence[Passage]:
        """Everything that is searched."""

    @property
    def encoder_name(self) -> str:
        """The name of the retrieval model."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Answer a question."""

    def stream(self, question: str, history: Sequence[Turn] = ()) -> Iterator[str | Answer]:
        """Yield the growing text of the answer, then the answer."""

    def warm_up(self) -> None:
        """Load what the first question would wait for."""

    def suggestions(self, limit: int = 6) -> list[str]:
        """Return questions the documents answer."""
