"""Examples → batches: sentences drawn, words lost, twins and cut-out answers made anew each time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from training.passage_reader.example import Example

Numbers = NDArray[np.int64]
_QUESTION, _SENTENCE, _AROUND, _MOST = 40, 80, 32, 128  # pieces read of each, and of all together
_CLAIM, _PASSAGE, _BOTH = 100, 150, 256  # pieces of a statement, of what it is held against, and of both
_BEGIN, _PAD, _END = 0, 1, 2
_AS_UNDERSTOOD = 0.75  # else as asked
_TWIN, _CUT_OUT = 0.12, 0.12
_LOSES_WORDS, _LOST = 0.3, 0.12  # share of the questions, and of their pieces
_SENTENCE_LOSES, _SENTENCE_LOST = 0.1, 0.08
_BARE = 0.2  # without title and heading
_SECOND = 0.7  # a second answering sentence
_TOGETHER = 4  # questions of one group in a batch
_PARTS, _WIDTH = 3, 8  # passes for a batch, by length; widths are multiples


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a batch is made of."""

    questions: int = 48
    sentences: int = 12
    public: float = 0.25
    gold: float = 0.06


class Packed(NamedTuple):
    """Rows of pieces with their lengths, and where the sentence in each starts and ends."""

    ids: NDArray[np.int16]
    lengths: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]


class Batch(NamedTuple):
    """Sentences of several questions, by length in parts."""

    parts: list[Packed]
    order: Numbers  # of the parts' rows among all
    owner: Numbers  # the question of each sentence, in their first order
    right: NDArray[np.bool_]


class Row(NamedTuple):
    """The pieces of a question, a sentence and what stands around it."""

    question: Numbers
    sentence: Numbers
    around: Numbers


@dataclass(frozen=True, slots=True)
class Coded:
    """An example as pieces."""

    question: Numbers
    asked: Numbers
    twins: tuple[Numbers, ...]
    sentences: tuple[tuple[Numbers, Numbers], ...]
    right: NDArray[np.bool_]
    elsewhere: NDArray[np.bool_]


class Coder:
    """Texts → pieces, each text once."""

    def __init__(self, cutter: Tokenizer, forms: Mapping[int, str]) -> None:
        self._cutter, self._forms = cutter, forms
        self._known: dict[tuple[str, int], Numbers] = {}

    def pieces(self, text: str, most: int) -> Numbers:
        """Return the first ``most`` pieces of ``text``."""
        key = text[: most * 4], most
        if key not in self._known:
            ids = self._cutter.encode(key[0].translate(dict(self._forms))).ids[:most]
            self._known[key] = np.array(ids, dtype=np.int64)
        return self._known[key]

    def coded(self, example: Example) -> Coded:
        """Return ``example`` as pieces."""
        return Coded(
            question=self.pieces(example.question, _QUESTION),
            asked=self.pieces(example.asked, _QUESTION),
            twins=tuple(self.pieces(twin, _QUESTION) for twin in example.twins),
            sentences=tuple(
                (self.pieces(each.text, _SENTENCE), self.pieces(each.around, _AROUND)) for each in example.sentences
            ),
            right=np.array([each.right for each in example.sentences]),
            elsewhere=np.array([each.elsewhere for each in example.sentences]),
        )

    def claim(self, statement: str, passage: str) -> tuple[Numbers, Numbers]:
        """Return a statement and the passage that it is held against."""
        return self.pieces(statement, _CLAIM), self.pieces(passage, _PASSAGE)


def pack(rows: Sequence[Row]) -> Packed:
    """Return ``rows`` side by side: begin, question, end, end, sentence, end, and around, end where there is room."""
    lines, starts, ends = [], [], []
    for question, sentence, around in rows:
        starts.append(len(question) + 3)
        ends.append(starts[-1] + len(sentence))
        line = [_BEGIN, *question, _END, _END, *sentence, _END]
        rest = around[: max(0, _MOST - len(line) - 1)]
        lines.append([*line, *rest, _END] if len(rest) else line)
    return _packed(lines, starts, ends)


def pack_claims(pairs: Sequence[tuple[Numbers, Numbers]]) -> Packed:
    """Return statements beside their passages; the statement is the sentence."""
    lines = [[_BEGIN, *claim, _END, _END, *passage[: _BOTH - len(claim) - 6], _END] for claim, passage in pairs]
    return _packed(lines, [1] * len(lines), [1 + len(claim) for claim, _ in pairs])


