"""Does what a model wrote say the value that the documents' own sentence says? The sentence has the last word.

The answer by quotation marks the very words that were asked for. Where the model gives another figure of the same
unit, another date or another person instead of them, it answers about another year, another place or another thing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zhengxie_qa.claims import Amount, claims_of, comparable, find_amounts, same_size
from zhengxie_qa.types import Answer, Citation, Document


def contradicts(written: str, quoting: Answer, documents: Mapping[str, Document]) -> bool:
    """Tell whether ``written`` gives another value than the one that the answer by quotation marks as asked for."""
    if quoting.status != "answered":
        return False
    asked = [
        documents[citation.document].text[start:end] for citation in quoting.citations for start, end in citation.focus
    ]
    values = [amount for text in asked for amount in find_amounts(text)]
    if values:
        return _other_amounts(find_amounts(written), values)
    return _other_persons(written, [name for citation in quoting.citations for name in _persons_asked(citation)])


def _other_amounts(written: Sequence[Amount], asked: Sequence[Amount]) -> bool:
    """Tell whether none of the values ``asked`` was written, but others that measure the same."""
    if any(_same(said, value) for said in written for value in asked):
        return False
    return any(_rivals(said, value) for said in written for value in asked)


def _same(said: Amount, value: Amount) -> bool:
    if said.kind == value.kind == "date" and isinstance(said.key, tuple) and isinstance(value.key, tuple):
        return all(None in pair or pair[0] == pair[1] for pair in zip(said.key, value.key, strict=True))
    return same_size(said, value)


def _rivals(said: Amount, value: Amount) -> bool:
    if said.kind == value.kind == "date":
        assert isinstance(said.key, tuple)
        assert isinstance(value.key, tuple)
        return all((one is None) == (other is None) for one, other in zip(said.key[:3], value.key[:3], strict=True))
    return said.kind == value.kind and bool(said.unit) and comparable(said, value)


def _persons_asked(citation: Citation) -> list[str]:
    """Return the persons whom the marked words of a quotation name; a name alone is told by the words around it."""
    marked = [(start - citation.start, end - citation.start) for start, end in citation.focus]
    persons = [claim for claim in claims_of(citation.quote) if claim.kind == "person"]
    return [one.text for one in persons if any(one.start < end and start < one.end for start, end in marked)]


def _other_persons(written: str, asked: Sequence[str]) -> bool:
    if not asked or any(name in written for name in asked):
        return False
    return any(claim.kind == "person" for claim in claims_of(written))
