"""The model in 8-bit integers, as the package reads it, with its pieces."""

from __future__ import annotations

import json
import lzma
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic  # type: ignore[import-untyped]

from training.passage_reader.model import PassageReader
from training.passage_reader.weights import E5File

_INPUTS = ("ids", "mask", "sent")
_PACKED = ("MatMul", "Gemm", "Gather")
_ROWS, _LENGTH = 3, 40  # of the example that the export follows
_DIGITS = 4  # of a score
_OPERATIONS = 17  # version of the set of operations


def ship(model: PassageReader, e5: E5File, keep: Sequence[int], folder: Path) -> None:
    """Write ``passage_reader.onnx`` and ``pieces.json.xz`` to ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    model.cpu().float().eval()
    model.plain = True
    there = torch.ones(_ROWS, _LENGTH, dtype=torch.bool)
    example = torch.randint(4, len(keep), (_ROWS, _LENGTH)), there, there.clone()
    with TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        torch.onnx.export(
            model,
            example,
            whole,
            input_names=list(_INPUTS),
            output_names=["logit"],
            dynamic_axes={name: {0: "rows", 1: "length"} for name in _INPUTS},
            dynamo=False,
            opset_version=_OPERATIONS,
        )
        quantize_dynamic(
            whole,
            folder / "passage_reader.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=list(_PACKED),
        )
    pieces = {
        "pieces": [e5.pieces[number] for number in keep],
        "scores": [round(e5.scores[number], _DIGITS) for number in keep],
        "forms": e5.forms,
    }
    text = json.dumps(pieces, ensure_ascii=False)
    (folder / "pieces.json.xz").write_bytes(lzma.compress(text.encode("utf-8")))
