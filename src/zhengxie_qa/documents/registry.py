"""Which reader reads which file type: a new format is one module and one line here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from zhengxie_qa.documents.lines import Draft
from zhengxie_qa.documents.markdown import read_markdown
from zhengxie_qa.documents.plain import read_plain

Reader = Callable[[bytes], Draft]  # raises UndecodableError

_READERS: dict[str, Reader] = {
    ".txt": read_plain,
    ".md": read_markdown,
}
SUFFIXES = tuple(_READERS)


def is_supported(path: Path) -> bool:
    """Say whether files of this type can be read."""
    return path.suffix.lower() in _READERS


def reader_of(path: Path) -> Reader:
    """Return the reader for ``path``; raises ``KeyError`` for an unsupported type."""
    return _READERS[path.suffix.lower()]
