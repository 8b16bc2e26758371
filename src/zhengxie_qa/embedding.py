"""The encoders under their public path: ``from zhengxie_qa.embedding import load_encoder``."""

from zhengxie_qa.encoders import Encoder, Reranker, load_encoder, load_reranker

__all__ = ["Encoder", "Reranker", "load_encoder", "load_reranker"]