def _packed(lines: Sequence[Sequence[int]], starts: Sequence[int], ends: Sequence[int]) -> Packed:
    width = -(-max(map(len, lines)) // _WIDTH) * _WIDTH
    ids = np.full((len(lines), width), _PAD, dtype=np.int16)
    for number, line in enumerate(lines):
        ids[number, : len(line)] = line
    lengths = np.array([len(line) for line in lines], dtype=np.int32)
    return Packed(ids, lengths, np.array(starts, dtype=np.int32), np.array(ends, dtype=np.int32))


def batches(examples: Sequence[Example], coded: Sequence[Coded], recipe: Recipe, seed: int) -> Iterator[Batch]:
    """Yield batches without end."""
    rng = np.random.default_rng(seed)
    by_source: dict[str, list[int]] = defaultdict(list)
    grouped: dict[str, list[int]] = defaultdict(list)
    for number, example in enumerate(examples):
        by_source[example.source].append(number)
        if example.source == "own":
            grouped[example.group].append(number)
    groups, waiting = list(grouped.values()), list[int]()
    while True:
        drawn: list[tuple[list[Row], list[bool]]] = []
        while len(drawn) < recipe.questions:
            share = rng.random()
            if share < recipe.public and by_source["public"]:
                chosen = [_any(by_source["public"], rng)]
            elif share < recipe.public + recipe.gold and by_source["gold"]:
                chosen = [_any(by_source["gold"], rng)]
            else:
                waiting = waiting or rng.permutation(len(groups)).tolist()
                chosen = rng.permutation(groups[waiting.pop()])[:_TOGETHER].tolist()
            drawn += [made for number in chosen if (made := _draw(coded[number], recipe.sentences, rng))]
        yield _batch(drawn)


def _batch(drawn: Sequence[tuple[list[Row], list[bool]]]) -> Batch:
    rows = [row for made, _ in drawn for row in made]
    by_length = np.argsort([sum(map(len, row)) for row in rows], kind="stable")
    parts = np.array_split(by_length, _PARTS)
    return Batch(
        [pack([rows[number] for number in part]) for part in parts],
        by_length,
        np.repeat(np.arange(len(drawn)), [len(right) for _, right in drawn]),
        np.array([each for _, right in drawn for each in right]),
    )


def _any(numbers: Sequence[int], rng: np.random.Generator) -> int:
    return numbers[int(rng.integers(len(numbers)))]


def _draw(coded: Coded, most: int, rng: np.random.Generator) -> tuple[list[Row], list[bool]] | None:
    """Return a question with some of its sentences and which of them answer it; None where it has none."""
    question = coded.question if rng.random() < _AS_UNDERSTOOD else coded.asked
    right, labels, share = np.nonzero(coded.right)[0], coded.right, rng.random()
    if coded.twins and share < _TWIN:
        question = coded.twins[int(rng.integers(len(coded.twins)))]
        picked, labels = right[:2].tolist(), np.zeros_like(coded.right)
    elif len(right) and share > 1 - _CUT_OUT:
        picked = []
    else:
        picked = right[:1].tolist()
        if len(right) > 1 and rng.random() < _SECOND:
            picked.append(int(rng.choice(right[1:])))
    picked += _misleading(coded, most, most - len(picked), rng)
    if not picked:
        return None
    question = _noisy(question, rng, _LOST if rng.random() < _LOSES_WORDS else 0)
    bare = rng.random() < _BARE
    rows = []
    for number in picked:
        sentence, around = coded.sentences[number]
        sentence = _noisy(sentence, rng, _SENTENCE_LOST if rng.random() < _SENTENCE_LOSES else 0)
        rows.append(Row(question, sentence, around[:0] if bare else around))
    return rows, [bool(labels[number]) for number in picked]


def _misleading(coded: Coded, most: int, room: int, rng: np.random.Generator) -> list[int]:
    """Return sentences that do not answer: the best ones, some of the rest, and up to three of other documents."""
    wrong = np.nonzero(~coded.right & ~coded.elsewhere)[0][: 2 * most]
    others = np.nonzero(coded.elsewhere)[0]
    far = rng.permutation(others)[: min(len(others), int(rng.integers(0, 4)))].tolist()
    left = room - len(far)
    near = wrong[: left - left // 3].tolist()
    return [*near, *rng.permutation(wrong[left - left // 3 :])[: left - len(near)].tolist(), *far]


def _noisy(pieces: Numbers, rng: np.random.Generator, share: float) -> Numbers:
    if not share or len(pieces) < 4:
        return pieces
    kept = rng.random(len(pieces)) >= share
    return pieces[kept] if kept.sum() >= 3 else pieces
