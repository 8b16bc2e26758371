"""The files of a corpus as they are now, each with what tells whether it has changed since it was indexed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from zhengxie_qa.documents import corpus_files, sidecar_of
from zhengxie_qa.index.passage_index import FileStamp, Manifest


def stamp_files(corpus: Path, known: Manifest | None) -> dict[str, FileStamp]:
    """Stamp the corpus; a file whose size and time are known is not read again."""
    stamps: dict[str, FileStamp] = {}
    for path in corpus_files(corpus).files:
        name = path.relative_to(corpus).as_posix()
        try:
            status = path.stat()
            old = known.files.get(name) if known else None
            sidecar = sidecar_of(path)
            beside = _digest(sidecar) if sidecar else ""
            unchanged = old is not None and (old.size, old.mtime_ns) == (status.st_size, status.st_mtime_ns)
            sha256 = old.sha256 if old is not None and unchanged else _digest(path)
            stamps[name] = FileStamp(sha256, status.st_size, status.st_mtime_ns, beside)
        except OSError:
            stamps[name] = FileStamp("", 0, 0)  # unreadable: reading it below says why
    return stamps


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def same_contents(manifest: Manifest, stamps: dict[str, FileStamp]) -> bool:
    """Tell whether ``manifest`` is of files with just these contents, whatever their times."""

    def digests(files: dict[str, FileStamp]) -> dict[str, tuple[str, str]]:
        return {name: (stamp.sha256, stamp.sidecar) for name, stamp in files.items()}

    return digests(manifest.files) == digests(stamps)
