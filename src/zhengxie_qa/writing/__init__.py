"""A task → an answer that a language model writes and the checker passes.

All but the authors' names is imported when first asked for: a question without a model loads neither the checker nor
an event loop.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from zhengxie_qa.writing.model_choice import Authors, Models, load_authors

if TYPE_CHECKING:
    from zhengxie_qa.writing.author import Author, load_author
    from zhengxie_qa.writing.chat_model import ChatModel, Writer, load_chat_model
    from zhengxie_qa.writing.faults import CallError
    from zhengxie_qa.writing.preview import prompt_for
    from zhengxie_qa.writing.prompts import Message

_HOMES = {
    "Author": "author",
    "CallError": "faults",
    "ChatModel": "chat_model",
    "Message": "prompts",
    "Writer": "chat_model",
    "load_author": "author",
    "load_chat_model": "chat_model",
    "prompt_for": "preview",
}

__all__ = [
    "Author",
    "Authors",
    "CallError",
    "ChatModel",
    "Message",
    "Models",
    "Writer",
    "load_author",
    "load_authors",
    "load_chat_model",
    "prompt_for",
]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(f"zhengxie_qa.writing.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
