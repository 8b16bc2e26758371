"""jieba with its full dictionary and our terms: counts words for the shipped list, and cuts questions to gloss."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from zhengxie_qa.text import fold, runs

if TYPE_CHECKING:
    from collections.abc import Iterator

TERM_FREQUENCY = 2000  # in jieba's dictionary of 60 M words: keeps a term whole wherever it stands


def terms() -> list[str]:
    """Return the CPPCC terms that the cutter has to know."""
    return files("training").joinpath("terms.txt").read_text(encoding="utf-8").split()


@cache
def cutter() -> Any:
    """Return a jieba tokenizer over the full dictionary, loaded without its cache file."""
    import jieba  # noqa: PLC0415

    tokenizer = jieba.Tokenizer()
    with files("jieba").joinpath("dict.txt").open("rb") as lines:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(lines)
    tokenizer.initialized = True
    for term in terms():
        tokenizer.add_word(term, TERM_FREQUENCY)
    return tokenizer


def cut(text: str) -> Iterator[str]:
    """Yield the words and numbers of ``text``, English ones unstemmed."""
    for run, _, _ in runs(fold(text)):
        if run.isascii():
            yield run
        else:
            yield from cutter().cut(run, HMM=False)
