"""A task → an answer that a language model writes and the checker passes."""

from zhengxie_qa.writing.author import Author, load_author
from zhengxie_qa.writing.chat_model import ChatModel, Writer, load_chat_model
from zhengxie_qa.writing.faults import CallError
from zhengxie_qa.writing.prompts import Message

__all__ = [
    "Author",
    "CallError",
    "ChatModel",
    "Message",
    "Writer",
    "load_author",
    "load_chat_model",
]
