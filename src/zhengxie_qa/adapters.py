"""The objects for langchain under their public path: ``from zhengxie_qa.adapters import PassageRetriever``."""

from zhengxie_qa.integrations import EncoderEmbeddings, PassageRetriever, SectionTextSplitter

__all__ = ["EncoderEmbeddings", "PassageRetriever", "SectionTextSplitter"]
