"""A statement's units laid beside those of the passages: where each stands there, and how well its company fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from zhengxie_qa.checking.cited_sentences import Ground
from zhengxie_qa.checking.figure_subjects import met
from zhengxie_qa.checking.units import Unit, units_of
from zhengxie_qa.checking.word_vectors import vectors_of
from zhengxie_qa.text import clauses, fold

_NEAR = 45  # characters around a place within which the company of a unit is looked for
_COMPANY = 6  # units on either side that are a unit's company
_ALIKE = 0.45  # likeness of two words' vectors from which one may stand for the other
_BEST = 2  # sentences of the passages that a clause is held against


@dataclass(frozen=True, slots=True)
class Clause:
    """Units ``first`` to ``last`` (exclusive) of a statement, and the sentences they are held against, best first."""

    first: int
    last: int
    best: tuple[int, ...]
    cover: float


class Matching:
    """``text`` beside ``ground``; parallel lists have an entry for each of ``units``."""

    def __init__(self, text: str, ground: Ground) -> None:
        self.text = text
        self.folded = fold(text)
        self.ground = ground
        self.units: tuple[Unit, ...] = units_of(text)
        self.is_english = sum(u.tag == "e" for u in self.units) > len(self.units) / 2
        self.found: list[list[tuple[int, int]]] = [ground.occurrences(unit) for unit in self.units]
        self.weights = np.array([unit.weight for unit in self.units], dtype=np.float32)
        self.clauses = tuple(self._clauses())

    @cached_property
    def table(self) -> NDArray[np.float32]:
        """How far each sentence has each unit, shape (units, sentences), 0 to 1."""
        places = self.ground.places
        table = np.zeros((len(self.units), len(places)), dtype=np.float32)
        for row, unit in enumerate(self.units):
            for _, number in self.found[row]:
                table[row, number] = 1.0
            if unit.kind in ("word", "name", "person") and len(unit.text) > 2 and not unit.text.isascii():
                for number, place in enumerate(places):
                    if table[row, number] < 1:
                        table[row, number] = met(unit.text, place.text)
        if self.is_english:
            np.maximum(table, self._meant(table), out=table)
        return table

    def _meant(self, table: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return how near each sentence comes in meaning to each word, for a statement in another language."""
        meant = np.zeros_like(table)
        rows = [row for row, unit in enumerate(self.units) if unit.kind in ("word", "name", "stance")]
        own = vectors_of([self.units[row].text for row in rows])
        for number, place in enumerate(self.ground.places):
            words = [unit.text for unit in place.units if unit.kind in ("word", "name", "stance", "light")]
            if words and rows:
                likeness = (own @ vectors_of(words).T).max(axis=1)
                meant[rows, number] = np.where(likeness >= _ALIKE, np.minimum(1.0, likeness * 1.2), 0.0)
        return meant

    def _clauses(self) -> list[Clause]:
        bounds = [
            [row for row, unit in enumerate(self.units) if start <= unit.start < end]
            for start, end in clauses(self.text)
        ]
        total = max(float(self.weights.sum()), 1e-6)
        whole = self.weights @ self.table / total if len(self.units) else np.zeros(len(self.ground.places))
        made = []
        for rows in filter(None, bounds):
            weight = float(self.weights[rows].sum())
            held = self.weights[rows] @ self.table[rows] / max(weight, 1e-6)
            order = np.argsort(-(held + 0.5 * whole), kind="stable")[:_BEST]
            cover = float(held[order[0]]) if len(order) else 0.0
            made.append(Clause(rows[0], rows[-1] + 1, tuple(map(int, order)), cover))
        return made

    @cached_property
    def clause_of(self) -> list[Clause]:
        """The clause of each unit."""
        by_row = {row: clause for clause in self.clauses for row in range(clause.first, clause.last)}
        return [by_row[row] for row in range(len(self.units))]

    @cached_property
    def window(self) -> tuple[int, ...]:
        """The sentences that any clause is held against."""
        return tuple(dict.fromkeys(number for clause in self.clauses for number in clause.best[:1]))

    @cached_property
    def likeness(self) -> tuple[NDArray[np.float32], list[tuple[int, Unit]]]:
        """How near each unit is in meaning to each unit of the window's sentences; and those, by sentence."""
        there = [(number, unit) for number in self.window for unit in self.ground.places[number].units]
        own, other = vectors_of([u.text for u in self.units]), vectors_of([u.text for _, u in there])
        return own @ other.T, there

    def company(self, row: int, at: int, number: int) -> float:
        """Return the share of the units around unit ``row`` that stand near the place ``at`` of sentence ``number``."""
        near: Sequence[int] = [
            other
            for other in range(max(0, row - _COMPANY), min(len(self.units), row + _COMPANY + 1))
            if other != row and self.weights[other] >= 0.3
        ]
        if not near:
            return 0.0
        clause = self.clause_of[row]
        got = total = 0.0
        for other in near:
            inside = clause.first <= other < clause.last
            weight = float(self.weights[other]) * (1.0 if inside else 0.5) / (1 + 0.15 * abs(other - row))
            total += weight
            if any(where == number and abs(spot - at) <= _NEAR for spot, where in self.found[other]):
                got += weight
            elif self.is_english or not self.found[other]:
                got += 0.5 * weight * float(self.table[other, number])
        return got / total
