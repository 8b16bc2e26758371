"""A document → the HTML of the source panel: its text in blocks that know their offsets, and its outline."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zhengxie_qa.types import Document, Passage, Section
from zhengxie_qa.web.render import escape
from zhengxie_qa.web.texts import Language, say

_LINE = re.compile(r"[^\n]+")
_FRONT_LENGTH = 60  # characters: a longer line before the first heading is body text, not a title line
_LEAD_LENGTH = 16  # characters: a longer opening is a sentence of its own, not a label
_BODY_END = ("。", "；", "，", "：", "！", "？", ";", ",")


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph: ``text[start:end]``, without white space around it."""

    start: int
    end: int
    heading: Section | None  # the section it is the heading of; None for a paragraph


def blocks(document: Document) -> Iterator[Block]:
    """Yield the headings and paragraphs in reading order; together they hold every visible character."""
    headings = {s.start: s for s in document.sections if s.heading_end > s.start and s.level > 0}
    cuts = sorted({at for s in headings.values() for at in (s.start, s.heading_end)})
    at = 0
    for line in _LINE.finditer(document.text):
        start = line.start()
        while at < len(cuts) and cuts[at] < line.end():
            yield from _block(document.text, start, cuts[at], headings.get(start))
            start = max(start, cuts[at])
            at += 1
        yield from _block(document.text, start, line.end(), headings.get(start))


def _block(text: str, start: int, end: int, heading: Section | None) -> Iterator[Block]:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        start += len(piece) - len(piece.lstrip())
        yield Block(start, start + len(stripped), heading)


def panel(
    document: Document, documents: Mapping[str, Document], passages: Sequence[Passage], language: Language
) -> str:
    """Return the source panel: which document, its outline, its text."""
    outline = _outline(document.sections)
    return (
        f'<div class="zx-bar"><button type="button" class="zx-quiet zx-back">'
        f"{escape(say(language, 'back'))}</button>"
        f"{_chooser(document, documents, passages, language)}"
        f"{_steps(language)}{_outline_button(language) if outline else ''}</div>"
        f'<div class="zx-pages">{_outline_panel(outline, language)}'
        f'<div class="zx-paper" tabindex="0" role="region" aria-label="{escape(say(language, "source"))}">'
        f'<article class="zx-text" lang="zh" data-shown="{escape(document.path)}">{text(document)}</article>'
        "</div></div>"
    )


def text(document: Document) -> str:
    """Return the document's text: each block carries the offset of its first character."""
    shown: list[str] = []
    leads = _leads(document)
    title = document.metadata.title
    front = True
    for block in blocks(document):
        words = document.text[block.start : block.end]
        front = front and (words == title or (block.heading is None and _is_front(words)))
        tag, css = _element(block.heading, words, title if front else None)
        lead = leads.get(block.start, "") if tag == "p" else ""
        inner = (f"<b>{escape(lead)}</b>" if lead else "") + escape(words[len(lead) :])
        shown.append(f'<{tag}{css} data-start="{block.start}">{inner}</{tag}>')
    return "".join(shown)


def _leads(document: Document) -> dict[int, str]:
    """Return the lead phrases that open a topic, by their offset."""
    topics = (section for section in document.sections if section.kind == "topic")
    short = (topic for topic in topics if len(topic.title) <= _LEAD_LENGTH)
    return {topic.start: topic.title for topic in short if document.text.startswith(topic.title, topic.start)}


def name(document: Document) -> str:
    """Return what a document is called: its title, or its path where it has none."""
    return document.metadata.title or document.path


def _is_front(words: str) -> bool:
    return len(words) <= _FRONT_LENGTH and not words.endswith(_BODY_END)


def _element(heading: Section | None, words: str, title: str | None) -> tuple[str, str]:
    """Return tag and class of a block; ``title`` is None behind the document's opening lines."""
    if title and words == title:
        return "h1", ""
    if heading is not None:
        return f"h{min(heading.level + 1, 5)}", ' class="zx-part"' if heading.kind == "part" else ""
    return "p", "" if title is None else ' class="zx-front"'


def _chooser(
    document: Document, documents: Mapping[str, Document], passages: Sequence[Passage], language: Language
) -> str:
    counts = Counter(passage.document for passage in passages)
    if len(documents) == 1:
        label = _describe(document, counts[document.path], language)
        return f'<p class="zx-title" lang="zh" title="{escape(name(document))}">{escape(label)}</p>'
    options = "".join(
        f'<option value="{escape(path)}"{" selected" if path == document.path else ""}>'
        f"{escape(_describe(other, counts[path], language))}</option>"
        for path, other in documents.items()
    )
    label = escape(say(language, "documents"))
    return f'<select class="zx-title zx-choose" lang="zh" aria-label="{label}">{options}</select>'


def _describe(document: Document, passages: int, language: Language) -> str:
    year = document.metadata.year
    parts = [say(language, "year", year=year)] if year is not None else []
    return " · ".join([name(document), *parts, say(language, "passages", count=passages)])


def _steps(language: Language) -> str:
    """Return the way from one citation of an answer to the next; it shows where there are several."""
    back, on, label = (escape(say(language, key)) for key in ("step_back", "step_on", "steps"))
    return (
        f'<div class="zx-steps" role="group" aria-label="{label}" hidden>'
        f'<button type="button" class="zx-quiet zx-step-back" aria-label="{back}" title="{back}">‹</button>'
        f'<span class="zx-steps-at" role="status"></span>'
        f'<button type="button" class="zx-quiet zx-step-on" aria-label="{on}" title="{on}">›</button></div>'
    )


def _outline_button(language: Language) -> str:
    return (
        '<button type="button" class="zx-quiet zx-toc-button" aria-expanded="false" aria-controls="zx-toc">'
        f"{escape(say(language, 'outline'))}</button>"
    )


def _outline_panel(items: str, language: Language) -> str:
    if not items:
        return ""
    return (
        f'<nav class="zx-toc" id="zx-toc" lang="zh" aria-label="{escape(say(language, "outline"))}">'
        f"<ul>{items}</ul></nav>"
    )


def _outline(sections: Sequence[Section]) -> str:
    return "".join(
        f'<li class="zx-l{min(section.level, 4)}{" zx-topic" if section.kind == "topic" else ""}">'
        f'<button type="button" data-jump="{section.start}">{escape(section.title)}</button></li>'
        for section in sections
        if section.level > 0 and section.title.strip()
    )
