"""LlamaIndex: its sentence splitter, its vector index and its BM25 retriever, fused by reciprocal rank.

As it ships: 1,024 tokens with 200 of overlap, BM25 over what an English pattern calls words. For Chinese: smaller
passages without overlap, and a pattern that makes each character a word, no stemming.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llama_index.core import Document, VectorStoreIndex
from llama_index.core.embeddings import BaseEmbedding
from llama_index.core.llms import MockLLM
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.retrievers.bm25 import BM25Retriever
from pydantic import PrivateAttr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peers.contract import Text
    from zhengxie_qa.embedding import Encoder

_CHARACTERS = r"(?u)[\u4e00-\u9fff]|[^\W\u4e00-\u9fff]+"
_EACH = 20  # passages either retriever hands to the fusion; LlamaIndex's 2 would leave it less than five to order


class Peer:
    """The fusion of both retrievers, with one query: more would be written by a language model."""

    def __init__(self, encoder: Encoder) -> None:
        self._embedding = _Embedding(encoder)

    def split(self, documents: Sequence[Text], size: int | None) -> list[str]:
        """Return the texts of the passages."""
        return [node.get_content() for node in _nodes(documents, size)]

    def index(self, documents: Sequence[Text], size: int | None) -> list[str]:
        """Put the passages into the vector index and into BM25."""
        nodes = _nodes(documents, size)
        vectors = VectorStoreIndex(nodes, embed_model=self._embedding).as_retriever(similarity_top_k=_EACH)
        chinese: dict[str, Any] = {} if size is None else {"token_pattern": _CHARACTERS, "skip_stemming": True}
        words = BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=min(_EACH, len(nodes)), **chinese)
        self._fusion = QueryFusionRetriever(
            [vectors, words],
            llm=MockLLM(),
            mode="reciprocal_rerank",
            similarity_top_k=_EACH,
            num_queries=1,
            use_async=False,
        )
        return [node.get_content() for node in nodes]

    def search(self, question: str, k: int) -> list[str]:
        """Return the first of what the fusion returns."""
        return [found.node.get_content() for found in self._fusion.retrieve(question)[:k]]


def _nodes(documents: Sequence[Text], size: int | None) -> list[Any]:
    splitter = SentenceSplitter() if size is None else SentenceSplitter(chunk_size=size, chunk_overlap=0)
    nodes: list[Any] = splitter.get_nodes_from_documents([Document(text=text) for _, text in documents])
    return nodes


class _Embedding(BaseEmbedding):  # type: ignore[misc]  # the library is not among what types are checked with
    _encoder: Any = PrivateAttr()

    def __init__(self, encoder: Encoder) -> None:
        super().__init__(model_name="shared", embed_batch_size=256)
        self._encoder = encoder

    def _get_query_embedding(self, query: str) -> list[float]:
        vector: list[float] = self._encoder.encode_query([query])[0].tolist()
        return vector

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._encoder.encode_document(texts).tolist()
        return vectors
