"""Does what a model wrote answer the question, or is it only true? Sentences that are quoted are asked the same."""

from __future__ import annotations

from zhengxie_qa.fit import fit, names_holder, needs_value, role_asked
from zhengxie_qa.questions import Query
from zhengxie_qa.scope import mentions
from zhengxie_qa.tokens import fold


def bears_on(query: Query, written: str, cited: str, *, named: bool = False) -> bool:
    """Tell whether ``written``, resting on ``cited``, holds what some part of ``query`` asks for.

    A figure in the unit asked for, a date or a person has to be there; and what the question names has to be named,
    unless it is known already to be ``named`` in the documents.
    """
    return any(_bears_on(part, written, cited, named) for part in query.parts or (query,))


def _bears_on(query: Query, written: str, cited: str, named: bool) -> bool:
    both = fold(f"{written}\n{cited}")
    if not named and query.names and not any(mentions(both, name) for name in query.names):
        return False
    role = role_asked(query)
    if role and not names_holder(role, both):
        return False
    holder = cited if query.language == "en" else written  # an English sentence has no units that are known here
    return not needs_value(query) or fit(query, holder) > 0
