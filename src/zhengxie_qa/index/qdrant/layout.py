"""How an index lies in a collection: the points there are, their ids and their fields.

================ ============================== =========================================================
``type``         id                             fields
================ ============================== =========================================================
``passage``      its number, counted from 1     those of a passage; ``kind``, ``place`` of its document
``document``     of its path and generation     what is told in lists; not its text
``text``         of its path, generation, part  ``data``: a part of the document as JSON, compressed
``blob``         of its name, generation, part  ``data``: a part of the manifest or of the terms, compressed
``head``         one                            the present generation and what it counts
``lease``        one                            who writes, and until when
================ ============================== =========================================================

Passages, documents and texts carry ``born``, the generation that added them, and ``died``, the one that no longer has
them: a reader sees one generation while the next is written. A new head makes the next one present, in one write.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from zhengxie_qa.index.passage_index import FORMAT, FileStamp, Manifest, indexed_text
from zhengxie_qa.index.pieces import Piece
from zhengxie_qa.index.qdrant.points import Id, Point, Points, Where
from zhengxie_qa.index.qdrant.weights import packed, passage_weights, unpacked
from zhengxie_qa.index.records import as_json
from zhengxie_qa.text import titles_in

LAYOUT = 1  # raise when points change meaning
NEVER = 2**53  # the generation in which what is seen now is gone
_SPACE = uuid.UUID("6f1c0f0e-3f7e-4b57-9d3b-6a0f5f9c2d11")
_LONGEST = 1_000_000  # characters of one field: a request may have 32 MB
PASSAGE, DOCUMENT, TEXT, BLOB, HEAD, LEASE = "passage", "document", "text", "blob", "head", "lease"


@dataclass(frozen=True, slots=True)
class Head:
    """The present generation of an index."""

    generation: int
    next: int  # number of the next passage
    passages: int
    average: float  # tokens of a passage, by which lengths are normalised
    layout: int = LAYOUT
    format: int = FORMAT


def point_id(*parts: object) -> str:
    """Return the id of a point that is no passage."""
    return str(uuid.uuid5(_SPACE, "/".join(map(str, parts))))


def seen_at(generation: int) -> Where:
    """Return what holds for the points of ``generation``."""
    return Where(at_most={"born": generation}, above={"died": generation})


def head_point(head: Head) -> Point:
    """Return the point that makes ``head`` the present generation."""
    return Point(point_id(HEAD), {"type": HEAD, **asdict(head)})


def read_head(points: Points) -> Head | None:
    """Return the present generation; None where none was completed."""
    found = points.take([point_id(HEAD)])
    if not found:
        return None
    names = Head.__dataclass_fields__
    return Head(**{name: value for name, value in found[0].payload.items() if name in names})


def blob_points(name: str, generation: int, data: bytes) -> list[Point]:
    """Return the points that hold ``data``."""
    parts = packed(data, _LONGEST)
    return [
        Point(
            point_id(BLOB, name, generation, n),
            {"type": BLOB, "document": name, "data": part, "parts": len(parts), "born": generation, "died": NEVER},
        )
        for n, part in enumerate(parts)
    ]


def read_blob(points: Points, name: str, generation: int) -> bytes:
    """Return the data of ``blob_points``; raises ValueError or KeyError where some of it is missing."""
    return _joined(points, (BLOB, name, generation))


def read_text(points: Points, path: str, born: int) -> bytes:
    """Return a document as JSON; raises ValueError or KeyError where some of it is missing."""
    return _joined(points, (TEXT, path, born))


def _joined(points: Points, name: Sequence[object]) -> bytes:
    first = points.take([point_id(*name, 0)])
    if not first:
        raise KeyError("/".join(map(str, name)))
    ids: list[Id] = [point_id(*name, n) for n in range(int(first[0].payload["parts"]))]
    rest = {point.id: point for point in points.take(ids[1:])} if len(ids) > 1 else {}
    return unpacked([first[0].payload["data"], *(rest[each].payload["data"] for each in ids[1:])])


def manifest_bytes(manifest: Manifest) -> bytes:
    """Return what ``manifest_of`` reads."""
    return json.dumps(asdict(manifest), ensure_ascii=False).encode()


def manifest_of(data: bytes) -> Manifest:
    """Read a manifest; raises ValueError, KeyError or TypeError."""
    raw = json.loads(data)
    raw["again"] = tuple(raw["again"])
    raw["files"] = {path: FileStamp(**stamp) for path, stamp in raw["files"].items()}
    return Manifest(**raw)


def piece_points(piece: Piece, generation: int, first: int, average: float) -> list[Point]:
    """Return the points of a document that ``generation`` adds; its passages are numbered from ``first``."""
    document = piece.document
    data = document.metadata
    life: dict[str, Any] = {"document": document.path, "born": generation, "died": NEVER}
    passages = [
        Point(
            first + n,
            {**json.loads(as_json(passage)), **life, "type": PASSAGE, "kind": data.kind, "place": data.place},
            dense=vector,
            words=passage_weights(indexed_text(passage, data.title), average),
        )
        for n, (passage, vector) in enumerate(zip(piece.passages, piece.vectors, strict=True))
    ]
    parts = packed(as_json(document).encode("utf-8", "surrogatepass"), _LONGEST)
    texts = [
        Point(point_id(TEXT, document.path, generation, n), {**life, "type": TEXT, "data": part, "parts": len(parts)})
        for n, part in enumerate(parts)
    ]
    about = Point(point_id(DOCUMENT, document.path, generation), {**life, **_listed(piece, first), "type": DOCUMENT})
    return [*passages, *texts, about]


def _listed(piece: Piece, first: int) -> dict[str, Any]:
    """Return what is told of a document without its text."""
    document = piece.document
    return {
        "metadata": asdict(document.metadata),
        "kind": document.metadata.kind,
        "place": document.metadata.place,
        "year": document.metadata.year,
        "sha256": document.sha256,
        "sections": len(document.sections) - 1,
        "articles": any(section.kind == "article" for section in document.sections),
        "key": point_id("same", document.text),
        "first": first,
        "count": len(piece.passages),
        "titles": titles_in(passage.text for passage in piece.passages),
    }
