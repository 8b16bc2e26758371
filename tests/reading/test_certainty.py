"""One probability decides: what makes it, from which one a sentence is the answer, and what is shown below that."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.support.small_corpus import assistant_over
from zhengxie_qa import Assistant
from zhengxie_qa.config import CAUTION_VARIABLE
from zhengxie_qa.errors import ConfigError
from zhengxie_qa.reading import FACTS, LEAST, NEAR, Regression, certainty
from zhengxie_qa.reading.certainty import least_probability, log_odds, share_of


def test_a_probability_and_its_log_odds_are_the_same_thing() -> None:
    for probability in (0.01, 0.5, 0.93):
        assert share_of(log_odds(probability)) == pytest.approx(probability)
    assert 0 < share_of(log_odds(0.0)) < share_of(log_odds(1.0)) < 1


def test_every_fact_is_weighed_and_told() -> None:
    regression = Regression(("a", "b"), np.array([1.0, -2.0]), np.array([0.0, 1.0]), added=0.5)
    assert regression.probability({"a": 1.5, "b": 1.0}) == pytest.approx(0.5)
    assert regression.effects({"a": 1.5, "b": 1.0}) == {"a": 1.5, "b": 0.0}


def test_the_model_that_ships_knows_its_facts() -> None:
    for source, regression in certainty().items():
        assert regression.names == FACTS[source]


def test_more_of_what_speaks_for_a_sentence_makes_it_likelier() -> None:
    facts = dict.fromkeys(FACTS["reader"], 0.0)
    regression = certainty()["reader"]
    for name in ("first", "read"):
        assert regression.probability(facts | {name: 2.0}) > regression.probability(facts)
    assert regression.probability(facts | {"no_cause": 1.0}) < regression.probability(facts)


def test_the_more_caution_the_likelier_an_answer_has_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    assert NEAR < LEAST["low"] < LEAST["normal"] < LEAST["high"]
    for said, least in (("low", LEAST["low"]), ("高", LEAST["high"]), ("", LEAST["normal"])):
        monkeypatch.setenv(CAUTION_VARIABLE, said)
        assert least_probability() == least
    monkeypatch.setenv(CAUTION_VARIABLE, "sometimes")
    with pytest.raises(ConfigError, match=CAUTION_VARIABLE):
        least_probability()


@pytest.fixture
def doubted(tmp_path: Path) -> Assistant:
    """A report over which answers are withheld: not the one that others ask, which remembers its answers."""
    text = "云溪市政协常务委员会工作报告\n一、提案办理工作\n一年来，共征集提案218件，经审查立案176件。\n"
    return assistant_over(tmp_path, {"报告.txt": text})


def test_what_is_likely_but_not_likely_enough_is_shown_as_near(
    doubted: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhengxie_qa.reading.decision.least_probability", lambda: 0.999)
    answer = doubted.ask("征集了多少件提案？")
    assert answer.status == "not_found"
    assert "218件" in answer.related[0].quote
    assert "最接近的说法" in answer.answer


def test_below_that_nothing_is_shown_but_questions_that_can_be_asked(
    doubted: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhengxie_qa.reading.decision.least_probability", lambda: 0.999)
    monkeypatch.setattr("zhengxie_qa.reading.decision.NEAR", 0.998)
    answer = doubted.ask("征集了多少件提案？")
    assert (answer.status, answer.related) == ("not_found", ())
    assert "·" in answer.answer
