"""The language models that questions may be asked with, the usual one first.

Knows authors by name only: what an author needs takes a fifth of a second to import, and no answer by quotation has
to wait for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias, cast

from zhengxie_qa.errors import UsageError
from zhengxie_qa.model_settings import ModelSettings

if TYPE_CHECKING:
    from zhengxie_qa.writing.author import Author
    from zhengxie_qa.writing.chat_model import ChatModel

Model: TypeAlias = "str | ModelSettings | ChatModel"
Models: TypeAlias = "Model | Sequence[Model] | None"  # None: answers are quotations


class Authors:
    """Authors by name, in their order."""

    def __init__(self, authors: Sequence[Author] = ()) -> None:
        self.all = tuple(authors)
        self._by_name = {author.name: author for author in authors}

    @property
    def names(self) -> Sequence[str]:
        """Their names, the usual one first."""
        return tuple(self._by_name)

    def named(self, name: str | None) -> Author | None:
        """Return the author with ``name``, for None the usual one, for "" nobody; raises UsageError."""
        if name is None:
            return next(iter(self._by_name.values()), None)
        if name and name not in self._by_name:
            allowed = "、".join(self._by_name) or "无"
            raise UsageError(f"不能使用模型“{name}”。可用的模型：{allowed}。")
        return self._by_name.get(name)


def load_authors(models: Models) -> list[Author]:
    """Return an author for each of ``models``; raises ConfigError."""
    several = isinstance(models, list | tuple)
    each_one = cast("Sequence[Model]", models if several else () if models is None else (models,))
    if not each_one:
        return []
    from zhengxie_qa.writing.author import load_author  # noqa: PLC0415 - see above

    return [load_author(model) for model in each_one]
