"""Files that visitors put into the corpus folder or take out of it: checked before anything is written."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import tempfile
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from zhengxie_qa.documents.corpus_folder import corpus_files
from zhengxie_qa.documents.decoding import HinderedError
from zhengxie_qa.documents.metadata.sidecar import sidecar_of
from zhengxie_qa.documents.packed import packed_parent
from zhengxie_qa.documents.registry import SUFFIXES
from zhengxie_qa.documents.sandbox import seconds_for, started
from zhengxie_qa.errors import DocumentError, UsageError
from zhengxie_qa.types import Document

LARGEST_UPLOAD = 64 * 2**20  # bytes: a scanned yearbook has half of it
_LONGEST_READING = 900.0  # seconds by the clock, beside other work
_LONGEST_NAME = 200  # bytes in UTF-8; file systems take 255, and a sidecar's name is longer
_FORBIDDEN = re.compile(r'[<>:"|?*]')  # what Windows does not take: a corpus may lie on its shares
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)  # names of devices there


def checked_name(name: str) -> str:
    """Return ``name`` as a file name for the corpus folder; UsageError says what is wrong with it."""
    plain = unicodedata.normalize("NFC", name).strip()
    if not plain:
        raise UsageError("文件没有名称。")
    if "/" in plain or "\\" in plain or ".." in plain:
        raise UsageError(f"文件名“{_shown(plain)}”不能包含路径（/、\\ 或 ..），请改名后再上传。")
    if any(_is_invisible(character) for character in plain) or _FORBIDDEN.search(plain):
        raise UsageError(f"文件名“{_shown(plain)}”含有不能使用的字符，请改名后再上传。")
    if plain.startswith((".", "~$")) or _DEVICES.match(plain):
        raise UsageError(f"文件名“{_shown(plain)}”不能使用，请改名后再上传。")
    if len(plain.encode()) > _LONGEST_NAME:
        raise UsageError(f"文件名太长（上限约 {_LONGEST_NAME // 3} 个汉字），请改短后再上传。")
    if Path(plain).suffix.lower() not in SUFFIXES:
        raise UsageError(f"“{plain}”的类型不支持，可以上传 {'、'.join(SUFFIXES)}。")
    return plain


def check_file(corpus: Path, name: str, data: bytes) -> None:
    """Find out whether an uploaded file may be added to ``corpus``; nothing is written there, and nobody waits for it.

    Raises UsageError when the name, the size or the content is not acceptable, DocumentError when the file cannot be
    read as a document within the processor's time that its size allows.
    """
    plain = checked_name(name)
    if len(data) > LARGEST_UPLOAD:
        raise UsageError(f"“{plain}”太大（{len(data) / 2**20:.0f} MB），上限 {LARGEST_UPLOAD >> 20} MB。")
    _check_new(corpus, plain, data)
    _check_readable(plain, data)


def add_file(corpus: Path, name: str, data: bytes) -> str:
    """Write a file that :func:`check_file` has found good into ``corpus`` and return its path there.

    Nothing is overwritten. Raises UsageError when the file is there by now, or cannot be written.
    """
    plain = checked_name(name)
    _check_new(corpus, plain, data)
    _write_new(corpus / plain, data)
    return plain


def _check_new(corpus: Path, plain: str, data: bytes) -> None:
    if any(plain.casefold() == path.name.casefold() for path in corpus.iterdir()):
        raise UsageError(f"已有名为“{plain}”的文件，没有覆盖。如要替换，请先移除原来的文件，或改名后再上传。")
    if same := _same_content(corpus, data):
        raise UsageError(f"“{plain}”与已有的“{same}”内容完全相同，没有重复收录。")


def remove_file(corpus: Path, path: str, documents: Mapping[str, Document]) -> None:
    """Remove an indexed document's file from ``corpus``, and the sidecar beside it.

    Raises UsageError when ``path`` is not indexed, is the last document, or its file cannot be removed.
    """
    if path not in documents:
        raise UsageError(f"没有收录“{_shown(path)}”。")
    if sum((corpus / each).is_file() for each in documents) == 1:
        raise UsageError("这是最后一份文件，不能移除。请先加入别的文件。")
    file = corpus / path
    if packed_parent(file) is not None:
        raise UsageError(f"“{path}”在压缩包或邮件里，不能单独移除。请在资料文件夹里换掉整个文件。")
    sidecar = sidecar_of(file)
    try:
        file.unlink(missing_ok=True)
        if sidecar is not None and not _still_needed(sidecar, file):
            sidecar.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"不能移除“{path}”：{error.strerror or error}。请联系管理员。") from error


def _still_needed(sidecar: Path, removed: Path) -> bool:
    """Tell whether another file of the same bare name uses the sidecar (报告.docx and 报告.pdf, 报告.meta.toml)."""
    return any(
        other != removed and other.suffix.lower() in SUFFIXES and sidecar_of(other) == sidecar
        for other in removed.parent.iterdir()
    )


def _same_content(corpus: Path, data: bytes) -> str:
    """Return the path of a file of the corpus that holds just ``data``, or an empty string."""
    digest = hashlib.sha256(data).digest()
    for path in corpus_files(corpus).files:
        try:
            if path.stat().st_size == len(data) and hashlib.sha256(path.read_bytes()).digest() == digest:
                return path.relative_to(corpus).as_posix()
        except OSError:
            continue  # one that cannot be read is no copy that anybody could use
    return ""


def _check_readable(name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory(prefix="zhengxie-") as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        refused = _read_in_full(path, seconds_for(len(data)))
    if refused:
        raise DocumentError(f"{refused}。这份文件没有收录。")


def _read_in_full(path: Path, seconds: float) -> str:
    """Return why the file at ``path`` cannot be read, or an empty string."""
    try:
        process = started("upload_worker", str(path), str(seconds))
    except HinderedError as error:
        return f"{path.name}：{error}"
    with process:
        try:
            said, _ = process.communicate(timeout=_LONGEST_READING)
        except subprocess.TimeoutExpired:
            process.kill()
            said = b""
    if said.endswith(b"\n"):
        answer: dict[str, str] = json.loads(said)
        return answer["refused"]
    return f"{path.name}：读完整份文件所需时间或内存过多（上限 {seconds:.0f} 秒），请拆分后再放入"


def _write_new(path: Path, data: bytes) -> None:
    try:
        with path.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError as error:
        raise UsageError(f"已有名为“{path.name}”的文件，没有覆盖。") from error
    except OSError as error:
        path.unlink(missing_ok=True)
        raise UsageError(f"“{path.name}”没有存成：{error.strerror or error}。请联系管理员。") from error


def _is_invisible(character: str) -> bool:
    """Tell whether ``character`` is a control, a format or an unassigned one, or ends a line: U+2028."""
    category = unicodedata.category(character)
    return category.startswith("C") or category in ("Zl", "Zp")


def _shown(name: str) -> str:
    """Return ``name`` as a message may show it."""
    visible = "".join("\ufffd" if _is_invisible(c) else c for c in name)
    return visible if len(visible) <= 60 else visible[:60] + "…"
