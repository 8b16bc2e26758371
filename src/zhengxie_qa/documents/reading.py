"""From a file to a Document: bytes, lines, clean text, sections, metadata."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

from zhengxie_qa.documents.corpus_folder import leaves, relative, unreadable
from zhengxie_qa.documents.decoding import HinderedError, ScannedError, UnreadableError
from zhengxie_qa.documents.formats.html_chrome import strip_chrome
from zhengxie_qa.documents.formats.lines import Line, collapse, has_word
from zhengxie_qa.documents.formats.wrapping import unwrap
from zhengxie_qa.documents.metadata.extraction import read_metadata
from zhengxie_qa.documents.metadata.sidecar import SidecarError, overridden, sidecar_of
from zhengxie_qa.documents.registry import SUFFIXES, is_supported, may_hold_pictures, reader_of
from zhengxie_qa.errors import DocumentError, NotNowError
from zhengxie_qa.structure import build_sections
from zhengxie_qa.types import Document, TableRow

LARGEST = 32 * 2**20  # bytes of text; a yearbook of 10 million characters has 30 MB, and takes 700 MB to index
LARGEST_WITH_PICTURES = 128 * 2**20  # bytes of a file that may hold pictures


def read_document(root: Path, path: Path) -> Document:
    """Read the file at ``path`` (absolute, or relative to the corpus folder ``root``) as a document.

    Raises:
        DocumentError: it is unreadable, too large, binary, undecodable, without text, or of another type.
    """
    path = path if path.is_absolute() or path.is_relative_to(root) else root / path
    name = relative(root, path)
    data = _read_bytes(root, path, name)
    try:
        draft = reader_of(path)(data)
    except UnreadableError as error:
        kind = NotNowError if isinstance(error, HinderedError | ScannedError) else DocumentError
        raise kind(f"{name}：{error}") from error
    lines, furniture = strip_chrome(draft.lines)
    lines = collapse(unwrap(lines) if draft.wrapped else lines)
    text = "\n".join(line.text for line in lines)
    if not has_word(text):
        raise DocumentError(f"{name}：没有正文")
    hints, pages, rows = _marks(lines)
    sections = build_sections(text, hints)
    metadata = read_metadata(lines, furniture, draft.properties, sections, draft.title, name)
    if (sidecar := sidecar_of(path)) is not None and not leaves(root, sidecar):
        try:
            metadata = overridden(metadata, sidecar)
        except SidecarError as error:
            raise DocumentError(f"{name}：{error}") from error
    return Document(name, text, metadata, sections, hashlib.sha256(data).hexdigest(), pages, rows)


def _read_bytes(root: Path, path: Path, name: str) -> bytes:
    if not is_supported(path):
        raise DocumentError(f"{name}：不支持的文件类型（支持 {'、'.join(SUFFIXES)}）")
    try:
        status = path.stat()
        if leaves(root, path):
            raise DocumentError(f"{name}：在资料文件夹之外")
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError(f"{name}：不是普通文件")
        largest = LARGEST_WITH_PICTURES if may_hold_pictures(path) else LARGEST
        if status.st_size > largest:
            raise DocumentError(f"{name}：文件过大（{status.st_size >> 20} MB，上限 {largest >> 20} MB）")
        data = path.read_bytes()
    except OSError as error:
        raise NotNowError(f"{name}：{unreadable(error)}") from error
    if not data.strip():
        raise DocumentError(f"{name}：文件是空的")
    return data


def _marks(lines: list[Line]) -> tuple[dict[int, int], tuple[int, ...], tuple[TableRow, ...]]:
    """Return what the format says about the text: heading levels by line start, where pages begin, table rows."""
    hints: dict[int, int] = {}
    pages: list[int] = []
    rows: list[TableRow] = []
    start = 0
    for line in lines:
        if line.level is not None:
            hints[start] = line.level
        if line.row is not None:
            rows.append(TableRow(start, *line.row))
        for offset, page in ((0, line.page), *line.turns):
            pages += [start + offset] * (page - len(pages))
        start += len(line.text) + 1
    return hints, tuple(pages), tuple(rows)
