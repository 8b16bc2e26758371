"""What the page needs of an assistant."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
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

    @property
    def model_names(self) -> Sequence[str]:
        """The language models a question may be asked with, the usual one first."""

    def ask(self, question: str, history: Sequence[Turn] = (), *, model: str | None = None) -> Answer:
        """Answer a question with ``model``: "" by quotation, None as is usual."""

    def stream(
        self, question: str, history: Sequence[Turn] = (), *, model: str | None = None
    ) -> Generator[str | Answer, None, None]:
        """Yield the growing text of the answer, the same one while nothing comes, then the answer."""

    def warm_up(self) -> None:
        """Load what the first question would wait for."""

    def suggestions(self, limit: int = 6) -> list[str]:
        """Return questions the documents answer."""
