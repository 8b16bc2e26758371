"""Encoders: texts → unit vectors. The bundled static model, e5, or any sentence-transformers model by name or path.

sentence-transformers (and torch with it) is imported only when such a model is asked for: it costs seconds.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, overload

import numpy as np

from zhengxie_qa.encoders.e5 import E5, E5Encoder
from zhengxie_qa.encoders.static_model import StaticModel
from zhengxie_qa.errors import EncoderError, missing_models

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

_SAMPLED = 1024  # values of each tensor in a fingerprint: training moves them all, reading them all takes seconds


class Encoder(Protocol):
    """What the index and the search need of an embedding model."""

    @property
    def name(self) -> str:
        """What the model is called, for people."""

    @property
    def fingerprint(self) -> str:
        """A hash of weights and settings: an index made by another fingerprint cannot be used."""

    @property
    def dimension(self) -> int:
        """Values in a vector."""

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return float32 (n, dimension), unit rows; a zero row where the model finds nothing in a text."""

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return float32 (n, dimension), unit rows; a zero row where the model finds nothing in a text."""


class Reranker(Protocol):
    """What scores passages against a question, reading both together."""

    @property
    def name(self) -> str:
        """What the model is called, for people."""

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """Return float32 (n,): higher is better; comparable for one question only."""


@overload
def load_encoder(name: None = None) -> StaticModel: ...
@overload
def load_encoder(name: str | None) -> Encoder: ...
def load_encoder(name: str | None = None) -> Encoder:
    """Return the bundled encoder, ``e5``, or the sentence-transformers model ``name`` (a hub name or a folder).

    A hub name that is not on this computer yet is downloaded: naming one is asking for it.
    Raises EncoderError where the model cannot be loaded.
    """
    if name is None:
        return _bundled()
    return E5Encoder() if name == E5 else _SentenceTransformer(name)


def load_reranker(name: str) -> Reranker:
    """Return the cross-encoder ``name`` (a hub name or a folder); EncoderError where it cannot be loaded."""
    return _CrossEncoder(name)


@cache
def _bundled() -> StaticModel:
    return StaticModel.load(files("zhengxie_qa").joinpath("model"))


class _SentenceTransformer:
    """A sentence-transformers model with the query and document prompts it was trained with."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._model = _load("SentenceTransformer", name)
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        if not self.dimension:
            raise EncoderError(f"模型“{name}”不输出定长向量，不能用于检索。请改用 sentence-transformers 的句向量模型。")
        self.fingerprint = _fingerprint(self._model)

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._encode(self._model.encode_query, texts)

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._encode(self._model.encode_document, texts)

    def _encode(self, encode: Callable[..., Any], texts: Sequence[str]) -> NDArray[np.float32]:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        vectors = encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        rows = np.asarray(vectors, dtype=np.float32)
        if rows.shape != (len(texts), self.dimension) or not np.isfinite(rows).all():
            raise EncoderError(
                f"模型“{self.name}”给出的向量不可用：应为 {(len(texts), self.dimension)} 的有限数，"
                f"实为 {rows.shape}。请换一个模型。"
            )
        return rows


class _CrossEncoder:
    """A sentence-transformers cross-encoder with one output."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._model = _load("CrossEncoder", name)
        if self._model.num_labels != 1:
            raise EncoderError(
                f"模型“{name}”有 {self._model.num_labels} 个输出，不是重排模型。请改用只输出一个分数的 CrossEncoder。"
            )

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        if not passages:
            return np.zeros(0, dtype=np.float32)
        pairs = [(question, passage) for passage in passages]
        return np.asarray(self._model.predict(pairs, show_progress_bar=False), dtype=np.float32)


def _load(kind: str, name: str) -> Any:
    """Return the sentence-transformers model of class ``kind``; EncoderError with what to do where that fails."""
    if _looks_like_path(name) and not Path(name).expanduser().exists():
        raise EncoderError(f"模型文件夹不存在：{name}。请检查路径，或先把模型下载到该处。")
    try:
        import sentence_transformers  # noqa: PLC0415  (seconds of import, only for those who ask for it)
    except ImportError as error:
        raise EncoderError(missing_models(name)) from error
    try:
        return getattr(sentence_transformers, kind)(str(Path(name).expanduser()) if _looks_like_path(name) else name)
    except Exception as error:  # whatever a foreign loader raises: hub, disk, format, memory
        reason = str(error).strip().split("\n")[0][:200] or type(error).__name__
        raise EncoderError(
            f"模型“{name}”无法加载：{reason}。没有网络时，请先在能联网的电脑上下载该模型，再把文件夹路径写在这里；"
            "不指定模型则使用内置的离线模型。"
        ) from error


def _looks_like_path(name: str) -> bool:
    """Tell a folder from a hub name (``model`` or ``owner/model``)."""
    return Path(name).expanduser().exists() or name.startswith((".", "/", "~")) or "\\" in name or name.count("/") > 1


def _fingerprint(model: Any) -> str:
    """Return a hash of what decides a model's vectors: its prompts, and the shape and beginning of every tensor."""
    digest = hashlib.sha256(repr((sorted(model.prompts.items()), model.default_prompt_name)).encode())
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(f"{key}{tuple(tensor.shape)}".encode())
        digest.update(tensor.flatten()[:_SAMPLED].float().cpu().numpy().tobytes())
    return digest.hexdigest()
