"""The training loop: one softmax over a question's sentences and “none of them”, averaged weights at the end."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from training.passage_reader.batches import Batch, Coded, Numbers, Packed, Recipe, batches, pack_claims
from training.passage_reader.example import Example
from training.passage_reader.model import PassageReader

Claim = tuple[Numbers, Numbers, int]  # statement, passage, class
_WAITING, _PATIENCE = 24, 120  # batches made ahead, seconds waited for one
_HEAD = 3  # times the rate of the body
_CLAIM_WEIGHT = 0.3
_WARM_UP, _LEAST = 100, 0.02  # steps, and the share of the rate at the end
_LOGGED = 10  # seconds between two lines of the log


@dataclass(frozen=True, slots=True)
class Settings:
    """How long and how fast is learned."""

    device: str = "cuda"
    seconds: float = 200
    rate: float = 1.5e-4
    averaged: float = 0.998
    claims: int = 32  # statements a batch
    workers: int = 5
    seed: int = 0
    recipe: Recipe = Recipe()  # noqa: RUF009


def learn(
    model: PassageReader,
    examples: Sequence[Example],
    coded: Sequence[Coded],
    claims: Sequence[Claim],
    settings: Settings,
) -> None:
    """Teach ``model`` for as long as ``settings`` says; it holds the averaged weights afterwards."""
    with _made_ahead(examples, coded, claims, settings) as waiting:  # forked before the device is touched
        _learn(model.to(settings.device).train(), waiting, settings)
    model.eval()


def _learn(model: PassageReader, waiting: Any, settings: Settings) -> None:
    optimizer, learned = _optimizer(model, settings)
    rates = [group["lr"] for group in optimizer.param_groups]
    average = {name: value.detach().clone() for name, value in _moving(model).items()}
    steps = seen = 0
    started = logged = time.monotonic()
    while (share := (time.monotonic() - started) / settings.seconds) < 1:
        batch, claims = waiting.get(timeout=_PATIENCE)
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * min(1, (steps + 1) / _WARM_UP) * max(_LEAST, 1 - share)
        answering = _loss(model, batch, settings)
        loss = answering if claims is None else answering + _CLAIM_WEIGHT * _claim_loss(model, claims, settings)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(learned, 1.0)
        optimizer.step()
        steps, seen = steps + 1, seen + int(batch.owner[-1]) + 1
        _move(average, model, min(settings.averaged, 1 - 1 / (steps + 1)))
        if time.monotonic() - logged > _LOGGED:
            logged = time.monotonic()
            print(f"{seen} questions, loss {float(answering.detach()):.3f}, {logged - started:.0f} s", flush=True)
    model.load_state_dict(average, strict=False)
    print(f"{seen} questions in {steps} steps")


def _optimizer(model: PassageReader, settings: Settings) -> tuple[torch.optim.Optimizer, list[torch.nn.Parameter]]:
    named = [(name, each) for name, each in model.named_parameters() if each.requires_grad]
    body = [each for name, each in named if not name.startswith(("head", "claim_head"))]
    heads = [each for name, each in named if name.startswith(("head", "claim_head"))]
    groups = [{"params": body, "lr": settings.rate}, {"params": heads, "lr": settings.rate * _HEAD}]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=settings.device == "cuda"), body + heads


def _moving(model: PassageReader) -> dict[str, Tensor]:
    return {name: value for name, value in model.state_dict().items() if not name.startswith(("word", "place"))}


@torch.no_grad()
def _move(average: dict[str, Tensor], model: PassageReader, kept: float) -> None:
    for name, value in _moving(model).items():
        average[name].lerp_(value, 1 - kept)


def placed(packed: Packed, device: str) -> tuple[Tensor, Tensor, Tensor]:
    """Return ids, which of them are there, and which are the sentence, on ``device``."""
    ids = torch.from_numpy(packed.ids).to(device).long()
    lengths, starts, ends = (torch.from_numpy(each).to(device)[:, None] for each in packed[1:])
    at = torch.arange(ids.shape[1], device=device)
    return ids, at < lengths, (at >= starts) & (at < ends)


def _loss(model: PassageReader, batch: Batch, settings: Settings) -> Tensor:
    """Return the mean over the questions of −log the share of what answers: its sentences, or “none” (fixed at 0)."""
    device, none = settings.device, settings.recipe.sentences
    with torch.autocast(device, dtype=torch.bfloat16):
        said = torch.cat([model(*placed(part, device)) for part in batch.parts]).float()
    odds = torch.empty_like(said)
    odds[torch.from_numpy(batch.order).to(device)] = said
    owner = torch.from_numpy(batch.owner).to(device)
    column = torch.from_numpy(np.arange(len(batch.owner)) - np.searchsorted(batch.owner, batch.owner)).to(device)
    size = int(batch.owner[-1]) + 1, none + 1
    table = torch.full(size, -1e4, device=device).index_put((owner, column), odds)
    table[:, none] = 0
    right = torch.zeros(size, dtype=torch.bool, device=device)
    right[owner, column] = torch.from_numpy(batch.right).to(device)
    right[:, none] = ~right.any(1)
    return -table.log_softmax(1).masked_fill(~right, -1e4).logsumexp(1).mean()


def _claim_loss(model: PassageReader, claims: tuple[Packed, Numbers], settings: Settings) -> Tensor:
    packed, classes = claims
    with torch.autocast(settings.device, dtype=torch.bfloat16):
        said = model.judge(*placed(packed, settings.device))
    return functional.cross_entropy(said.float(), torch.from_numpy(classes).to(settings.device))


@contextmanager
def _made_ahead(
    examples: Sequence[Example], coded: Sequence[Coded], claims: Sequence[Claim], settings: Settings
) -> Iterator[Any]:
    """Make batches in processes of their own, each with a seed of its own."""
    forked = multiprocessing.get_context("fork")
    waiting: Any = forked.Queue(_WAITING)

    def make(seed: int) -> None:
        rng = np.random.default_rng(seed)
        for batch in batches(examples, coded, settings.recipe, seed):
            waiting.put((batch, _claims(claims, settings.claims, rng)))

    workers = [
        forked.Process(target=make, args=(1000 * settings.seed + number,), daemon=True)
        for number in range(settings.workers)
    ]
    for worker in workers:
        worker.start()
    try:
        yield waiting
    finally:
        for worker in workers:
            worker.terminate()


def _claims(claims: Sequence[Claim], count: int, rng: np.random.Generator) -> tuple[Packed, Numbers] | None:
    if not claims or not count:
        return None
    chosen = [claims[number] for number in rng.integers(len(claims), size=count)]
    return pack_claims([(claim, passage) for claim, passage, _ in chosen]), np.array([kind for *_, kind in chosen])
