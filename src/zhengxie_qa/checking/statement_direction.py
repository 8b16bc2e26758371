"""Whether a statement says the opposite of its passages: 减少 for 增加, a negation put in, done for planned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhengxie_qa.checking.figure_subjects import met, statement_words
from zhengxie_qa.checking.objections import Objection
from zhengxie_qa.checking.sources import Reading
from zhengxie_qa.text import alternation, alternation_in, clauses, fold, word_rows

_OPPOSITES = tuple((one, other) for one, other in word_rows("opposites"))
_NEGATION = re.compile(rf"{alternation('negations')}|未(?=[\u3400-\u9fff])|不(?=满意|达标|符合|合格|同意)")
_AVOIDS = re.compile(r"[不未没无非]")
_PLANNED = re.compile(rf"{alternation('intentions')}|将(?!近)")
_DONE = re.compile(rf"{alternation('completion_words')}|已(?=[\u3400-\u9fff])")
_SILENCE = re.compile(rf"(?:没有|并未|未|没)(?:明确|具体|另行)?(?:{alternation_in('written_answers', 'silence')})")
_SAME_MATTER = 0.7  # share of a statement's words in one clause that make the clause its source


def wrong_directions(text: str, readings: Sequence[Reading], parts: dict[int, set[int]]) -> Iterator[Objection]:
    """Yield when the statement says the opposite: 减少 for 增加, a negation put in or taken out, done for planned."""
    folded = fold(text)
    said = " ".join(r.parts[number] for r in readings for number in sorted(parts.get(r.source.n, ())))
    if not said:
        return
    for pair in _OPPOSITES:
        for word, opposite in (pair, pair[::-1]):
            if word in folded and word not in said and opposite in said and opposite not in folded:
                yield Objection("opposite", f"原文说的是“{opposite}”，不是“{word}”")
    asserted = "，".join(folded[start:end] for start, end in clauses(folded) if not is_silence(folded[start:end]))
    denies = _NEGATION.search(asserted)
    if denies and not _AVOIDS.search(said):
        yield Objection("denial", f"原文没有“{denies.group()}”的意思")
    clause = _source_clause(text, said)
    if (other := _NEGATION.search(clause)) and not _AVOIDS.search(folded):
        yield Objection("denial", f"原文说的是“{other.group()}”")
    done = _DONE.search(folded) and not _PLANNED.search(folded)
    if done and not _DONE.search(said) and (plan := _PLANNED.search(said)):
        yield Objection("opposite", f"原文说的是“{plan.group()}”，尚未完成")


def is_silence(clause: str) -> bool:
    """Tell whether a clause says what the passages leave open: 文中没有说明由谁出资 denies nothing they say."""
    return _SILENCE.search(fold(clause)) is not None


def _source_clause(text: str, said: str) -> str:
    """Return the clause of the passages that says what the statement says, or nothing."""
    words = statement_words(text)
    total = sum(words.values())
    if not total:
        return ""
    parts = [said[start:end] for start, end in clauses(said)]
    scored = [(sum(weight * met(word, part) for word, weight in words.items()) / total, part) for part in parts]
    share, best = max(scored, default=(0.0, ""))
    return best if share >= _SAME_MATTER else ""
