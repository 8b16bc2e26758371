"""The one tokenizer of index and query.

``fold`` makes spellings equal without moving a character: full width to half width, traditional to
simplified, capitals to small letters, each one character for one. So an offset in the folded text is an
offset in the original.

``grams`` (characters + character bigrams) is for BM25: over Chinese it beats words on every set tried
(see benchmarks/README.md). ``words`` (jieba) is for meaning: subjects, figures, the alignment of answers.
"""

from __future__ import annotations

import re
import sys
import unicodedata
import warnings
from functools import cache, lru_cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from operator import add
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

_CJK_RANGES = ((0x3400, 0x4DC0), (0x4E00, 0xA000))  # the blocks in daily use; rarer ones have no variants in OpenCC
_CODE_POINTS = 0x110000  # of Unicode
_WIDE_RANGES = ((0x2000, 0x2070), (0x3000, 0x3040), (0xFF00, 0xFFF0))  # spaces, punctuation, full-width forms

_FIRST_HAN = "\u3400"
# A Latin word or a number, one token each, or a run of Chinese characters, which is cut further. No thousands
# separators: 2023，150件 is two numbers.
_RUN = re.compile(r"[a-z]+|\d+(?:\.\d+)?|[\u3400-\u9fff]+")

_KEPT, _KEPT_LENGTH = 8192, 600  # folded texts that are kept, and characters of one: 20 MB at most
_LONGEST_RUN = 500  # characters that are cut at once; no clause of prose has as many

Span = tuple[str, int, int]  # (token, start, end): offsets in the text it was cut from


@cache
def _fold_table() -> NDArray[np.uint32]:
    """Return what each code point is folded to."""
    from opencc import OpenCC  # noqa: PLC0415  (imported on first use: nothing happens at import)

    table = np.arange(_CODE_POINTS, dtype=np.uint32)
    for low, high in _WIDE_RANGES:
        for code in range(low, high):
            plain = unicodedata.normalize("NFKC", chr(code)).lower()
            if len(plain) == 1:
                table[code] = ord(plain)
    for low, high in _CJK_RANGES:
        # One character a line: OpenCC's phrase table cannot reach across, so the map is character by character.
        han = [chr(code) for code in range(low, high)]
        simplified = OpenCC("t2s").convert("\n".join(han)).split("\n")
        table[low:high] = [ord(b) if len(b) == 1 else ord(a) for a, b in zip(han, simplified, strict=True)]
    table[ord("A") : ord("Z") + 1] += ord("a") - ord("A")
    # 薴 becomes 苧 and 苧 becomes 苎: follow to the end, so that folding twice changes nothing.
    return table[table]


def fold(text: str) -> str:
    """Return ``text`` with width, variant and case folded; ``len(fold(text)) == len(text)``."""
    if text.isascii():
        return text.lower()
    return _folded_once(text) if len(text) <= _KEPT_LENGTH else _folded(text)


def _folded(text: str) -> str:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return _fold_table()[codes].tobytes().decode("utf-32-le", "surrogatepass")


# A question is held against the same sentences, titles and headings as the one before it, each many times.
_folded_once = lru_cache(maxsize=_KEPT)(_folded)


def runs(folded: str) -> Iterator[Span]:
    """Yield the Latin words, numbers and runs of Chinese characters of a folded text; nothing else is a token."""
    for match in _RUN.finditer(folded):
        yield match.group(), match.start(), match.end()


def grams(text: str) -> list[str]:
    """Return the BM25 tokens of ``text``: units (characters, numbers, Latin words) and bigrams of Chinese ones.

    Bigrams bridge nothing: a punctuation mark, a number or a Latin word ends the run.
    """
    tokens: list[str] = []
    for run in _RUN.findall(fold(text)):
        if run[0] < _FIRST_HAN:
            tokens.append(run)
        else:
            cut = [""] * (2 * len(run) - 1)  # filled by slices: four times as fast as character by character
            cut[0], cut[1::2], cut[2::2] = run[0], run[1:], map(add, run, run[1:])
            tokens += cut
    return tokens


