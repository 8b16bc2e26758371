"""A corpus that answers by quotation: from a turn to the ``Answer`` made of the documents' own sentences."""

from __future__ import annotations

import time
import weakref
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Self

from zhengxie_qa.composing.explanations import explain as explained_by
from zhengxie_qa.composing.turn_answer import compose_turn
from zhengxie_qa.dialogue import ResolvedTurn, SearchedCorpus
from zhengxie_qa.encoders import load_encoder
from zhengxie_qa.index import Manifest
from zhengxie_qa.types import Answer, Turn

_ANSWERS_KEPT = 256  # of one index or view, about 10 kB each beside the documents' own texts


@dataclass(frozen=True, slots=True)
class Errand:
    """A question to be answered by quotation, in whatever process: all that the answer depends on besides the index."""

    question: str
    history: tuple[Turn, ...] = ()
    explain: bool = False
    paths: frozenset[str] | None = None  # of the documents asked; None: all


# Returns what the function returns, which answers the errand here, or the same from elsewhere.
Helper = Callable[[Errand, Callable[[], Answer]], Answer]


class QuotingCorpus(SearchedCorpus):
    """A searched corpus and what was last answered of it."""

    _paths: frozenset[str] | None = None  # of a view
    _helper: Helper | None = None

    def helped(self, helper: Helper) -> Self:
        """Return the same, whose answers by quotation come from ``helper``."""
        same = copy(self)
        same._helper = helper
        same._remember()
        return same

    @property
    def manifest(self) -> Manifest:
        """What its index was made from and with."""
        return self._index.manifest

    @property
    def is_bundled(self) -> bool:
        """Tell whether the index is all that answers by quotation depend on: no model was named for its search."""
        return self._reader.reranker is None and self._reader.encoder.fingerprint == load_encoder().fingerprint

    def _remember(self) -> None:
        super()._remember()
        this = weakref.proxy(self)  # no circle: an index that was replaced goes at once
        self._answered = lru_cache(maxsize=_ANSWERS_KEPT)(partial(QuotingCorpus._by_quotation, this, ()))

    def _view(self, paths: frozenset[str]) -> Self:
        view = super()._view(paths)
        view._paths = paths
        return view

    def quote(self, question: str, history: Sequence[Turn], *, explain: bool) -> Answer:
        """Return the answer by quotation; what is asked alone is often asked again, and is kept. Raises UsageError."""
        if history:
            return self._by_quotation(history, question, explain)
        started = time.perf_counter()
        answer = self._answered(question, explain)
        taken = _ms(time.perf_counter() - started)
        if sum(answer.ms.values()) > taken:
            answer = replace(answer, ms={"search": 0.0, "answer": taken})  # it was not searched for again
        return answer

    def _by_quotation(self, history: Sequence[Turn], question: str, explain: bool) -> Answer:
        def here() -> Answer:
            return self.quoted(question, history, explain=explain)[0]

        if self._helper is None:
            return here()
        return self._helper(Errand(question, tuple(history), explain, self._paths), here)

    def run(self, errand: Errand) -> Answer:
        """Answer by quotation; raises UsageError."""
        corpus = self if errand.paths is None else self._views(errand.paths)
        answer: Answer = corpus.quoted(errand.question, errand.history, explain=errand.explain)[0]
        return answer

    def quoted(self, question: str, history: Sequence[Turn], *, explain: bool) -> tuple[Answer, ResolvedTurn]:
        """Return the answer by quotation and what it was made from: it comes first, whoever writes in the end."""
        started = time.perf_counter()
        turn = self._dialogue.resolve(question, history)
        searched = time.perf_counter()
        answer = compose_turn(self._index, question, turn)
        ms = {"search": _ms(searched - started), "answer": _ms(time.perf_counter() - searched)}
        explanation = explained_by(self._index, question, turn, history) if explain else None
        return replace(answer, ms=ms, explanation=explanation), turn


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)
