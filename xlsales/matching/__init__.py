"""Are two typed customer names one customer? Split, find candidates, score, give the reason."""

from xlsales.matching.compare import compare, may_be_one
from xlsales.matching.known import Known
from xlsales.matching.name import customer_key, is_name, is_place
from xlsales.matching.outcome import Match, Outcome, Pair
from xlsales.matching.pairs import pairs

__all__ = [
    "Known",
    "Match",
    "Outcome",
    "Pair",
    "compare",
    "customer_key",
    "is_name",
    "is_place",
    "may_be_one",
    "pairs",
]
