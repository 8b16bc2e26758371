"""Haystack: its document splitter, its store in memory, a pipeline of both retrievers joined by reciprocal rank.

As it ships: 200 words a passage, and a word ends at a space, of which Chinese has none. For Chinese: its recursive
splitter over characters, with Chinese ends of sentences. Its BM25 takes each character for a word in either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from haystack import Document, Pipeline, component
from haystack.components.joiners import DocumentJoiner
from haystack.components.preprocessors import DocumentSplitter, RecursiveDocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peers.contract import Text
    from zhengxie_qa.embedding import Encoder

_SEPARATORS = ["\n\n", "\n", "[。！？]", "[；，、]", " "]


class Peer:
    """A pipeline: text embedder → vectors, and BM25, → joiner."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def split(self, documents: Sequence[Text], size: int | None) -> list[str]:
        """Return the texts of the passages."""
        return [passage.content for passage in _passages(documents, size)]

    def index(self, documents: Sequence[Text], size: int | None) -> list[str]:
        """Write the passages with their vectors into a store and put the pipeline together."""
        passages = _passages(documents, size)
        texts = [passage.content for passage in passages]
        for passage, vector in zip(passages, self._encoder.encode_document(texts).tolist(), strict=True):
            passage.embedding = vector
        store = InMemoryDocumentStore(shared=False)
        store.write_documents(passages)
        self._pipeline = Pipeline()
        self._pipeline.add_component("embedder", _Embedder(self._encoder))
        self._pipeline.add_component("vectors", InMemoryEmbeddingRetriever(store))
        self._pipeline.add_component("words", InMemoryBM25Retriever(store))
        self._pipeline.add_component("joined", DocumentJoiner(join_mode="reciprocal_rank_fusion"))
        self._pipeline.connect("embedder.embedding", "vectors.query_embedding")
        self._pipeline.connect("vectors", "joined")
        self._pipeline.connect("words", "joined")
        return texts

    def search(self, question: str, k: int) -> list[str]:
        """Return the first of what the joiner gives: ten each is what its retrievers return."""
        asked = {"embedder": {"text": question}, "words": {"query": question}, "joined": {"top_k": k}}
        return [passage.content for passage in self._pipeline.run(asked)["joined"]["documents"]]


def _passages(documents: Sequence[Text], size: int | None) -> list[Any]:
    splitter: Any = (
        DocumentSplitter()
        if size is None
        else RecursiveDocumentSplitter(split_length=size, split_unit="char", separators=_SEPARATORS)
    )
    splitter.warm_up()
    made = splitter.run([Document(content=text, meta={"name": name}) for name, text in documents])["documents"]
    return [passage for passage in made if passage.content.strip()]


@component
class _Embedder:
    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    @component.output_types(embedding=list[float])  # type: ignore[untyped-decorator]
    def run(self, text: str) -> dict[str, list[float]]:
        """Return the vector of a question."""
        return {"embedding": self._encoder.encode_query([text])[0].tolist()}
