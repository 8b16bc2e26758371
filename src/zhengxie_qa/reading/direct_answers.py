"""What answers a question without any ranking of sentences: a place that the question itself points at."""

from __future__ import annotations

from collections.abc import Sequence

from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Query, articles_in, denial_of
from zhengxie_qa.reading.definitions import definition_of
from zhengxie_qa.reading.front_matter import about_document
from zhengxie_qa.reading.head_fields import field_asked
from zhengxie_qa.reading.numbered_articles import document_of_articles, quoted_articles
from zhengxie_qa.reading.office_holders import holder_of_office
from zhengxie_qa.reading.others_of_a_list import others
from zhengxie_qa.reading.paper_numbers import paper_number
from zhengxie_qa.reading.purpose_of_paper import purpose_of_paper
from zhengxie_qa.reading.span_selection import Span
from zhengxie_qa.types import Hit


def direct_answer(index: PassageIndex, query: Query, hits: Sequence[Hit]) -> list[Span]:
    """Return the spans that the question points at, in reading order; nothing where sentences have to be ranked."""
    if (asked := articles_in(query.text)) and asked.asks_for_text:
        document = document_of_articles(index, asked, query, hits)
        return quoted_articles(index, document, asked) if document else []
    if denial := denial_of(query.text):
        return others(index, denial, hits)
    return (
        paper_number(index, query, hits)
        or definition_of(index, query, hits)
        or purpose_of_paper(index, query, hits)
        or field_asked(index, query, hits)
        or holder_of_office(index, query, hits)
        or about_document(index, query, hits)
    )
