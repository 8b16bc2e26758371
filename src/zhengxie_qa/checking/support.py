"""Whether some passages hold one statement: its amounts, names, quotations, directions, and the rest of its words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from zhengxie_qa.checking.figure_agreement import find_amount, is_computed
from zhengxie_qa.checking.figure_subjects import Subject, folded_words, met, subjects_of
from zhengxie_qa.checking.sources import Reading, squeeze
from zhengxie_qa.text import Amount, alternation, clauses, find_amounts, fold, into_chinese, same_unit, word_rows

_ENOUGH = 0.6  # share of a statement's words that the passages have to hold
_ENOUGH_WITH_FACTS = 0.3  # the same where figures, names or quotations hold already
_WORDS_OF_CLAIM = 2  # words in a clause from which on it claims something of its own
_FOUNDED = 0.25  # share of its words that a clause has to have in common with the passages


@dataclass(frozen=True, slots=True)
class Finding:
    """Why the passages do not hold a statement (a Chinese clause; empty when they do), and what they do hold.

    ``parts`` are the numbers of the sentences it rests on, by passage; ``share`` how much of its words they hold.
    """

    reason: str
    parts: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    share: float = 0.0


def hold(text: str, readings: Sequence[Reading], everything: Sequence[Reading], years: frozenset[int]) -> Finding:
    """Return whether ``readings`` hold the statement ``text``.

    ``everything`` are all passages at hand: another of them may show that a figure belongs to something else.
    """
    parts: dict[int, set[int]] = defaultdict(set)
    reasons = [
        *_amounts(text, readings, _rivals(readings, everything), parts),
        *_names(text, readings, parts),
    ]
    facts = any(parts.values())
    share = _cover(text, readings, parts)
    if not reasons:
        reasons += _years(text, readings, parts, years)
        reasons += _directions(text, readings, parts)
        reasons += _unfounded(text, readings)
    if not reasons and share < _needed(text, facts):
        reasons.append("所引段落没有这样的内容")
    found = {n: tuple(sorted(numbers)) for n, numbers in parts.items()}
    return Finding("；".join(dict.fromkeys(reasons)), found, share)


def _needed(text: str, facts: bool) -> float:
    if not facts:
        return _ENOUGH
    return _ENOUGH_WITH_FACTS if sum(_words_of(text).values()) >= _WORDS_OF_CLAIM else 0.0


def _rivals(readings: Sequence[Reading], everything: Sequence[Reading]) -> list[Reading]:
    """Return the passages that speak of the same document and year as ``readings``."""
    scopes = {reading.scope for reading in readings}
    return [reading for reading in everything if reading in readings or reading.scope in scopes]


_ENUMERATION = re.compile(r"(?:以下|如下|下列|这|主要有|主要包括|分为|包括|体现在|表现在)[^,。]{0,8}$")
_COUNTED = ("方面", "点", "类", "项", "个", "部分")


def _amounts(
    text: str, readings: Sequence[Reading], rivals: Sequence[Reading], parts: dict[int, set[int]]
) -> Iterator[str]:
    """Yield what is wrong with the amounts of the statement; note where the right ones stand."""
    folded = fold(text)
    amounts, subjects = _amounts_of(text)
    held: list[Amount] = []
    failed: list[tuple[Amount, str]] = []
    for amount, subject in zip(amounts, subjects, strict=True):
        year = _year_of(amount, amounts)
        own = [reading for reading in readings if year is None or reading.speaks_of(year)]
        others = [reading for reading in rivals if year is None or reading.speaks_of(year)]
        place = find_amount(amount, _chinese(subject), own or readings, others)
        if place.reason:
            failed.append((amount, place.reason))
            continue
        held.append(amount)
        if place.reading is not None and place.sentence is not None:
            parts[place.reading.source.n].add(place.sentence)
    for amount, reason in failed:
        if not is_computed(amount, folded, held):
            yield reason
    yield from _said_twice(held, readings)


def _year_of(amount: Amount, amounts: Sequence[Amount]) -> int | None:
    """Return the year that a statement says right before a figure, or else first of all: 2023年218件,2024年245件."""
    if amount.kind not in ("count", "percent"):
        return None
    years = [(a.start, a.key[0]) for a in amounts if isinstance(a.key, tuple) and a.kind == "date"]
    named = [(start, year) for start, year in years if isinstance(year, int)]
    before = [year for start, year in named if start < amount.start]
    return before[-1] if before else named[0][1] if named else None


def _said_twice(held: Sequence[Amount], readings: Sequence[Reading]) -> Iterator[str]:
    """Yield an amount that the statement gives to two things and the passages to one only."""
    for amount in dict.fromkeys((a.kind, a.key, a.unit) for a in held if a.kind in ("count", "percent")):
        said = [a for a in held if (a.kind, a.key, a.unit) == amount]
        there = [mention.amount for reading in readings for mention in reading.mentions]
        if len(said) > sum(other.key == amount[1] and same_unit(other.unit, amount[2]) for other in there):
            yield f"原文只有一处“{said[0].text.strip()}”"


@lru_cache(maxsize=512)  # a statement is held against one passage after the other
def _amounts_of(text: str) -> tuple[Sequence[Amount], Sequence[Subject]]:
    folded = fold(text)
    amounts = [amount for amount in find_amounts(text) if not _counts_itself(amount, folded)]
    return amounts, subjects_of(folded, amounts, 0, len(folded))


def _counts_itself(amount: Amount, folded: str) -> bool:
    """主要有以下三个方面: counts what the answer goes on to list, not what a passage says."""
    if amount.kind != "count" or not folded.rstrip().endswith(":"):
        return False
    return bool(_ENUMERATION.search(folded[: amount.start])) or folded[amount.end :].startswith(_COUNTED)


_LATIN = re.compile(r"[a-z]{2,}")


def _chinese(subject: Subject) -> Subject:
    """Put English terms into Chinese and leave out the rest: passages share figures with English, not words."""
    if not _LATIN.search(subject.near):
        return subject
    near, borrowed = (_LATIN.sub(" ", into_chinese(text, {})) for text in (subject.near, subject.borrowed))
    return Subject(near, subject.far, borrowed)


_TITLE = re.compile(r"《([^《》\n]{1,80})》")
_QUOTATION = re.compile(r"“([^“”\n]{1,300})”|「([^「」\n]{1,300})」|『([^『』\n]{1,300})』|\"([^\"\n]{1,300})\"")


def _names(text: str, readings: Sequence[Reading], parts: dict[int, set[int]]) -> Iterator[str]:
    """Yield the titles and quotations that no passage holds; note where the others stand."""
    for pattern, sign in ((_TITLE, "《{}》"), (_QUOTATION, "“{}”")):
        for match in pattern.finditer(text):
            said = next(filter(None, match.groups()))
            for piece in filter(None, map(squeeze, re.split(r"…+|\.{3,}|⋯+", said))):
                if not _place(piece, readings, parts):
                    yield f"所引段落中没有{sign.format(said)}"
                    break


def _place(piece: str, readings: Sequence[Reading], parts: dict[int, set[int]]) -> bool:
    for reading in readings:
        for number, part in enumerate(reading.squeezed_parts):
            if piece in part:
                parts[reading.source.n].add(number)
                return True
    return any(piece in reading.squeezed for reading in readings)


@lru_cache(maxsize=1024)
def _words_of(text: str) -> Mapping[str, float]:
    """Return what is left to be covered: the words of a statement but for its Latin ones when it is English."""
    words = folded_words(text)
    chinese = {word: weight for word, weight in words.items() if not word.isascii()}
    return chinese if len(chinese) * 2 < len(words) or len(chinese) == len(words) else words


def _cover(text: str, readings: Sequence[Reading], parts: dict[int, set[int]]) -> float:
    """Return the share of the statement's words that the passages hold; note the sentences that hold most.

    A passage that adds nothing to the others is not rested on.
    """
    words = _words_of(text)
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
    return share


# 从材料看, 文件中写到, 报告显示: they say where, not what.
_ATTRIBUTES = re.compile(
    r".{0,6}(?:文件|材料|资料|文档|报告|原文|段落|统计|数据|内容|信息|来源)[^《“]{0,8}[,:]?"
    r"|(?:可以|不难|我们|综合)?.{0,4}(?:看到|看出|得知|知道|来看)[,:]?|(?:总的|总体|综合)来[看说][,:]?"
)


def _unfounded(text: str, readings: Sequence[Reading]) -> Iterator[str]:
    """Yield a clause of which the passages have next to nothing: it came along with others that hold."""
    for start, end in clauses(text):
        words = {w: weight for w, weight in _words_of(text[start:end]).items() if weight == 1.0}
        if len(words) < _WORDS_OF_CLAIM or _ATTRIBUTES.fullmatch(fold(text[start:end])):
            continue
        share = sum(max(met(w, r.folded + r.frame) for r in readings) for w in words) / len(words)
        if share < _FOUNDED:
            yield f"所引段落没有“{text[start:end].strip('，,。；')}”这样的内容"


def _years(text: str, readings: Sequence[Reading], parts: dict[int, set[int]], years: frozenset[int]) -> Iterator[str]:
    """Yield when figures answer for another year than the question asks about."""
    if not years or re.search(r"(?:19|20)\d{2}", fold(text)) or not re.search(r"\d", fold(text)):
        return
    for reading in readings:
        if not parts.get(reading.source.n) or not reading.years or reading.years & years:
            continue
        said = " ".join(reading.parts[number] for number in parts[reading.source.n])
        if not any(str(year) in said for year in years):
            yield f"所引段落说的是{'、'.join(map(str, sorted(reading.years)))}年"


_OPPOSITES = tuple((one, other) for one, other in word_rows("opposites"))
_NEGATION = re.compile(rf"{alternation('negations')}|未(?=[\u3400-\u9fff])|不(?=满意|达标|符合|合格|同意)")
_AVOIDS = re.compile(r"[不未没无非]")
_PLANNED = re.compile(rf"{alternation('intentions')}|将(?!近)")
_DONE = re.compile(rf"{alternation('done_words')}|已(?=[\u3400-\u9fff])")
_SAME_MATTER = 0.7  # share of a statement's words in one clause that make the clause its source


def _directions(text: str, readings: Sequence[Reading], parts: dict[int, set[int]]) -> Iterator[str]:
    """Yield when the statement says the opposite: 减少 for 增加, a negation put in or taken out, done for planned."""
    folded = fold(text)
    said = " ".join(r.parts[number] for r in readings for number in sorted(parts.get(r.source.n, ())))
    if not said:
        return
    for pair in _OPPOSITES:
        for word, opposite in (pair, pair[::-1]):
            if word in folded and word not in said and opposite in said and opposite not in folded:
                yield f"原文说的是“{opposite}”，不是“{word}”"
    denies = _NEGATION.search(folded)
    if denies and not _AVOIDS.search(said):
        yield f"原文没有“{denies.group()}”的意思"
    clause = _source_clause(text, said)
    if (other := _NEGATION.search(clause)) and not _AVOIDS.search(folded):
        yield f"原文说的是“{other.group()}”"
    done = _DONE.search(folded) and not _PLANNED.search(folded)
    if done and not _DONE.search(said) and (plan := _PLANNED.search(said)):
        yield f"原文说的是“{plan.group()}”，尚未完成"


def _source_clause(text: str, said: str) -> str:
    """Return the clause of the passages that says what the statement says, or nothing."""
    words = _words_of(text)
    total = sum(words.values())
    if not total:
        return ""
    parts = [said[start:end] for start, end in clauses(said)]
    scored = [(sum(weight * met(word, part) for word, weight in words.items()) / total, part) for part in parts]
    share, best = max(scored, default=(0.0, ""))
    return best if share >= _SAME_MATTER else ""
