from typing import Any

import numpy as np
import pytest

from mentionwatch.model import Passage
from mentionwatch.sentiment._encoder import HEADS, LONGEST, Encoder
from mentionwatch.sentiment._pieces import BEGIN, END, MARK, UNKNOWN, Pieces

WIDTH = 96  # a small one of the same build
VOCABULARY = ["", "", "", "", "▁", "a", "b", "c", "m", "e", "▁ac", "me", "▁acme", "▁b", "▁c"]

SCORES = [-1.0 - len(VOCABULARY) + i for i in range(len(VOCABULARY))]  # whole words are the likeliest


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    rng = np.random.default_rng(1)
    arrays: dict[str, Any] = {
        "pieces": np.array("\n".join(VOCABULARY)),
        "scores": np.array(SCORES, dtype=np.float16),
        "embeddings": rng.integers(0, 60, (len(VOCABULARY), WIDTH // 32 * 18), dtype=np.uint8),
        "positions": rng.normal(size=(128, WIDTH)).astype(np.float16),
    }
    for name, shape in {
        "0.qkv": (3 * WIDTH, WIDTH),
        "0.out": (WIDTH, WIDTH),
        "0.up": (4 * WIDTH, WIDTH),
        "0.down": (WIDTH, 4 * WIDTH),
        "head": (3, 2 * WIDTH),
    }.items():
        arrays[f"{name}.w.q"] = rng.integers(-127, 127, shape, dtype=np.int8)
        arrays[f"{name}.w.s"] = np.full(shape[0], 0.001, np.float32)
        arrays[f"{name}.b"] = np.zeros(shape[0], np.float16)
    for name in ("start", "0.one", "0.two"):
        arrays[f"{name}.w"], arrays[f"{name}.b"] = np.ones(WIDTH, np.float16), np.zeros(WIDTH, np.float16)
    return Encoder(arrays)


def test_words_are_cut_the_likeliest_way() -> None:
    pieces = Pieces(VOCABULARY, SCORES)
    assert [VOCABULARY[i] for i in pieces.split("acme")] == ["▁acme"]
    assert [VOCABULARY[i] for i in pieces.split("b  ａ")] == ["▁b", "▁", "a"]
    assert pieces.split("z")[-1] == UNKNOWN


def test_a_mark_stands_for_the_target(encoder: Encoder) -> None:
    ids = encoder.identifiers(Passage(text="b acme c", target="acme"))
    assert ids[0] == BEGIN
    assert ids[-1] == END
    assert [VOCABULARY[i] for i in ids[1:4:2]] == ["▁b", "▁c"]
    assert ids[2] == MARK
    assert MARK not in encoder.identifiers(Passage(text="b", target="acme"))


def test_long_texts_are_read_around_the_target(encoder: Encoder) -> None:
    ids = encoder.identifiers(Passage(text="b " * 900 + "acme " + "c " * 900, target="acme"))
    assert len(ids) == LONGEST
    assert ids.count(MARK) == 1


def test_padding_does_not_change_what_is_said(encoder: Encoder) -> None:
    found = [Passage(text="b acme " + "c " * n, target="acme") for n in (0, 7, 40)]
    alone = np.concatenate([encoder.logits([passage]) for passage in found])
    assert np.allclose(encoder.logits(found), alone, atol=1e-4)
    assert WIDTH % HEADS == 0
    assert not np.allclose(alone[0], alone[2])
