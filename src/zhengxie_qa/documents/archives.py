"""Office files are zip archives of XML: checked before anything of them is unpacked."""

from __future__ import annotations

import io
import zipfile

from zhengxie_qa.documents.decoding import UnreadableError

_LARGEST = 128 * 2**20  # bytes unpacked, pictures included; the largest yearbook we know of has 40 MB
_LARGEST_XML = 48 * 2**20  # bytes of one XML file; a parsed one takes ten times as much memory
_MOST_FILES = 5_000
_MOST_RATIO = 400  # text unpacks to 5–20 times its size, a template's repetitive styles to 100
_FROM = 2**20  # bytes below which no ratio is dangerous
_PREAMBLE = 4_096  # bytes in which a document type stands
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def is_archive(data: bytes) -> bool:
    """Say whether ``data`` begins as a zip archive does."""
    return data.startswith(b"PK\x03\x04")


def checked_archive(data: bytes) -> zipfile.ZipFile:
    """Open ``data`` as an office archive that is safe to unpack; raises ``UnreadableError``."""
    if data.startswith(_OLE):
        locked = "有密码保护，请解除密码后再放入"
        raise UnreadableError(locked if _ENCRYPTED in data else "是旧版格式，请另存为新格式（.docx、.xlsx）")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
        _check_sizes(infos)
        for info in infos:
            if info.filename.endswith((".xml", ".rels")):
                _check_xml(archive, info)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError("文件已损坏，或不是它的扩展名所说的格式") from error
    return archive


def _check_sizes(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > _MOST_FILES:
        raise UnreadableError(f"压缩包内文件过多（{len(infos)} 个）")
    if any(info.flag_bits & 1 for info in infos):
        raise UnreadableError("有密码保护，请解除密码后再放入")
    total = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    if total > _LARGEST or total > max(_FROM, _MOST_RATIO * packed):
        raise UnreadableError(f"解压后过大（{total >> 20} MB），疑为压缩炸弹")
    if any(info.file_size > _LARGEST_XML for info in infos if info.filename.endswith(".xml")):
        raise UnreadableError(f"内容过大（单个部件超过 {_LARGEST_XML >> 20} MB），请拆分后再放入")


def _check_xml(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    with archive.open(info) as file:
        if b"<!" in file.read(_PREAMBLE).replace(b"<!--", b"").replace(b"\0", b""):
            raise UnreadableError("含 XML 实体或文档类型定义，可能不安全")
