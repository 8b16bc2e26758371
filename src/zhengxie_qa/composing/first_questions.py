"""Documents → the questions that a newcomer may begin with, each tried beforehand, and the figures they lead to.

A question is made from what a document says (a figure, a name, a plan, the whole) and asked; it is offered only if the
answer is sure and rests on the very place it was made from. So nobody's first click ends in 未找到 or a near miss.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice

from zhengxie_qa.text import alternation_in, entries, find_figures, list_items, sentences
from zhengxie_qa.types import Answer, Document

Ask = Callable[[str], Answer]

_MOST_TRIED = 6  # questions of one kind that are asked of a document until enough are sure
_MOST_DOCUMENTS = 5  # that questions are made from, the most telling first
_KEY_FIGURES = 5
_ENGLISH = 6  # questions in English
_FEWEST_POINTS = 3  # that a digest or a plan has to cite
_LONGEST_TITLE = 32  # characters of a title that reads well inside a question
_TELLING = ("工作报告", "公报", "计划", "预决算", "法规", "调研报告")  # kinds that say much of a place, in this order
_LONGEST_SENTENCE = 300  # characters; a longer one tells of many things
_FEWEST_SECTIONS = 2  # the root and one more: no more is no division
_MOST_SECTIONS = 80  # more make a document no more telling

_HAN = "\u4e00-\u9fff"
_OPENING = re.compile(rf"^.*(?:以来|期间)|^(?:[{_HAN}]年来|{alternation_in('sentence_words', 'opens')})+")
_ENDING = re.compile(rf"(?:{alternation_in('sentence_words', 'before a figure')})+$")
_ASKABLE = re.compile(rf"(?!是|为|第|[{_HAN}]*(?:比上年|同比|增长|下降|增加))[{_HAN}]{{5,12}}")
_UNIT = re.compile(r"\d[\d.,]*\s*(\D+)")  # with 万 and 亿, as it is said
_PLAN = re.compile(alternation_in("sentence_words", "plan headings of a part"))
_CHAIR = re.compile(rf"(政协(?:党组书记、)?主席)([{_HAN}]{{2,3}})(?=[作主出代宣讲致，、。])")
_BRAND = re.compile(rf"“([{_HAN}]{{3,10}})”(?:[{_HAN}]{{0,4}}?)({alternation_in('sentence_words', 'brands')})")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question, and where its answer has to come from; ``value`` is what the answer has to say."""

    question: str
    document: str
    start: int = 0
    end: int = 0  # 0: from anywhere in the document
    label: str = ""  # what a figure counts
    value: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """What a newcomer is shown: the most telling document, its key figures, questions that are surely answered."""

    document: Document
    figures: tuple[Suggestion, ...]
    questions: tuple[str, ...]
    english: tuple[str, ...]


def telling(documents: Sequence[Document]) -> Iterator[Document]:
    """Yield the documents, those first that say most of a place and its year: by kind, year and number of sections.

    The sections of a document are looked at when its kind and year have their turn: its text may be far away.
    """

    def cheap(document: Document) -> tuple[int, int]:
        data = document.metadata
        return _TELLING.index(data.kind) if data.kind in _TELLING else len(_TELLING), -(data.year or 0)

    def size(document: Document) -> tuple[int, str]:
        return -min(len(document.sections), _MOST_SECTIONS), document.path

    short: list[Document] = []
    for (kind, _), group in groupby(sorted(documents, key=cheap), key=cheap):
        if kind == len(_TELLING):
            short += group
        else:
            alike = list(group)
            short += [document for document in alike if len(document.sections) <= _FEWEST_SECTIONS]
            yield from sorted((one for one in alike if len(one.sections) > _FEWEST_SECTIONS), key=size)
    by_year = sorted(short, key=lambda document: cheap(document)[1])
    for _, group in groupby(by_year, key=lambda document: cheap(document)[1]):
        yield from sorted(group, key=size)


def overview(documents: Sequence[Document], ask: Ask) -> Overview | None:
    """Return what a newcomer is shown of ``documents``; ``ask`` answers a question. None where there are none."""
    first, *others = tuple(islice(telling(documents), _MOST_DOCUMENTS)) or (None,)
    if first is None:
        return None
    alone = len(documents) == 1
    figures = _sure(_figures(first, alone), ask, _KEY_FIGURES)
    kinds = [
        [*figures[:1], *(s for other in others for s in _sure(_figures(other, alone), ask, 1))][:2],
        [s for document in (first, *others) for s in _sure(_digests(document, alone), ask, 1)][:1],
        _sure(_plans(first, alone), ask, 1),
        [s for document in (first, *others) for s in _sure(_names(document, alone), ask, 1)][:1],
        figures[1:3],
    ]
    questions = dict.fromkeys(suggestion.question for kind in kinds for suggestion in kind)
    english = dict.fromkeys(s.question for s in _sure(_english(first, alone), ask, _ENGLISH))
    return Overview(first, tuple(figures), tuple(questions), tuple(english))


def _sure(suggestions: Iterator[Suggestion], ask: Ask, enough: int) -> list[Suggestion]:
    tried = (each for each in islice(suggestions, _MOST_TRIED + enough) if _is_sure(ask(each.question), each))
    return list(islice(tried, enough))


