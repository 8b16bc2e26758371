"""Which documents the page asks: one of each list, or all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import gradio as gr

from zhengxie_qa.retrieval import Choice, kinds_of, years_of
from zhengxie_qa.types import Document
from zhengxie_qa.web.source_panel import name
from zhengxie_qa.web.texts import Language, say

ALL = ""  # the choice of no limit
_LONGEST = 22  # characters of a title that the button shows


def choice(document: object, kind: object, year: object) -> Choice:
    """Return the choice that the lists show; what no list can give counts as none."""
    return Choice(
        documents=(document,) if isinstance(document, str) and document else (),
        kinds=(kind,) if isinstance(kind, str) and kind else (),
        years=(int(year),) if isinstance(year, str) and year.isascii() and year.isdigit() else (),
    )


def values(chosen: Choice) -> tuple[str, str, str]:
    """Return what the lists show for ``chosen``, as :func:`choice` reads it."""
    documents, kinds, years = chosen.get("documents", ()), chosen.get("kinds", ()), chosen.get("years", ())
    return next(iter(documents), ALL), next(iter(kinds), ALL), next(map(str, years), ALL)


def said(chosen: Choice, documents: Mapping[str, Document], language: Language) -> str:
    """Return in words which documents were asked; empty where all were."""
    titles = [name(documents[path]) if path in documents else path for path in chosen.get("documents", ())]
    years = [say(language, "year", year=year) for year in chosen.get("years", ())]
    return " · ".join([*titles, *chosen.get("kinds", ()), *years])


def fields(documents: Mapping[str, Document], chosen: Sequence[object], language: Language) -> tuple[Any, ...]:
    """Return the updates of the button (none is needed for one document) and of the lists.

    A choice that there is no longer falls back to all.
    """
    offered = (
        [(_label(document, language), path) for path, document in documents.items()],
        [(kind, kind) for kind in kinds_of(documents.values())],
        [(say(language, "year", year=year), str(year)) for year in years_of(documents.values())],
    )
    values = [
        value if any(value == given for _, given in options) else ALL
        for value, options in zip(chosen, offered, strict=True)
    ]
    lists = [
        gr.update(choices=[(say(language, f"all_{key}"), ALL), *options], value=value, label=say(language, f"of_{key}"))
        for key, options, value in zip(("documents", "kinds", "years"), offered, values, strict=True)
    ]
    labels = [
        label for options, value in zip(offered, values, strict=True) for label, given in options if given == value
    ]
    return _button(labels, language, len(documents) > 1), *lists


def _label(document: Document, language: Language) -> str:
    year = document.metadata.year
    return f"{name(document)} · {say(language, 'year', year=year)}" if year else name(document)


def _button(labels: Sequence[str], language: Language, visible: bool) -> Any:
    short = [label if len(label) <= _LONGEST else label[:_LONGEST] + "…" for label in labels]
    said = " · ".join(short) if short else say(language, "scope_all")
    classes = ["zx-chosen"] if labels else []
    return gr.update(value=say(language, "scope", said=said), elem_classes=classes, visible=visible)
