"""The names that the documents hold, which questions may misspell, romanise or leave half out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from zhengxie_qa.question.comparisons import with_both_years
from zhengxie_qa.question.gazetteer import Gazetteer, scoped
from zhengxie_qa.question.places import is_about
from zhengxie_qa.question.several_years import over_years
from zhengxie_qa.question.short_years import with_whole_years, years_of
from zhengxie_qa.question.told_years import as_told, other_reading, year_of
from zhengxie_qa.question.understanding import Language, Query, language_of, prepared, understood
from zhengxie_qa.question.wording import Wording
from zhengxie_qa.text import romanised_names
from zhengxie_qa.types import Document


class DocumentNames:
    """Places, bodies and titles of all documents; each kind is gathered when a question first needs it."""

    def __init__(self, documents: Iterable[Document], titles: Callable[[], Sequence[str]]) -> None:
        self._documents = tuple(documents)
        self._mentioned = titles

    def understand(self, question: str, reference_year: int | None, asked: Iterable[Document] | None = None) -> Query:
        """Return what ``question`` asks by itself of the documents ``asked`` (all where it says nothing of them).

        ``reference_year`` is what 今年 means. Raises UsageError when there is nothing to answer or too much to read.
        """
        text, language = self.prepared(question)
        return self.understood(Wording(text), language, reference_year, asked)

    def prepared(self, question: str) -> tuple[str, Language]:
        """Return what is asked, folded and put right, and the language to answer in; raises UsageError."""
        text, language = prepared(question, self._titles)
        return with_whole_years(text, self._years), language

    def understood(
        self,
        wording: Wording,
        language: Language,
        reference_year: int | None,
        asked: Iterable[Document] | None = None,
    ) -> Query:
        """Return the query for one ``wording`` of a turn, with its other reading where 今年 has two."""
        documents = self._documents if asked is None else tuple(asked)
        if places := wording.places or self.places_in(wording.text):
            documents = tuple(document for document in documents if is_about(places, document))
            reference_year = year_of(documents, reference_year)
        told = as_told(wording.text, reference_year, documents)
        query = self._understood(replace(wording, text=told), language, reference_year)
        other = None if query.otherwise else other_reading(told, reference_year, documents)
        if other is None:
            return query
        return replace(query, otherwise=self._understood(replace(wording, text=other), language, reference_year))

    def _understood(self, wording: Wording, language: Language, reference_year: int | None) -> Query:
        names = self._romanised if "en" in (language, language_of(wording.text)) else None
        query = understood(wording, language, reference_year, names)
        placed = scoped(query, self._gazetteer, wording.places)
        return over_years(with_both_years(placed, reference_year), self._documents)

    def places_in(self, text: str) -> tuple[str, ...]:
        """Return the places that the folded ``text`` names, without 市 or 县."""
        return self._gazetteer.places_in(text)

    def without_places(self, text: str) -> str:
        """Return the folded ``text`` without the places it names."""
        return self._gazetteer.without(text, self._gazetteer.known(self.places_in(text)))

    @cached_property
    def tells_places_apart(self) -> bool:
        """Whether the documents are about more than one place."""
        return self._gazetteer.size > 1

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
    def _years(self) -> frozenset[int]:
        """The years the documents are of."""
        return years_of(self._documents)

    @cached_property
    def _titles(self) -> Sequence[str]:
        """Titles that the documents mention."""
        return self._mentioned()
