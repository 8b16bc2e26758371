"""What a question asks: its language, its parts, the kind of answer wanted, years, names.

Rules speak of Chinese and of the genre, never of one document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from zhengxie_qa.errors import UsageError
from zhengxie_qa.question.answer_type import AnswerType, kind_of, units_of, without_comparison
from zhengxie_qa.question.places import places_in
from zhengxie_qa.question.question_words import ASKS
from zhengxie_qa.question.small_talk import without_politeness
from zhengxie_qa.question.titles import corrected
from zhengxie_qa.question.wording import Wording
from zhengxie_qa.question.years import years_in
from zhengxie_qa.text import Expansion, content_of, expansions, fold, translated, written_asking

Language = Literal["zh", "zh-Hant", "en"]

MAX_QUESTION = 2000  # characters; a longer text is a document, not a question
_MAX_PARTS = 4  # a line with more questions than this is answered as one


@dataclass(frozen=True, slots=True)
class Query:
    """A question, understood. ``text`` is folded; several parts mean several answers."""

    text: str  # what is searched for, question words and all
    kind: AnswerType
    language: Language
    units: tuple[str, ...] = ()  # measure words that would answer; "%" and "元" stand for shares and money
    years: tuple[int, ...] = ()
    names: tuple[str, ...] = ()  # quoted or numbered things the answer has to be about
    places: tuple[str, ...] = ()  # named in full: only what speaks of them answers
    expansions: tuple[Expansion, ...] = ()  # other names for what is said in text and context
    context: str = ""  # earlier turns or parts that this one leans on
    label: str = ""  # what tells this part from its siblings: 2023年, 首届
    near: tuple[str, int, int] | None = None  # the paragraph a conversation is at: document, begin and end
    asked: str = ""  # the text before an English one was put into Chinese
    parts: tuple[Query, ...] = ()  # the questions it is made of, when there are several
    otherwise: Query | None = None  # what is asked where this finds nothing: 比上年多多少 of each of the two years


def understand(
    question: str,
    reference_year: int | None = None,
    names: Mapping[str, str] | None = None,
    titles: Sequence[str] = (),
) -> Query:
    """Return the ``Query`` for ``question``, which stands by itself.

    ``reference_year`` is what 今年 means: the year the newest document reports on. ``names`` maps romanised
    names to Chinese ones, for English questions. ``titles`` are the names of books and papers that the documents
    mention: one that the question misspells by a character is put right.
    Raises UsageError when there is nothing to answer or too much to read.
    """
    folded, language = prepared(question, titles)
    return understood(Wording(folded), language, reference_year, names)


def prepared(question: str, titles: Sequence[str] = ()) -> tuple[str, Language]:
    """Return what is asked, folded and without politeness, spellings put right, and the language to answer in.

    Raises UsageError when there is nothing to answer or too much to read.
    """
    plain = without_politeness(clean_question(question))
    return written_asking(corrected(fold(plain), titles)), language_of(plain)


def understood(
    wording: Wording, language: Language, reference_year: int | None = None, names: Mapping[str, str] | None = None
) -> Query:
    """Return the ``Query`` for one ``wording`` of a turn, to be answered in ``language``."""
    text = wording.text
    years = years_in(text, reference_year)
    pieces = _split_parts(text)
    whole = replace(_single(text, language, years, wording.context, kind_of(pieces[0])), near=wording.near)
    parts = _pieces(whole, pieces, reference_year) if len(pieces) > 1 else _each(whole)
    whole = replace(whole, parts=tuple(parts))
    return _translated(whole, names or {}) if language_of(text) == "en" else whole


def _translated(query: Query, names: Mapping[str, str]) -> Query:
    """Return an English query with terms and names in Chinese; its kind is already known from the English."""
    text, others = translated(query.text, names)
    context, earlier = translated(query.context, names)
    return replace(
        query,
        text=text,
        context=context,
        expansions=(*others, *earlier, *expansions(f"{text} {context}")),
        parts=tuple(_translated(part, names) for part in query.parts),
    )


def _pieces(whole: Query, pieces: Sequence[str], reference_year: int | None) -> Iterator[Query]:
    """Yield a query for each question of a line; the later ones lean on the first."""
    of_line = _years_of(pieces, whole.years)
    for number, piece in enumerate(pieces):
        own = years_in(piece, reference_year)
        years = own if own and len(own) < len(whole.years) else of_line[number]
        if number and not content_of(_BEFORE.sub("", piece)):  # 原来是多少: the thing that the line begins with
            text, context = _undated(pieces[0]), whole.context
        else:
            text, context = piece, f"{pieces[0]} {whole.context}".strip() if number else whole.context
        yield _single(text, whole.language, years, context, kind_of(piece))


_BEFORE = re.compile(r"原来|原先|原本|此前|之前|以前")


def _undated(text: str) -> str:
    """Return ``text`` without the years it names and compares."""
    return re.sub(r"(?:相?比|较)?(?:19|20)\d{2}年", "", text)


def _years_of(pieces: Sequence[str], years: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Return the years, of those a line names, that each of its ``pieces`` asks about: all of them.

    Of two that it compares, 原来是多少 asks about the earlier, and what stands beside it about the later.
    """
    earlier = [bool(_BEFORE.search(piece)) for piece in pieces]
    if len(years) != len(set(earlier)) or not any(earlier):
        return [years] * len(pieces)
    return [(min(years) if before else max(years),) for before in earlier]


