"""Which documents a question is asked of: chosen by document, kind and year."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypedDict

from zhengxie_qa.errors import UsageError
from zhengxie_qa.text import fold
from zhengxie_qa.types import Document

_MOST_NAMED = 20  # documents, kinds or years that a message lists


class Choice(TypedDict, total=False):
    """What is chosen: of one field any value will do, and each field that has values must hold."""

    documents: Sequence[str]  # paths or titles
    kinds: Sequence[str]  # as in zhengxie_qa.documents.KINDS
    years: Sequence[int]  # that the documents report on


def chosen(documents: Mapping[str, Document], choice: Choice) -> frozenset[str]:
    """Return the paths of the ``documents`` (by path) that ``choice`` leaves: all of them when it is empty.

    Raises UsageError when a value fits no document, naming those there are, or when together they leave none.
    """
    fitting = [
        {path for name in choice.get("documents", ()) for path in _named(documents, name)},
        {path for kind in choice.get("kinds", ()) for path in _of_kind(documents, kind)},
        {path for year in choice.get("years", ()) for path in _of_year(documents, year)},
    ]
    left = set(documents).intersection(*filter(None, fitting))
    if not left:
        raise UsageError("没有同时符合所选文档、种类和年份的文档，请放宽范围。")
    return frozenset(left)


def kinds_of(documents: Iterable[Document]) -> list[str]:
    """Return the kinds there are, the commonest first."""
    counts = Counter(document.metadata.kind for document in documents if document.metadata.kind)
    return [kind for kind, _ in counts.most_common()]


def years_of(documents: Iterable[Document]) -> list[int]:
    """Return the years that the documents report on, the latest first."""
    return sorted({document.metadata.year for document in documents if document.metadata.year}, reverse=True)


def _named(documents: Mapping[str, Document], name: str) -> list[str]:
    if name in documents:
        return [name]
    wanted = fold(name).strip("《》 ")
    found = [path for path, document in documents.items() if wanted and wanted == fold(document.metadata.title)]
    if not found:
        near = difflib.get_close_matches(name, documents, n=3) or documents
        raise UsageError(f"没有文档“{name}”。{_listed(near, len(documents), '份文档')}")
    return found


def _of_kind(documents: Mapping[str, Document], kind: str) -> list[str]:
    found = [path for path, document in documents.items() if document.metadata.kind == kind]
    if not found:
        there = kinds_of(documents.values())
        raise UsageError(f"没有种类为“{kind}”的文档。{_listed(there, len(there), '个种类')}")
    return found


def _of_year(documents: Mapping[str, Document], year: int) -> list[str]:
    found = [path for path, document in documents.items() if document.metadata.year == year]
    if not found:
        there = years_of(documents.values())
        raise UsageError(f"没有 {year} 年的文档。{_listed(there, len(there), '个年份')}")
    return found


def _listed(values: Iterable[object], total: int, counter: str) -> str:
    shown = list(map(str, values))[:_MOST_NAMED]
    more = f" 等 {total} {counter}" if total > len(shown) else ""
    return f"现有：{'、'.join(shown)}{more}。" if shown else f"现有文档都没有注明{counter[-2:]}。"
