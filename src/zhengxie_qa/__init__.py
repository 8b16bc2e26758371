"""Cited question answering over CPPCC (政协) documents.

The names below are the public ones, each imported when first asked for: ``import zhengxie_qa`` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhengxie_qa.assistant import Assistant
    from zhengxie_qa.errors import ZhengxieError
    from zhengxie_qa.types import Answer, Citation, Document, Hit, Passage

    __version__: str

_HOMES = {
    "Answer": "zhengxie_qa.types",
    "Assistant": "zhengxie_qa.assistant",
    "Citation": "zhengxie_qa.types",
    "Document": "zhengxie_qa.types",
    "Hit": "zhengxie_qa.types",
    "Passage": "zhengxie_qa.types",
    "ZhengxieError": "zhengxie_qa.errors",
}

__all__ = ["Answer", "Assistant", "Citation", "Document", "Hit", "Passage", "ZhengxieError", "__version__"]


def __getattr__(name: str) -> object:
    if name == "__version__":
        return import_module("importlib.metadata").version("zhengxie-qa")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
