"""Follows a conversation: each turn is read after those before it, alone and completed, and the surer reading holds.

Only the questions of the history are read, never the answers: what a turn leans on is asked of the documents again.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from threading import Lock

from zhengxie_qa.dialogue.counterparts import asks_for_other, of_the_other
from zhengxie_qa.dialogue.list_items import ListedItem, listed_item, next_list
from zhengxie_qa.dialogue.near_reading import Leaning, NearReading
from zhengxie_qa.dialogue.off_topic import talk_meant
from zhengxie_qa.dialogue.recent_turns import recent
from zhengxie_qa.dialogue.referents import named_person, with_person
from zhengxie_qa.dialogue.resolved_turn import ResolvedTurn
from zhengxie_qa.dialogue.surroundings import paragraph_around, section_passages
from zhengxie_qa.dialogue.unsaid import without_neighbours, without_other_acts
from zhengxie_qa.dialogue.wording_trials import Trial, Trials
from zhengxie_qa.question import (
    Conversion,
    DocumentNames,
    Earlier,
    Language,
    Taken,
    Wording,
    asks_by_itself,
    asks_in_few_words,
    conversion_asked,
    detailed_thing,
    elaboration_of,
    holds_otherwise,
    is_about,
    is_short,
    lead_off,
    leans,
    names_another,
    points_at_paper,
    points_back,
    said_last,
    stands_alone,
    topic_of,
    wordings,
)
from zhengxie_qa.reading import Reader
from zhengxie_qa.types import Turn

_KEPT = 64  # turns whose reading is kept: the next of their conversation comes after them
_WORDINGS = 6  # readings of a turn that are tried after the last question: what is meant has been the sixth
_FURTHER = 3  # after the last one that was answered, where the last was not
_NAMED = 0.6  # share of a bare topic that the heading of what is told of it says
_BEHIND = 0.1  # off what a turn is likely to mean when it leans on a question before the last

_Key = tuple[str, ...]  # the questions of a conversation so far


class Dialogue:
    """Resolves the turns of conversations over one index; safe to use from several threads."""

    def __init__(self, reader: Reader, names: DocumentNames) -> None:
        self._index = reader.index
        self._trials = Trials(reader, names)
        self._names = names
        self._kept: OrderedDict[_Key, ResolvedTurn] = OrderedDict()
        self._lock = Lock()

    def resolve(self, question: str, history: Sequence[Turn] = ()) -> ResolvedTurn:
        """Return what ``question`` asks after the questions of ``history``; raises UsageError."""
        asked = list(recent(history))
        before: ResolvedTurn | None = None
        for length, (number, said) in enumerate(asked, start=1):
            key = tuple(said for _, said in asked[:length])
            turn = self._once(key, number, said, before)
            before = before if turn.talk else turn
        return self._once((*(said for _, said in asked), question), len(history) + 1, question, before)

    def _once(self, key: _Key, number: int, said: str, before: ResolvedTurn | None) -> ResolvedTurn:
        with self._lock:
            known = self._kept.get(key)
        if known is None or known.number != number:
            known = self._resolved(number, said, before)
            with self._lock:
                self._kept[key] = known
                if len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
        return known

    def _resolved(self, number: int, said: str, before: ResolvedTurn | None) -> ResolvedTurn:
        text, language = self._names.prepared(said)
        if (conversion := conversion_asked(text)) and (turn := self._converted(conversion, number, language, before)):
            return turn
        if before is None:
            alone = self._trials.of(Wording(text), language, self._index.newest).reread()
            alone = without_other_acts(alone, text)
            return replace(self._turn(number, language, alone, None), talk=talk_meant(said, alone))
        return self._following(before, number, said, text, language)

    def _converted(
        self, conversion: Conversion, number: int, language: Language, before: ResolvedTurn | None
    ) -> ResolvedTurn | None:
        """Return the turn that gives a figure in another unit; None where there is no figure to give."""
        if conversion.question:
            turn = self._resolved(number, conversion.question, before)
            return replace(turn, elaboration="unit", unit=conversion.unit) if turn.answers else turn
        if before and (not before.answers or before.holds_figure_in(conversion.unit)):
            return replace(before, number=number, language=language, elaboration="unit", unit=conversion.unit)
        return None

    def _following(self, before: ResolvedTurn, number: int, said: str, text: str, language: Language) -> ResolvedTurn:
        """Return the turn ``said``, prepared as ``text``, as it is meant after the one ``before``."""
        if elaboration := elaboration_of(said):
            more = before.more + (elaboration == "more")
            return replace(before, number=number, language=language, elaboration=elaboration, more=more)
        if holds_otherwise(text):
            return replace(before, number=number, language=language, elaboration="again")
        text = said_last(text)
        thing = detailed_thing(text)
        item = listed_item(before.listed, thing or text) if not self._names.places_in(text) else None
        trial = self._surest(thing or text, language, before, item)
        turn = self._turn(number, language, trial, before, item)
        if thing:
            return replace(turn, elaboration="detail", more=1)
        return replace(turn, talk=talk_meant(said, trial, is_part=asks_in_few_words(text)))

    def _surest(self, text: str, language: Language, before: ResolvedTurn, item: ListedItem | None) -> Trial:
        """Return the reading of a turn that its form and the documents speak for most."""
        turn = Leaning(
            language,
            self._names.places_in(text),
            leans(text),
            stands_alone(text),
            is_short(text),
            points_at_paper(text) or item is not None,
            names_another(text, before.completed),
        )
        near = NearReading(self._index, self._trials, before, turn)
        readings = [item.wording(before.number)] if item else self._readings(text, before)
        if turn.names_another:  # it may stand by itself, and what it names is not what was spoken of
            readings = [each for each in readings if not each.taken or each.prior >= 0] or readings
        trials = [self._checked(trial, text, turn) for wording in readings for trial in near.read(wording)]
        alone = next((trial for trial in trials if trial.is_digest and not trial.wording.taken), None)
        bare = not points_back(text) and not before.findings.query.years
        if alone and (asks_by_itself(text) or (bare and alone.named >= _NAMED)):
            return alone.reread()  # 明年有什么打算, 委员队伍建设怎么样, 提案工作情况: whole, whatever was spoken of
        answered = [trial for trial in trials if trial.answers and not trial.is_doubtful]
        surest = max(answered, key=lambda trial: trial.worth) if answered else trials[0]
        return self._checked(surest.reread(), text, turn)

    @staticmethod
    def _checked(trial: Trial, text: str, turn: Leaning) -> Trial:
        trial = without_other_acts(trial, text)
        return without_neighbours(trial, text) if turn.leans or trial.wording.taken else trial

    def _readings(self, text: str, before: ResolvedTurn) -> list[Wording]:
        """Return the ways to read a turn, the likeliest first: after the last question, and the last answered one."""
        found = self._after(text, before)[:_WORDINGS]
        if before.behind is None:
            return found
        further = [each for each in self._after(text, before.behind) if each.taken][:_FURTHER]
        return [*found, *(replace(each, prior=each.prior - _BEHIND) for each in further)]

    def _after(self, text: str, before: ResolvedTurn) -> list[Wording]:
        earlier = before.as_earlier(self._index.newest)
        if places := self._names.places_in(text):
            return self._about_places(text, places, earlier)
        if asks_for_other(text):
            bare = self._names.without_places(earlier.text)
            if other := of_the_other(earlier.text, before.number, before.places, before.named, bare):
                return [other]
        if person := named_person(before.findings, text):
            return [Wording(with_person(text, person), taken=(Taken("person", person, before.number),))]
        return wordings(text, earlier)

    def _about_places(self, text: str, places: tuple[str, ...], earlier: Earlier) -> list[Wording]:
        """Return the ways to read a turn that names ``places``: 青山呢, 青山的满意率, a question of its own."""
        rest = self._names.without_places(text)
        asked = replace(earlier, text=self._names.without_places(earlier.text))
        if is_bare(rest, places):
            taken = (Taken("question", earlier.text, earlier.turn),)
            return [Wording(asked.text, taken=taken, places=places)]
        if not self._names.tells_places_apart:
            return wordings(text, earlier)
        read = wordings(rest, asked)
        return [replace(each, places=places) if each.taken else replace(each, text=text) for each in read]

    def _turn(
        self,
        number: int,
        language: Language,
        trial: Trial,
        before: ResolvedTurn | None,
        item: ListedItem | None = None,
    ) -> ResolvedTurn:
        places = trial.findings.query.places
        kept = before if before and self._stays(before, places) else None
        documents = trial.documents or (kept.documents if kept else ())
        if not places and self._names.tells_places_apart and documents:
            places = self._names.places_in(self._index.documents[documents[0]].metadata.place)
        return ResolvedTurn(
            number=number,
            wording=trial.wording,
            language=language,
            findings=trial.findings,
            documents=documents,
            places=places,
            passages=section_passages(self._index, trial.places) or (kept.passages if kept else ()),
            paragraph=paragraph_around(self._index, trial.places),
            listed=next_list(trial.findings, documents, item, before.listed if before else None),
            named=self._named(trial.wording, places, before),
            subject=_subject(trial.wording, before),
            behind=None if trial.answers or before is None else before if before.answers else before.behind,
        )

    def _stays(self, before: ResolvedTurn, places: Sequence[str]) -> bool:
        """Tell whether a turn about ``places`` that nothing answers leaves the conversation where it was."""
        documents = (self._index.documents[path] for path in before.documents[:1] if path in self._index.documents)
        return all(is_about(places, document) for document in documents)

    def _named(self, wording: Wording, places: Sequence[str], before: ResolvedTurn | None) -> tuple[str, ...]:
        titles = re.findall(r"《[^》]+》", wording.text)
        return tuple(dict.fromkeys((*(before.named if before else ()), *places, *titles)))


def is_bare(rest: str, places: Sequence[str]) -> bool:
    """Tell whether nothing is asked in ``rest``, a turn without the ``places`` it names."""
    left = lead_off(rest)
    for place in places:
        left = left.replace(place, "")
    return not left.strip("那么呢的省市县区?。 ,")


def _subject(wording: Wording, before: ResolvedTurn | None) -> str:
    """Return what the question before was about, where this one leans on it and names nothing itself."""
    if before is None or not wording.taken or topic_of(wording.text) or wording.text.isascii():
        return ""
    return topic_of(f"{before.subject}{before.wording.text}")
