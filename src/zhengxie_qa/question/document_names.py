"""The names that the documents hold, which questions may misspell, romanise or leave half out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from zhengxie_qa.question.comparisons import with_both_years
from zhengxie_qa.question.gazetteer import Gazetteer, scoped
from zhengxie_qa.question.titles import titles_in
from zhengxie_qa.question.understanding import Query, language_of, understand
from zhengxie_qa.text import romanised_names
from zhengxie_qa.types import Document, Passage, Turn


class DocumentNames:
    """Places, bodies and titles of all documents; each kind is gathered when a question first needs it."""

    def __init__(self, documents: Iterable[Document], passages: Sequence[Passage]) -> None:
        self._documents = tuple(documents)
        self._passages = passages

    def understand(self, question: str, history: Sequence[Turn], reference_year: int | None) -> Query:
        """Return what ``question`` asks, completed from ``history``; ``reference_year`` is what 今年 means.

        Raises UsageError when there is nothing to answer or too much to read.
        """
        names = self._romanised if language_of(question) == "en" else None
        asked = understand(question, history, reference_year, names, self._titles)
        return with_both_years(scoped(asked, self._gazetteer, history), reference_year)

    @cached_property
    def _romanised(self) -> Mapping[str, str]:
        """Romanised names of the places and bodies the documents are about, for English questions."""
        about = (document.metadata for document in self._documents)
        return romanised_names(f"{data.title}\n{data.organisation}\n{data.session}" for data in about)

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        """The places the documents are about."""
        return Gazetteer(self._documents)

    @cached_property
    def _titles(self) -> list[str]:
        """Titles that the documents mention."""
        return titles_in(passage.text for passage in self._passages)
