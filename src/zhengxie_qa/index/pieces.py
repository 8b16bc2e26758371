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


def unchanged(opened: PassageIndex | None, stamps: dict[str, FileStamp]) -> frozenset[str]:
    """Return the paths of the files with these stamps that the present index holds as they are."""
    if opened is None:
        return frozenset()
    files = opened.manifest.files
    return frozenset(
        path
        for path, document in opened.documents.items()
        if path in stamps
        and path in files
        and (document.sha256, files[path].sidecar) == (stamps[path].sha256, stamps[path].sidecar)
    )


def make_piece(corpus: Path, name: str, kept: KeptVectors, tell: Callable[[int, int], None]) -> Piece:
    """Read the file ``name`` of ``corpus``, cut and encode it; DocumentError where there is nothing to index."""
    document = read_document(corpus, corpus / name)
    passages = split_passages(document)
    if not passages:
        raise DocumentError(f"{name}：没有正文")
    title = document.metadata.title
    vectors = kept.encode([indexed_text(passage, title) for passage in passages], tell)
    return Piece(document, passages, vectors)
