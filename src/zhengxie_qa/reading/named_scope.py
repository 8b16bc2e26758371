"""What a question names has to be what a sentence speaks of: titles, places, sessions, people, months, codes.

The words of two sentences may agree and the session differ: then the figure is another's. Each rule lets a sentence
pass that names nothing of the kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import Literal

from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Query, articles_in, denial_of, is_about, is_known, means
from zhengxie_qa.reading.candidate_sentences import Candidate
from zhengxie_qa.reading.numbered_articles import is_within, named_document
from zhengxie_qa.reading.others_of_a_list import may_answer
from zhengxie_qa.reading.papers_asked import may_be_meant
from zhengxie_qa.reading.person_fit import named_persons
from zhengxie_qa.text import Session, fold, grams, identifiers, is_word, sessions_in, spellings, word_spans
from zhengxie_qa.types import Document

Breach = Literal["name", "place", "session", "person", "month", "village", "code", "denied", "number", "article"]

_NAME_LIKENESS = 0.6  # share of a title's bigrams that has to be found: 走便… still names 走遍…
_MONTH = re.compile(r"(?<![\d年个])(1[0-2]|[1-9])月(?!\d|末|度)|(?<=年)(1[0-2]|0?[1-9])月")
_CODE = re.compile(r"[a-z]{2,}")
_BELOW = re.compile(r"([\u4e00-\u9fff]{2})(街道|镇|乡|社区|村)")
_NO_NAME = re.compile(
    r"[各每哪几个些全本该的和与及等在新老旧为是有]|美丽|乡村|城中|智慧|数字|平安|和谐|完整|行政|自然|所辖|沿线|下辖"
)


class Scope:
    """What one question is limited to."""

    def __init__(self, index: PassageIndex, query: Query) -> None:
        self._index = index
        self._query = query
        self._sessions = frozenset(sessions_in(query.text))
        self._near: dict[int, str] = {}  # what a passage and its headings say, read once for all its sentences
        self._sessions_named: dict[str, frozenset[Session]] = {}
        self._persons = [name for name in named_persons(query.text) if not is_word(name)]
        self._months = {int(match.group(1) or match.group(2)) for match in _MONTH.finditer(query.text)}
        self._identified = identifiers(query.text)
        self._articles = articles_in(query.text)
        self._denial = denial_of(query.text)
        self._below = {name for name in _below(query.text) if self._known(name)}

    def breach(self, candidate: Candidate) -> Breach | None:
        """Return what of the things named in the question ``candidate`` does not speak of; None when of all."""
        passage = candidate.hit.passage
        document = self._index.documents[passage.document]
        metadata = document.metadata
        near = self._near.get(candidate.hit.number)
        if near is None:
            near = fold(" ".join((metadata.title, metadata.session, *passage.headings, passage.text)))
            self._near[candidate.hit.number] = near
        rules: tuple[tuple[Breach, Callable[[], bool]], ...] = (
            ("name", lambda: self._names(near)),
            ("number", lambda: self._numbers_agree(candidate)),
            ("place", lambda: is_about(self._query.places, document, candidate.text)),
            ("session", lambda: self._in_session(candidate, near)),
            ("person", lambda: all(person in near for person in self._persons)),
            ("month", lambda: self._in_months(near, metadata.date)),
            ("village", lambda: self._below_agrees(candidate)),
            ("code", lambda: self._knows_codes),
            ("article", lambda: self._in_articles(document, candidate)),
            ("denied", lambda: self._denial is None or may_answer(self._denial, candidate.text)),
        )
        return next((breach for breach, holds in rules if not holds()), None)

    def _names(self, near: str) -> bool:
        """A title or quoted phrase has to stand near the sentence.

        A number (第047号) may stand elsewhere: other documents speak of the same thing without it.
        """
        return all(
            mentions(near, name) or identifiers(name) or (name.startswith("第") and self._known(name))
            for name in self._query.names
        )

    def _numbers_agree(self, candidate: Candidate) -> bool:
        """What identifies one of many alike is known here, and nothing near the sentence has another such number."""
        passage = candidate.hit.passage
        document = self._index.documents[passage.document]
        return self._numbers_known and all(
            means(asked, document, passage, candidate.text) is not False for asked in self._identified
        )

    @cached_property
    def _numbers_known(self) -> bool:
        return all(is_known(asked, self._index.folded_with(spellings(asked))) for asked in self._identified)

    def _in_articles(self, document: Document, candidate: Candidate) -> bool:
        """A sentence of another article than the one named does not answer, nor one of a document without articles.

        Where no document has articles, 第三条 is no article.
        """
        if self._articles is None or not self._has_articles:
            return True
        meant = may_be_meant(self._query, document) if self._statute is None else document.path == self._statute.path
        return meant and is_within(document, self._articles, candidate.start)

    @cached_property
    def _statute(self) -> Document | None:
        return named_document(self._index, self._query)

    @cached_property
    def _has_articles(self) -> bool:
        return self._index.has_articles

    def _known(self, name: str) -> bool:
        return name in self._index.folded_with([name])

    def _in_session(self, candidate: Candidate, near: str) -> bool:
        """The session asked about is the one the passage names, or one its document names."""
        if not self._sessions:
            return True
        if sessions_in(fold(candidate.hit.passage.text)):
            return self._sessions <= set(sessions_in(near))
        return self._sessions <= self._sessions_of(candidate.hit.passage.document)

    def _sessions_of(self, path: str) -> frozenset[Session]:
        """Return the sessions a whole document names, read once for all its sentences."""
        if path not in self._sessions_named:
            self._sessions_named[path] = frozenset(sessions_in(fold(self._index.documents[path].text)))
        return self._sessions_named[path]

    def _in_months(self, near: str, date: str) -> bool:
        """A figure without a month is no month's; anything else without one may be of the month asked about."""
        if not self._months:
            return True
        said = {int(match.group(1) or match.group(2)) for match in _MONTH.finditer(near)}
        if not said and self._query.kind != "number":
            return True
        return self._months <= said | ({int(date[5:7])} if date else set())

    def _below_agrees(self, candidate: Candidate) -> bool:
        """A sentence about another street, or about none, does not answer what is asked about one."""
        text = fold(candidate.text)
        if not self._below:
            return True
        passage = candidate.hit.passage
        before = fold(" ".join((*passage.headings, passage.text[: max(0, candidate.start - passage.start)])))
        return bool(self._below & _below(text)) if _below(text) else any(name in before for name in self._below)

    @cached_property
    def _knows_codes(self) -> bool:
        """GDP, AED, WiFi: a Chinese question names a thing by them that the documents have to know."""
        if self._query.language == "en":
            return True
        named = {expansion.phrase: expansion.alternatives for expansion in self._query.expansions}
        return all(
            self._index.knows(code) or any(all(map(self._index.knows, grams(name))) for name in named.get(code, ()))
            for code in _CODE.findall(self._query.text)
        )


def _below(folded: str) -> set[str]:
    """Return what reads as the name of a street, town or village: 柳浪街道, but not 编写乡 of 编写乡土教材."""
    named = [match for match in _BELOW.finditer(folded) if not _NO_NAME.search(match.group(1))]
    ends = {end for _, _, end in word_spans(folded)} if named else set()
    return {match.group() for match in named if match.end() in ends}


def mentions(text: str, name: str) -> bool:
    """Tell whether the folded ``text`` holds ``name``, or most of it where it is long: titles are misspelt."""
    if name in text:
        return True
    pairs = [gram for gram in grams(name) if len(gram) > 1]
    if re.search(r"\d|^第", name) or len(pairs) < 3:
        return False
    return sum(pair in text for pair in pairs) >= _NAME_LIKENESS * len(pairs)
