"""Formulas that no program has computed: sums and plain arithmetic are, everything else is left alone.

formula = term (("+" | "-") term)*      term = factor (("*" | "/") factor)*
factor  = "-" factor | number ["%"] | cell | NAME "(" range or formula, … ")" | "(" formula ")"
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from statistics import mean

from openpyxl.utils import column_index_from_string

Place = tuple[int, int]  # row and column, both counted from 1
Values = Mapping[Place, object]  # numbers, texts, or formulas that begin with "="

_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|(\$?[A-Z]{1,3}\$?[1-9]\d{0,6})(?![\w(])|([A-Z]{2,10})(?=\()|([-+*/(),:%]))")
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_FUNCTIONS: dict[str, Callable[[list[float]], float]] = {
    "SUM": sum,
    "AVERAGE": mean,
    "MIN": min,
    "MAX": max,
    "COUNT": len,
}
_LONGEST = 300  # characters of a formula
_DEEPEST = 40  # formulas and brackets within each other
_MOST_STEPS = 100_000  # cells looked at for one workbook


class _UncomputableError(ValueError):
    """The formula is none of those that are computed here."""


class Formulas:
    """Computes the formulas of one sheet, each once."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._known: dict[Place, float] = {}
        self._open: set[Place] = set()
        self._steps = 0

    def value(self, place: Place) -> float | None:
        """Return what the cell at ``place`` comes to; None where that cannot be said."""
        try:
            return self._number(place)
        except (_UncomputableError, ArithmeticError, RecursionError):
            return None

    def _number(self, place: Place) -> float:
        """Return the number in a cell; an empty one counts nothing, a text is no number."""
        self._steps += 1
        value = self._values.get(place)
        if self._steps > _MOST_STEPS or place in self._open or len(self._open) > _DEEPEST:
            raise _UncomputableError
        if value is None:
            return 0.0
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        if not is_formula(value):
            raise _UncomputableError
        if place not in self._known:
            self._open.add(place)
            try:
                self._known[place] = _Parser(str(value)[1:], self._number, self._range).result()
            finally:
                self._open.discard(place)
        return self._known[place]

    def _range(self, first: Place, last: Place) -> Iterator[float]:
        """Yield the numbers between two cells; texts and empty cells are passed over, as by Excel."""
        for row in range(first[0], last[0] + 1):
            for column in range(first[1], last[1] + 1):
                self._steps += 1
                if self._steps > _MOST_STEPS:
                    raise _UncomputableError
                value = self._values.get((row, column))
                if is_formula(value) or (isinstance(value, int | float) and not isinstance(value, bool)):
                    yield self._number((row, column))


def is_formula(value: object) -> bool:
    """Say whether a cell's value is a formula."""
    return isinstance(value, str) and value.startswith("=") and len(value) > 1


class _Parser:
    """One formula, from its first sign to its last."""

    def __init__(
        self, text: str, number: Callable[[Place], float], cells: Callable[[Place, Place], Iterator[float]]
    ) -> None:
        if len(text) > _LONGEST:
            raise _UncomputableError
        self._tokens = list(_tokens(text.upper()))[::-1]  # the next one last
        self._cell, self._cells = number, cells
        self._depth = 0

    def result(self) -> float:
        """Return what the whole formula comes to."""
        value = self._sum()
        if self._tokens:
            raise _UncomputableError
        return value

    def _sum(self) -> float:
        value = self._product()
        while self._next() in ("+", "-"):
            value = value + self._product() if self._tokens.pop() == "+" else value - self._product()
        return value

    def _product(self) -> float:
        value = self._factor()
        while self._next() in ("*", "/"):
            value = value * self._factor() if self._tokens.pop() == "*" else value / self._factor()
        return value

    def _factor(self) -> float:
        self._depth += 1
        if self._depth > _DEEPEST or not self._tokens:
            raise _UncomputableError
        token = self._tokens.pop()
        if token in ("-", "+"):
            value = -self._factor() if token == "-" else self._factor()
        elif token == "(":
            value = self._sum()
            self._expect(")")
        elif token in _FUNCTIONS:
            value = self._function(token)
        elif match := _CELL.fullmatch(token):
            value = self._cell(_place(match))
        elif token[0].isdigit():
            value = float(token)
        else:
            raise _UncomputableError
        if self._next() == "%":
            self._tokens.pop()
            value /= 100
        self._depth -= 1
        return value

    def _function(self, name: str) -> float:
        self._expect("(")
        values: list[float] = []
        while True:
            values += self._argument()
            if self._next() != ",":
                break
            self._tokens.pop()
        self._expect(")")
        if not values and name not in ("SUM", "COUNT"):
            raise _UncomputableError
        return float(_FUNCTIONS[name](values))

    def _argument(self) -> list[float]:
        if len(self._tokens) > 2 and self._tokens[-2] == ":":
            ends = [_CELL.fullmatch(self._tokens[-1]), _CELL.fullmatch(self._tokens[-3])]
            del self._tokens[-3:]
            if ends[0] is None or ends[1] is None:
                raise _UncomputableError
            return list(self._cells(_place(ends[0]), _place(ends[1])))
        return [self._sum()]

    def _next(self) -> str:
        return self._tokens[-1] if self._tokens else ""

    def _expect(self, token: str) -> None:
        if not self._tokens or self._tokens.pop() != token:
            raise _UncomputableError


def _tokens(text: str) -> Iterator[str]:
    position = 0
    while position < len(text.rstrip()):
        match = _TOKEN.match(text, position)
        if match is None:
            raise _UncomputableError
        position = match.end()
        yield next(group for group in match.groups() if group is not None)


def _place(match: re.Match[str]) -> Place:
    return int(match[2]), column_index_from_string(match[1])
