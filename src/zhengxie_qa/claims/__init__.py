"""A sentence → what it claims: figures, names, times, how it is meant, each with its words and a value."""

from zhengxie_qa.claims.claim import Claim, ClaimKind
from zhengxie_qa.claims.quantities import Amount, find_amounts, same_unit
from zhengxie_qa.claims.same_amounts import comparable, measured, same_size
from zhengxie_qa.claims.sentence import claims_of
from zhengxie_qa.claims.stance import stance_of
from zhengxie_qa.claims.times import days_of

__all__ = [
    "Amount",
    "Claim",
    "ClaimKind",
    "claims_of",
    "comparable",
    "days_of",
    "find_amounts",
    "measured",
    "same_size",
    "same_unit",
    "stance_of",
]
