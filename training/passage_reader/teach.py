"""From the data folder to the shipped files, step by step."""

from __future__ import annotations

from argparse import Namespace

import torch

from training.passage_reader.data import gather
from training.passage_reader.held_out import measures
from training.passage_reader.learn import Settings, learn
from training.passage_reader.model import PassageReader
from training.passage_reader.ship import ship
from training.passage_reader.weights import read_e5

_DROPOUT = 0.1


def teach(given: Namespace) -> None:
    """Do what the command line asks for."""
    torch.manual_seed(given.seed)
    e5 = read_e5(given.weights)
    data = gather(given.data, [tuple(pair) for pair in given.gold], e5, given.build)
    print(f"{len(data.keep)} pieces, {len(data.examples)} examples, {len(data.claims)} statements", flush=True)
    settings = Settings(
        device=given.device, seconds=given.seconds, rate=given.rate, workers=given.workers, seed=given.seed
    )
    model = PassageReader(e5.shape, len(data.keep), given.layers, _DROPOUT)
    model.begin_with(e5.state(data.keep, given.layers))
    learn(model, data.examples, data.coded, data.claims, settings)
    if data.held_out:
        print(measures(model, data.held_out, data.held_out_coded, given.device))
    ship(model, e5, data.keep, given.out)
