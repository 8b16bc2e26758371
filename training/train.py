"""Trains the bundled encoder: ``python -m training.train --data DIR`` writes the files of ``src/zhengxie_qa/model``."""

from __future__ import annotations

import argparse
import logging
import pickle
import resource
import time
from collections import Counter
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch

from training import evaluate, pairs, translate, vocabulary
from training.bags import Bags, bag, bags
from training.learn import learn
from training.recipe import Recipe
from training.ship import ship
from zhengxie_qa.encoders import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

    from training.pairs import Groups

log = logging.getLogger("training")
THREADS = 2


class Prepared(NamedTuple):
    """What is read and counted before learning begins."""

    tokens: list[str]
    shares: list[float]
    words: Counter[str]
    bags: dict[str, Bags]


def prepare(data: Path, recipe: Recipe) -> Prepared:
    """Read the data, choose the vocabulary, and turn every pair into bags."""
    groups = pairs.from_files(data, recipe.seed)
    groups |= translate.glossed_groups(data, groups, recipe.seed)
    for name, group in groups.items():
        log.info("%s: %d pairs", name, len(group))
    counts = vocabulary.count(_sample(groups, recipe))
    tokens, shares = vocabulary.choose(counts, recipe)
    log.info("%d tokens with rows of their own", len(tokens))
    return Prepared(tokens, shares, counts.words, bags(Vocabulary(tokens, recipe.buckets), groups))


def _sample(groups: Groups, recipe: Recipe) -> list[str]:
    """Return the texts to count: each group's every n-th pair, its passages' share of them smaller still."""
    texts: list[str] = []
    for name, group in groups.items():
        if name not in (
            "en_window",
            "clause_law",
            "clause_news",
            "clause_read",
            *translate.GLOSSED.values(),
        ):  # the same texts again
            step = max(1, sum(len(pair.passage) for pair in group) // recipe.counted)
            texts += [text for pair in group[::step] for text in pair]
    return texts


def first_table(prepared: Prepared, recipe: Recipe) -> torch.Tensor:
    """Return random directions with smooth inverse frequency as length (Arora et al. 2017), (rows, dimension)."""
    shares = torch.tensor(prepared.shares + [recipe.bucket_share] * recipe.buckets)
    generator = torch.Generator().manual_seed(recipe.seed)
    table = torch.randn(len(shares), recipe.dimension, generator=generator)
    return table * (recipe.smooth / (recipe.smooth + shares))[:, None]


def watcher(data: Path, known: Vocabulary) -> Callable[[torch.Tensor], None]:
    """Return a function that logs the development measures of a table."""
    measured = {
        name: (bag(known, task.questions), bag(known, task.passages), task.wanted)
        for name, task in evaluate.tasks(data).items()
    }

    def watch(table: torch.Tensor) -> None:
        for name, (questions, passages, wanted) in measured.items():
            scores = _unit(questions @ table.numpy()) @ _unit(passages @ table.numpy()).T
            log.info("%s: nDCG@10 %.4f", name, evaluate.ndcg(scores, wanted))

    return watch


def _unit(rows: np.ndarray) -> np.ndarray:
    units: np.ndarray = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.finfo(np.float32).tiny)
    return units


def _cached(path: Path | None, make: Callable[[], Prepared]) -> Prepared:
    """Return what ``make`` makes, kept in ``path`` for the next trial where one is given."""
    if path is not None and path.exists():
        with path.open("rb") as file:
            kept: Prepared = pickle.load(file)
            return kept
    made = make()
    if path is not None:
        with path.open("wb") as file:
            pickle.dump(made, file, protocol=5)
    return made


def _recipe(settings: list[str]) -> Recipe:
    """Return the recipe with ``name=value`` settings; ``passes.GROUP=value`` sets one group's passes."""
    recipe = Recipe()
    kinds = {field.name: type(getattr(recipe, field.name)) for field in fields(Recipe)}
    for setting in settings:
        name, _, value = setting.partition("=")
        if name.startswith("passes."):
            group = name.removeprefix("passes.")
            recipe = replace(recipe, passes_by_group=recipe.passes_by_group | {group: float(value)})
        else:
            recipe = replace(recipe, **{name: kinds[name](value)})
    return recipe


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the .jsonl.xz files")
    parser.add_argument("--out", type=Path, default=Path("src/zhengxie_qa/model"), help="where the model is written")
    parser.add_argument("--prepared", type=Path, help="file that keeps the counted pairs between trials")
    parser.add_argument("--set", nargs="*", default=[], metavar="NAME=VALUE", help="recipe settings to try")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    torch.set_num_threads(THREADS)
    began = time.perf_counter()
    recipe = _recipe(options.set)
    log.info("%s", recipe)
    prepared = _cached(options.prepared, lambda: prepare(options.data, recipe))
    log.info("prepared after %.0f s", time.perf_counter() - began)
    known = Vocabulary(prepared.tokens, recipe.buckets)
    watch = watcher(options.data, known)
    table = first_table(prepared, recipe)
    learn(table, prepared.bags, recipe, watch)
    watch(table)
    ship(options.out, known, table.numpy())
    vocabulary.write_words(prepared.words, options.out / "words.txt")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    log.info("done after %.0f s, peak memory %.1f GiB", time.perf_counter() - began, peak)


if __name__ == "__main__":
    main()
