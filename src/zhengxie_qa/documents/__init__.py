"""Files of the corpus folder, read as documents."""

from zhengxie_qa.documents.finding import HIDDEN, CorpusFiles, corpus_files, find_documents
from zhengxie_qa.documents.reading import read_document
from zhengxie_qa.documents.registry import SUFFIXES

__all__ = ["HIDDEN", "SUFFIXES", "CorpusFiles", "corpus_files", "find_documents", "read_document"]
