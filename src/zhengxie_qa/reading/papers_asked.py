"""The paper whose articles a question asks for, where the documents have only one of a similar name.

国务院《档案条例》第二十条 is not answered by the twentieth article of a city's regulation on archives.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from zhengxie_qa.question import Query, is_about
from zhengxie_qa.text import alternation, fold
from zhengxie_qa.types import Document

_ISSUER = alternation("highest_issuers")
_NUMBERED = r"[^,。;?]{0,6}第"
_QUOTED = re.compile(
    rf"(?:(?P<issuer>{_ISSUER})(?:[发颁]布的|印发的|制定的|的)?\s*)?《(?P<title>[^》]{{3,60}})》{_NUMBERED}"
)
_BARE = re.compile(
    rf"(?P<issuer>{_ISSUER})的?(?P<title>[\u4e00-\u9fff]{{2,30}}?(?:{alternation('papers_in_force')})){_NUMBERED}"
)
_MISSPELT = 0.9  # likeness of two titles that differ by a slip alone
_HEAD = 300  # characters at the top in which a paper says who issued it


@dataclass(frozen=True, slots=True)
class _Paper:
    title: str
    issuer: str


def may_be_meant(query: Query, document: Document) -> bool:
    """Tell whether ``document`` may be the paper whose articles ``query`` names: by its place, title and issuer."""
    paper = _paper_in(query.text)
    return is_about(query.places, document, document.text[:_HEAD]) and (paper is None or _is(document, paper))


def _paper_in(text: str) -> _Paper | None:
    match = _QUOTED.search(text) or _BARE.search(text)
    return _Paper(match["title"].strip(), match["issuer"] or "") if match else None


def _is(document: Document, paper: _Paper) -> bool:
    title = fold(document.metadata.title)
    alike = paper.title in title or title in f"{paper.issuer}{paper.title}"
    if not alike and SequenceMatcher(None, title, paper.title, autojunk=False).ratio() < _MISSPELT:
        return False
    head = document.text[:_HEAD].partition("第一条")[0]  # which names the papers that it is made under
    return not paper.issuer or paper.issuer in fold(f"{title} {document.metadata.organisation} {head}")
