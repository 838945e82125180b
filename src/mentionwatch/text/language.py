"""The language of a text, as ISO 639-1 codes.

Most alphabets tell the language, or nearly, and so do the little words of English; for all else a model is asked:
py3langid, naive Bayes over byte n-grams (Lui and Baldwin, 2012, https://aclanthology.org/P12-3005/). It is loaded
when it is first needed, for that takes half a second.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_LONGEST = 2000  # characters that are looked at; more of a text do not change the answer
_ENOUGH = 600
"""Characters by which the model tells the language, and English is told without it: of 1,198 longer texts of recorded
feeds three are told otherwise than by 2,000 (``benchmarks/language.py``)."""
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
_LATIN = re.compile(f"[{_SCRIPTS[0][1]}]+")
_ELSEWHERE = re.compile("[Ͱ-\u1dff\u1f00-\u1fff\u3040-\u9fff\uac00-\ud7a3]")
"""Where the letters of all scripts but the Latin one lie."""
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


def detect(text: str) -> str | None:
    """The language of a text (ISO 639-1), or None where there is too little of it to tell.

    Addresses, names (``@``) and hashtags do not count.
    """
    sample = _NOISE.sub(" ", text[:_LONGEST])
    script, letters = _script(sample)
    if letters < _LEAST.get(script, _LEAST_OTHER):
        return None
    found = _ONE_LANGUAGE.get(script)
    if script == "Cyrl":
        found = _by_letters(sample.lower(), letters)
    elif script == "Latn" and _is_english(sample[:_ENOUGH]):
        found = "en"
    return found or _by_model(sample, _candidates(sample, script))


def _script(text: str) -> tuple[str, int]:
    """The script of most letters, and how many. Brands are Latin everywhere, so Latin yields to others."""
    if not _ELSEWHERE.search(text):  # ten times as quick as counting each script
        return "Latn", sum(map(len, _LATIN.findall(text)))
    counts: Counter[str] = Counter()
    for word in _LETTERS.finditer(text):
        counts[word.lastgroup or ""] += word.end() - word.start()
    if counts["Kana"]:  # Japanese is written with Chinese characters, too
        counts["Kana"] += counts.pop("Hani", 0)
    latin = counts.pop("Latn", 0)
    script, most = max(counts.items(), key=lambda pair: pair[1], default=("Latn", 0))
    return (script, most) if 2 * most >= latin and most else ("Latn", latin)


_ENGLISH = frozenset(
    "about any are be because been but can't could did didn't does doesn't don't from get had has have her him his how"  # noqa: SIM905
    " i'm i've isn't it's its just my not our she should some than that the their them there these they this very we're"
    " were what when where which who why with won't would you you're your and".split()
)
"""Little words that other languages do not have, or seldom: so not in, is, was, of, on, or."""
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_NOT_ENGLISH = re.compile("[À-ɏḀ-ỿ]")
_LEAST_ENGLISH = 3
_SHARE_OF_ENGLISH = 0.15


def _is_english(text: str) -> bool:
    """Whether little words of English make it up, and no letter speaks for another language; if not, it may be yet."""
    if _NOT_ENGLISH.search(text):
        return False
    words = _WORD.findall(text.lower().replace("’", "'"))
    known = [word for word in words if word in _ENGLISH]
    return len(set(known)) >= _LEAST_ENGLISH and len(known) >= _SHARE_OF_ENGLISH * len(words)


_EASTERN = re.compile("[әғқңөұүһҳҷӣӯ]")
_RUSSIAN = re.compile("[ыэё]")
_BULGARIAN = re.compile("ъ[бвгджзклмнпрстфхцчшщ]")
_CYRILLIC_WORD = re.compile("[а-яё]+")
_SOUTHERN = frozenset(
    "аз ако беше го е защо защото има какво като който която което които ме ми може нали най нещо нищо няма са се сега"  # noqa: SIM905
    " си сте съм със тази така тези този той това трябва тук ще че бъде".split()
)
_OF_RUSSIAN = frozenset(
    "бы вам вот где даже для ему если есть ещё еще же из или их его ей как когда кто меня мне нам нет но ну он она"  # noqa: SIM905
    " они при так тебе тебя только у уже что чтобы это".split()
)
"""Little words of Bulgarian and its neighbours that Russian does not have, and the other way round."""


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
    return "ru" if russian or (letters < _SURE and not _is_southern(text)) else None


def _is_southern(text: str) -> bool:
    """Whether little words speak for Bulgarian, Macedonian or Serbian rather than for Russian."""
    words = _CYRILLIC_WORD.findall(text)
    return sum(map(_SOUTHERN.__contains__, words)) > sum(map(_OF_RUSSIAN.__contains__, words))


def _candidates(text: str, script: str) -> Collection[str]:
    """The languages in question, those of the script; empty is "any"."""
    if script == "Cyrl":
        script = "East" if _EASTERN.search(text.lower()) else "Slav"
    return _LANGUAGES.get(script) or frozenset(filter(None, [_ONE_LANGUAGE.get(script)]))


def _by_model(text: str, candidates: Collection[str]) -> str | None:
    from py3langid.langid import rank

    written = " ".join(text.split())[:_ENOUGH]
    ranked: list[tuple[str, float]] = rank(written)  # type: ignore[no-untyped-call]
    return next(
        (name for name, _ in ranked if len(name) == 2 and (not candidates or name in candidates)), None
    )
