"""Files of the corpus folder, read as documents."""

from zhengxie_qa.documents.finding import HIDDEN, CorpusFiles, corpus_files, find_documents
from zhengxie_qa.documents.genres import KINDS, REPORT
from zhengxie_qa.documents.reading import read_document
from zhengxie_qa.documents.registry import SUFFIXES
from zhengxie_qa.documents.sandbox import close_sandbox
from zhengxie_qa.documents.sidecar import sidecar_of

__all__ = [
    "HIDDEN",
    "KINDS",
    "REPORT",
    "SUFFIXES",
    "CorpusFiles",
    "close_sandbox",
    "corpus_files",
    "find_documents",
    "read_document",
    "sidecar_of",
]
