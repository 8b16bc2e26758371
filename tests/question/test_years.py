"""A year may be asked about, or be what something is held against."""

from __future__ import annotations

import pytest

from zhengxie_qa.question.years import compared_years, years_in


@pytest.mark.parametrize(
    ("question", "years", "compared"),
    [
        ("提案数量比上年增加多少件?", (), (2024, 2023)),
        ("信息采用量比去年同期多多少条?", (), (2024, 2023)),
        ("与去年相比增加了多少?", (), (2024, 2023)),
        ("立案数较2020年增长多少?", (), (2024, 2020)),
        ("2022年比上年增加了多少?", (2022,), (2022, 2021)),
        ("2024年比2023年多多少件?", (2024, 2023), ()),
        ("去年收到提案多少件?", (2023,), ()),
    ],
)
def test_the_year_compared_with_is_not_the_year_asked_about(
    question: str, years: tuple[int, ...], compared: tuple[int, ...]
) -> None:
    assert years_in(question, 2024) == years
    assert compared_years(question, 2024) == compared
