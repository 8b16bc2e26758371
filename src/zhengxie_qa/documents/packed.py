"""Files that are folders of documents: .zip, and .eml with what is attached; read within limits, one level deep.

A document in one has the path of the file and its own name below it: 来文/材料.zip/通知.docx. Nothing is written to
the disk.
"""

from __future__ import annotations

import email
import email.policy
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from itertools import islice
from pathlib import Path, PurePosixPath

from zhengxie_qa.documents.decoding import UnreadableError

_LARGEST_FILE = 256 * 2**20  # bytes of a packed file
_LARGEST_MEMBER = 128 * 2**20  # bytes unpacked of one document
_LARGEST = 512 * 2**20  # bytes unpacked of all
_MOST_RATIO = 200  # text packs to a tenth; a bomb to a thousandth
_FROM = 2**20  # bytes below which no ratio is dangerous
_MOST_MEMBERS = 1_000
_LONGEST_NAME = 200  # characters
_DISPOSITION = re.compile(
    rb"^content-disposition:[ \t]*attachment[^\r\n]{0,400}(?:\r?\n[ \t][^\r\n]{1,400}){0,20}", re.I | re.M
)
_UTF8_NAME = 0x800  # flag of a name that says it is UTF-8; others are of the system that packed it


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a packed one: its name there, or why it is no document."""

    name: str
    reason: str = ""  # a Chinese clause; empty for one that may be read


def is_packed(path: Path) -> bool:
    """Say whether a file of this type holds documents of its own."""
    return path.suffix.lower() in (".zip", ".eml")


def content_of(path: Path) -> bytes:
    """Return the bytes of the file at ``path``, also where it lies in a packed one; raises as ``members`` does."""
    parent = packed_parent(path)
    return path.read_bytes() if parent is None else member_bytes(parent, path.relative_to(parent).as_posix())


def packed_parent(path: Path) -> Path | None:
    """Return the packed file that the document at ``path`` lies in, if it lies in one."""
    return next((one for one in path.parents if is_packed(one) and one.is_file()), None)


def members(path: Path) -> list[Member]:
    """Return the files in the packed one at ``path``, sorted by name.

    Raises ``UnreadableError`` when it is damaged, locked or dangerous, OSError when it cannot be read.
    """
    if path.stat().st_size > _LARGEST_FILE:
        raise UnreadableError(f"压缩包过大（上限 {_LARGEST_FILE >> 20} MB）")
    found = _zipped(path) if path.suffix.lower() == ".zip" else _attached(path)
    first: dict[str, Member] = {}
    for member in found:
        first.setdefault(member.name, member)
    return sorted(first.values(), key=lambda member: member.name)


def member_bytes(path: Path, name: str) -> bytes:
    """Return the file ``name`` in the packed one at ``path``; raises as ``members`` does, KeyError without one."""
    if path.suffix.lower() == ".eml":
        found = next((data for one, data in _attachments(path.read_bytes()) if one == name), None)
        if found is None:
            raise KeyError(name)
        return found
    with _archive(path) as archive:
        info = next((one for one in archive.infolist() if _name(one) == name), None)
        if info is None:
            raise KeyError(name)
        try:
            with archive.open(info) as file:  # which reads no more than the archive says that it holds
                return file.read(_LARGEST_MEMBER)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
            raise UnreadableError("压缩包已损坏，或有密码") from error


def _zipped(path: Path) -> Iterator[Member]:
    with _archive(path) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                yield Member(_name(info).lstrip("/"), _why_not(info))


def _archive(path: Path) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise UnreadableError("压缩包已损坏") from error
    infos = archive.infolist()
    total, packed = sum(one.file_size for one in infos), sum(one.compress_size for one in infos)
    problem = ""
    if len(infos) > _MOST_MEMBERS:
        problem = f"压缩包内文件过多（{len(infos)} 个，上限 {_MOST_MEMBERS} 个）"
    elif total > _LARGEST or total > max(_FROM, _MOST_RATIO * packed):
        problem = f"解压后过大（{total >> 20} MB），疑为压缩炸弹"
    if problem:
        archive.close()
        raise UnreadableError(problem)
    return archive


def _name(info: zipfile.ZipInfo) -> str:
    """Return the name of a member; one that does not say its encoding was packed by a Chinese system."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        raw = name.encode("cp437", "replace")
        readings = [raw.decode(encoding, "replace") for encoding in ("utf-8", "gb18030")]
        name = max(
            readings, key=lambda text: (-text.count("\ufffd"), _ideographs(text))
        )  # 通知 is UTF-8 of others, too
    return "".join(char if char.isprintable() else "\ufffd" for char in name.replace("\\", "/"))


def _ideographs(text: str) -> int:
    return sum("\u4e00" <= char <= "\u9fff" for char in text)


def _why_not(info: zipfile.ZipInfo) -> str:
    name = _name(info)
    parts = PurePosixPath(name).parts
    if name.startswith("/") or ".." in parts or (parts and ":" in parts[0]):
        return "路径越出压缩包"
    if "\ufffd" in name or len(name) > _LONGEST_NAME:
        return "文件名不能使用"
    if info.flag_bits & 1:
        return "有密码保护，请解除密码后再放入"
    if info.file_size > _LARGEST_MEMBER:
        return f"文件过大（{info.file_size >> 20} MB，上限 {_LARGEST_MEMBER >> 20} MB）"
    return "压缩包里的压缩包，不再打开" if is_packed(Path(name)) else ""


def _attached(path: Path) -> Iterator[Member]:
    """Yield what a mail says is attached: its headers tell, and nothing is decoded each time a folder is looked at."""
    for match in islice(_DISPOSITION.finditer(path.read_bytes()), _MOST_MEMBERS):
        header = email.message_from_bytes(match.group() + b"\n\n", policy=email.policy.default)
        if name := _plain_name(header.get_filename() or ""):
            yield Member(name, "附件里的压缩包或邮件，不再打开" if is_packed(Path(name)) else "")


def _plain_name(name: str) -> str:
    """Return the last part of an attachment's name; empty for one that cannot be used."""
    plain = PurePosixPath(name.replace("\\", "/")).name
    return plain if len(plain) <= _LONGEST_NAME and plain.isprintable() else ""


def _attachments(data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        parts = list(message.iter_attachments()) if isinstance(message, EmailMessage) else []
        for part in parts:
            content = part.get_payload(decode=True)
            if (name := _plain_name(part.get_filename() or "")) and isinstance(content, bytes):
                yield name, content
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError) as error:
        raise UnreadableError("邮件已损坏，附件没有读出") from error
