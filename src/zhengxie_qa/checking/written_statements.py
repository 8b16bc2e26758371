"""From a written answer to its statements: one sentence or half-sentence each, with the passages it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhengxie_qa.checking.citation_markers import find_markers
from zhengxie_qa.text import alternation_in, fold, sentences

_MOST = 20_000  # characters that are read; nobody reads more, and a model that writes more is lost


@dataclass(frozen=True, slots=True)
class DraftStatement:
    """A statement at ``draft.text[start:end]``; ``cited`` are the passages its own markers name."""

    start: int
    end: int
    text: str
    cited: tuple[int, ...]
    is_claim: bool  # False: it only introduces others, or says that the documents are silent


@dataclass(frozen=True, slots=True)
class Draft:
    """A written answer: ``text`` without markers and Markdown, cut into statements in reading order."""

    text: str
    statements: tuple[DraftStatement, ...]


_THOUGHT = re.compile(r"<(think|thinking|thought|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_LATE_THOUGHT = re.compile(r"\A.*?</(?:think|thinking|thought|reasoning)>", re.DOTALL | re.IGNORECASE)
_REFERENCES = re.compile(
    rf"\n[*#>\s]{{0,40}}+(?:{alternation_in('written_answers', 'references')})"
    r"[^\S\n]*[:：]?[*\s]*\n.*\Z",
    re.DOTALL | re.IGNORECASE,
)
_MARKDOWN = re.compile(
    r"\*\*|__|`+|^[^\S\n]*#{1,6}[^\S\n]+|^[^\S\n]*>[^\S\n]?|^[^\S\n]*(?:-{3,}|\*{3,})[^\S\n]*$", re.MULTILINE
)
_STARS = re.compile(r"^([^\S\n]*)[*•·]\s+", re.MULTILINE)
_BULLET = re.compile(
    r"(?:[-*•·–—]|\d{1,2}[.、)](?!\d)|[(]\d{1,2}[)]|[①-⑳]|[一二三四五六七八九十]{1,3}、|[(][一二三四五六七八九十]{1,3}[)])\s*"
)


def without_thoughts(text: str) -> str:
    """Return ``text`` without the thinking that some models write before they answer."""
    text = _THOUGHT.sub("", text)
    return _LATE_THOUGHT.sub("", text)  # a template may open the thought in the prompt and only close it here


def read_draft(text: str) -> Draft:
    """Return the statements of a model's ``text``; thoughts, reference lists and Markdown are left out."""
    plain = _plain(without_thoughts(text[:_MOST]))
    clean, places = _take_markers(plain)
    spans = [_trimmed(clean, *part) for start, end in sentences(clean) for part in _english(clean, start, end)]
    spans = [(start, end) for start, end in spans if re.search(r"\w", clean[start:end])]
    cited: list[list[int]] = [[] for _ in spans]
    for at, numbers in places:
        if spans:
            cited[_owner(spans, at, clean)].extend(numbers)
    return Draft(clean, tuple(_statements(clean, spans, cited)))


def _plain(text: str) -> str:
    text = _REFERENCES.sub("", "\n" + text.replace("\r\n", "\n")).strip()
    return _STARS.sub(r"\1- ", _MARKDOWN.sub("", text))


def _take_markers(text: str) -> tuple[str, list[tuple[int, tuple[int, ...]]]]:
    """Return ``text`` without markers, and where each stood in what is left."""
    kept: list[str] = []
    places: list[tuple[int, tuple[int, ...]]] = []
    length = reached = 0
    for marker in find_markers(text):
        before = text[reached : marker.start].rstrip(" ")
        kept.append(before)
        length += len(before)
        places.append((length, marker.numbers))
        reached = marker.end
    return "".join([*kept, text[reached:]]), places


_FULL_STOP = re.compile(r"(?<=[a-z\d)%\]”\"])\.\s+(?=[A-Z“\"])")


def _english(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of an English line: "." ends one where a capital follows."""
    if text[start:end].isascii() or len(re.findall(r"[A-Za-z]", text[start:end])) > (end - start) / 2:
        for match in _FULL_STOP.finditer(text, start, end):
            yield start, match.start() + 1
            start = match.end()
    yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    bullet = _BULLET.match(fold(text[start:end]))
    return start + (bullet.end() if bullet else 0), end


def _owner(spans: list[tuple[int, int]], at: int, text: str) -> int:
    """Return the statement that a marker at ``at`` belongs to: the one it stands in or right behind."""
    before = [i for i, (start, _) in enumerate(spans) if start < at]
    if not before:
        return 0
    last = before[-1]
    begins_line = "\n" in text[spans[last][1] : at]
    only_marker = at >= len(text) or text[at : at + 1] in ("\n", "")
    return last + 1 if begins_line and not only_marker and last + 1 < len(spans) else last


_LEADS = re.compile(r"[:：]\s*$")
_SILENT = re.compile(
    rf"(?:{alternation_in('written_answers', 'denied')}).{{0,12}}(?:{alternation_in('written_answers', 'said')})"
    rf"|{alternation_in('written_answers', 'unclear')}"
    rf"|not (?:{alternation_in('written_answers', 'not')})|no (?:{alternation_in('written_answers', 'no')})"
)
_OF_DOCUMENTS = re.compile(alternation_in("written_answers", "documents"))
_COURTESY = re.compile(rf"(?:{alternation_in('written_answers', 'courtesy')}).{{0,40}}")


def _statements(text: str, spans: list[tuple[int, int]], cited: list[list[int]]) -> Iterator[DraftStatement]:
    for (start, end), numbers in zip(spans, cited, strict=True):
        words = text[start:end]
        yield DraftStatement(start, end, words, tuple(dict.fromkeys(numbers)), not _says_nothing(words))


def _says_nothing(words: str) -> bool:
    """Tell whether a sentence claims nothing that could be looked up."""
    folded = re.sub(r"(?:19|20)\d{2}年?度?", "", fold(words)).strip()
    if re.search(r"[《“「\d]", folded):
        return False
    if _LEADS.search(folded) or _COURTESY.fullmatch(folded.rstrip("。!.")):
        return True
    return bool(_SILENT.search(folded) and _OF_DOCUMENTS.search(folded))
