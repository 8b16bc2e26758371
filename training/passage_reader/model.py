"""The transformer in torch, with a number for “how well does this sentence answer” on top."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.passage_reader.weights import POSITIONS, Floats, Shape

CLASSES = 3  # a statement is supported, contradicted, or neither


class Layer(nn.Module):
    """One layer: what each piece hears from the others, then a wider view of it."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = shape.heads, dropout
        self.asked = nn.Linear(shape.width, 3 * shape.width)
        self.heard = nn.Linear(shape.width, shape.width)
        self.first_norm = nn.LayerNorm(shape.width, shape.epsilon)
        self.wider = nn.Linear(shape.width, shape.inner)
        self.narrower = nn.Linear(shape.inner, shape.width)
        self.second_norm = nn.LayerNorm(shape.width, shape.epsilon)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return the next states; ``mask`` is what is added to the logits of attention, or which pieces there are."""
        rows, length, width = x.shape
        split = self.asked(x).view(rows, length, 3, self.heads, width // self.heads)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        heard = self.attend(query, key, value, mask).transpose(1, 2).reshape(rows, length, width)
        x = self.first_norm(x + functional.dropout(self.heard(heard), self.dropout, self.training))
        wide = self.narrower(functional.gelu(self.wider(x)))
        return self.second_norm(x + functional.dropout(wide, self.dropout, self.training))  # type: ignore[no-any-return]

    def attend(self, query: Tensor, key: Tensor, value: Tensor, mask: Tensor) -> Tensor:
        """Return the values weighed by attention; written out where the model is shipped in plain operations."""
        if mask.dtype == torch.bool:
            return functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        weights = (query * query.shape[-1] ** -0.5) @ key.transpose(-1, -2) + mask
        return torch.matmul(weights.softmax(-1), value)


class PassageReader(nn.Module):
    """Pieces of question and sentence → log odds against “none of them answers”."""

    plain = False  # set where it is shipped: attention in plain operations

    def __init__(self, shape: Shape, pieces: int, layers: int, dropout: float) -> None:
        super().__init__()
        width = shape.width
        self.word = nn.Embedding(pieces, width).requires_grad_(False)
        self.place = nn.Embedding(POSITIONS, width).requires_grad_(False)
        self.norm = nn.LayerNorm(width, shape.epsilon)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(layers))
        self.head = nn.Sequential(nn.Linear(2 * width, width), nn.GELU(), nn.Linear(width, 1))
        self.claim_head = nn.Sequential(nn.Linear(3 * width, width), nn.GELU(), nn.Linear(width, CLASSES))

    def begin_with(self, state: Mapping[str, Floats]) -> None:
        """Take over the weights of ``state``; the heads keep their own."""
        self.load_state_dict({name: torch.from_numpy(value) for name, value in state.items()}, strict=False)

    def states(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return the state of each piece."""
        x = self.norm(self.word(ids) + self.place(torch.arange(ids.shape[1], device=ids.device)))
        shown = torch.zeros(mask.shape, dtype=x.dtype).masked_fill(~mask, -1e4) if self.plain else mask
        for layer in self.layers:
            x = layer(x, shown[:, None, None, :])
        return x.float()  # type: ignore[no-any-return]

    def forward(self, ids: Tensor, mask: Tensor, sent: Tensor) -> Tensor:
        """Return the log odds of each row, from the mean over its sentence and the state of its first piece."""
        states = self.states(ids, mask)
        return self.head(torch.cat([_mean(states, sent), states[:, 0]], 1)).squeeze(-1)  # type: ignore[no-any-return]

    def judge(self, ids: Tensor, mask: Tensor, sent: Tensor) -> Tensor:
        """Return the logits of supported, contradicted and neither for each statement."""
        states = self.states(ids, mask)
        highest = states.masked_fill(~sent[..., None], -1e4).max(1)[0]
        return self.claim_head(torch.cat([states[:, 0], _mean(states, sent), highest], 1))  # type: ignore[no-any-return]


def _mean(states: Tensor, sent: Tensor) -> Tensor:
    share = sent.float()
    return (share[:, None] @ states).squeeze(1) / share.sum(1, keepdim=True).clamp(min=1)
