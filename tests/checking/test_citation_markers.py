"""Citation markers are read in every shape, and half of one is never shown."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.checking.citation_markers import find_markers, showable, uniform_markers, without_markers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("共236件[1]。", (1,)),
        ("共236件【1】。", (1,)),
        ("共236件［１］。", (1,)),
        ("共236件(1)。", (1,)),
        ("共236件（1）", (1,)),
        ("共236件[1,2]。", (1, 2)),
        ("共236件[1、3]。", (1, 3)),
        ("共236件[1-3]。", (1, 2, 3)),
        ("共236件[1][2]。", (1, 2)),
        ("共236件[1]、[2]。", (1, 2)),
        ("共236件来源1。", (1,)),
        ("共236件（来源：1、2）。", (1, 2)),
        ("共236件[来源1 来源3]。", (1, 3)),
        ("共236件（见[2]）。", (2,)),
        ("共236件[^1]。", (1,)),
        ("共236件<sup>1</sup>。", (1,)),
        ("共236件【1†source】。", (1,)),
        ("共236件①。", (1,)),
    ],
)
def test_a_marker_is_read_in_every_shape(text: str, numbers: tuple[int, ...]) -> None:
    assert [marker.numbers for marker in find_markers(text)] == [numbers]
    assert without_markers(text).rstrip("。") == "共236件"
    assert uniform_markers(text).rstrip("。").replace("、", "") == "共236件" + "".join(f"[{n}]" for n in numbers)


@pytest.mark.parametrize(
    "text",
    [
        "(1)首先，",
        "（2）其次",
        "350余人(次)参加",
        "《文史(2025)》出版",
        "见资料3份",
        "① 抓学习",
        "[2026]年",
        "资金来源1200万元",
    ],
)
def test_list_numbers_and_units_are_no_markers(text: str) -> None:
    assert find_markers(text) == []
    assert uniform_markers(text) == text


@pytest.mark.parametrize("text", ["根据[1]，共征集236件", "[1]显示，共征集236件", "据[1]记载：共征集236件"])
def test_words_that_only_introduce_a_marker_go_with_it(text: str) -> None:
    assert without_markers(text) == "共征集236件"


@pytest.mark.parametrize(
    "text", ["236件[", "236件[1", "236件【来源", "236件[1,", "236件(", "236件（来", "236件来", "236件来源1", "236件<su"]
)
def test_half_a_marker_is_held_back(text: str) -> None:
    assert text[: showable(text)] == "236件"


@pytest.mark.parametrize("text", ["236件[1]", "350余人(次", "236件", "其中(含去年"])
def test_what_is_no_half_marker_is_shown_at_once(text: str) -> None:
    assert showable(text) == len(text)


@given(
    st.lists(st.sampled_from(["共236件", "[1]", "【2】", "（来源3）", "来", "源", "(次)", "。", "[", "1", ", ", "\n"]))
)
def test_a_growing_text_shows_a_prefix_that_never_ends_in_an_open_bracket(pieces: list[str]) -> None:
    text = "".join(pieces)
    shown = text[: showable(text)]
    assert text.startswith(shown)
    assert not shown.endswith(("[", "[1"))


@given(st.text(alphabet="共236件[]【】(),、-^来源第段1239。\n ", max_size=40))
def test_markers_are_in_order_and_taken_out_whole(text: str) -> None:
    markers = find_markers(text)
    assert all(a.end <= b.start for a, b in pairwise(markers))
    assert all(marker.numbers for marker in markers)
