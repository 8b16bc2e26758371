"""A document → the HTML of the source panel: its text, its outline, the way through its citations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zhengxie_qa.types import Document, Section
from zhengxie_qa.web.markup import escape
from zhengxie_qa.web.source_text import text
from zhengxie_qa.web.texts import Language, say


def panel(document: Document, documents: Mapping[str, Document], counts: Mapping[str, int], language: Language) -> str:
    """Return the source panel: which document, its outline, its text."""
    outline = _outline(document.sections)
    return (
        f'<div class="zx-bar"><button type="button" class="zx-quiet zx-back">'
        f"{escape(say(language, 'back'))}</button>"
        f"{_chooser(document, documents, counts, language)}"
        f"{_outline_button(language) if outline else ''}</div>"
        f'<div class="zx-pages">{_outline_panel(outline, language)}'
        f'<div class="zx-paper" tabindex="0" role="region" aria-label="{escape(say(language, "source"))}">'
        f'<article class="zx-text" lang="zh" data-shown="{escape(document.path)}"{_doubts(document)}>'
        f"{text(document)}</article></div>{_scan(document, language)}</div>{_place_bar(language)}"
    )


def _doubts(document: Document) -> str:
    """Return the attribute that names the figures whose recognition is unsure: they are underlined."""
    places = [place for scan in document.scans for line in scan.lines for place in line.doubts]
    return f' data-doubts="{" ".join(f"{start}-{end}" for start, end in places)}"' if places else ""


def _scan(document: Document, language: Language) -> str:
    """Return where the picture of a scanned page is shown beside the text; nothing where no page was scanned."""
    if not document.scans:
        return ""
    label, close, zoom = (escape(say(language, key)) for key in ("scan", "close", "scan_zoom"))
    return (
        f'<aside class="zx-scan" aria-label="{label}" hidden><div class="zx-scan-bar"><span class="zx-scan-said" '
        f'role="status"></span><button type="button" class="zx-quiet zx-scan-zoom" aria-pressed="false">{zoom}</button>'
        f'<button type="button" class="zx-quiet zx-scan-close" aria-label="{close}">✕</button></div>'
        f'<div class="zx-scan-view" tabindex="0"><div class="zx-scan-page" hidden><img alt="{label}"></div></div>'
        "</aside>"
    )


def name(document: Document) -> str:
    """Return what a document is called: its title, or its path where it has none."""
    return document.metadata.title or document.path


def _chooser(
    document: Document, documents: Mapping[str, Document], counts: Mapping[str, int], language: Language
) -> str:
    if len(documents) == 1:
        label = _describe(document, counts.get(document.path, 0), language)
        return f'<p class="zx-title" lang="zh" title="{escape(name(document))}">{escape(label)}</p>'
    options = "".join(
        f'<option value="{escape(path)}"{" selected" if path == document.path else ""}>'
        f"{escape(_describe(other, counts.get(path, 0), language))}</option>"
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


def _place_bar(language: Language) -> str:
    """Return what can be done with the place that is marked; hidden while there is none."""
    done, failed = escape(say(language, "copied")), escape(say(language, "copy_failed"))
    copies = "".join(
        f'<button type="button" class="zx-quiet zx-copy-{css}" data-done="{done}" data-failed="{failed}">'
        f"{escape(say(language, key))}</button>"
        for css, key in (("place", "copy_place"), ("link", "copy_link"))
    )
    return f'<div class="zx-place" hidden>{_steps(language)}<span class="zx-place-gap"></span>{copies}</div>'


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
