"""For langchain: the section-aware splitter, the encoder and the search, each to be taken alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangchainDocument
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from langchain_text_splitters import TextSplitter

from zhengxie_qa.assistant import Assistant
from zhengxie_qa.encoders import Encoder, load_encoder
from zhengxie_qa.structure import LONGEST, build_sections, split_passages
from zhengxie_qa.types import Document, Hit, Metadata, Passage


class SectionTextSplitter(TextSplitter):
    """Splits along the headings of a Chinese official document, never inside a sentence that fits.

    Pieces are verbatim slices of at most 500 characters, without overlap; heading lines go into the metadata:
    ``headings`` (outermost first), ``locator`` (for people) and ``start_index`` (in the text that was split).
    """

    def __init__(self) -> None:
        super().__init__(chunk_size=LONGEST, chunk_overlap=0)

    def split_text(self, text: str) -> list[str]:
        """Return the pieces of ``text`` in order."""
        return [passage.text for passage in _passages(text)]

    def create_documents(
        self, texts: list[str], metadatas: list[dict[Any, Any]] | None = None
    ) -> list[LangchainDocument]:
        """Return the pieces of all ``texts``, each with the metadata of its text and its own."""
        given: Iterable[dict[Any, Any]] = [{}] * len(texts) if metadatas is None else metadatas
        return [
            LangchainDocument(
                page_content=passage.text,
                metadata={
                    **metadata,
                    "headings": list(passage.headings),
                    "locator": passage.locator,
                    "start_index": passage.start,
                },
            )
            for text, metadata in zip(texts, given, strict=True)
            for passage in _passages(text)
        ]


def _passages(text: str) -> list[Passage]:
    document = Document("", text, Metadata(), build_sections(text), "")
    return split_passages(document)


class EncoderEmbeddings(Embeddings):
    """An encoder of ours (default: the bundled one) as langchain embeddings: unit vectors as lists."""

    def __init__(self, encoder: Encoder | None = None) -> None:
        self._encoder = load_encoder() if encoder is None else encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return one unit vector for each of ``texts``."""
        vectors: list[list[float]] = self._encoder.encode_document(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """Return the unit vector of a question."""
        vector: list[float] = self._encoder.encode_query([text])[0].tolist()
        return vector


class PassageRetriever(BaseRetriever):
    """The search of an ``Assistant`` as a langchain retriever: the ``k`` best passages, best first.

    Metadata: ``document``, ``title``, ``locator``, ``start``, ``end`` (in the document's text) and ``score``.
    """

    assistant: Assistant
    k: int = 10

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangchainDocument]:
        return [self._document(hit) for hit in self.assistant.search(query, k=self.k)]

    def _document(self, hit: Hit) -> LangchainDocument:
        passage = hit.passage
        return LangchainDocument(
            page_content=passage.text,
            metadata={
                "document": passage.document,
                "title": self.assistant.documents[passage.document].metadata.title,
                "locator": passage.locator,
                "start": passage.start,
                "end": passage.end,
                "score": hit.score,
            },
        )
