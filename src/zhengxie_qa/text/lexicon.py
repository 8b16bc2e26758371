"""The word lists of ``lexicon/``: surnames, units, offices, stop words, each a plain text file that anyone can read.

Words stand apart by blanks or line ends; a line that starts with ``#`` is a comment. Some lists are rows, where the
words of one line belong together, some have parts, each under a ``[name]``. A list is read once.

An office's own lists stand in a folder named in its settings and are added to ours of the same name. Patterns are made
of lists where modules are imported, so the command line puts the folder's name into the environment before that; the
process that parses office files inherits it.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from zhengxie_qa.config import LEXICON_VARIABLE
from zhengxie_qa.errors import ConfigError

_SUFFIX = ".txt"


@cache
def entries(name: str) -> tuple[str, ...]:
    """Return the lines of the list ``name`` that are neither empty nor comments, in order, the office's own last.

    Raises ConfigError when the office's own lists cannot be read.
    """
    return *_ours(name), *own_lists().get(name, ())


@cache
def word_rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of the list ``name`` line by line: ``(("名", "人", "位"), …)``."""
    return tuple(tuple(line.split()) for line in entries(name))


@cache
def word_list(name: str) -> tuple[str, ...]:
    """Return the words of the list ``name`` in order, each once."""
    return tuple(dict.fromkeys(word for row in word_rows(name) for word in row))


@cache
def words_by_head(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return the words of the list ``name`` by the first word of their line, those of lines that begin alike in one."""
    grouped: dict[str, tuple[str, ...]] = {}
    for head, *rest in word_rows(name):
        grouped[head] = (*grouped.get(head, ()), *rest)
    return grouped


@cache
def list_parts(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return the phrases of the list ``name``, parted by " / ", by the ``[part]`` they stand under."""
    grouped: dict[str, tuple[str, ...]] = {}
    part = ""
    for line in entries(name):
        if line.startswith("["):
            part = line.strip("[]")
        else:
            grouped[part] = (*grouped.get(part, ()), *line.split(" / "))
    return grouped


@cache
def alternation(name: str) -> str:
    """Return a regular expression, without brackets round it, that matches any word of the list ``name``."""
    return either_of(word_list(name))


def alternation_in(name: str, part: str) -> str:
    """Return the same for the phrases of one part of the list ``name``."""
    return either_of(list_parts(name)[part])


def either_of(words: tuple[str, ...]) -> str:
    """Return a regular expression, without brackets round it, that matches any of ``words``, a longer one first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def own_lists() -> Mapping[str, tuple[str, ...]]:
    """Return the lines of the office's own lists by the name of the list; empty where the settings name no folder.

    Raises ConfigError naming what is wrong with the folder, a file or a line of it.
    """
    named = os.environ.get(LEXICON_VARIABLE, "").strip()
    if not named:
        return {}
    folder = Path(named)
    try:
        found = sorted(path for path in folder.iterdir() if not path.name.startswith((".", "~")))
    except OSError as error:
        raise ConfigError(f"词表文件夹 {folder} 无法读取：{error.strerror or error}。") from error
    return {path.stem: _own(path) for path in found}


def _own(path: Path) -> tuple[str, ...]:
    known = sorted(file.name for file in files("zhengxie_qa").joinpath("lexicon").iterdir())
    if path.name not in known:
        names = "、".join(name.removesuffix(_SUFFIX) for name in known)
        raise ConfigError(f"词表文件夹 {path.parent} 中的“{path.name}”不是已有的词表。可用的词表（加 .txt）：{names}。")
    try:
        lines = _lines(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ConfigError(f"词表 {path} 不是 UTF-8 文字。请把文件另存为 UTF-8。") from error
    except OSError as error:
        raise ConfigError(f"词表 {path} 无法读取：{error.strerror or error}。") from error
    if lines and (wrong := _misshapen(_ours(path.stem), lines)):
        raise ConfigError(f"词表 {path} 的写法有误：{wrong}")
    return lines


def _misshapen(ours: tuple[str, ...], own: tuple[str, ...]) -> str:
    """Return in what ``own`` lines of a list are not of the shape of ``ours`` (a Chinese sentence), or nothing."""
    headings = [line for line in ours if line.startswith("[")]
    if headings and not own[0].startswith("["):
        return f"第一行应是一个部分的名称：{'、'.join(headings)}。"
    if strange := next((line for line in own if line.startswith("[") and line not in headings), ""):
        return f"没有“{strange}”这个部分。可用的部分：{'、'.join(headings) or '无'}。"
    if "=" in ours[0] and (bare := next((line for line in own if not re.fullmatch(r"[^=]+=[^=]+", line)), "")):
        return f"“{bare}”应写作“{ours[0]}”的样子。"
    return ""


@cache
def _ours(name: str) -> tuple[str, ...]:
    return _lines(files("zhengxie_qa").joinpath("lexicon", f"{name}{_SUFFIX}").read_text(encoding="utf-8"))


def _lines(text: str) -> tuple[str, ...]:
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def lexicon_fingerprint() -> str:
    """Return what tells the office's own lists from others, '' where there are none: documents are read with them."""
    own = {name: lines for name, lines in own_lists().items() if lines}
    return hashlib.sha256(repr(sorted(own.items())).encode()).hexdigest() if own else ""
