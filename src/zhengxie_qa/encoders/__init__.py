"""Texts → unit vectors."""

from zhengxie_qa.encoders.e5 import E5
from zhengxie_qa.encoders.loading import Encoder, Reranker, load_encoder, load_reranker
from zhengxie_qa.encoders.static_model import StaticModel, damped, quantise
from zhengxie_qa.encoders.vocabulary import LONGEST_GRAM, Vocabulary, in_order, pieces

__all__ = [
    "E5",
    "LONGEST_GRAM",
    "Encoder",
    "Reranker",
    "StaticModel",
    "Vocabulary",
    "damped",
    "in_order",
    "load_encoder",
    "load_reranker",
    "pieces",
    "quantise",
]
