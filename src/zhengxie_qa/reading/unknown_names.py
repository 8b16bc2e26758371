"""A place or a body that the question names and no document does: whatever else agrees, that is another's."""

from __future__ import annotations

import re

import numpy as np

from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Query
from zhengxie_qa.reading.candidate_sentences import Candidate
from zhengxie_qa.reading.term_alignment import Alignment
from zhengxie_qa.text import alternation, dictionary_entry, is_generic, word_list

_MET = 0.6  # how well a name is met by one near in meaning: 公安机关 for 公安局
_NAMES = ("ns", "nt")  # tags of places and bodies in the dictionary
_BODY = re.compile(rf"(?:{alternation('body_endings')}|机关|[厅委]|{alternation('titles_of_persons')})$")
_NO_NAMES = frozenset(
    ("城市", "地区", "县市", "外国", "两国", *word_list("formulaic_words"))
)  # tagged as places or bodies, and none


def unknown_name(index: PassageIndex, query: Query, alignment: Alignment, best: Candidate) -> str:
    """Return the place or body that ``query`` names and that stands nowhere in the documents, under no other name."""
    if query.language == "en":
        return ""  # a name put into Chinese may be put wrongly
    others = {expansion.phrase: expansion.alternatives for expansion in query.expansions}
    near = np.maximum(best.own, best.context)
    unknown = (
        term
        for term, met in zip(alignment.terms, near, strict=True)
        if met < _MET and _names(query.text, term) and _is_name(term)
        if not _known(index, (term, *others.get(term, ())))
    )
    return next(unknown, "")


def _names(text: str, term: str) -> bool:
    """Tell whether ``text`` has ``term`` and does not ask which one: 哪个机关."""
    return term in text and re.search(rf"(?:哪|什么|几|多少)[\u4e00-\u9fff]{{0,3}}{re.escape(term)}", text) is None


def _is_name(term: str) -> bool:
    if len(term) < 2 or term in _NO_NAMES or is_generic(term):
        return False
    entry = dictionary_entry(term)
    return bool(entry and entry.tag in _NAMES) or _BODY.search(term) is not None


def _known(index: PassageIndex, names: tuple[str, ...]) -> bool:
    return any(name in index.folded_with([name]) or _is_in_a_title(index, name) for name in names) or _stands_in_full(
        index, names[0]
    )


def _is_in_a_title(index: PassageIndex, name: str) -> bool:
    documents = index.documents.values()
    return any(name in each.metadata.place or name in each.metadata.title for each in documents)


def _stands_in_full(index: PassageIndex, name: str) -> bool:
    """Tell whether a body is named in full: 住房和城乡建设局 for 住建局."""
    full = "[\u4e00-\u9fff]{0,5}".join(map(re.escape, name))
    return _BODY.search(name) is not None and re.search(full, index.folded_with([name])) is not None
