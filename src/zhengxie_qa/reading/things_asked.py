"""Two things asked of in one question (生产总值和人均生产总值是多少): both are given, be it from two sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhengxie_qa.reading.candidate_sentences import Candidate
from zhengxie_qa.reading.decision import Reading
from zhengxie_qa.text import fold

_PAIR = re.compile(
    r"年?(?P<one>[\u4e00-\u9fff]{2,16})(?:和|与|及|以及|、)(?P<other>[\u4e00-\u9fff]{2,12}?)"
    r"(?:各自?|分别|都)?(?:要|应|需)?(?:是|为|有|达到?|占|完成)?(?:了)?(?:多少|几|什么时候|哪[天年月])"
)
_KINDS = ("number", "date")
_READ = 10  # sentences among which the other thing is looked for
_MAY_GIVE_IT = (None, "subject")  # faults: what is asked last is taken for the subject of all
_NEARLY = 0.6  # of the best score, from which a sentence gives the other thing


def missing_half(reading: Reading, best: Candidate) -> Sequence[Candidate]:
    """Return the sentence that gives the one of two things asked of which ``best`` does not speak; else nothing."""
    query, terms = reading.query, reading.found.alignment.terms
    pair = _PAIR.search(query.text) if query.kind in _KINDS else None
    if pair is None:
        return ()
    one, other = pair["one"], pair["other"]
    missing = [(a, b) for a, b in ((one, other), (other, one)) if not _speaks_of(best.text, a, b, terms)]
    if len(missing) != 1:
        return ()  # both are given, or both in other words
    others = [each.candidate for each in reading.judged[:_READ] if each.fault in _MAY_GIVE_IT]
    near = (each for each in others if each.fit > 0 and each.score >= _NEARLY * best.score)
    return [each for each in near if _speaks_of(each.text, *missing[0], terms)][:1]


def _speaks_of(text: str, thing: str, other: str, terms: Sequence[str]) -> bool:
    """Tell whether ``text`` has all words of ``thing`` outside ``other``: 生产总值 beside 人均生产总值."""
    words = [term for term in terms if term in thing]
    left = fold(text).replace(other, " ") if all(word in other for word in words) else fold(text)
    return bool(words) and all(word in left for word in words)
