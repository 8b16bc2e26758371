"""What the collection holds: its documents by kind, the newest first, for 这里有哪些文件 and 这些材料都讲了什么."""

from __future__ import annotations

from collections.abc import Collection

from zhengxie_qa.question import Language
from zhengxie_qa.text import unfold
from zhengxie_qa.types import Document

_KINDS, _TITLES = 8, 5  # lines, and titles in a line, that a person reads through
_OTHER = "其他"


def contents_line(documents: Collection[Document], language: Language) -> str:
    """Return how many documents there are, and a line for each kind with its newest titles, in ``language``."""
    is_english = language == "en"
    by_kind: dict[str, list[Document]] = {}
    for document in sorted(documents, key=lambda each: -(each.metadata.year or 0)):
        by_kind.setdefault(document.metadata.kind or _OTHER, []).append(document)
    kinds = sorted(by_kind, key=lambda kind: (kind == _OTHER, -len(by_kind[kind])))
    lines = [_line(kind, by_kind[kind], is_english=is_english) for kind in kinds[:_KINDS]]
    count = len(documents)
    if is_english:
        more = [f"and {len(kinds) - _KINDS} other kinds"] if len(kinds) > _KINDS else []
        return "\n".join(
            [f"There are {count} documents here; ask what one says, or what you want to know:", *lines, *more]
        )
    more = [f"另有{len(kinds) - _KINDS}类"] if len(kinds) > _KINDS else []
    told = "\n".join([f"这里收录了{count}份文档，可以问其中一份讲了什么，或者直接问要查的事：", *lines, *more])
    return unfold(told) if language == "zh-Hant" else told


def _line(kind: str, documents: list[Document], *, is_english: bool) -> str:
    titles = [_title(document) for document in documents[:_TITLES]]
    if is_english:
        more = f" and {len(documents) - _TITLES} more" if len(documents) > _TITLES else ""
        return f"{kind} ({len(documents)}): {', '.join(titles)}{more}"
    return f"{kind}{len(documents)}份：{'、'.join(titles)}{'等' if len(documents) > _TITLES else ''}"


def _title(document: Document) -> str:
    title, year = document.metadata.title or document.path, document.metadata.year
    return f"《{title}》" + (f"（{year}年）" if year and str(year) not in title else "")
