"""Whether a place is taken is found by halving, and is what trying every place says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.claims.taken_places import TakenPlaces

PLACES = st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda place: (place[0], sum(place)))


@given(st.lists(PLACES, max_size=12), PLACES)
def test_a_place_meets_those_that_it_shares_a_character_with(
    taken: list[tuple[int, int]], place: tuple[int, int]
) -> None:
    start, end = place
    assert TakenPlaces(taken).meet(start, end) == any(low < end and start < high for low, high in taken)
