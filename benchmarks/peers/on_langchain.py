"""langchain as its tutorials put it together: recursive splitter, FAISS, BM25 over jieba's words, both in an ensemble.

As it ships: 1,000 characters with 200 of overlap, the figures of its tutorial on retrieval. For Chinese: the
separators that its guide lists for languages without word boundaries, no overlap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jieba
from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.retrievers import BM25Retriever
from langchain_community.vectorstores import FAISS
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peers.contract import Text
    from zhengxie_qa.embedding import Encoder

_SHIPPED, _OVERLAP = 1000, 200  # characters
_SEPARATORS = ["\n\n", "\n", "。", "！", "？", "；", "，", "、", " ", ""]
_EACH = 20  # passages either retriever hands to the ensemble; langchain's 4 would leave it less than five to order


class Peer:
    """The ensemble of both retrievers, with equal weights."""

    def __init__(self, encoder: Encoder) -> None:
        self._embeddings = _Embeddings(encoder)
        jieba.initialize()

    def split(self, documents: Sequence[Text], size: int | None) -> list[str]:
        """Return the texts of the passages."""
        return [passage.page_content for passage in _passages(documents, size)]

    def index(self, documents: Sequence[Text], size: int | None) -> list[str]:
        """Put the passages into FAISS and into BM25."""
        passages = _passages(documents, size)
        words = BM25Retriever.from_documents(passages, preprocess_func=jieba.lcut, k=_EACH)
        vectors = FAISS.from_documents(passages, self._embeddings).as_retriever(search_kwargs={"k": _EACH})
        self._ensemble: Any = EnsembleRetriever(retrievers=[words, vectors], weights=[0.5, 0.5])
        return [passage.page_content for passage in passages]

    def search(self, question: str, k: int) -> list[str]:
        """Return the first of what the ensemble returns."""
        return [passage.page_content for passage in self._ensemble.invoke(question)[:k]]


def _passages(documents: Sequence[Text], size: int | None) -> list[Document]:
    if size is None:
        splitter = RecursiveCharacterTextSplitter(chunk_size=_SHIPPED, chunk_overlap=_OVERLAP)
    else:
        splitter = RecursiveCharacterTextSplitter(
            chunk_size=size, chunk_overlap=0, separators=_SEPARATORS, keep_separator="end"
        )
    return splitter.split_documents([Document(text, metadata={"source": name}) for name, text in documents])


class _Embeddings(Embeddings):
    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._encoder.encode_document(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = self._encoder.encode_query([text])[0].tolist()
        return vector
