"""From a file of the corpus to a Document: which files may be read, and by which reader."""

from __future__ import annotations

import hashlib
import stat
from dataclasses import dataclass, replace
from pathlib import Path

from zhengxie_qa.documents.corpus_folder import leaves, relative, unreadable
from zhengxie_qa.documents.decoding import HinderedError, ScannedError, UnreadableError
from zhengxie_qa.documents.formats.lines import Draft
from zhengxie_qa.documents.metadata.sidecar import SidecarError, overridden, sidecar_of
from zhengxie_qa.documents.packed import content_of, packed_parent
from zhengxie_qa.documents.registry import SUFFIXES, is_supported, may_hold_pictures, reader_of
from zhengxie_qa.errors import DocumentError, NotNowError
from zhengxie_qa.types import Document

LARGEST = 32 * 2**20  # bytes of text; a yearbook of 10 million characters has 30 MB, and takes 700 MB to index
LARGEST_WITH_PICTURES = 128 * 2**20  # bytes of a file that may hold pictures


@dataclass(frozen=True, slots=True)
class Examination:
    """What was read from a file, and what was left out."""

    document: Document
    encoding: str  # of its text; empty for a format that is no text
    left_out: tuple[str, ...]  # Chinese clauses
    sidecar: str  # name of the file beside it that overrides what was read; or empty


def read_document(root: Path, path: Path) -> Document:
    """Read the file at ``path`` (absolute, or relative to the corpus folder ``root``) as a document.

    Raises:
        DocumentError: it is unreadable, too large, binary, undecodable, without text, or of another type.
    """
    path = path if path.is_absolute() or path.is_relative_to(root) else root / path
    name, digest, draft = _drafted(root, path)
    from zhengxie_qa.documents.assembly import assemble  # noqa: PLC0415 - a dozen modules of patterns: see there

    return _with_sidecar(root, path, assemble(draft, name, digest))


def examine_document(root: Path, path: Path) -> Examination:
    """Read the file at ``path`` and say what was left out of it; raises DocumentError as ``read_document`` does."""
    path = path if path.is_absolute() or path.is_relative_to(root) else root / path
    name, digest, draft = _drafted(root, path)
    from zhengxie_qa.documents.assembly import assemble, chrome_of  # noqa: PLC0415 - see above

    document = _with_sidecar(root, path, assemble(draft, name, digest))
    sidecar = sidecar_of(path)
    used = sidecar.name if sidecar is not None and not leaves(root, sidecar) else ""
    return Examination(document, draft.properties.get("encoding", ""), (*draft.notes, *chrome_of(draft)), used)


def _drafted(root: Path, path: Path) -> tuple[str, str, Draft]:
    """Return the name of a file in the corpus, the digest of its bytes, and what its reader makes of them."""
    name = relative(root, path)
    data = _read_bytes(root, path, name)
    try:
        return name, hashlib.sha256(data).hexdigest(), reader_of(path)(data)
    except UnreadableError as error:
        raise _refusal(name, error) from error


def _refusal(name: str, error: UnreadableError) -> DocumentError:
    """Return what is raised for a file that cannot be read; only what lies in its bytes is so for good."""
    kind = NotNowError if isinstance(error, HinderedError | ScannedError) else DocumentError
    return kind(f"{name}：{error}")


def _with_sidecar(root: Path, path: Path, document: Document) -> Document:
    if (sidecar := sidecar_of(path)) is not None and not leaves(root, sidecar):
        try:
            return replace(document, metadata=overridden(document.metadata, sidecar))
        except SidecarError as error:
            raise DocumentError(f"{document.path}：{error}") from error
    return document


def _read_bytes(root: Path, path: Path, name: str) -> bytes:
    if not is_supported(path):
        raise DocumentError(f"{name}：不支持的文件类型（支持 {'、'.join(SUFFIXES)}）")
    packed = packed_parent(path)
    try:
        status = (packed or path).stat()
        if leaves(root, path):
            raise DocumentError(f"{name}：在资料文件夹之外")
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError(f"{name}：不是普通文件")
        largest = LARGEST_WITH_PICTURES if may_hold_pictures(path) else LARGEST
        data = content_of(path) if packed or status.st_size <= largest else b""
        size = len(data) if packed else status.st_size
        if size > largest:
            raise DocumentError(f"{name}：文件过大（{size >> 20} MB，上限 {largest >> 20} MB）")
    except OSError as error:
        raise NotNowError(f"{name}：{unreadable(error)}") from error
    except UnreadableError as error:
        raise _refusal(name, error) from error
    except KeyError as error:
        raise DocumentError(f"{name}：压缩包或邮件里没有这份文件") from error
    if not data.strip():
        raise DocumentError(f"{name}：文件是空的")
    return data
