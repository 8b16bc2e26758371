"""Recognised pages kept on the disk by what they look like: no page is recognised twice, and a long job goes on."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import os
import uuid
from pathlib import Path

from zhengxie_qa.documents.recognition.engine import Picture
from zhengxie_qa.documents.recognition.values import RecognisedPage, packed, unpacked

FOLDER = "ZHENGXIE_PAGES"  # the environment variable that names another folder
_VERSION = "5"  # raise when pages are read otherwise: what was kept is then read anew
_MOST = 50_000  # pages kept, of 5 KB each; the oldest go first
_LOOKED_AT = 500  # pages kept between two looks at how many there are


class PageCache:
    """The folder of recognised pages; where it cannot be written, nothing is kept."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or kept_in()
        self._kept = 0

    def get(self, digest: str) -> RecognisedPage | None:
        """Return the page that was kept under ``digest``, if there is one and it is whole."""
        try:
            return unpacked(json.loads(gzip.decompress(self._path(digest).read_bytes())))
        except (OSError, EOFError, ValueError, KeyError, TypeError):
            return None

    def put(self, digest: str, page: RecognisedPage) -> None:
        """Keep ``page`` under ``digest``."""
        path = self._path(digest)
        fresh = path.with_name(f".{uuid.uuid4().hex[:12]}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            fresh.write_bytes(gzip.compress(json.dumps(packed(page), ensure_ascii=False).encode(), 6))
            fresh.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                fresh.unlink(missing_ok=True)
            return
        if self._kept % _LOOKED_AT == 0:
            self._make_room()
        self._kept += 1

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / f"{digest}.json.gz"

    def _make_room(self) -> None:
        with contextlib.suppress(OSError):
            files = list(self._folder.glob("??/*.json.gz"))
            if len(files) > _MOST:
                for old in sorted(files, key=lambda path: path.stat().st_mtime)[: len(files) - _MOST]:
                    old.unlink(missing_ok=True)


def digest_of(picture: Picture, points: float) -> str:
    """Return what tells a picture of a page from every other one."""
    digest = hashlib.sha256(f"{_VERSION} {picture.shape} {points:.4f}".encode())
    digest.update(picture.data)
    return digest.hexdigest()


def kept_in() -> Path:
    """Return the folder for recognised pages: the one named in the environment, else in the user's cache."""
    if named := os.environ.get(FOLDER):
        return Path(named)
    base = os.environ.get("LOCALAPPDATA") if os.name == "nt" else os.environ.get("XDG_CACHE_HOME")
    return Path(base or Path.home() / ".cache") / "zhengxie-qa" / "pages"