@cache
def _cutter() -> Any:
    """Return a jieba tokenizer over the bundled word list.

    jieba's own dictionary takes 0.5 s to load, or a marshal file from the shared temporary folder, which
    anybody may have written. Ours is a sixth of it, counted on formal Chinese, and touches no cache. It lists the
    beginnings of words with the count 0, as jieba wants them: it walks a word character by character.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba asks for pkg_resources where it finds it
        import jieba  # noqa: PLC0415  (imported on first use)

    cutter = jieba.Tokenizer()
    table = files("zhengxie_qa").joinpath("model", "words.txt").read_text(encoding="utf-8").split()
    counts = list(map(int, table[1::2]))
    cutter.FREQ, cutter.total, cutter.initialized = dict(zip(table[::2], counts, strict=True)), sum(counts), True
    return cutter


def _cut(run: str) -> Iterator[str]:
    """Yield the words of a run of Chinese characters; jieba's time grows with the square of what it is given."""
    for start in range(0, len(run), _LONGEST_RUN):
        yield from _cutter().cut(run[start : start + _LONGEST_RUN])


class DictionaryEntry(NamedTuple):
    """What jieba's dictionary says of a word."""

    frequency: int
    tag: str  # part of speech: ns is the name of a place


@cache
def _tags() -> dict[str, str]:
    model = files("zhengxie_qa").joinpath("model")
    listed = (word for word, count in _cutter().FREQ.items() if count)
    return dict(zip(listed, model.joinpath("tags.txt").read_text(encoding="utf-8"), strict=True))


def word_tag(word: str) -> str:
    """Return the part of speech of a folded word in a letter, as jieba's tags: n, v, a, d, m, p …; "" for no word.

    R is a person's name, S a place's, T a body's, Z another name, V a verb used as a noun, - what is not known.
    """
    return _tags().get(word, "")


def word_count(word: str) -> int:
    """Return how often the folded ``word`` stands in the texts that the word list was counted on; 0 for no word."""
    return int(_cutter().FREQ.get(word) or 0)


@cache
def _dictionary() -> bytes:
    return b"\n" + files("jieba").joinpath("dict.txt").read_bytes()


def dictionary_entry(word: str) -> DictionaryEntry | None:
    """Return the entry of ``word`` in jieba's dictionary (5 MB, read when first asked for), or None."""
    data, line = _dictionary(), f"\n{word} ".encode()
    at = data.find(line)
    if at < 0:
        return None
    frequency, tag = data[at + len(line) : data.index(b"\n", at + 1)].decode().split()
    return DictionaryEntry(int(frequency), tag)


@cache
def _stemmer() -> Callable[[str], str]:
    """Return the stemmer of English.

    Importing snowballstemmer builds the tables of its 34 languages, a tenth of a second: a package of another name
    over the same files holds the one language that is asked for.
    """
    found = find_spec("snowballstemmer")
    assert found is not None
    package = ModuleType("_snowball")
    package.__path__ = list(found.submodule_search_locations or ())
    sys.modules[package.__name__] = package
    stem: Callable[[str], str] = import_module("_snowball.english_stemmer").EnglishStemmer().stemWord
    return cache(stem)


def stem(word: str) -> str:
    """Return the stem of a folded English word (Snowball, english)."""
    return _stemmer()(word)


def word_spans(text: str) -> list[Span]:
    """Return the words of ``text`` with their offsets, in order: ``fold(text)[start:end]`` is the word unstemmed.

    Chinese is cut by jieba, English words are stemmed, numbers stay whole; punctuation yields nothing.
    """
    spans: list[Span] = []
    for run, start, end in runs(fold(text)):
        if not run.isascii():
            at = start
            for word in _cut(run):
                spans.append((word, at, at + len(word)))
                at += len(word)
        else:
            spans.append((run if run[0].isdigit() else stem(run), start, end))
    return spans


def words(text: str) -> list[str]:
    """Return the words of ``text``: see :func:`word_spans`."""
    return [word for word, _, _ in word_spans(text)]


def is_word(word: str) -> bool:
    """Tell whether the folded ``word`` is in the word list: 方面 is, a person's name is not."""
    return bool(_cutter().FREQ.get(word))


def unfold(text: str) -> str:
    """Return our own simplified wording in traditional characters."""
    converted: str = _to_traditional().convert(text)
    return converted


@cache
def _to_traditional() -> Any:
    """Return the converter, whose tables take 70 ms to load."""
    from opencc import OpenCC  # noqa: PLC0415  (imported on first use: nothing happens at import)

    return OpenCC("s2t")
