"""What _encoder.py runs, to be trained in torch, and how its weights are packed into int8."""

from __future__ import annotations

from math import sqrt
from pathlib import Path

import numpy as np
import start
import torch
from torch import nn
from torch.nn import functional

from mentionwatch.sentiment._encoder import HEADS
from mentionwatch.sentiment._pieces import MARK

WIDTH = 384
POSITIONS = 128
DROPPED = 0.1

# Names of the matrices of a layer, here and in the file of the weights.
_PARTS = {"qkv": ["q", "k", "v"], "out": ["ao"], "up": ["fi"], "down": ["fo"], "one": ["aln"], "two": ["oln"]}


class Layer(nn.Module):
    """Attention and feed-forward, normalised after each (as BERT does)."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.one, self.two = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: torch.Tensor, barred: torch.Tensor) -> torch.Tensor:
        query, key, value = self.qkv(x).view(*x.shape[:2], 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        return self._rest(x, query, key, value, barred)

    def asked(self, asking: torch.Tensor, x: torch.Tensor, barred: torch.Tensor) -> torch.Tensor:
        """The same for a few vectors that ask, about all of ``x``."""
        weight, bias = self.qkv.weight, self.qkv.bias
        query = functional.linear(asking, weight[:WIDTH], bias[:WIDTH])
        query = query.view(*asking.shape[:2], HEADS, -1).transpose(1, 2)
        both = functional.linear(x, weight[WIDTH:], bias[WIDTH:])
        key, value = both.view(*x.shape[:2], 2, HEADS, -1).permute(2, 0, 3, 1, 4)
        return self._rest(asking, query, key, value, barred)

    def _rest(  # type: ignore[no-untyped-def]
        self, x: torch.Tensor, query, key, value, barred: torch.Tensor
    ) -> torch.Tensor:
        odds = query @ key.transpose(2, 3) / sqrt(WIDTH / HEADS) + barred[:, None, None, :]
        mixed = odds.softmax(dim=-1).to(value.dtype) @ value
        mixed = self.out(mixed.transpose(1, 2).reshape(x.shape))
        x = self.one(x + self._dropped(mixed))
        return self.two(x + self._dropped(self.down(functional.gelu(self.up(x), approximate="tanh"))))

    def _dropped(self, x: torch.Tensor) -> torch.Tensor:
        return functional.dropout(x, DROPPED, self.training)


class Student(nn.Module):
    """Embeddings that stay as they are, their projection, and layers; see _encoder.py."""

    def __init__(
        self, tensors: start.Arrays, blocks: start.Bytes, projection: start.Floats, layers: int
    ) -> None:
        super().__init__()
        self.blocks = blocks
        self.register_buffer("words", torch.tensor(start.floats(blocks, len(projection))), persistent=False)
        kind = tensors["emb.type"].view(np.float32)[:WIDTH]
        places = tensors["emb.pos"].view(np.float32).reshape(-1, WIDTH)[:POSITIONS]
        self.positions = nn.Parameter(torch.tensor(places + kind))
        self.project = nn.Linear(*projection.shape, bias=False)
        self.project.weight.data = torch.tensor(projection.T.copy())
        self.start = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList([Layer() for _ in range(layers)])
        self.head = nn.Linear(3 * WIDTH, 3)
        self._take(tensors)

    def forward(self, ids: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
        x = self.start(self.project(self.words[ids]) + self.positions[: ids.shape[1]])
        barred = torch.where(there, 0.0, -1e4)
        *first, last = self.layers
        for layer in first:
            x = layer(x, barred)
        marked = (ids == MARK) & there
        marked[:, 0] |= ~marked.any(dim=1)
        everything, target = (
            torch.einsum("rlw,rl->rw", x, (m / m.sum(1, keepdim=True)).to(x.dtype)) for m in (there, marked)
        )
        answers = last.asked(torch.stack([x[:, 0], target], 1), x, barred)
        found = torch.cat([answers.flatten(1), everything], 1)
        return self.head(functional.dropout(found, DROPPED, self.training))

    def _take(self, tensors: start.Arrays) -> None:
        def put(parameter: torch.Tensor, *names: str) -> None:
            parts = [
                tensors[name].view(np.float32)
                if parameter.ndim == 1
                else start.floats(tensors[name], parameter.shape[1])
                for name in names
            ]
            parameter.data = torch.tensor(np.concatenate(parts))

        put(self.start.weight, "emb.ln.w")
        put(self.start.bias, "emb.ln.b")
        for i, layer in enumerate(self.layers):
            for name, old in _PARTS.items():
                put(getattr(layer, name).weight, *(f"l{i}.{part}.w" for part in old))
                put(getattr(layer, name).bias, *(f"l{i}.{part}.b" for part in old))


def pack(student: Student, path: Path, vocabulary: tuple[list[str], list[float]]) -> None:
    """Write the arrays that Encoder reads: matrices in int8 with a scale a row, the rest in float16."""
    arrays: dict[str, np.ndarray] = {
        "pieces": np.array("\n".join(vocabulary[0])),
        "scores": np.array(vocabulary[1], dtype=np.float16),
        "embeddings": student.blocks,
    }
    for name, value in student.state_dict().items():
        numbers = value.float().cpu().numpy()
        short = name.removeprefix("layers.").replace(".weight", ".w").replace(".bias", ".b")
        if short.endswith(".w") and numbers.ndim == 2:
            scale = np.abs(numbers).max(axis=1) / 127
            arrays[f"{short}.q"] = np.rint(numbers / scale[:, None]).astype(np.int8)
            arrays[f"{short}.s"] = scale.astype(np.float32)
        else:
            arrays[short] = numbers.astype(np.float16)
    np.savez_compressed(path, **arrays)
