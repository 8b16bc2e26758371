"""Whether some passages hold one statement: its amounts, names, quotations, directions, and the rest of its words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from zhengxie_qa.checking.figure_subjects import met, statement_words
from zhengxie_qa.checking.objections import Objection, ObjectionKind
from zhengxie_qa.checking.sources import Reading, squeeze
from zhengxie_qa.checking.statement_amounts import wrong_amounts
from zhengxie_qa.checking.statement_direction import is_silence, wrong_directions
from zhengxie_qa.text import alternation, alternation_in, clauses, fold

_WORDS_OF_CLAIM = 2  # words in a clause from which on it claims something of its own
_FOUNDED = 0.25  # share of its words that a clause has to have in common with the passages


@dataclass(frozen=True, slots=True)
class Support:
    """What the rules say against a statement, and what of the passages it rests on.

    ``parts`` are the numbers of the sentences it rests on, by passage; ``share`` how much of its words they hold,
    ``retold`` how much without the words that only say where it stands (文件中写到).
    """

    objections: tuple[Objection, ...]
    parts: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    share: float = 0.0
    retold: float = 0.0


def support_of(
    text: str, readings: Sequence[Reading], everything: Sequence[Reading], years: frozenset[int] = frozenset()
) -> Support:
    """Return what rules find for and against the statement ``text`` in ``readings``; they do not decide alone.

    ``everything`` are all passages at hand: another of them may show that a figure belongs to something else.
    """
    parts: dict[int, set[int]] = defaultdict(set)
    objections = [
        *wrong_amounts(text, readings, _rivals(readings, everything), parts),
        *_names(text, readings, parts),
    ]
    share, held = _cover(text, readings, parts)
    objections += _years(text, readings, parts, years)
    objections += wrong_directions(text, readings, parts)
    objections += _unfounded(text, readings)
    found = {n: tuple(sorted(numbers)) for n, numbers in parts.items()}
    return Support(tuple(dict.fromkeys(objections)), found, share, _retold(text, held))


def _retold(text: str, held: Mapping[str, float]) -> float:
    said = "".join(text[a:b] for a, b in clauses(text) if not _ATTRIBUTES.fullmatch(fold(text[a:b]).strip(",。;: ")))
    words = {word: weight for word, weight in statement_words(text).items() if word in fold(said)}
    total = sum(words.values())
    return sum(weight * held[word] for word, weight in words.items()) / total if total else 1.0


def _rivals(readings: Sequence[Reading], everything: Sequence[Reading]) -> list[Reading]:
    """Return the passages that speak of the same document and year as ``readings``."""
    scopes = {reading.scope for reading in readings}
    return [reading for reading in everything if reading in readings or reading.scope in scopes]


_TITLE = re.compile(r"《([^《》\n]{1,80})》")
_QUOTATION = re.compile(r"“([^“”\n]{1,300})”|「([^「」\n]{1,300})」|『([^『』\n]{1,300})』|\"([^\"\n]{1,300})\"")


def _names(text: str, readings: Sequence[Reading], parts: dict[int, set[int]]) -> Iterator[Objection]:
    """Yield the titles and quotations that no passage holds; note where the others stand."""
    kinds: tuple[tuple[ObjectionKind, re.Pattern[str], str], ...] = (
        ("title", _TITLE, "《{}》"),
        ("quotation", _QUOTATION, "“{}”"),
    )
    for kind, pattern, sign in kinds:
        for match in pattern.finditer(text):
            said = next(filter(None, match.groups()))
            for piece in filter(None, map(squeeze, re.split(r"…+|\.{3,}|⋯+", said))):
                if not _place(piece, readings, parts):
                    yield Objection(kind, f"所引段落中没有{sign.format(said)}")
                    break


def _place(piece: str, readings: Sequence[Reading], parts: dict[int, set[int]]) -> bool:
    for reading in readings:
        for number, part in enumerate(reading.squeezed_parts):
            if piece in part:
                parts[reading.source.n].add(number)
                return True
    return any(piece in reading.squeezed for reading in readings)


def _cover(text: str, readings: Sequence[Reading], parts: dict[int, set[int]]) -> tuple[float, Mapping[str, float]]:
    """Return the share of the statement's words that the passages hold, and of each; note the sentences that hold most.

    A passage that adds nothing to the others is not rested on.
    """
    words = statement_words(text)
    total = sum(words.values())
    covers = {reading.source.n: reading.cover(words, parts.get(reading.source.n, ())) for reading in readings}
    held = dict.fromkeys(words, 0.0)
    share = 0.0
    for reading in sorted(readings, key=lambda r: (not parts.get(r.source.n), -covers[r.source.n].share)):
        cover = covers[reading.source.n]
        sentences = [reading.parts[number] for number in cover.sentences] + [reading.frame]
        gained = {w: max(held[w], *(met(w, sentence) for sentence in sentences)) for w in words}
        reached = sum(words[w] * gained[w] for w in words) / total if total else 1.0
        if parts.get(reading.source.n) or reached > share + 0.1:
            parts[reading.source.n].update(cover.sentences)
            held, share = gained, reached
    return share, held


# 从材料看, 文件中写到, 报告显示: they say where, not what.
_ATTRIBUTES = re.compile(
    rf".{{0,6}}(?:{alternation('source_words')})[^《“]{{0,8}}[,:]?"
    rf"|(?:{alternation_in('written_answers', 'closing')}).{{0,8}}"
    rf"|(?:可以|不难|我们|综合)?.{{0,4}}(?:{alternation('inference_words')})[,:]?|(?:总的|总体|综合)来[看说][,:]?"
)


def _unfounded(text: str, readings: Sequence[Reading]) -> Iterator[Objection]:
    """Yield a clause of which the passages have next to nothing: it came along with others that hold."""
    for start, end in clauses(text):
        if is_silence(text[start:end]):
            continue
        words = {w: weight for w, weight in statement_words(text[start:end]).items() if weight == 1.0}
        if len(words) < _WORDS_OF_CLAIM or _ATTRIBUTES.fullmatch(fold(text[start:end])):
            continue
        share = sum(max(met(w, r.folded + r.frame) for r in readings) for w in words) / len(words)
        if share < _FOUNDED:
            yield Objection("unfounded", f"所引段落没有“{text[start:end].strip('，,。；')}”这样的内容")


def _years(
    text: str, readings: Sequence[Reading], parts: dict[int, set[int]], years: frozenset[int]
) -> Iterator[Objection]:
    """Yield when figures answer for another year than the question asks about."""
    if not years or re.search(r"(?:19|20)\d{2}", fold(text)) or not re.search(r"\d", fold(text)):
        return
    for reading in readings:
        if not parts.get(reading.source.n) or not reading.years or reading.years & years:
            continue
        said = " ".join(reading.parts[number] for number in parts[reading.source.n])
        if not any(str(year) in said for year in years):
            yield Objection("time", f"所引段落说的是{'、'.join(map(str, sorted(reading.years)))}年")
