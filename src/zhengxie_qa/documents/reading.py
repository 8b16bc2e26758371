"""From a file of the corpus to a Document: which files may be read, and by which reader."""

from __future__ import annotations

import hashlib
import stat
from dataclasses import replace
from pathlib import Path

from zhengxie_qa.documents.corpus_folder import leaves, relative, unreadable
from zhengxie_qa.documents.decoding import UnreadableError
from zhengxie_qa.documents.metadata.sidecar import SidecarError, overridden, sidecar_of
from zhengxie_qa.documents.registry import SUFFIXES, is_supported, may_hold_pictures, reader_of
from zhengxie_qa.errors import DocumentError
from zhengxie_qa.types import Document

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
        raise DocumentError(f"{name}：{error}") from error
    from zhengxie_qa.documents.assembly import assemble  # noqa: PLC0415 - a dozen modules of patterns: see there

    document = assemble(draft, name, hashlib.sha256(data).hexdigest())
    if (sidecar := sidecar_of(path)) is not None and not leaves(root, sidecar):
        try:
            return replace(document, metadata=overridden(document.metadata, sidecar))
        except SidecarError as error:
            raise DocumentError(f"{name}：{error}") from error
    return document


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
        raise DocumentError(f"{name}：{unreadable(error)}") from error
    if not data.strip():
        raise DocumentError(f"{name}：文件是空的")
    return data
