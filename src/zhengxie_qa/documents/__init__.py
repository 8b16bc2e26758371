"""Files of the corpus folder → ``Document`` values; and files that visitors put there or take out."""

from zhengxie_qa.documents.corpus_folder import HIDDEN, CorpusFiles, corpus_files, find_documents
from zhengxie_qa.documents.file_reading import Examination, examine_document, read_document
from zhengxie_qa.documents.footnoted import Footnote, Paragraph, word_file
from zhengxie_qa.documents.metadata.document_kinds import KINDS, MINUTES, NEWS, REPORT
from zhengxie_qa.documents.metadata.sidecar import sidecar_of
from zhengxie_qa.documents.packed import content_of, packed_parent
from zhengxie_qa.documents.page_progress import watched_pages
from zhengxie_qa.documents.reading_report import reading_report
from zhengxie_qa.documents.registry import SUFFIXES
from zhengxie_qa.documents.sandbox import close_sandbox
from zhengxie_qa.documents.scanning import page_picture
from zhengxie_qa.documents.uploads import LARGEST_UPLOAD, add_file, check_file, checked_name, remove_file

__all__ = [
    "HIDDEN",
    "KINDS",
    "LARGEST_UPLOAD",
    "MINUTES",
    "NEWS",
    "REPORT",
    "SUFFIXES",
    "CorpusFiles",
    "Examination",
    "Footnote",
    "Paragraph",
    "add_file",
    "check_file",
    "checked_name",
    "close_sandbox",
    "content_of",
    "corpus_files",
    "examine_document",
    "find_documents",
    "packed_parent",
    "page_picture",
    "read_document",
    "reading_report",
    "remove_file",
    "sidecar_of",
    "watched_pages",
    "word_file",
]
