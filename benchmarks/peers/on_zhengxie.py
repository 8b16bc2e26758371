"""This project under the same protocol: the texts are written into a folder and opened as a corpus.

It has one setting: what is indexed is on disk, and the files are read as any others. So its time to index holds more
than that of the others, which get the texts and keep what they make of them in memory.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from zhengxie_qa import Assistant
from zhengxie_qa.index import open_updated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peers.contract import Text
    from zhengxie_qa.embedding import Encoder


class Peer:
    """The product's own search."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def split(self, documents: Sequence[Text], size: int | None) -> list[str]:
        """Index as well: the passages are a product of reading the files."""
        return self.index(documents, size)

    def index(self, documents: Sequence[Text], size: int | None) -> list[str]:
        """Write the texts out, read, split and index them; ``size`` has no say."""
        del size
        self._folder = tempfile.TemporaryDirectory()
        corpus, index = Path(self._folder.name, "corpus"), Path(self._folder.name, "index")
        for name, text in documents:
            path = corpus / (name if name.endswith((".txt", ".md")) else f"{name}.txt")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        opened, _ = open_updated(corpus, index, self._encoder)
        self._assistant = Assistant(opened, self._encoder)
        return [passage.text for passage in self._assistant.passages]

    def search(self, question: str, k: int) -> list[str]:
        """Return what the product's ``search`` shows."""
        return [hit.passage.text for hit in self._assistant.search(question, k=k)]
