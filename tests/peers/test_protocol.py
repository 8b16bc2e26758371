"""A toolkit in a process of its own is asked over a pipe, and measured by the same rules as ours."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from peers.environments import Environment
from peers.measuring import Toolkit, matching_size, measure
from peers.parent import Child, PeerError
from peers.questions import Corpus, Question
from peers.tables import cost_table, found_table, missing_table

FAKE = "tests.support.fake_peer"
REPORT = (
    "云溪市政协常委会工作报告\n\n一、提案工作\n\n全年共征集提案128件，经审查立案97件，办复率100%。\n\n"
    "二、调研视察\n\n围绕乡村振兴开展专题调研23次，形成调研报告11篇。\n\n三、自身建设\n\n举办委员培训班4期，参训委员210人次。\n"
)
DOCUMENTS = [("report.txt", REPORT)]


def opened(module: str, log: Path) -> Child:
    return Child(Path(sys.executable), module, "", [], log / "log.txt")


def test_a_toolkit_splits_indexes_and_searches_in_its_own_process(tmp_path: Path) -> None:
    with opened(FAKE, tmp_path) as child:
        assert child.started["import_mb"] > 1
        made = child.index(DOCUMENTS, None)
        assert (made.lengths[0], sum(made.lengths), made.seconds > 0) == (40, len(REPORT), True)
        assert child.split(DOCUMENTS, 10)[0] == 10
        found = child.search(["参训委员多少人次？", "征集提案多少件？"], 2)
        assert "210人次" in found.hits[0][0]
        assert [len(hits) for hits in found.hits] == [2, 2]
        assert len(found.ms) == 2
        assert child.peak() >= child.started["import_mb"]
    assert (tmp_path / "log.txt").read_text("utf-8").split()[:2] == ["indexing", "searching"]


def test_what_fails_is_told_in_a_line_and_the_next_question_answered(tmp_path: Path) -> None:
    with opened(FAKE, tmp_path) as child:
        child.index(DOCUMENTS, None)
        with pytest.raises(PeerError, match=r"^ValueError: a question that fails$"):
            child.search(["坏"], 2)
        assert child.search(["提案"], 1).hits[0]


def test_a_toolkit_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(PeerError, match=r"ModuleNotFoundError: No module named 'tests\.support\.nothing'"):
        opened("tests.support.nothing", tmp_path).__enter__()


def test_ours_answers_by_the_same_protocol(tmp_path: Path) -> None:
    with opened("peers.on_zhengxie", tmp_path) as child:
        assert len(child.index(DOCUMENTS, None).lengths) >= 3
        hits = child.search(["立案多少件？", "办了几期培训班？"], 5).hits
        assert ["立案97件" in hits[0][0], "4期" in hits[1][0]] == [True, True]


def test_a_length_is_found_that_makes_passages_as_long_as_ours(tmp_path: Path) -> None:
    long = [("long.txt", "提案工作" * 5000)]
    with opened(FAKE, tmp_path) as child:
        size = matching_size(child, long, 200)
        assert size == pytest.approx(200, rel=0.03)


def test_hits_are_counted_by_set_and_the_tables_hold_them(tmp_path: Path) -> None:
    corpus = Corpus(
        "one",
        DOCUMENTS,
        [
            Question("a", "参训委员多少人次？", in_english=False, evidence=("参训委员210人次",)),
            Question("b", "How many proposals?", in_english=True, evidence=("不在其中",)),
        ],
    )
    here = Environment(sys.executable, 1.0, 2.0, 2.0, 3.0)
    toolkit = Toolkit("fake", "fake 1.0", FAKE)
    shipped, chinese = measure(toolkit, here, ("", [], tmp_path), [corpus], corpus, {"one": 50.0})
    assert (shipped.asked["all"], shipped.first["a"], shipped.among["all"], shipped.first["b"]) == (2, 1, 1, 0)
    assert chinese.many is not None
    assert found_table([shipped]).splitlines()[0].split(" | ")[4:] == ["a (1)", "b (1)", "all (2)", "in English (1) |"]
    assert (
        found_table([shipped])
        .splitlines()[2]
        .endswith("| 1.000 / 1.000 | 0.000 / 0.000 | 0.500 / 0.500 | 0.000 / 0.000 |")
    )
    assert "| on disk, MB | 3 |" in cost_table([shipped, chinese], many=True)
    assert missing_table({"x": "HubError: no"}).splitlines()[2] == "| x | `HubError: no` |"
