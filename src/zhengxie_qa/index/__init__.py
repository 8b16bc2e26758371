"""Documents → an index of passages (FAISS and BM25) on disk and in memory."""

from zhengxie_qa.index.building import is_current, open_updated, update_index
from zhengxie_qa.index.duplicate_files import without_copies
from zhengxie_qa.index.encoding import encode_ahead
from zhengxie_qa.index.indexed_corpus import IndexedCorpus
from zhengxie_qa.index.local_store import LocalStore
from zhengxie_qa.index.opening import as_store, store_of, try_server
from zhengxie_qa.index.passage_index import Ask, Either, Manifest, Near, PassageIndex, Scored, Words, indexed_text
from zhengxie_qa.index.progress import Notify
from zhengxie_qa.index.storage import open_index, read_manifest, write_generation
from zhengxie_qa.index.store import PassageStore

__all__ = [
    "Ask",
    "Either",
    "IndexedCorpus",
    "LocalStore",
    "Manifest",
    "Near",
    "Notify",
    "PassageIndex",
    "PassageStore",
    "Scored",
    "Words",
    "as_store",
    "encode_ahead",
    "indexed_text",
    "is_current",
    "open_index",
    "open_updated",
    "read_manifest",
    "store_of",
    "try_server",
    "update_index",
    "without_copies",
    "write_generation",
]
