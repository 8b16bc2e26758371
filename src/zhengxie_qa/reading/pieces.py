"""A piece of a collection asked about as a whole: 银发经济那篇的主要观点是什么, 航标那条信息讲了什么."""

from __future__ import annotations

import re
from collections.abc import Iterable

from zhengxie_qa.text import alternation, alternation_in, content_of, fold, words
from zhengxie_qa.types import Document, Section

_PAPER = rf"(?:{alternation('paper_names')}|{alternation_in('question_cues', 'papers')}|材料|建议)"
_PIECE = re.compile(
    rf"(?P<what>[^?。]{{2,24}}?)的?[这那](?:条|篇|份|则){_PAPER}?(?:里面?|中)?的?"
    r"(?:都|主要|核心)*(?:讲|说|写|谈|反映|提|观点|内容|要点)(?:了|的是|的)?"
    r"(?:都|主要)?(?:是|有)?(?:什么|哪些|啥)?(?:内容|观点|问题|要点)?[?。\s]*"
)


def of_piece(text: str, documents: Iterable[Document]) -> tuple[Document, Section] | None:
    """Return the section of the likeliest document whose heading says all that the piece is called in ``text``."""
    asked = _PIECE.fullmatch(text)
    if asked is None:
        return None
    called = [word for word in words(content_of(asked["what"])) if len(word) > 1]
    for document in documents if called else ():
        for section in document.sections[1:]:
            title = fold(section.title)
            if section.kind == "heading" and title != fold(document.metadata.title) and all(w in title for w in called):
                return document, section
    return None
