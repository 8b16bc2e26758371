"""Which files of the corpus folder are documents."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from zhengxie_qa.documents.decoding import UnreadableError
from zhengxie_qa.documents.metadata.sidecar import has_document, is_sidecar
from zhengxie_qa.documents.packed import Member, is_packed, members
from zhengxie_qa.documents.registry import SUFFIXES, is_supported
from zhengxie_qa.errors import CorpusError
from zhengxie_qa.types import Skipped

HIDDEN = "隐藏文件"  # the reason why a hidden file is passed over: nobody needs to be told
_REASONS = {
    errno.ENOENT: "文件不存在",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ELOOP: "链接成环",
    errno.EIO: "磁盘错误",
    errno.ENAMETOOLONG: "文件名过长",
}
_HIDDEN_NAMES = (".", "~$")  # dot files, and the lock files of office programs


@dataclass(frozen=True, slots=True)
class CorpusFiles:
    """The files of a corpus folder: those to read, and those passed over; both sorted by path."""

    files: tuple[Path, ...]
    skipped: tuple[Skipped, ...]


def corpus_files(root: Path) -> CorpusFiles:
    """List the files under ``root``.

    Hidden files, unsupported types and links that leave the folder are passed over; linked folders are not
    entered.

    Raises:
        CorpusError: the folder is missing, is no folder or cannot be read.
    """
    _check_folder(root)
    files: list[Path] = []
    skipped: list[Skipped] = []
    for path, reason in _listed(root):
        if reason:
            skipped.append(Skipped(relative(root, path), reason))
        else:
            files.append(path)
    return CorpusFiles(tuple(files), tuple(skipped))


def _listed(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield every file, those in packed ones among them, and why it is no document, or an empty string."""
    for path in sorted(_walk(root)):
        reason = _why_not(root, path)
        if reason or not is_packed(path):
            yield path, reason
            continue
        if is_supported(path):
            yield path, ""
        try:
            yield from ((path / member.name, member.reason or _why_unread(path, member)) for member in members(path))
        except UnreadableError as error:
            yield path, str(error)
        except OSError as error:
            yield path, unreadable(error)


def _why_unread(packed: Path, member: Member) -> str:
    name = PurePosixPath(member.name)
    if any(part.startswith(_HIDDEN_NAMES) or part == "__MACOSX" for part in name.parts):
        return HIDDEN
    return "" if is_supported(packed / name) else _why_unsupported(packed / name)


def find_documents(root: Path) -> Iterator[Path]:
    """Yield the files under ``root`` that can be read as documents, sorted; raises ``CorpusError``."""
    yield from corpus_files(root).files


def relative(root: Path, path: Path) -> str:
    """Return ``path`` relative to ``root`` with forward slashes; undecodable bytes of a name become �."""
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def leaves(root: Path, path: Path) -> bool:
    """Say whether ``path``, followed through links, lies outside ``root``."""
    return not path.resolve().is_relative_to(root.resolve())


def unreadable(error: OSError) -> str:
    """Say in Chinese why a file cannot be read."""
    return f"无法读取（{_REASONS.get(error.errno or 0, error.strerror or '系统错误')}）"


def _check_folder(root: Path) -> None:
    if not root.exists():
        raise CorpusError(f"资料文件夹不存在：{root}")
    if not root.is_dir():
        raise CorpusError(f"不是文件夹：{root}")
    if not os.access(root, os.R_OK | os.X_OK):
        raise CorpusError(f"没有权限读取资料文件夹：{root}")


def _walk(root: Path) -> Iterator[Path]:
    """Yield every file under ``root``; a hidden, linked or unreadable folder comes as itself."""
    closed: list[str] = []
    for folder, names, files in os.walk(root, onerror=lambda error: closed.append(error.filename)):
        here = Path(folder)
        for name in list(names):
            if name.startswith(_HIDDEN_NAMES) or (here / name).is_symlink():
                names.remove(name)
                yield here / name
        for name in files:
            yield here / name
    yield from map(Path, closed)


def _why_not(root: Path, path: Path) -> str:
    """Return why ``path`` is no document (a Chinese clause), or an empty string."""
    if path.name.startswith(_HIDDEN_NAMES):
        return HIDDEN
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return unreadable(error)
    if path.is_symlink() and leaves(root, path):
        return "链接指向资料文件夹之外"
    if not stat.S_ISREG(mode):
        return _why_no_file(path, mode)
    if any("\udc80" <= char <= "\udcff" for char in path.as_posix()):
        return "文件名的编码无法识别，请改名"
    return "" if is_supported(path) or is_packed(path) else _why_unsupported(path)


def _why_unsupported(path: Path) -> str:
    if is_sidecar(path):
        return HIDDEN if has_document(path) else "旁边没有它所说明的文档"
    return f"不支持的文件类型（支持 {'、'.join(SUFFIXES)}）"


def _why_no_file(path: Path, mode: int) -> str:
    if not stat.S_ISDIR(mode):
        return "不是普通文件"
    return "是链接的文件夹，不进入" if path.is_symlink() else "没有权限进入的文件夹"
