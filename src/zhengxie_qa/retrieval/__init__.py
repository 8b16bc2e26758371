"""``Query`` → ranked passages of the documents asked."""

from zhengxie_qa.retrieval.document_filter import Choice, chosen, kinds_of, years_of
from zhengxie_qa.retrieval.hybrid_search import Strategy, search

__all__ = ["Choice", "Strategy", "chosen", "kinds_of", "search", "years_of"]
