"""What the page needs of an assistant, and of the corpus it answers from."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from typing import Protocol, Unpack

from zhengxie_qa.retrieval import Choice
from zhengxie_qa.types import Answer, Document, Passage, Skipped, Turn
from zhengxie_qa.web.live_corpus import Progress


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

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        model: str | None = None,
        explain: bool = False,
        **choice: Unpack[Choice],
    ) -> Answer:
        """Answer a question with ``model`` ("" by quotation, None as is usual) from the chosen documents."""

    def stream(
        self, question: str, history: Sequence[Turn] = (), *, model: str | None = None, **choice: Unpack[Choice]
    ) -> Generator[str | Answer, None, None]:
        """Yield the growing text of the answer, the same one while nothing comes, then the answer."""

    def warm_up(self) -> None:
        """Load what the first question would wait for."""

    def suggestions(self, limit: int = 6) -> list[str]:
        """Return questions the documents answer."""


class Library(Protocol):
    """The corpus that is served, and how it is brought up to date."""

    uploads: bool  # visitors may add and remove files

    @property
    def assistant(self) -> Assistant:
        """The assistant over the newest index: taken once for each question."""

    @property
    def skipped(self) -> Sequence[Skipped]:
        """The files that are not indexed, and why."""

    @property
    def progress(self) -> Progress:
        """How far the present update is, or how the last one ended."""

    def has_changed(self) -> bool:
        """Tell whether the corpus is another than the one indexed."""

    def start_update(self) -> None:
        """Begin to bring the index up to date."""

    def add(self, name: str, data: bytes) -> str:
        """Put a file into the corpus and return its path."""

    def remove(self, path: str) -> None:
        """Take a document's file out of the corpus."""
