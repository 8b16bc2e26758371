"""The passage index on disk.

A folder holds one complete *generation* and a pointer to it::

    index/CURRENT            the name of the generation in use, replaced atomically
    index/generation-…/      manifest.json  documents.jsonl  passages.jsonl  vectors.faiss  bm25/

A new generation is written beside the old one, and the pointer moves only when every byte of it is on the
disk: a process killed at any moment leaves the old index whole. Leftovers are cleared by the next writer.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from zhengxie_qa.errors import PassageIndexError
from zhengxie_qa.index.bm25 import Bm25
from zhengxie_qa.index.local_index import LocalIndex
from zhengxie_qa.index.passage_index import FORMAT, FileStamp, Manifest, indexed_text
from zhengxie_qa.index.records import as_json, document_of, passage_of
from zhengxie_qa.index.vectors import Vectors
from zhengxie_qa.types import Document, Passage

_Read = TypeVar("_Read")
_POINTER = "CURRENT"
GENERATION = "generation-"
_MANIFEST = "manifest.json"
_DOCUMENTS = "documents.jsonl"
_PASSAGES = "passages.jsonl"
_VECTORS = "vectors.faiss"
_BM25 = "bm25"


def write_generation(
    folder: Path,
    manifest: Manifest,
    documents: Sequence[Document],
    passages: Sequence[Passage],
    vectors: NDArray[np.float32],
) -> LocalIndex:
    """Write a complete generation under ``folder``, make it the current one and return it opened.

    ``vectors`` has shape (len(passages), manifest.dimension). The caller holds the writer's lock.
    Raises PassageIndexError when the folder cannot be written; the generation in use is then untouched.
    """
    generation = folder / f"{GENERATION}{uuid.uuid4().hex[:12]}"
    try:
        generation.mkdir(parents=True)
        opened = _write_files(generation, manifest, documents, passages, vectors)
        point_to(folder, generation.name)
    except (OSError, ValueError) as error:  # tantivy raises a ValueError where the disk is full
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "关键词索引没有写成"
        raise PassageIndexError(f"索引写入失败：{folder}（{reason}）。请检查目录权限和磁盘空间。") from error
    finally:
        if _pointed_to(folder) != generation.name:
            shutil.rmtree(generation, ignore_errors=True)
    for old in folder.glob(f"{GENERATION}*"):
        if old != generation:
            shutil.rmtree(old, ignore_errors=True)
    return opened


def _write_files(
    generation: Path,
    manifest: Manifest,
    documents: Sequence[Document],
    passages: Sequence[Passage],
    vectors: NDArray[np.float32],
) -> LocalIndex:
    titles = {document.path: document.metadata.title for document in documents}
    bm25 = Bm25.build((indexed_text(p, titles[p.document]) for p in passages), generation / _BM25)
    flat = Vectors.build(vectors, manifest.dimension)
    contents = {
        _VECTORS: flat.to_bytes(),
        _DOCUMENTS: _json_lines(documents),
        _PASSAGES: _json_lines(passages),
    }
    for name, data in contents.items():
        _write_durably(generation / name, data)
    names = [*contents, *(f"{_BM25}/{path.name}" for path in _keyword_files(generation))]
    checksums = {name: _checksum((generation / name).read_bytes()) for name in names}
    text = json.dumps({**asdict(manifest), "checksums": checksums}, ensure_ascii=False, indent=1)
    _write_durably(generation / _MANIFEST, text.encode())
    return LocalIndex(manifest, documents, passages, flat, bm25)


def _keyword_files(generation: Path) -> list[Path]:
    # Dot files are tantivy's own locks and bookkeeping, rewritten when an index is opened.
    return sorted(path for path in (generation / _BM25).iterdir() if not path.name.startswith("."))


def _checksum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _json_lines(values: Iterable[Document] | Iterable[Passage]) -> bytes:
    return "".join(f"{as_json(value)}\n" for value in values).encode()


def _write_durably(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def point_to(folder: Path, name: str) -> None:
    """Make the generation called ``name`` the one in use, in one step; raises OSError."""
    fresh = folder / f".{_POINTER}-{uuid.uuid4().hex[:8]}"
    _write_durably(fresh, f"{name}\n".encode())
    fresh.replace(folder / _POINTER)


def _pointed_to(folder: Path) -> str:
    try:
        return (folder / _POINTER).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def current_generation(folder: Path) -> Path | None:
    """Return the folder of the generation in use, or None when there is no index yet."""
    try:
        name = (folder / _POINTER).read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise PassageIndexError(f"索引目录无法读取：{folder}。请检查权限，或删除后重建。") from error
    if not name.startswith(GENERATION) or Path(name).name != name:
        raise PassageIndexError(f"索引已损坏：{folder / _POINTER} 内容无效。请运行 zhengxie-qa index 重建。")
    return folder / name


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of the index in ``folder``, or None when there is none of this format.

    Raises PassageIndexError when the files are damaged.
    """
    found = _of_current(folder, _read_manifest)
    return found[0] if found else None


def open_index(folder: Path) -> LocalIndex:
    """Open the current generation; raises PassageIndexError when there is none or a file of it is damaged."""
    opened = _of_current(folder, _open_generation)
    if opened is None:
        raise PassageIndexError(f"没有可用的索引：{folder}。请先运行 zhengxie-qa index。")
    return opened


def _of_current(folder: Path, read: Callable[[Path, Path], _Read | None]) -> _Read | None:
    """Return what ``read`` gives for the current generation; once more when another process replaced it meanwhile."""
    generation = current_generation(folder)
    try:
        return read(folder, generation) if generation is not None else None
    except PassageIndexError:
        if current_generation(folder) == generation:
            raise
        return _of_current(folder, read)


def _read_manifest(folder: Path, generation: Path) -> tuple[Manifest, dict[str, str]] | None:
    """Return the manifest and the checksums of the other files, or None when they are of another format."""
    try:
        raw = json.loads((generation / _MANIFEST).read_bytes())
        if raw.get("format") != FORMAT:
            return None
        checksums: dict[str, str] = raw.pop("checksums")
        raw["again"] = tuple(raw.get("again", ()))
        raw["files"] = {path: FileStamp(**stamp) for path, stamp in raw["files"].items()}
        return Manifest(**raw), checksums
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(folder, _MANIFEST) from error


def _open_generation(folder: Path, generation: Path) -> LocalIndex | None:
    found = _read_manifest(folder, generation)
    if found is None:
        return None
    manifest, checksums = found
    contents = {name: _read_checked(folder, generation / name, sha) for name, sha in checksums.items()}
    try:
        vectors = Vectors.from_bytes(contents[_VECTORS])
        documents = [document_of(json.loads(line)) for line in contents[_DOCUMENTS].decode().split("\n")[:-1]]
        passages = [passage_of(json.loads(line)) for line in contents[_PASSAGES].decode().split("\n")[:-1]]
    except (ValueError, KeyError, TypeError, RuntimeError) as error:
        raise _damaged(folder, generation.name) from error
    try:
        bm25 = Bm25.open(generation / _BM25, len(passages))
    except (ValueError, OSError) as error:
        raise _damaged(folder, _BM25) from error
    return LocalIndex(manifest, documents, passages, vectors, bm25)


def _read_checked(folder: Path, path: Path, checksum: str) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _damaged(folder, path.name) from error
    if _checksum(data) != checksum:
        raise _damaged(folder, path.name)
    return data


def _damaged(folder: Path, name: str) -> PassageIndexError:
    return PassageIndexError(f"索引已损坏：{folder} 中的 {name} 不完整或被改动。请运行 zhengxie-qa index 重建。")
