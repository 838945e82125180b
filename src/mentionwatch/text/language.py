"""The language of a text, as ISO 639-1 codes.

Most alphabets tell the language, or nearly; for the Latin one and the rest a model is asked: py3langid,
naive Bayes over byte n-grams (Lui and Baldwin, 2012, https://aclanthology.org/P12-3005/). It is loaded when
it is first needed.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_LONGEST = 2000  # characters that are looked at; more of a text do not change the answer
_LEAST = {"Latn": 10}  # letters; fewer could be anything
_LEAST_OTHER = 3
_SURE = 60  # Cyrillic letters in which the letters of one language alone would have shown up

_NOISE = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.\w+|[@#]\w+|\d+")
_SCRIPTS = (
    ("Latn", "A-Za-zÀ-ɏḀ-ỿ"),
    ("Cyrl", "Ѐ-ԯ"),
    ("Grek", "Ͱ-Ͽἀ-῿"),
    ("Arab", "ء-ۿݐ-ݿ"),
    ("Hebr", "א-ת"),
    ("Kana", "ぁ-ヿ"),
    ("Hang", "가-힣ᄀ-ᇿ"),
    ("Hani", "一-鿿㐀-䶿"),
    ("Deva", "ऀ-ॿ"),
    ("Thai", "ก-๛"),
    ("Geor", "Ⴀ-ჿ"),
    ("Armn", "Ա-֏"),
    ("Beng", "ঀ-৿"),
    ("Taml", "஀-௿"),
    ("Telu", "ఀ-౿"),
    ("Khmr", "ក-៿"),
    ("Ethi", "ሀ-፿"),
)
_LETTERS = re.compile("|".join(f"(?P<{name}>[{letters}]+)" for name, letters in _SCRIPTS))
_ONE_LANGUAGE = {
    "Grek": "el", "Hebr": "he", "Kana": "ja", "Hang": "ko", "Thai": "th", "Geor": "ka", "Armn": "hy",
    "Beng": "bn", "Taml": "ta", "Telu": "te", "Khmr": "km", "Ethi": "am", "Hani": "zh",
}  # fmt: skip
_LANGUAGES: dict[str, frozenset[str]] = {
    "Slav": frozenset(("ru", "uk", "be", "bg", "mk", "sr")),
    "East": frozenset(("kk", "ky", "mn", "tg", "tt")),
    "Arab": frozenset(("ar", "fa", "ur", "ps", "ug")),
    "Deva": frozenset(("hi", "mr", "ne")),
}


def detect(text: str, among: Sequence[str] = ()) -> str | None:
    """The language of a text (ISO 639-1), or None where there is too little of it to tell.

    With ``among`` only these are considered. Addresses, names (``@``) and hashtags do not count.
    """
    sample = _NOISE.sub(" ", text[:_LONGEST])
    script, letters = _script(sample)
    if letters < _LEAST.get(script, _LEAST_OTHER):
        return None
    found = _ONE_LANGUAGE.get(script)
    if script == "Cyrl":
        found = _by_letters(sample.lower(), letters)
    if found and (not among or found in among):
        return found
    candidates = _candidates(sample, script, among)
    return _by_model(sample, candidates) if candidates or not among else None


def _script(text: str) -> tuple[str, int]:
    """The script of most letters, and how many. Brands are Latin everywhere, so Latin yields to others."""
    counts: Counter[str] = Counter()
    for word in _LETTERS.finditer(text):
        counts[word.lastgroup or ""] += word.end() - word.start()
    if counts["Kana"]:  # Japanese is written with Chinese characters, too
        counts["Kana"] += counts.pop("Hani", 0)
    latin = counts.pop("Latn", 0)
    script, most = max(counts.items(), key=lambda pair: pair[1], default=("Latn", 0))
    return (script, most) if 2 * most >= latin and most else ("Latn", latin)


_EASTERN = re.compile("[әғқңөұүһҳҷӣӯ]")
_RUSSIAN = re.compile("[ыэё]")
_BULGARIAN = re.compile("ъ[бвгджзклмнпрстфхцчшщ]")


def _by_letters(text: str, letters: int) -> str | None:
    """What the letters that other Cyrillic alphabets lack tell; of a short text without any, Russian."""
    if _EASTERN.search(text):
        return None
    if re.search("[ђћљњџјѓќѕ]", text):
        return "mk" if re.search("[ѓќѕ]", text) else "sr"
    if "ў" in text:
        return "be"
    russian = len(_RUSSIAN.findall(text))
    if re.search("[їєґ]", text) or "і" in text:
        return "uk" if russian * 4 <= len(re.findall("[їєґі]", text)) else None
    if _BULGARIAN.search(text) and not russian:
        return "bg"
    return "ru" if russian or letters < _SURE else None


def _candidates(text: str, script: str, among: Collection[str]) -> Collection[str]:
    """The languages in question: those of the script, of them those asked for; empty is "any"."""
    if script == "Cyrl":
        script = "East" if _EASTERN.search(text.lower()) else "Slav"
    own = _LANGUAGES.get(script) or frozenset(filter(None, [_ONE_LANGUAGE.get(script)]))
    if not own:
        return among
    return own.intersection(among) if among else own


def _by_model(text: str, candidates: Collection[str]) -> str | None:
    from py3langid.langid import rank

    written = " ".join(text.split())
    ranked: list[tuple[str, float]] = rank(written)  # type: ignore[no-untyped-call]
    return next(
        (name for name, _ in ranked if len(name) == 2 and (not candidates or name in candidates)), None
    )
