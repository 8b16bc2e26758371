"""Which reader reads which file type: a new format is one module and one line here.

Text is read in this process, by a module that is imported then. Formats that need a parser of someone else's are
read in a process apart, with limits on time and memory; their libraries are imported there and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

from zhengxie_qa.documents.archives import is_archive
from zhengxie_qa.documents.converting import office_to_docx
from zhengxie_qa.documents.formats.lines import Draft
from zhengxie_qa.documents.sandbox import read_apart
from zhengxie_qa.documents.scanning import PICTURES, pdf_or_scan, picture

Reader = Callable[[bytes], Draft]  # raises UnreadableError

_FORMATS = f"{__package__}.formats"
_word = partial(read_apart, f"{_FORMATS}.word", "read_word")


def _read_here(module: str, function: str, data: bytes) -> Draft:
    read: Reader = getattr(import_module(f"{_FORMATS}.{module}"), function)
    return read(data)


def _old_word(suffix: str, data: bytes) -> Draft:
    return _word(data if is_archive(data) else office_to_docx(data, suffix))


def _markdown(data: bytes) -> Draft:
    """Read markdown in this process, unless there is HTML in it that a parser has to read."""
    if b"<table" in data.lower():
        return read_apart(f"{_FORMATS}.markdown", "read_markdown", data)
    return _read_here("markdown", "read_markdown", data)


_READERS: dict[str, Reader] = {
    ".txt": partial(_read_here, "plain", "read_plain"),
    ".md": _markdown,
    ".docx": _word,
    ".pdf": pdf_or_scan,
    ".html": partial(read_apart, f"{_FORMATS}.html", "read_html"),
    ".htm": partial(read_apart, f"{_FORMATS}.html", "read_html"),
    ".mhtml": partial(read_apart, f"{_FORMATS}.html", "read_mhtml"),
    ".mht": partial(read_apart, f"{_FORMATS}.html", "read_mhtml"),
    ".xlsx": partial(read_apart, f"{_FORMATS}.sheet", "read_sheet"),
    ".xls": partial(read_apart, f"{_FORMATS}.old_sheet", "read_old_sheet"),
    ".ods": partial(read_apart, f"{_FORMATS}.open_sheet", "read_open_sheet"),
    ".csv": partial(_read_here, "delimited", "read_delimited"),
    ".doc": partial(_old_word, ".doc"),
    ".wps": partial(_old_word, ".wps"),
    ".rtf": partial(read_apart, f"{_FORMATS}.rtf", "read_rtf"),
    ".eml": partial(read_apart, f"{_FORMATS}.mail", "read_mail"),
    **dict.fromkeys(PICTURES, picture),
}
SUFFIXES = tuple(_READERS)
_TEXT = (".txt", ".md", ".html", ".htm", ".csv")


def is_supported(path: Path) -> bool:
    """Say whether files of this type can be read."""
    return path.suffix.lower() in _READERS


def may_hold_pictures(path: Path) -> bool:
    """Say whether much of a file of this type may be something else than text."""
    return path.suffix.lower() not in _TEXT


def reader_of(path: Path) -> Reader:
    """Return the reader for ``path``; raises ``KeyError`` for an unsupported type."""
    return _READERS[path.suffix.lower()]
