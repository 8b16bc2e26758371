"""Which place a question is about: named in full (某某市) or, where nothing else can be meant, without 市 or 县.

The place says which documents may answer; it is no word that their sentences have to repeat. So it is taken out of
the text that is searched for, as a report on a county seldom names the county.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from functools import cached_property

from zhengxie_qa.question.answer_type import compares
from zhengxie_qa.question.comparisons import alone
from zhengxie_qa.question.places import places_in
from zhengxie_qa.question.understanding import Query
from zhengxie_qa.text import alternation, dictionary_entry, fold, romanised, word_list, word_spans
from zhengxie_qa.types import Document

_REGIONS = f"{alternation('province_units')}|{alternation('region_units')}"
_UNITS = rf"(?!{alternation('words_like_units')})(?:{alternation('peoples')})*(?:{_REGIONS})"
_UNIT = re.compile(rf"(?:{_UNITS})$")
_RARE = 50  # times in the dictionary's own counts: below, a word is as likely a name as anything else
# Shares of the other places' documents that mention a name: great cities up to 0.3, 新建 or 文明 in 0.95.
_MOST_SPOKEN_OF = 0.5
_ORDINARY_SPOKEN_OF, _ENOUGH_OTHERS = 0.05, 20  # what shows that a word of the dictionary is a name in this corpus
_TITLES = r"(《[^》]*》|“[^”]*”|\"[^\"]*\")"  # 《青山古桥》 names a book, wherever it lies
_PARTNER = word_list("visit_words")  # 赴青山考察: somebody else's place, and part of the question
_ONLY_NAMED = re.compile(r"[?,。\s]|^那么?|呢|又如何|又怎样")
_HEADS = re.compile(rf"{alternation('place_heads')}|(?:19|20)\d{{2}}年")
_BODY = rf"(?={alternation('place_offices')})"
_LATIN = re.compile(r"[a-z]+(?:['’][a-z]+)*")
_MORE_PEOPLE = re.compile(r"(?:哪个?|哪里|哪边|谁的?)人口?更?多")  # of two places: their population
_SHORTEST_LATIN = 5  # letters of a name in pinyin that is no English word: wuxi is left to the translation of words
_BEFORE_LATIN = re.compile(r"(?:\b(?:in|of|for|from|at)\s+)?$")
_UNIT_IN_ENGLISH = re.compile(r"^\s+(?:city|county|district|province|prefecture)\b(?:['’]s)?")
_POSSESSIVE = re.compile(r"['’]s?$")


class Gazetteer:
    """The places that the documents are about, and what questions may call them."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = tuple(documents)
        places: dict[str, set[str]] = defaultdict(set)
        for document in self._documents:
            place = fold(document.metadata.place)
            places[_UNIT.sub("", place)].add(place)
        self._places = {stem: full for stem, full in places.items() if len(stem) > 1}

    def places_in(self, text: str) -> tuple[str, ...]:
        """Return the names, without 市 or 县, of the places that the folded ``text`` names."""
        text = re.sub(_TITLES, lambda match: " " * len(match.group()), text)
        named = [self._known_end(name) or name for name in places_in(text)]
        bare = [stem for stem in self._places if stem in text and stem not in named and self._is_meant(stem, text)]
        latin = {stem: match.start() for match, stem in self._in_latin(text)}
        at = {name: latin.get(name, text.find(name)) for name in (*named, *bare, *latin)}
        return tuple(sorted(at, key=lambda name: at[name]))

    def without(self, text: str, places: Iterable[str]) -> str:
        """Return the folded ``text`` without these places, where they do no more than say which place is meant.

        市 stays where it says whose body it is (市政协), and a name the documents know (青山大桥) stays whole.
        """
        pieces = [text]
        for place in places:
            pieces = re.split(_TITLES, "".join(pieces))  # every other piece is a title or a quotation
            pieces[::2] = [self._stripped(piece, place) for piece in pieces[::2]]
        return "".join(pieces).strip() or text

    def _in_latin(self, text: str) -> Iterator[tuple[re.Match[str], str]]:
        """Yield the words of the folded ``text`` that name a place in pinyin, each with the place: luoyang's."""
        words = [match for match in _LATIN.finditer(text) if len(match.group()) >= _SHORTEST_LATIN]
        for match in words:
            if stem := self._romanised.get(_POSSESSIVE.sub("", match.group())):
                yield match, stem

    @cached_property
    def _romanised(self) -> dict[str, str]:
        """The places by their names in pinyin, but not those that read like another's."""
        by_sound: dict[str, list[str]] = defaultdict(list)
        for stem in self._places:
            by_sound[romanised(stem)].append(stem)
        return {sound: stems[0] for sound, stems in by_sound.items() if len(stems) == 1}

    def _stripped(self, text: str, place: str) -> str:
        for match in [match for match, stem in self._in_latin(text) if stem == place][::-1]:
            before = _BEFORE_LATIN.sub("", text[: match.start()])
            text = f"{before} {_UNIT_IN_ENGLISH.sub('', text[match.end() :]).lstrip()}"
        name = re.escape(place)
        text = re.sub(rf"{name}(?=(?:{_UNITS}){_BODY})", "", text)

        def dropped(match: re.Match[str]) -> str:
            longer = place + text[match.end() : match.end() + 2]
            is_name = match["rest"] is None and self._is_name(longer, place)
            return match.group() if is_name or text[: match.start()].endswith(_PARTNER) else ""

        return re.sub(
            rf"(?:在|请问|in\s+)?\s*{name}(?P<rest>(?:{_UNITS})?\s*[的,:，、和与及\s]+|(?:{_UNITS}))?", dropped, text
        )

    def _is_name(self, longer: str, place: str) -> bool:
        """Tell whether the documents say ``longer``, a place and what follows it, as one name."""
        return len(longer) > len(place) + 1 and any(longer in fold(d.text) for d in self._of(place))

    def _of(self, place: str) -> Iterator[Document]:
        return (document for document in self._documents if place in fold(document.metadata.place))

    @property
    def size(self) -> int:
        """How many places the documents are about."""
        return len(self._places)

    def known(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return those of the ``names`` that documents are about."""
        return tuple(name for name in names if name in self._places)

    def _known_end(self, name: str) -> str:
        """Return the known place that ``name`` ends with: 请问青山市 is read as 请问青山."""
        return next((stem for stem in self._places if name.endswith(stem)), "")

    def _is_meant(self, stem: str, text: str) -> bool:
        """Tell whether ``stem`` stands in ``text`` as a word, and as the name of one place."""
        spans = word_spans(text)
        starts, ends = {start for _, start, _ in spans}, {end for _, _, end in spans}
        said = list(re.finditer(re.escape(stem), text))
        if any(re.match(_UNITS, text[match.end() :]) for match in said):
            return True
        found = [match for match in said if _begins(match, text, starts) and match.end() in ends]
        if not found or len(self._places[stem]) > 1:
            return False
        return self._is_name_here(stem) or any(_HEADS.match(text, match.end()) for match in found)

    def _is_name_here(self, stem: str) -> bool:
        """Tell whether ``stem`` alone is understood as the place: not an ordinary word, nor in everybody's mouth."""
        others = [document for document in self._documents if stem not in document.metadata.place]
        share = sum(stem in document.text for document in others) / len(others) if others else 0.0
        if _is_ordinary(stem):
            return len(others) >= _ENOUGH_OTHERS and share <= _ORDINARY_SPOKEN_OF
        return share <= _MOST_SPOKEN_OF


def _begins(match: re.Match[str], text: str, starts: Set[int]) -> bool:
    """Tell whether a word begins with ``match``: behind a year (2024年青山) one does, however it was cut."""
    return match.start() in starts or re.search(r"\d年$", text[: match.start()]) is not None


def _is_ordinary(word: str) -> bool:
    """Tell whether the dictionary has ``word`` as something else than the name of a place, and not as a rarity."""
    entry = dictionary_entry(word) if len(word) == 2 else None
    return entry is not None and not entry.tag.startswith("ns") and entry.frequency >= _RARE


def scoped(query: Query, gazetteer: Gazetteer, meant: Sequence[str] | None = None) -> Query:
    """Return ``query`` with the places it is about, and without them in the text that is searched for.

    ``meant`` are the places it leaves unsaid. One that names several is asked of each.
    """
    places = gazetteer.places_in(query.text) or tuple(meant or ())
    whole = _about(query, gazetteer, places)
    known = gazetteer.known(places)
    if len(known) > 1:
        query = replace(query, text=_MORE_PEOPLE.sub("常住人口哪个多", query.text))
    listed = _are_listed(query.text, known) or _asked_after(query.text, known)
    if len(known) > 1 and not query.parts and (listed or compares(query.text)):
        one = alone(_about(_without_after(query, known), gazetteer, places))
        return replace(whole, parts=tuple(replace(one, places=(place,), label=place) for place in known))
    parts = [_about(part, gazetteer, gazetteer.places_in(part.text) or places) for part in query.parts]
    return replace(whole, parts=tuple(_filled(part, parts[0]) for part in parts))


def _after(places: Sequence[str]) -> re.Pattern[str]:
    names = "|".join(map(re.escape, places))
    return re.compile(rf"[,。?;]\s*那?么?(?:{names})(?:{_UNITS})?(?:政协)?(?:的?呢|又如何|又怎样)?[?。]*$")


def _asked_after(text: str, places: Sequence[str]) -> bool:
    """Tell whether the last clause only names another of the ``places``: 青山县收到多少件, 白水县呢?"""
    return bool(places) and _after(places).search(text) is not None


def _without_after(query: Query, places: Sequence[str]) -> Query:
    return replace(query, text=_after(places).sub("", query.text))


def _filled(part: Query, first: Query) -> Query:
    """Return ``part`` with the question of the ``first`` where it only names a place: 青山县多少件, 白水县呢?"""
    bare = _UNIT.sub("", _ONLY_NAMED.sub("", part.text))
    if part is first or not part.places or bare not in ("", *part.places):
        return part
    return replace(first, places=part.places, label=part.places[0], context="")


def _are_listed(text: str, places: Sequence[str]) -> bool:
    """Tell whether there are several ``places``, and they stand side by side: 青山县和白水县, 青山、白水."""
    between = rf"(?:{_UNITS})?(?:政协)?\s*(?:和|与|、|及|跟|同|以及|,|and)\s*"
    return len(places) > 1 and re.search(between.join(map(re.escape, places)), text) is not None


def _about(query: Query, gazetteer: Gazetteer, places: tuple[str, ...]) -> Query:
    known = gazetteer.known(places)
    text, context = gazetteer.without(query.text, known), gazetteer.without(query.context, known)
    return replace(query, text=text, context=context, places=places)
