"""Bytes to characters, strictly: a text that was guessed wrongly is worse than a file that is refused."""

from __future__ import annotations

import codecs
import unicodedata
from collections import Counter

_MARKS = (  # longest first: the UTF-32 mark begins with the UTF-16 one
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\x0b\x0c\x1a\x1b")
_MAX_CONTROLS = 0.005  # share of control bytes; text has none but for stray ones from old editors
_STRAY = 2  # as many of them are no sign of anything
_MAX_ODD = 0.05  # share of unassigned and private characters; office fonts leave a private bullet per line
_MAX_DAMAGED = 0.2  # of the non-ASCII characters; a damaged UTF-8 file loses a few, GB18030 read as UTF-8 most
_MIN_COMMON = 0.05  # share of the commonest characters; running Chinese has 0.2 and more, mojibake under 0.01
_MIN_SAMPLE = 40  # non-ASCII characters below which shares say nothing

# The commonest characters of official Chinese, simplified and traditional, with its punctuation.
_COMMON = frozenset(
    "，。、；：“”（）《》　的一是在和有不了人大中国工作会议年月日为业发展建设民政委员协市县区"
    "要以实加强推进全提高"
    "這個們來上國為業發員會議與實強進對於學時後開"
)


HOW_TO_RECOGNISE = "请运行 pip install 'zhengxie-qa[ocr]' 安装文字识别，再重新索引"


class UnreadableError(ValueError):
    """No text can be had from a file's bytes; the message is a Chinese clause saying why."""


class HinderedError(UnreadableError):
    """The bytes may be in order: a program is missing, or the machine gave too little time or memory."""


class ScannedError(UnreadableError):
    """The pages are pictures: there is no text in the file."""


class UndecodableError(UnreadableError):
    """The bytes are no text in a supported encoding."""


def decode(data: bytes) -> str:
    """Return the text of ``data``; see ``decoded``."""
    return decoded(data)[0]


def decoded(data: bytes) -> tuple[str, str]:
    """Return the text of ``data`` and its encoding: UTF-8, UTF-16 with a byte-order mark, or GB18030.

    Raises:
        UndecodableError: for binary data, another encoding, or damaged bytes.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if encoding is None:
        _refuse_binary(data)
        return _unmarked(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UndecodableError(f"{encoding.removesuffix('-sig').upper()} 编码在第 {error.start} 字节处损坏") from error
    return sane(text), encoding.removesuffix("-sig").upper()


def _refuse_binary(data: bytes) -> None:
    if b"\0" in data:
        raise UndecodableError("是二进制文件，不是文本（UTF-16 文本须带 BOM）")
    counts = Counter(data)
    if sum(counts[code] for code in _CONTROLS) > max(_STRAY, _MAX_CONTROLS * len(data)):
        raise UndecodableError("含大量控制字符，是二进制文件而不是文本")


def _unmarked(data: bytes) -> tuple[str, str]:
    try:
        return sane(data.decode("utf-8")), "UTF-8"
    except UnicodeDecodeError as error:
        damage = error.start
    lossy = data.decode("utf-8", errors="replace")
    foreign = sum(not char.isascii() for char in lossy)
    if lossy.count("\ufffd") <= _MAX_DAMAGED * foreign:
        raise UndecodableError(f"UTF-8 编码在第 {damage} 字节处损坏")
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise UndecodableError("编码无法识别，请另存为 UTF-8") from error
    _refuse_mojibake(text)
    return sane(text), "GB18030"


def sane(text: str) -> str:
    """Return ``text``; raises ``UndecodableError`` when too much of it is no writing."""
    counts = Counter(text)
    odd = sum(n for char, n in counts.items() if char == "\ufffd" or unicodedata.category(char) in ("Cn", "Co", "Cs"))
    controls = sum(n for char, n in counts.items() if ord(char) in _CONTROLS)
    if odd > _MAX_ODD * len(text) or controls > max(_STRAY, _MAX_CONTROLS * len(text)):
        raise UndecodableError("含大量无法显示的字符，编码可能不对，请另存为 UTF-8")
    return text


def plausible(text: str) -> str:
    """Return ``text``; raises ``UndecodableError`` when it is no Chinese text."""
    _refuse_mojibake(text)
    return text


def _refuse_mojibake(text: str) -> None:
    """Refuse bytes that GB18030 accepts without being it: Big5, Shift-JIS, Latin-1."""
    counts = Counter(char for char in text if not char.isascii())
    total = counts.total()
    if total >= _MIN_SAMPLE and sum(counts[char] for char in _COMMON) < _MIN_COMMON * total:
        raise UndecodableError("编码无法识别（不是 UTF-8，也不是 GB18030），请另存为 UTF-8")
