"""What anyone may know of a corpus that was indexed: its documents, its passages, what was skipped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from zhengxie_qa.index.building import has_changed
from zhengxie_qa.index.passage_index import PassageIndex
from zhengxie_qa.types import Document, Passage, Skipped


class IndexedCorpus:
    """A corpus as its index knows it."""

    def __init__(self, index: PassageIndex) -> None:
        self._index = index

    def is_outdated(self, corpus: str | Path) -> bool:
        """Tell whether the files of ``corpus`` are others than those this assistant knows; raises CorpusError."""
        return has_changed(Path(corpus), self._index.manifest)

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents by path."""
        return self._index.documents

    @property
    def skipped(self) -> Sequence[Skipped]:
        """The files that are not indexed, and why."""
        return tuple(Skipped(path, reason) for path, reason in self._index.manifest.skipped.items())

    @property
    def counts(self) -> Mapping[str, int]:
        """How many passages each document has, by path."""
        return self._index.counts

    @property
    def passages(self) -> Sequence[Passage]:
        """All passages, in the order of the index."""
        return self._index.passages
