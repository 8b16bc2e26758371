"""A file of the corpus → what the index holds of it: its document, its passages and their vectors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from zhengxie_qa.documents import read_document
from zhengxie_qa.errors import DocumentError
from zhengxie_qa.index.encoding import KeptVectors
from zhengxie_qa.index.passage_index import FileStamp, PassageIndex, indexed_text
from zhengxie_qa.structure import split_passages
from zhengxie_qa.types import Document, Passage


@dataclass(frozen=True, slots=True)
class Piece:
    """One document, ready to be indexed."""

    document: Document
    passages: Sequence[Passage]
    vectors: NDArray[np.float32]


def known_pieces(opened: PassageIndex | None, stamps: dict[str, FileStamp]) -> dict[str, Piece]:
    """Return what the present index holds of the files with these stamps, by path."""
    if opened is None:
        return {}
    pieces = {}
    for path, document in opened.documents.items():
        stamp, old = stamps.get(path), opened.manifest.files.get(path)
        if stamp is None or old is None or (document.sha256, old.sidecar) != (stamp.sha256, stamp.sidecar):
            continue
        numbers = opened.numbers_of(path)
        passages = [opened.passages[number] for number in numbers]
        pieces[path] = Piece(document, passages, opened.vectors.rows(numbers))
    return pieces


def make_piece(corpus: Path, name: str, kept: KeptVectors, tell: Callable[[int, int], None]) -> Piece:
    """Read the file ``name`` of ``corpus``, cut and encode it; DocumentError where there is nothing to index."""
    document = read_document(corpus, corpus / name)
    passages = split_passages(document)
    if not passages:
        raise DocumentError(f"{name}：没有正文")
    title = document.metadata.title
    vectors = kept.encode([indexed_text(passage, title) for passage in passages], tell)
    return Piece(document, passages, vectors)
