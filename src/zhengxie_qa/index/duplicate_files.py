"""Files with the same text: of several copies, the one with the plainest name is searched and cited."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import PurePosixPath

from zhengxie_qa.index.passage_index import PassageIndex
from zhengxie_qa.text import alternation
from zhengxie_qa.types import Document

_MARK = re.compile(rf"{alternation('copy_marks')}|[（(]\d{{1,2}}[)）]|(?<=\d{{4}})\d{{4}}(?!\d)|[vV]\d+|^~|_\d+$")


def without_copies(index: PassageIndex) -> PassageIndex:
    """Return a view of ``index`` that finds one file of each text, year and place; itself where no two are alike."""
    alike: dict[tuple[str, int | None, str], list[Document]] = defaultdict(list)
    for document in index.documents.values():
        alike[index.text_key(document.path), document.metadata.year, document.metadata.place].append(document)
    if len(alike) == len(index.documents):
        return index
    return index.within({min(documents, key=_plainness).path for documents in alike.values()})


def _plainness(document: Document) -> tuple[int, bool, int, str]:
    """Return what orders copies: marks of a copy, a name that is not the title's, its length."""
    stem = PurePosixPath(document.path).stem
    title = document.metadata.title
    named = bool(title) and (stem in title or title in stem)
    return len(_MARK.findall(stem)), not named, len(document.path), document.path
