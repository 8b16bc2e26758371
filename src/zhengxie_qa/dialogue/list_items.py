"""An item of the list given last, called by its number: 第三点详细说说, 第二部分归纳一下, 最后一项是什么."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from zhengxie_qa.question import Taken, Wording
from zhengxie_qa.reading import Findings, Outline, Span
from zhengxie_qa.text import alternation_in, fold, number_value

_NUMERAL = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_ITEM = re.compile(  # possessive: no turn is tried in more than one way
    rf"(?:那么?|其中|上面|把|帮我|就|{alternation_in('question_cues', 'of an item')})*+"
    rf"(?:第(?P<number>{_NUMERAL})|(?P<last>最后一?))大?(?P<unit>{alternation_in('question_cues', 'items')})"
    rf"(?:工作|任务|建议|内容|措施|方面|问题)?[,\s]*+(?:{alternation_in('question_cues', 'of an item')})*+[?。!]*"
)
_NUMBER = re.compile(rf"^[(（]?(?P<number>{_NUMERAL})[)）.、．,]\s*")
_ARTICLE = re.compile(r"^\s*第[一1]条", re.MULTILINE)
# 一是… 二是… 三是… within one sentence
_COUNTED = re.compile(rf"(?:(?:{_NUMERAL})是|其[一二三四五六]|第[一二三四五六],|[(（](?:{_NUMERAL})[)）]|[①-⑨])")
_ARTICLES = frozenset("条章")
_FEWEST, _MOST = 2, 40  # items of a list that are counted
_SHORTEST_ITEM = 4  # characters


@dataclass(frozen=True, slots=True)
class GivenList:
    """What an answer listed, in its order, and the document it stands in."""

    items: tuple[str, ...]
    document: str
    below: Mapping[int, str] = field(default_factory=dict)  # items of its items, by their own numbers
    has_articles: bool = False  # its 第八条 is an article of the document, whatever was listed
    above: ListedItem | None = None  # what it says more of


@dataclass(frozen=True, slots=True)
class ListedItem:
    """An item called by its number, the list it is in, and the unit it was counted by."""

    name: str
    of: GivenList
    unit: str

    def wording(self, number: int) -> Wording:
        """Return what is asked of it, where the list was given in turn ``number``."""
        return Wording(f"“{self.name}”说了什么", taken=(Taken("topic", self.name, number),))


def listed_item(known: GivenList | None, turn: str) -> ListedItem | None:
    """Return the item of the list ``known`` that the folded ``turn`` calls by its number; None: it calls none.

    After 第二部分 the 第三部分 is of the same list, and 第三点 of what was said of the second part, where it has three.
    """
    match = _ITEM.fullmatch(turn)
    if match is None or known is None:
        return None
    unit = match["unit"]
    if known.above and known.above.unit == unit:
        return listed_item(known.above.of, turn)
    place = len(known.items) if match["last"] else int(number_value(match["number"]) or 0)
    if known.has_articles and unit in _ARTICLES:
        return None
    name = known.items[place - 1] if 0 < place <= len(known.items) else known.below.get(place, "")
    if name:
        return ListedItem(name, known, unit)
    return listed_item(known.above.of, turn) if known.above else None


def next_list(
    findings: Findings, documents: Sequence[str], item: ListedItem | None, known: GivenList | None
) -> GivenList | None:
    """Return the list that numbers mean after an answer made of ``findings`` out of ``documents``.

    ``item`` is what was asked for if it was one of the list ``known`` before.
    """
    given = given_list(findings)
    if item:
        return replace(given, above=item) if given else item.of
    stays = known and (not documents or documents[0] == known.document)
    return given or (known if stays else None)


def given_list(findings: Findings) -> GivenList | None:
    """Return the list that an answer made of ``findings`` gives, None where it lists nothing."""
    for statement in findings.statements:
        outline = statement.outline
        if outline and not outline.is_text:
            names, below = _headings(outline)
            has_articles = _ARTICLE.search(outline.document.text) is not None
            return _of(names, GivenList((), outline.document.path, below, has_articles))
        if outline is None and len(statement.spans) == 1:
            span = statement.spans[0]
            return _of(_counted(span.text), GivenList((), span.candidate.hit.passage.document))
    return None


def _of(names: Sequence[str], empty: GivenList) -> GivenList | None:
    return replace(empty, items=tuple(names)) if _FEWEST <= len(names) <= _MOST else None


def _headings(outline: Outline) -> tuple[list[str], dict[int, str]]:
    """Return what a person would count in ``outline``, and what stands below it by its numbers in the document."""
    groups = [group.heading for group in outline.groups if group.heading]
    items = [item for group in outline.groups for item in group.items]
    spans = groups if len(groups) > 1 else items
    below: dict[int, str] = {}
    for item in items if spans is groups else ():
        if number := _NUMBER.match(fold(item.text)):
            below.setdefault(int(number_value(number["number"]) or 0), _name(item))
    return [_name(span) for span in spans], below


def _name(span: Span) -> str:
    return _NUMBER.sub("", fold(span.text)).strip(" 。")


def _counted(sentence: str) -> list[str]:
    """Return what a sentence counts off: each item without its number, to the end of its clause."""
    pieces = _COUNTED.split(fold(sentence))[1:]
    items = [re.split(r"[。;,:]", piece.strip(" ,"))[0] for piece in pieces]
    return items if all(len(item) >= _SHORTEST_ITEM for item in items) else []
