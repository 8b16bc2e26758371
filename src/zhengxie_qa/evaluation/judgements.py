"""Single judgements: does this passage hold the evidence, this answer the fact, this quote the place?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from zhengxie_qa.evaluation.gold_questions import GoldQuestion, file_name
from zhengxie_qa.text import fold
from zhengxie_qa.types import Answer, Citation, Document, Hit

_LONG_RUN = 10  # characters: shorter runs, two sentences of one report may share by their wording alone
_THOUSANDS = 3  # digits after a thousands separator


def without_whitespace(text: str) -> str:
    """Return ``text`` without any whitespace: lines of a PDF wrap anywhere."""
    return "".join(text.split())


def holds(passage: str, evidence: Sequence[str]) -> bool:
    """Tell whether some string of ``evidence`` lies in ``passage``, whitespace aside."""
    text = without_whitespace(passage)
    return any(without_whitespace(string) in text for string in evidence)


def first_rank(hits: Sequence[Hit], evidence: Sequence[str]) -> int | None:
    """Return the rank (from 1) of the first passage that holds evidence, or None."""
    ranks = (rank for rank, hit in enumerate(hits, start=1) if holds(hit.passage.text, evidence))
    return next(ranks, None)


def without_markers(answer: Answer) -> str:
    """Return the answer's text without the [n] of its citations; other brackets stay."""
    numbers = "|".join(str(citation.n) for citation in answer.citations)
    return re.sub(rf"\s*\[(?:{numbers})\]", "", answer.answer).strip() if numbers else answer.answer.strip()


def has_fact(text: str, fact: str) -> bool:
    """Tell whether ``text`` states ``fact``, or one of its alternatives ``a|b``.

    Width, variants, case and spaces do not matter. A figure stands alone: 11 is neither in 211 nor in 11.6.
    """
    return any(re.search(_pattern(_closed_up(choice)), _closed_up(text)) for choice in fact.split("|"))


def _closed_up(text: str) -> str:
    # Spaces stay between letters and digits: "2024 11" is not 202411.
    return re.sub(r"(?<![0-9a-z])\s+|\s+(?![0-9a-z])", "", fold(text))


def _pattern(fact: str) -> str:
    pattern = re.escape(fact)
    if leading := re.match(r"[0-9]+", fact):
        comma = "(?<![0-9],)" if len(leading.group()) == _THOUSANDS else ""
        pattern = rf"(?<![0-9])(?<![0-9]\.){comma}{pattern}"
    if fact[-1:].isdigit():
        pattern += rf"(?!\.?[0-9])(?!,[0-9]{{{_THOUSANDS}}}(?![0-9]))"
    return pattern


def is_verbatim(citation: Citation, documents: Mapping[str, Document]) -> bool:
    """Tell whether the quote is exactly the slice of the document that the citation names."""
    document = documents.get(citation.document)
    return document is not None and document.text[citation.start : citation.end] == citation.quote


def bears(citation: Citation, gold: GoldQuestion) -> bool:
    """Tell whether the quote bears on the evidence, whitespace aside.

    It does when one contains the other, or when they share an unbroken run of ten characters, or of half the
    shorter one; and it must come from a file the evidence is in, since reports of two years share their wording.
    """
    if gold.documents and file_name(citation.document) not in map(file_name, gold.documents):
        return False
    quote = without_whitespace(citation.quote)
    return any(_overlap(quote, without_whitespace(evidence)) for evidence in gold.evidence)


def _overlap(quote: str, evidence: str) -> bool:
    if not quote or not evidence:
        return False
    if quote in evidence or evidence in quote:
        return True
    run = SequenceMatcher(None, quote, evidence, autojunk=False).find_longest_match().size
    return run >= min(_LONG_RUN, len(quote) / 2, len(evidence) / 2)
