"""A sentence → what it claims: figures, names, times, how it is meant, each with its words and a value."""

from zhengxie_qa.claims.measures import comparable, measured, same_size
from zhengxie_qa.claims.quantities import Amount, find_amounts, same_unit

__all__ = ["Amount", "comparable", "find_amounts", "measured", "same_size", "same_unit"]