def _is_sure(answer: Answer, made: Suggestion) -> bool:
    """Tell whether the question was answered, without reservation, from where it was made."""
    cited = answer.citations
    if answer.status != "answered" or answer.warnings or {c.document for c in cited} != {made.document}:
        return False
    if not made.end:
        return len(cited) >= _FEWEST_POINTS
    if not re.search(rf"(?<![\d.]){re.escape(made.value)}", answer.answer):
        return False
    return any(c.start < made.end and c.end > made.start for c in cited)


def _figures(document: Document, alone: bool) -> Iterator[Suggestion]:
    """Yield questions for figures, spread over the document: every part gives one before any gives a second."""
    found = list(_figures_in_order(document, alone))
    step = max(1, len(found) // (_MOST_TRIED + _KEY_FIGURES))
    yield from (found[at] for offset in range(step) for at in range(offset, len(found), step))


def _figures_in_order(document: Document, alone: bool) -> Iterator[Suggestion]:
    if (of := _of(document, alone)) is None:
        return
    tables = {row.start for row in document.rows}
    for opening, closing in sentences(document.text):
        if opening in tables or closing - opening > _LONGEST_SENTENCE:
            continue
        sentence = document.text[opening:closing]
        for start, end in list_items(sentence):
            if (counted := _counted(sentence[start:end].strip("，,；;。 、"))) is not None:
                label, unit, value = counted
                question = f"{of}{label}多少{unit}？"
                yield Suggestion(question, document.path, opening + start, opening + end, label, value)


def _counted(clause: str) -> tuple[str, str, str] | None:
    """Return what a clause counts, in which unit, and the figure it ends with; None where it is not that plain."""
    figures = find_figures(clause)
    if len(figures) != 1 or figures[0].end != len(clause) or figures[0].value is None:
        return None
    label = _ENDING.sub("", _OPENING.sub("", clause[: figures[0].start]))
    unit = _UNIT.fullmatch(figures[0].text)
    if unit is None or figures[0].unit in ("", "%") or not _ASKABLE.fullmatch(label):
        return None
    return label, unit[1], figures[0].text


def _digests(document: Document, alone: bool) -> Iterator[Suggestion]:
    title = document.metadata.title
    if alone:
        yield Suggestion(
            f"这份{'报告' if document.metadata.kind.endswith('报告') else '文件'}讲了什么？", document.path
        )
    elif title and len(title) <= _LONGEST_TITLE:
        yield Suggestion(f"《{title}》讲了什么？", document.path)
    if not alone and (of := _of(document, alone)) and document.metadata.kind.endswith("报告"):
        yield Suggestion(f"{of}{document.metadata.kind}讲了什么？", document.path)


def _plans(document: Document, alone: bool) -> Iterator[Suggestion]:
    place = "" if alone else document.metadata.place
    if not place and not alone:
        return
    for section in document.sections:
        if section.kind in ("part", "heading") and section.year and _PLAN.search(section.title) and section.level <= 2:
            yield Suggestion(f"{place}{section.year}年有哪些重点任务？", document.path)
            yield Suggestion(f"{place}{section.year}年的工作怎么安排？", document.path)


def _names(document: Document, alone: bool) -> Iterator[Suggestion]:
    """Yield questions for names: who chairs, and what is done under a name of its own."""
    place = "" if alone else document.metadata.place
    if not place and not alone:
        return
    for found in _CHAIR.finditer(document.text):
        yield Suggestion(f"{place}政协主席是谁？", document.path, found.start(), found.end(), value=found[2])
    for found in _BRAND.finditer(document.text):
        question = f"{place}“{found[1]}”{found[2]}做了什么？"
        yield Suggestion(question, document.path, found.start(), found.end(), value=found[1])


def _english(document: Document, alone: bool) -> Iterator[Suggestion]:
    title = document.metadata.title
    if alone:
        yield Suggestion("What does this report say?", document.path)
    elif title and len(title) <= _LONGEST_TITLE:
        yield Suggestion(f"What does 《{title}》 say?", document.path)
    for section in document.sections:
        if section.kind in ("part", "heading") and section.year and _PLAN.search(section.title) and section.level <= 2:
            yield Suggestion(f"What are the key tasks for {section.year}?", document.path)
    yield from _english_figures(document, alone)


def _english_figures(document: Document, alone: bool) -> Iterator[Suggestion]:
    """Yield questions for figures whose subject has an English name, each name once."""
    named = dict(line.split("=") for line in entries("counted_in_english"))
    data, left = document.metadata, set(named.values())
    where = "" if alone else f" in {data.place} in {data.year}"
    for made in _figures_in_order(document, alone):
        ends = [name for name in named if made.label.endswith(name)]
        if ends and (name := named[max(ends, key=len)]) in left:
            left.remove(name)
            yield replace(made, question=f"How many {name} were there{where}?")


def _of(document: Document, alone: bool) -> str | None:
    """Return what tells the document from others inside a question: its place and year; None where it has none.

    Where it is alone nothing has to be told.
    """
    data = document.metadata
    if alone:
        return ""
    return f"{data.place}{data.year}年" if data.place and data.year else None
