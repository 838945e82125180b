from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from mentionwatch.model import Passage
from mentionwatch.sentiment import _encoder
from mentionwatch.sentiment._encoder import HEADS, LONGEST, Encoder
from mentionwatch.sentiment._judging import DATA
from mentionwatch.sentiment._pieces import BEGIN, END, MARK, UNKNOWN, Pieces
from mentionwatch.sentiment.embedded import Embedded

Array = npt.NDArray[np.float64]
WIDTH, NARROW, LAYERS = 96, 64, 3  # a small one of the same build
VOCABULARY = ["", "", "", "", "▁", "a", "b", "c", "m", "e", "▁ac", "me", "▁acme", "▁b", "▁c"]

SCORES = [-1.0 - len(VOCABULARY) + i for i in range(len(VOCABULARY))]  # whole words are the likeliest


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    rng = np.random.default_rng(1)
    arrays: dict[str, Any] = {
        "pieces": np.array("\n".join(VOCABULARY)),
        "scores": np.array(SCORES, dtype=np.float16),
        "embeddings": rng.integers(0, 60, (len(VOCABULARY), NARROW // 32 * 18), dtype=np.uint8),
        "positions": rng.normal(size=(128, WIDTH)).astype(np.float16),
    }
    shapes = {"project": (WIDTH, NARROW), "head": (3, 3 * WIDTH)}
    for layer in range(LAYERS):
        shapes[f"{layer}.qkv"] = (3 * WIDTH, WIDTH)
        shapes[f"{layer}.out"] = (WIDTH, WIDTH)
        shapes[f"{layer}.up"] = (4 * WIDTH, WIDTH)
        shapes[f"{layer}.down"] = (WIDTH, 4 * WIDTH)
    for name, shape in shapes.items():
        arrays[f"{name}.w.q"] = rng.integers(-127, 127, shape, dtype=np.int8)
        arrays[f"{name}.w.s"] = np.full(shape[0], 0.001, np.float32)
        arrays[f"{name}.b"] = rng.normal(size=shape[0]).astype(np.float16)
    for name in ("start", *(f"{layer}.{norm}" for layer in range(LAYERS) for norm in ("one", "two"))):
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


def test_what_stands_beside_a_text_does_not_change_what_is_said(encoder: Encoder) -> None:
    found = [Passage(text="b acme " + "c " * n, target="acme") for n in (0, 40, 7, 7, 90, 7)]
    alone = np.concatenate([encoder.logits([passage]) for passage in found])
    assert np.allclose(encoder.logits(found), alone, atol=1e-4)
    assert np.allclose(alone[2], alone[3])
    assert WIDTH % HEADS == 0
    assert not np.allclose(alone[0], alone[2])


def test_it_computes_what_a_transformer_computes(encoder: Encoder) -> None:
    text = Passage(text="b acme c e acme b", target="acme")
    assert np.allclose(encoder.logits([text])[0], _plainly(encoder, encoder.identifiers(text)), atol=1e-3)


def test_a_mark_is_read_where_it_stands(encoder: Encoder) -> None:
    first, second, none = encoder.logits(
        [Passage(text="acme b m", target=name) for name in ("acme", "b", "")]
    )
    assert not np.allclose(first, second)
    assert not np.allclose(first, none)


def _plainly(encoder: Encoder, ids: list[int]) -> Array:
    """The same, written down once more as in the paper (Vaswani et al. 2017), every row of every layer, in float64."""
    kept = {name: value.astype(float) for name, value in encoder._floats.items()}
    x = encoder._embedded(np.array(ids)).astype(float) + kept["positions"][: len(ids)]
    x = _normed(x, kept, "start")
    for layer in range(LAYERS):
        if layer == LAYERS - 1:
            marks = [i for i, piece in enumerate(ids) if piece == MARK] or [0]
            everything, x = x.mean(axis=0), np.concatenate([x, x[marks].mean(axis=0, keepdims=True)])
        query, key, value = np.split(x @ kept[f"{layer}.qkv.w"] + kept[f"{layer}.qkv.b"], 3, axis=1)
        heads = []
        for one in range(HEADS):
            mine = slice(one * WIDTH // HEADS, (one + 1) * WIDTH // HEADS)
            odds = np.exp(query[:, mine] @ key[: len(ids), mine].T / np.sqrt(WIDTH / HEADS))
            heads.append(odds / odds.sum(axis=1, keepdims=True) @ value[: len(ids), mine])
        x = x + np.concatenate(heads, axis=1) @ kept[f"{layer}.out.w"] + kept[f"{layer}.out.b"]
        x = _normed(x, kept, f"{layer}.one")
        wide = x @ kept[f"{layer}.up.w"] + kept[f"{layer}.up.b"]
        wide *= 0.5 * (1 + np.tanh(np.sqrt(2 / np.pi) * (wide + 0.044715 * wide**3)))
        x = _normed(x + wide @ kept[f"{layer}.down.w"] + kept[f"{layer}.down.b"], kept, f"{layer}.two")
    found: Array = np.concatenate([x[0], x[-1], everything]) @ kept["head.w"] + kept["head.b"]
    return found


def _normed(x: Array, kept: dict[str, Any], name: str) -> Array:
    x = (x - x.mean(axis=1, keepdims=True)) / x.std(axis=1, keepdims=True)
    found: Array = x * kept[f"{name}.w"] + kept[f"{name}.b"]
    return found


def test_nothing_to_read_loads_nothing() -> None:
    _encoder.load.cache_clear()
    assert Embedded().classify([]) == []
    assert Embedded(quick=True).classify([Passage(text="Acme", target="Acme")])
    assert _encoder.load.cache_info().currsize == 0


def test_the_shipped_weights_fit_what_reads_them() -> None:
    shipped = _encoder.load(DATA)
    odds = shipped.logits([Passage(text=text, target="Acme") for text in ("Acme is awful", "Acme is lovely")])
    assert odds[0].argmax() == 0
    assert odds[1].argmax() == 2
    assert (DATA / "encoder.npz").stat().st_size < 12_000_000


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("Acme lässt mich seit drei Tagen warten, furchtbar", "de", "negative"),
        ("Acme est vraiment génial, merci", "fr", "positive"),
        ("Acme me encanta, el mejor servicio", "es", "positive"),
        ("Acme просто обманули, деньги не вернули", "ru", "negative"),
    ],
)
def test_feelings_are_told_in_other_languages(text: str, language: str, wanted: str) -> None:
    (told,) = Embedded().classify([Passage(text=text, target="Acme", language=language)])
    assert told.label == wanted
