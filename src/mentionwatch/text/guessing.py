"""The encoding of bytes that say nothing, or nothing true, about it: what their letters would be in each."""

from __future__ import annotations

import re

_HIGH = bytes(range(128, 256))
# Western texts have single accented letters; whole words of high bytes are of another alphabet.
_HIGH_WORD = re.compile(rb"[\x80-\xff]{3,}")
# The most used of the characters of Chinese, by their share in running text.
_CHINESE = re.compile(
    "[的一是了不在有人这上大来和我个中地为他生要们以到国时就出会可也你对能而子那得于着下自之年过发后作里]"
)
_ASIAN = (
    ("euc_jp", re.compile("[ぁ-ヺ]"), 0.2),
    ("cp932", re.compile("[ぁ-ヺ]"), 0.2),
    ("euc_kr", re.compile("[가-힣]"), 0.7),
    ("gb18030", _CHINESE, 0.05),
)
_RUSSIAN = "абвгдежзийклмнопрстуфхцчшщъыьэюя"


def guessed(body: bytes) -> str:
    """The text of bytes that are not quite UTF-8: a few bad ones in it, or another encoding altogether."""
    text = body.decode("utf-8", errors="replace")
    high = _count(body, _HIGH)
    if text.count("\ufffd") * 10 < high:
        return text
    if sum(map(len, _HIGH_WORD.findall(body))) > high / 2:
        return _asian(body) or body.decode(_alphabet(body, high), errors="replace")
    return body.decode("cp1252", errors="replace")


def _asian(body: bytes) -> str | None:
    """Japanese is known by its syllables, Korean by its own, Chinese by how common its characters are."""
    for name, letters, share in _ASIAN:
        text = body.decode(name, errors="replace")
        foreign = sum(1 for c in text if not c.isascii())
        if text.count("\ufffd") * 50 <= foreign and len(letters.findall(text)) > share * foreign:
            return text
    return None


def _alphabet(body: bytes, high: int) -> str:
    """Thai, Hebrew, or a Cyrillic code page: each puts its letters elsewhere among the high bytes."""
    if (
        _count(body, bytes(range(0xA1, 0xC0))) > 0.2 * high
        and _count(body, bytes(range(0xF0, 0x100))) < 0.05 * high
    ):
        return "cp874"
    best = max(("cp1251", "koi8-r"), key=lambda name: _count(body, _RUSSIAN.encode(name)))
    if _count(body, _RUSSIAN.encode(best)) <= high / 2:
        return "cp1252"
    # Hebrew has 27 letters and no capitals, where Russian would have its endings (ы, ь, э, ю, я) and capitals.
    outside = _count(body, bytes((*range(0xC0, 0xE0), *range(0xFB, 0x100))))
    return "cp1255" if best == "cp1251" and high > 50 and outside < 0.01 * high else best


def _count(body: bytes, wanted: bytes) -> int:
    return len(body) - len(body.translate(None, wanted))
