"""RAGLite: documents into DuckDB, hybrid search; its embedder is named through LiteLLM, which takes a handler.

Where it can be set up, "for Chinese" means its longest passage; it has no other setting that would bear on language.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import litellm
from duckdb_extensions import import_extension
from litellm import CustomLLM
from raglite import Document, RAGLiteConfig, hybrid_search, insert_documents, retrieve_chunks
from sqlalchemy import text as sql
from sqlmodel import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peers.contract import Text
    from zhengxie_qa.embedding import Encoder


class Peer:
    """One database file an index."""

    def __init__(self, encoder: Encoder) -> None:
        litellm.custom_provider_map = [{"provider": "shared", "custom_handler": _Handler(encoder)}]
        known = {"litellm_provider": "shared", "mode": "embedding", "max_input_tokens": 512}
        litellm.register_model({"shared/encoder": {**known, "output_vector_size": encoder.dimension}})
        for extension in ("fts", "vss"):  # from packages: what DuckDB would fetch by itself
            import_extension(extension)

    def split(self, documents: Sequence[Text], size: int | None) -> list[str]:
        """Index as well: where it splits depends on the vectors."""
        return self.index(documents, size)

    def index(self, documents: Sequence[Text], size: int | None) -> list[str]:
        """Insert the documents into a new database."""
        self._folder = tempfile.TemporaryDirectory()
        chinese = {} if size is None else {"chunk_max_size": size}
        self._config = RAGLiteConfig(
            db_url=f"duckdb:///{Path(self._folder.name, 'raglite.db').as_posix()}",
            llm="shared/none",
            embedder="shared/encoder",
            reranker=None,
            vector_search_query_adapter=False,
            **chinese,
        )
        insert_documents([Document.from_text(text, filename=name) for name, text in documents], config=self._config)
        return self._passages()

    def search(self, question: str, k: int) -> list[str]:
        """Return the bodies of the chunks its hybrid search finds."""
        numbers, _ = hybrid_search(question, num_results=k, config=self._config)
        return [chunk.body for chunk in retrieve_chunks(numbers, config=self._config)]

    def _passages(self) -> list[str]:
        from raglite._database import create_database_engine  # noqa: PLC0415 - has no public name

        with Session(create_database_engine(self._config)) as session:
            return [str(row[0]) for row in session.execute(sql("SELECT body FROM chunk"))]


class _Handler(CustomLLM):  # type: ignore[misc]  # the library is not among what types are checked with
    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self._encoder = encoder

    def embedding(self, model: str, input: list[str], model_response: Any, *_: Any, **__: Any) -> Any:
        rows = self._encoder.encode_document(input).tolist()
        model_response.model = model
        model_response.data = [{"object": "embedding", "index": at, "embedding": row} for at, row in enumerate(rows)]
        return model_response