_EACH = re.compile(
    r"((?:首|第[一二三四五六七八九十\d]+)[届次批期])(?:和|与|及|、)((?:首|第[一二三四五六七八九十\d]+)[届次批期])"
)


# 公办机构和民办机构各有多少家: two things of one kind, named by the same last word
_ALIKE = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=年))(?P<one>(?!年)[\u4e00-\u9fff]{1,6}(?P<kind>[\u4e00-\u9fff]{2}))(?:和|与)"
    r"(?P<other>[\u4e00-\u9fff]{1,6}(?P=kind))(?=.{0,12}(?:各|分别|谁))"
)
_TITLES = re.compile(
    r"(?P<one>《[^《》]{2,40}》)(?:和|与|及|、)(?P<other>《[^《》]{2,40}》)(?=.*(?:各|分别|多少|几|谁|什么))"
)


def _each(whole: Query) -> Iterator[Query]:
    """Yield a query for each year or each of two sessions that one question asks about."""
    if len(whole.years) > 1:
        text = without_comparison(whole.text)
        for year in whole.years:
            yield replace(whole, text=text, years=(year,), label=f"{year}年")
    elif pair := _EACH.search(whole.text):
        for item in pair.groups():
            text = whole.text.replace(pair.group(), item)
            yield replace(whole, text=text, names=names_in(text), label=item)
    elif pair := _TITLES.search(whole.text) or _ALIKE.search(whole.text):
        for title in pair.group("one", "other"):
            text = whole.text.replace(pair.group(), title)
            yield replace(whole, text=text, names=names_in(text), label=title)


def clean_question(question: str) -> str:
    """Return the question without control characters, on one line; raises UsageError when it is unusable."""
    visible = re.sub(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060\ufeff\ud800-\udfff\s]+", " ", question)
    plain = visible.strip()
    if not re.search(r"\w", plain):
        raise UsageError("请输入问题。" if not question.strip() else "问题里没有可以识别的文字，请重新输入。")
    if len(plain) > MAX_QUESTION:
        raise UsageError(f"问题太长：{len(plain)} 字，最多 {MAX_QUESTION} 字。请只写要问的内容。")
    return plain


def language_of(text: str) -> Language:
    """Return the language to answer in: English when most words are, traditional when a character says so."""
    han = re.findall(r"[\u3400-\u9fff]", text)
    latin = re.findall(r"[A-Za-z]{2,}", text)
    if (len(latin) > len(han) / 2 and len(latin) > 1) or (latin and not han):
        return "en"
    return "zh-Hant" if any(fold(c) != c for c in han) else "zh"


_NAMES = re.compile(
    r"《([^》]{1,60})》|[“\"‘「]([^”\"’」]{1,30})[”\"’」]|((?:第[\d一二三四五六七八九十百]+|首)[号次条届章](?!.{0,2}年))"
)


def names_in(text: str) -> tuple[str, ...]:
    """Return the titles, quoted words and ordinals of the folded ``text``: what an answer has to be about."""
    return tuple(dict.fromkeys(next(filter(None, match.groups())) for match in _NAMES.finditer(text)))


def _split_parts(text: str) -> list[str]:
    """Split at question marks, and at commas where each side asks something of its own."""
    pieces: list[str] = []
    for sentence in re.split(r"[?;。]+", text):
        clauses = [clause.strip() for clause in sentence.split(",") if clause.strip()]
        asking = [bool(ASKS.search(clause)) for clause in clauses]
        if sum(asking) < 2:
            if clauses:
                pieces.append(",".join(clauses))
            continue
        held: list[str] = []
        for clause, asks in zip(clauses, asking, strict=True):
            held.append(clause)
            if asks:
                pieces.append(",".join(held))
                held = []
        if held:
            pieces[-1] += "," + ",".join(held)
    asking_pieces = [piece for piece in pieces if ASKS.search(piece)]
    if len(asking_pieces) < 2 or len(pieces) > _MAX_PARTS:
        return [text]
    return _attach_preambles(pieces)


def _attach_preambles(pieces: Sequence[str]) -> list[str]:
    joined: list[str] = []
    held = ""
    for piece in pieces:
        held = f"{held},{piece}" if held else piece
        if ASKS.search(piece):
            joined.append(held)
            held = ""
    if held:
        joined[-1] += "," + held
    return joined


def _single(text: str, language: Language, years: tuple[int, ...], context: str, kind: AnswerType) -> Query:
    return Query(
        text=text,
        kind=kind,
        language=language,
        units=units_of(text, kind),
        years=years,
        names=names_in(text),
        places=places_in(text),
        expansions=expansions(f"{text} {context}"),
        context=context,
        asked=text,
    )
