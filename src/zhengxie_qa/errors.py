"""One tree of errors. The library raises them; the command line and the page turn them into words once."""

from __future__ import annotations

import sys


class ZhengxieError(Exception):
    """Base of every error this package raises on purpose; its text is one Chinese line for the user."""


class UsageError(ZhengxieError):
    """The request itself is unusable: an empty question, an unknown option value, a bad batch line."""


class ConfigError(ZhengxieError):
    """A setting is wrong or names something that does not exist."""


class DocumentError(ZhengxieError):
    """A file cannot be read as a document: binary, undecodable, empty, unsupported."""


class NotNowError(DocumentError):
    """A file cannot be read at present, for a reason that does not lie in it: a program that is missing, no time."""


class CorpusError(ZhengxieError):
    """The corpus folder is missing, unreadable or holds no readable document."""


class PassageIndexError(ZhengxieError):
    """The index is missing, damaged, locked, or made by other settings or another encoder."""


class EncoderError(ZhengxieError):
    """An embedding model cannot be loaded or answers with vectors of the wrong shape."""


class ModelError(ZhengxieError):
    """The language model cannot be reached, stalls, breaks off, or writes nothing that can be used."""


class ServerError(ZhengxieError):
    """The page cannot be served: the port is taken or the address is not ours."""


def missing_models(name: str) -> str:
    """Say what to install for a model that runs in this process: a light installation has nothing to run it with."""
    command = f"{sys.executable} -m pip install 'zhengxie-qa[models]'"
    return f"模型“{name}”要在本机运行，还缺 PyTorch 等软件包，请运行：{command}"
