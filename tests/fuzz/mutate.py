"""Spoiling sound material: bytes, and values of JSON."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from typing import Any

_TOKENS: tuple[bytes, ...] = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"<![CDATA[", b"]]>", b"<!--", b"&#0;", b"&#xD800;",
    b"&lol;", b"<a href=", b"<script>", b"</channel>", b"<item>", b"]}", b"{", b"[", b'"', b"\\u0000", b"\\ud800",
    b"1e999", b"-0", b"NaN", b"99999999999999999999", b"0001-01-01T00:00:00Z", b"9999-12-31T23:59:59+14:00",
    b"Fri, 31 Feb 2026 25:61:61 +9999", b"javascript:alert(1)", b"file:///etc/passwd", b"http://[::1", b"//",
    b"http://xn--\xff", "\u202e\u200b\u0301".encode(), "İſß".encode(), b"From x\n", b"=?utf-8?b?////?=", b"\r\n\r\n",
    b"Content-Type: text/html; charset=\xff\r\n",
)  # fmt: skip
_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 2**63, 10**40, -(10**40), 1e308, "", " ", "\0", "\ud800", "x" * 5000, "0", "-1",
    "NaN",
    "2026-02-31", "9999-12-31T23:59:59+14:00", "0001-01-01", "javascript:alert(1)", "http://[::1", "//x", "http://",
    "\u202e\u200b", [], {}, [[]], [None], [0], ["a", {}], {"": None}, {"id": {}}, {"0": []},
)  # fmt: skip


def spoiled(material: bytes, dice: random.Random, others: Sequence[bytes]) -> bytes:
    """The material after one to six accidents."""
    for _ in range(dice.randint(1, 6)):
        material = dice.choice(_ACCIDENTS)(material, dice, others)
    return material[:2_000_000]


def _cut(material: bytes, dice: random.Random, _: Sequence[bytes]) -> bytes:
    return material[: dice.randint(0, len(material))]


def _hole(material: bytes, dice: random.Random, _: Sequence[bytes]) -> bytes:
    start = dice.randint(0, len(material))
    return material[:start] + material[start + dice.choice((1, 2, 10, 100, 1000)) :]


def _flip(material: bytes, dice: random.Random, _: Sequence[bytes]) -> bytes:
    spoilt = bytearray(material)
    for _number in range(dice.randint(1, 8)):
        if spoilt:
            spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
    return bytes(spoilt)


def _insert(material: bytes, dice: random.Random, _: Sequence[bytes]) -> bytes:
    at = dice.randint(0, len(material))
    return material[:at] + dice.choice(_TOKENS) * dice.choice((1, 1, 1, 3, 300)) + material[at:]


def _repeat(material: bytes, dice: random.Random, _: Sequence[bytes]) -> bytes:
    start = dice.randint(0, len(material))
    piece = material[start : start + dice.choice((1, 5, 50, 500))]
    return material[:start] + piece * dice.choice((2, 10, 200)) + material[start:]


def _swap(material: bytes, dice: random.Random, _: Sequence[bytes]) -> bytes:
    one, two = sorted((dice.randint(0, len(material)), dice.randint(0, len(material))))
    return material[two:] + material[one:two] + material[:one]


def _graft(material: bytes, dice: random.Random, others: Sequence[bytes]) -> bytes:
    other = dice.choice(others) if others else b""
    at, start = dice.randint(0, len(material)), dice.randint(0, len(other))
    return material[:at] + other[start : start + dice.choice((10, 200, 5000))] + material[at:]


_ACCIDENTS: tuple[Callable[[bytes, random.Random, Sequence[bytes]], bytes], ...] = (
    _cut, _hole, _flip, _flip, _insert, _insert, _repeat, _swap, _graft,
)  # fmt: skip


def misshapen(value: Any, dice: random.Random) -> Any:
    """A value of JSON in which one to four places hold something else."""
    value = json.loads(json.dumps(value))
    for _ in range(dice.randint(1, 4)):
        value = _with_another(value, _path(value, dice), dice)
    return value


def _path(value: Any, dice: random.Random) -> list[Any]:
    """A way into the value, rather deep than shallow."""
    path: list[Any] = []
    while isinstance(value, dict | list) and value and (not path or dice.random() < 0.85):
        key = dice.choice(list(value)) if isinstance(value, dict) else dice.randrange(len(value))
        path.append(key)
        value = value[key]
    return path


def _with_another(value: Any, path: list[Any], dice: random.Random) -> Any:
    if not path:
        return _other(value, dice)
    *above, last = path
    place = value
    for key in above:
        place = place[key]
    what = dice.random()
    if what < 0.2:
        del place[last]
    elif what < 0.3 and isinstance(place, list):
        place.append(json.loads(json.dumps(place[last])))
    else:
        place[last] = json.loads(json.dumps(_other(place[last], dice)))
    return value


def _other(value: Any, dice: random.Random) -> Any:
    """Something of another kind, or of the same kind and strange."""
    what = dice.random()
    if what < 0.1:
        return [value]
    if what < 0.2:
        return {"value": value}
    if what < 0.3 and isinstance(value, str):
        return value + dice.choice(_TOKENS).decode(errors="replace")
    if what < 0.35:
        return _nested(dice.choice((50, 400)))
    return dice.choice(_VALUES)


def _nested(levels: int) -> Any:
    value: Any = "deep"
    for level in range(levels):
        value = [value] if level % 2 else {"a": value}
    return value
