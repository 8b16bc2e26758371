"""What a word means, where a paper says it in so many words: 本条例所称辅警，是指…. That answers before any ranking."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Query, is_about
from zhengxie_qa.reading.span_selection import Span
from zhengxie_qa.reading.spans_of_text import span_of
from zhengxie_qa.text import begins_list, goes_on, sentences
from zhengxie_qa.types import Document, Hit

_DOCUMENTS = 5  # likeliest documents looked through
_SHORTEST, _LONGEST = 2, 20  # characters of a word that is asked about
_LONGEST_QUESTION = 120  # characters; a longer one asks for more than a word, and the patterns try every beginning
_LONGEST_LIST = 400  # characters of a definition with its items
_ASKED = (
    re.compile(r"什么(?:是|叫做?|叫作|才?算是?)(?P<word>[^,?。]+)"),
    re.compile(
        r"(?P<word>[^,?。]+?)(?:到底|究竟|具体|分别|各)*(?:是|指)的?(?:什么|个什么|啥)(?:意思|含义|概念)?[?。]*$"
    ),
    re.compile(
        r"(?P<word>[^,?。]+?)(?:到底|究竟|具体|分别|各)*(?:是指|指的是|是|指|算|包括)(?:谁|哪些|什么|什么人|哪些人)[?。]*$"
    ),
    re.compile(
        r"(?P<word>[^,?。]+?)(?:到底|究竟|具体|是)*(?:什么意思|啥意思|的(?:定义|含义|概念|意思)|(?:怎么|如何)(?:定义|界定|理解|解释))"
    ),
    re.compile(r"怎么(?:定义|界定|理解|解释)(?P<word>[^,?。]+)"),
    re.compile(r"\bwhat (?:is|are|does) (?:an? |the )?(?P<word>[^,?]+?)(?: mean| defined as)?[?.]*$"),
)
_BEFORE = re.compile(
    r"^.*(?:文件|条例|办法|规定|规范|规则|意见|方案|通知|指南|规划|标准|法)(?:里面?|中|上|所)(?:所?[说讲称提写]到?)?的?"
    r"|^.*(?:里面?|中|上)(?:所?[说讲称提写]到?)?的|^.*[说讲称提]到?的|^(?:请问|这里的?|所谓的?|这个|那个)"
)
_QUOTES = "“”\"'‘’「」《》 "
_AND = re.compile(r"[和与及、]|以及")
_LINE = re.compile(r"[^\n]+")


def definition_of(index: PassageIndex, query: Query, hits: Sequence[Hit]) -> list[Span]:
    """Return the sentences that say what the words that ``query`` asks about mean, of one document; else nothing."""
    if query.parts:
        return []
    paths = list(dict.fromkeys(hit.passage.document for hit in hits))[:_DOCUMENTS]
    documents = [index.documents[path] for path in paths]
    about = [each for each in documents if not query.places or is_about(query.places, each)]
    readings = list(_words(query))
    for says in (_SAYS, _IS):  # in so many words anywhere, before by the way anywhere
        for words in readings:
            for document in about:
                places = [place for word in words if (place := _defining(document, says, word))]
                if len(places) == len(words):
                    return [span_of(index, document, *place) for place in sorted(set(places))]
    return []


def _words(query: Query) -> Iterator[list[str]]:
    """Yield what may be asked about: one word, or the two that the question joins."""
    short = len(query.text) <= _LONGEST_QUESTION
    asked = next((found for pattern in _ASKED if short and (found := pattern.search(query.text))), None)
    if asked is None:
        return
    quoted = [name for name in query.names if name in asked["word"]]
    word = _bare(asked["word"])
    for words in (quoted, [word], [_bare(part) for part in _AND.split(word)]):
        if words and all(map(_is_word, words)):
            yield words


def _bare(word: str) -> str:
    """Return what is asked about without what says where it stands: 条例里的“辅警” is 辅警."""
    return _BEFORE.sub("", word.strip(_QUOTES)).strip(_QUOTES)


def _is_word(word: str) -> bool:
    return _SHORTEST <= len(word) <= _LONGEST


_NOTE = r"(?:\s*[（(][^（）()]{1,40}[）)])?"  # （以下简称…）
_SAYS = (
    rf"(?:^|[\n。；;：:，,、（）()“《\s]|所称的?|所[\u4e00-\u9fff]{{1,4}}的|称为?|中的?)WORD[”》]?{_NOTE}\s*[，,：:]?\s*(?:的含义)?\s*"
    r"(?:是指|系指|指的是|是指的|指(?!定|导|标|挥|出|示|数|南))",
)
_IS = (
    rf"(?:^|[\n。；;\s])[“《]?WORD[”》]?{_NOTE}(?:是(?!否|不|[为以由在]|[^。]{{0,3}}[，,。]))",
    r"[（(]以?下?(?:简称|统称|合称)[“:：]?WORD[”]?[）)]",
)


def _defining(document: Document, says: Sequence[str], word: str) -> tuple[int, int] | None:
    """Return where the sentence stands that says what ``word`` means, with the items it announces."""
    said = "|".join(form.replace("WORD", re.escape(word)) for form in says)
    match = re.search(said, document.text)
    if match is None:
        return None
    low = document.text.rfind("\n", 0, match.end()) + 1
    high = document.text.find("\n", match.end())
    high = len(document.text) if high < 0 else high
    held = next(((a, b) for a, b in sentences(document.text, low, high) if a <= match.end() <= b), None)
    return _with_items(document.text, *held) if held else None


def _with_items(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the place of a sentence widened to the list that it announces: …是指下列情形：（一）…"""
    if text[end - 1] not in "：:":
        return start, end
    for low, high in _lines(text, end):
        line = text[low:high]
        if high - start > _LONGEST_LIST or not (begins_list(line) or goes_on(line)):
            break
        end = high
    return start, end


def _lines(text: str, at: int) -> Iterator[tuple[int, int]]:
    """Yield the lines of ``text`` from ``at`` on."""
    yield from (match.span() for match in _LINE.finditer(text, at))
