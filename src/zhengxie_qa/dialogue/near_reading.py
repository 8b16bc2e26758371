"""Reads the wordings of one turn where the conversation is at first, and elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from zhengxie_qa.dialogue.resolved_turn import ResolvedTurn
from zhengxie_qa.dialogue.wording_trials import Trial, Trials
from zhengxie_qa.documents import REPORT
from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Language, Wording, is_about
from zhengxie_qa.text import fold

_NEARLY = 0.1  # fitness given up for staying with the documents that the conversation is about
_NEARLY_IN_SECTION = 0.3  # the same for the section that holds the answer before
_THAT_PAPER = 3.0  # the same for the paper that a turn points at: whatever it says to it
_NEARLY_SHORT = 0.35  # the same for a question of few words, which seldom say of what: 保险补多少
_NAME = 6  # last characters of a title, by which it is called: 提案办理办法
# How near an answer is that stands in the paragraph, the section, the document spoken of before.
_IN_PARAGRAPH, _IN_SECTION, _IN_DOCUMENT = 1.0, 0.7, 0.4


@dataclass(frozen=True, slots=True)
class Leaning:
    """What is known of a turn before it is read."""

    language: Language
    places: Sequence[str]  # that it names
    leans: bool  # whether it points back or says only a part of what it asks
    stands: bool  # whether it is whole by itself
    is_short: bool = False  # so few words that they may leave out what it is about
    points_at_paper: bool = False  # 这个报告: asked of the one spoken of
    names_another: bool = False  # a person or a body that the question before does not name


class NearReading:
    """Reads wordings of one turn after the turn ``before`` it."""

    def __init__(self, index: PassageIndex, anywhere: Trials, before: ResolvedTurn, turn: Leaning) -> None:
        self._index = index
        self._anywhere = anywhere
        self._turn = turn
        self._before = before
        self._meant = () if turn.places else before.places
        others = len(index.documents) > 1  # where there are none, anywhere is in the document
        used = [path for path in before.documents[:1] if others and path in index.documents]
        elsewhere = bool(used) and self._is_elsewhere(used[0])
        self._document = anywhere.among(index.numbers_of(used[0])) if used and not elsewhere else None
        inside = before.passages and turn.leans and not elsewhere
        self._section = anywhere.among(before.passages) if inside else None

    def _is_elsewhere(self, path: str) -> bool:
        """Tell whether the turn names a place that other documents are about: what it names, it means."""
        places, documents = self._turn.places, self._index.documents
        if not places or is_about(places, documents[path]):
            return False
        return any(is_about([place], document) for place in places for document in documents.values())

    def read(self, wording: Wording) -> Iterator[Trial]:
        """Yield what ``wording`` comes to: near the answer before, or further off where it fits clearly better.

        A turn that leans may mean either: both are given, with how near they are.
        """
        best = self._far(wording)
        for near in filter(None, (self._document, self._section)):
            if near is self._section and best.is_digest:
                break  # what a document says of its topics is not in one section of it
            trial = self._of(near, wording)
            if trial.answers and near is self._section and not wording.taken:
                yield self._placed(trial)
            nearly = self._nearly(near)
            worse = trial.named < best.named - _NEARLY or not trial.is_overview
            if best.is_overview and self._turn.stands and worse:
                continue  # 总结一下民主监督 asks for the section that names it, wherever that is
            if trial.answers and trial.fitness >= best.fitness - nearly:
                best = trial
        yield self._placed(best)

    def _nearly(self, near: Trials) -> float:
        """Return how much worse than elsewhere an answer may fit that is found ``near``."""
        if self._turn.points_at_paper:
            return _THAT_PAPER
        if near is self._section:
            return _NEARLY_IN_SECTION
        if self._turn.names_another:
            return 0.0
        return _NEARLY_SHORT if self._turn.is_short else _NEARLY

    def _placed(self, trial: Trial) -> Trial:
        """Return the ``trial`` with how far off it is, where it says nothing of what its turn leans on."""
        if not self._turn.leans or not trial.places or trial.wording.taken:
            return trial
        return replace(trial, distance=1 - self._nearness(*trial.places[0]))

    def _nearness(self, path: str, at: int) -> float:
        if path not in self._before.documents[:1]:
            return 0.0
        if self._before.paragraph and self._before.paragraph[1] <= at < self._before.paragraph[2]:
            return _IN_PARAGRAPH
        passages = (self._index.passages[number] for number in self._before.passages)
        in_section = any(each.document == path and each.start <= at < each.end for each in passages)
        return _IN_SECTION if in_section else _IN_DOCUMENT

    def _far(self, wording: Wording) -> Trial:
        """Return what it comes to anywhere, but about no other place than the conversation's."""
        meant = () if self._calls_a_paper(wording.text) else self._meant
        trial = self._of(self._anywhere, wording, meant)
        if trial.answers or not self._meant:
            return trial
        elsewhere = self._of(self._anywhere, wording)
        return trial if any(map(self._is_of_other_place, elsewhere.documents)) else elsewhere

    def _calls_a_paper(self, text: str) -> bool:
        """Tell whether ``text`` calls another paper than a report by its name: rules hold for more than one place."""
        papers = (document.metadata for document in self._index.documents.values() if document.metadata.kind != REPORT)
        return any(len(paper.title) >= _NAME and fold(paper.title)[-_NAME:] in text for paper in papers)

    def _of(self, trials: Trials, wording: Wording, places: Sequence[str] = ()) -> Trial:
        near = self._before.paragraph if self._turn.leans else None
        return trials.of(replace(wording, near=near), self._turn.language, self._index.newest, places)

    def _is_of_other_place(self, path: str) -> bool:
        document = self._index.documents[path]
        return bool(document.metadata.place) and not is_about(self._meant, document)
