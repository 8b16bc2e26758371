"""Parts of a markdown source beside its text: front matter, and the notes that its text refers to."""

from __future__ import annotations

import re

_PROPERTY = re.compile(r"([A-Za-z_]+|[\u4e00-\u9fff]{2,6})\s*[:：]\s*(.*)$")
_LONGEST_BLOCK = 40  # lines of front matter
_NAMES = {  # what the keys of site generators and offices mean
    "标题": "title",
    "题名": "title",
    "日期": "date",
    "发布日期": "date",
    "publish_date": "date",
    "发文机关": "organisation",
    "发文单位": "organisation",
    "publisher": "organisation",
    "organisation": "organisation",
    "organization": "organisation",
    "文号": "document_number",
    "发文字号": "document_number",
}
_NOTE = re.compile(r"\[\^([^\]\s]{1,40})\]:\s*(.*)$")
_CALL = re.compile(r"\[\^([^\]\s]{1,40})\]")
_LONGEST_NOTE = 20  # lines that a note may go on for


def front_matter(source: list[str]) -> tuple[dict[str, str], list[str]]:
    """Split off a leading block of ``key: value`` lines between two rules."""
    if not source or source[0].strip() != "---":
        return {}, source
    end = next((i for i, line in enumerate(source[1:_LONGEST_BLOCK], 1) if line.strip() in ("---", "...")), 0)
    block = source[1:end]
    pairs = [match for line in block if (match := _PROPERTY.match(line))]
    if not pairs:
        return {}, source
    properties = {_NAMES.get(match[1].lower(), match[1].lower()): match[2].strip().strip("\"'") for match in pairs}
    return properties, source[end + 1 :]


def split_notes(source: list[str]) -> tuple[dict[str, str], list[str]]:
    """Split off the notes (``[^1]: …``, with the indented lines that follow), by name."""
    notes: dict[str, str] = {}
    kept: list[str] = []
    name, lines = "", 0
    for line in source:
        match = _NOTE.match(line)
        if match:
            name, lines = match[1], 0
            notes.setdefault(name, match[2].strip())
        elif name and line[:1] in (" ", "\t") and line.strip() and lines < _LONGEST_NOTE:
            notes[name], lines = f"{notes[name]} {line.strip()}".strip(), lines + 1
        else:
            name = ""
            kept.append(line)
    return notes, kept


def without_calls(text: str, notes: dict[str, str]) -> tuple[str, list[str]]:
    """Return ``text`` without the marks that call notes, and the notes that it calls, each once."""
    called = [name for name in _CALL.findall(text) if name in notes]
    plain = _CALL.sub(lambda match: "" if match[1] in notes else match[0], text) if called else text
    return plain, list(dict.fromkeys(notes[name] for name in called if notes[name]))
