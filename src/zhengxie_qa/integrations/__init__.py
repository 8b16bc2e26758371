"""The splitter, the encoder and the search as objects of langchain, each to be taken alone."""

from zhengxie_qa.integrations.langchain import EncoderEmbeddings, PassageRetriever, SectionTextSplitter

__all__ = ["EncoderEmbeddings", "PassageRetriever", "SectionTextSplitter"]
