"""Documents and passages as JSON, and back."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from zhengxie_qa.types import Document, Metadata, Passage, ScannedLine, ScannedPage, Section, TableRow


def as_json(value: Document | Passage) -> str:
    """Return ``value`` as one line of JSON."""
    return json.dumps(value, default=_fields, ensure_ascii=False)


def _fields(value: Any) -> dict[str, Any]:
    """Return the fields of a value without copying what is in them, as ``asdict`` does: a third of the time."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


def document_of(raw: dict[str, Any]) -> Document:
    """Return the document that was written; raises KeyError or TypeError."""
    raw["metadata"] = Metadata(**raw["metadata"])
    raw["sections"] = tuple(Section(**section) for section in raw["sections"])
    raw["pages"] = tuple(raw["pages"])
    raw["rows"] = tuple(TableRow(**row) for row in raw["rows"])
    raw["scans"] = tuple(map(_scan, raw.get("scans", ())))
    return Document(**raw)


def _scan(raw: dict[str, Any]) -> ScannedPage:
    lines = tuple(
        ScannedLine(
            line["start"],
            line["end"],
            tuple(line["box"]),
            line["sure"],
            tuple((start, end) for start, end in line["doubts"]),
        )
        for line in raw["lines"]
    )
    return ScannedPage(raw["number"], raw["quarters"], raw["degrees"], lines)


def passage_of(raw: dict[str, Any]) -> Passage:
    """Return the passage that was written; raises KeyError or TypeError."""
    raw["headings"] = tuple(raw["headings"])
    return Passage(**raw)
