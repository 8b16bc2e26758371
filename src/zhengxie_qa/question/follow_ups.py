"""What a turn may mean after an earlier question: the ways of saying it that stand by themselves.

Only the slots of the earlier question are taken over, never a word of its answer. Where a turn can be read alone as
well as completed, both are given, each with what speaks for it in its form; the documents decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from zhengxie_qa.question.same_question import asks_same, of_other_number, of_other_years, with_number
from zhengxie_qa.question.turn_forms import (
    ASKS_IN_ENGLISH,
    INNER,
    LATER,
    PERSON_POINTED,
    PLACE_POINTED,
    TAIL,
    TELLS,
    THING_POINTED,
    asks_attribute,
    lead_off,
    points_back,
)
from zhengxie_qa.question.turn_slots import (
    Slots,
    lacks_subject,
    slots_of,
    thing_ending,
    things_in,
    with_years,
    without_years,
)
from zhengxie_qa.question.wording import LIKELY, MEANT, POSSIBLE, UNLIKELY, Earlier, Slot, Taken, Wording
from zhengxie_qa.text import content_of, word_rows

_SHORT = 10  # content characters: a question of so many may leave out what it is about
_LONGEST = 24  # content characters: whoever says more has said it all
_CODES = frozenset("号")  # 第047号 is carried on; 第八条 is left for another matter


def wordings(turn: str, earlier: Earlier) -> list[Wording]:
    """Return the ways to read the folded ``turn`` after ``earlier``, the likeliest by its form first."""
    return sorted(_Turn(turn, earlier).readings(), key=lambda wording: -wording.prior)


class _Turn:
    """One turn after one earlier question."""

    def __init__(self, turn: str, earlier: Earlier) -> None:
        self._turn = turn
        self._earlier = earlier
        self._before = earlier.slots
        self._said = with_number(INNER.sub("", TAIL.sub("", lead_off(turn))) or turn, self._before)
        self._own = self._slots()
        self._unyeared = without_years(self._said) if self._own.years else self._said
        self._english = self._said.isascii()
        self._marked = points_back(turn)

    def _slots(self) -> Slots:
        reference = self._earlier.reference_year
        year_before = self._before.years[0] if len(self._before.years) == 1 else reference
        own = slots_of(self._said, reference, year_before)
        if own.years == self._before.years and re.match(r"去年|明年|上一?年", self._said) and year_before:
            return slots_of(self._said, year_before)  # 去年呢 after a question about last year: the one before it
        return own

    def readings(self) -> Iterator[Wording]:
        """Yield the readings."""
        if len(content_of(self._said)) > _LONGEST:
            yield Wording(self._turn)
        elif self._own.years and asks_same(self._unyeared):
            yield from of_other_years(self._unyeared, self._own, self._earlier)
        elif others := of_other_number(self._said, self._own, self._earlier):
            yield from others
            yield Wording(self._turn, prior=UNLIKELY)
        elif self._own.ordinals and self._own.ordinals[0][0] == self._said:
            yield Wording(f"{self._said}的内容是什么", prior=MEANT)  # 第八条呢: an article, a part
        elif not self._own.asking and not TELLS.search(self._said):
            yield from self._of_thing()
        else:
            yield from self._of_question()

    def _of_thing(self) -> Iterator[Wording]:
        """办复率, 重点提案呢: a thing, of which the earlier question's is asked."""
        thing = self._unyeared.removeprefix("的")
        plus = POSSIBLE if self._marked else 0.0
        whole = (self._took("question", self._earlier.text),)
        yield from (Wording(text, "", whole, prior, own=thing) for text, prior in self._replaced(thing))
        for asking in self._askings(thing):
            took = (self._took("asking", asking),) if asking in self._before.asking else ()
            yield from self._completed(thing.removesuffix("的"), asking, took, LIKELY + plus)
        yield Wording(self._turn, prior=UNLIKELY if self._marked else -POSSIBLE)

    def _completed(self, said: str, asking: str, took: tuple[Taken, ...], prior: float) -> Iterator[Wording]:
        """Yield ``said`` with the years, names and things it leaves out said before it."""
        prefix, taken = self._missing(self._own)
        topics = [thing for thing in things_in(self._earlier.text) if thing not in said and not self._english]
        about = (*taken, *took, *(self._took("topic", topic) for topic in topics or [self._context()]))
        yield Wording(self._joined(prefix, said, asking), self._context(), about, prior, own=said)
        for topic in dict.fromkeys((*topics[-1:], "".join(topics))) if topics else ():
            about = (*taken, *took, self._took("topic", topic))
            yield Wording(self._joined(prefix, topic, said, asking), "", about, prior - POSSIBLE, own=said)

    def _askings(self, thing: str) -> list[str]:
        """Return what may be asked of ``thing``, the likeliest first: what goes with the noun, or what was asked."""
        noun = thing.removesuffix("的")
        own = next((asking for asking, *ends in word_rows("attribute_nouns") if noun.endswith(tuple(ends))), "")
        before = next(reversed(self._before.asking), "")
        if re.search(r"多少|几|how (?:many|much)", before):
            counted = [before] if before.isascii() else list(dict.fromkeys((before, "多少")))
            return list(dict.fromkeys((*counted, own))) if own in ("", "有哪些") else [own]
        if own or re.search(r"怎|如何|什么$|吗|没有|是否|what|how$", before):
            return [own]
        return list(dict.fromkeys((before, "")))

    def _of_question(self) -> Iterator[Wording]:
        """立案了多少, 他去了哪里: a question that may lean on the one before it."""
        if self._names_paper():
            yield Wording(self._turn, prior=MEANT)  # asked where the conversation is at
        text = self._pointed_out()
        leans = self._marked or lacks_subject(text) or asks_attribute(text)
        if leans:
            yield from self._completed(text, "", (), MEANT if self._marked else LIKELY)
        elif not self._own.years and self._before.years and not LATER.search(self._turn):
            years = self._years(self._before.years)
            yield Wording(self._joined(years, text), "", (self._took("year", years),), POSSIBLE, own=text)
        if not leans and self._own.asking and not self._own.names and len(content_of(self._said)) <= _SHORT:
            yield from self._completed(text, "", (), -POSSIBLE)  # 答复是什么时候: of any, or of the one spoken of
        yield Wording(self._turn, prior=UNLIKELY if self._marked else 0.0)

    def _names_paper(self) -> bool:
        """Tell whether it asks what a paper says that it only points at: 这个办法主要规定了什么."""
        pointed = [match for match in THING_POINTED.finditer(self._turn) if match["thing"]]
        return bool(pointed) and not self._before.titles

    def _missing(self, own: Slots) -> tuple[str, tuple[Taken, ...]]:
        """Return what is said before the turn of the years and names it leaves out, and the slots taken."""
        pieces: list[str] = []
        taken: list[Taken] = []
        if own.years:
            pieces.append(self._years(own.years))
        elif self._before.years and not LATER.search(self._turn):
            pieces.append(self._years(self._before.years))
            taken.append(self._took("year", pieces[-1]))
        if not own.names:
            ordinals = [ordinal for ordinal, unit in self._before.ordinals if self._marked or unit in _CODES]
            names = [*self._before.titles, *self._before.quoted, *ordinals]
            taken += [self._took("name", name) for name in names]
            pieces += names
        return "".join(pieces), tuple(taken)

    def _context(self) -> str:
        """Return the earlier question without what the turn says otherwise."""
        text = without_years(self._earlier.text)
        for name in self._before.names if self._own.names else ():
            text = text.replace(name, "")
        return text.strip(" ?。,")

    def _replaced(self, thing: str) -> Iterator[tuple[str, float]]:
        """Yield the earlier question with ``thing`` in the place of what is like it, and what speaks for that.

        集体提案 takes the place of 提案, a name without marks that of a 《title》.
        """
        text = self._earlier.text
        things = things_in(text)
        if self._english:
            return
        if thing.endswith("的"):
            like = things[-1] if things else ""
            new, prior = f"{thing}{like[-2:]}", LIKELY
        else:
            like, new, prior = thing_ending(text, thing[-2:]), thing, MEANT
        for old, likely in ((like, prior), *((title, LIKELY) for title in self._before.titles[:1])):
            if old:
                replaced = text.replace(old, new)
                yield with_years(replaced, self._own.years) if self._own.years else replaced, likely

    def _pointed_out(self) -> str:
        """Return the turn with what it points at said, or left to the context."""
        text = PLACE_POINTED.sub("", self._unyeared)
        title = next(iter(self._before.titles), "")
        thing = next((match for match in THING_POINTED.finditer(text) if match["thing"]), None)
        if thing and title:
            text = text.replace(thing.group(), title, 1)
            self._own = replace(self._own, titles=(title,))
            return text
        left = re.sub(r"^其中|(?:这|那|该|上述)[个些项]", "", text)
        return PERSON_POINTED.sub("", left).lstrip("的") or self._said

    def _joined(self, *pieces: str) -> str:
        *before, last = filter(None, pieces)
        if not self._english:
            return "".join((*before, last))
        return " ".join((last, *before)) if ASKS_IN_ENGLISH.match(last) else " ".join((*before, last))

    def _years(self, years: Sequence[int]) -> str:
        if self._english:
            return f"in {', '.join(map(str, years))}"
        return "、".join(f"{year}年" for year in years)

    def _took(self, slot: Slot, value: str) -> Taken:
        return Taken(slot, value, self._earlier.turn)
