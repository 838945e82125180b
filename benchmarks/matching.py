"""Figures of matching: precision, recall and F1 on annotated texts, and what speed depends on.

    python benchmarks/matching.py [FOLDER] [--only plain,names,tweets,ambiguous,speed]

FOLDER holds ``bench/matching`` (default: ../shared). Half of the documents were used to tune; every figure is
given for that half and for the other, which is the one to believe - with tables made of the same half
(``training/endings.py --half``, ``training/words.py --half``): the ones in the package are made of all texts.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import re
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from mentionwatch.model import Post, Topic
from mentionwatch.text.forms_cyrillic import paradigm
from mentionwatch.text.match import Matcher
from mentionwatch.text.normal import WORDS, Text

HALVES = ("tuned", "other")
Spans: TypeAlias = dict[int, list[tuple[int, int]]]
"""Where each query was found."""
Find: TypeAlias = Callable[[str], Spans]
_WORD = re.compile(r"\w+")


def half_of(name: str) -> str:
    """In which half a document is; the same rule as in training/."""
    return HALVES[hashlib.sha256(name.encode()).digest()[0] % 2]


@dataclass(slots=True)
class Count:
    """True and false positives, and misses."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    neutral: int = 0
    examples: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / both if both else 1.0

    def add(self, other: Count) -> None:
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed

    def __str__(self) -> str:
        return f"P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.4f}"


def post_of(text: str, language: str | None = None) -> Post:
    return Post(source="benchmark", id="1", text=text, language=language)


def lines(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


# --- names in news ----------------------------------------------------------------------------------------


def quoted(names: Iterable[str]) -> str:
    return ", ".join('"{}"'.format(name.replace("\\", "\\\\").replace('"', "")) for name in names)


def plain(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold().replace("ё", "е")
    for sign in "\"'«»„“”‘’":
        folded = folded.replace(sign, "")
    for dash in "-–—‑":
        folded = folded.replace(dash, " ")
    return " ".join(folded.split())


def names(folder: Path, *, told: bool, verbose: str) -> None:
    """Names in news of eight languages: given the base form only, and given all spellings."""
    documents = lines(folder / "bsnlp_docs.jsonl.gz")
    queries = json.loads((folder / "bsnlp_queries.json").read_text(encoding="utf-8"))
    for tier in ("name", "alias"):
        print(f"\n{tier} tier, languages {'told' if told else 'not told'}")
        for language in sorted({query["lang"] for query in queries}):
            own = [query for query in queries if query["lang"] == language]
            _language(language, own, documents, tier, told, verbose)


def _language(
    language: str,
    queries: list[dict[str, Any]],
    documents: list[dict[str, Any]],
    tier: str,
    told: bool,
    verbose: str,
) -> None:
    matcher = Matcher([_topic(str(number), query, tier, told) for number, query in enumerate(queries)])
    scores = _scored(language, queries, documents, tier, lambda text: _spans(matcher, text))
    for half, counts in scores:
        if verbose == f"{language}:{tier}" and half == HALVES[0]:
            for query, count in zip(queries, counts, strict=True):
                if count.examples:
                    print("     ", query["name"], Counter(count.examples).most_common(8))


def _spans(matcher: Matcher, text: str) -> Spans:
    return {
        int(match.topic): [(span.start, span.end) for span in match.spans]
        for match in matcher.match(post_of(text))
        if not match.doubtful
    }


def _scored(
    language: str, queries: list[dict[str, Any]], documents: list[dict[str, Any]], tier: str, find: Find,
    label: str = "",
) -> Iterator[tuple[str, list[Count]]]:  # fmt: skip
    for half in HALVES:
        counts = [Count() for _ in queries]
        inflected = Count()
        for document in documents:
            if document["lang"] == language and half_of(document["doc"]) == half:
                _document(document, find(document["text"]), queries, counts, inflected, tier)
        total = Count()
        for count in counts:
            total.add(count)
        seen = [count for count in counts if count.right + count.missed]
        macro = sum(count.f1 for count in seen) / max(len(seen), 1)
        print(
            f"  {language} {half:5} {label:9}{total} macroF1 {macro:.4f}"
            f" inflected R {inflected.recall:.4f} of {inflected.right + inflected.missed}"
        )
        yield half, counts


def plain_methods(folder: Path) -> None:
    """What is usual, by the same measure: the exact word in any case of letters; all forms of a dictionary."""
    documents = lines(folder / "bsnlp_docs.jsonl.gz")
    queries = json.loads((folder / "bsnlp_queries.json").read_text(encoding="utf-8"))
    print("\nname tier, plain methods: exact words; forms by pymorphy3; both in any case of letters")
    for language in sorted({query["lang"] for query in queries}):
        own = [query for query in queries if query["lang"] == language]
        methods: list[tuple[str, Callable[[str], set[str]]]] = [("exact", lambda word: {word})]
        if language in ("ru", "uk"):
            methods.append(("forms", partial(_paradigm, language)))
        for label, forms in methods:
            list(_scored(language, own, documents, "name", _looker(own, forms), label))


def _paradigm(language: str, word: str) -> set[str]:
    return {word, *(plain(form) for form in paradigm(word, language))}


def _looker(queries: list[dict[str, Any]], forms: Callable[[str], set[str]]) -> Find:
    """Finds words in order, each in one of its forms."""
    slots = [[forms(word) for word in _WORD.findall(plain(query["name"]))] for query in queries]
    starts = defaultdict(list)
    for number, words in enumerate(slots):
        for form in words[0]:
            starts[form].append(number)

    def find(text: str) -> Spans:
        found: Spans = {}
        words = [(plain(word[0]), *word.span()) for word in _WORD.finditer(text)]
        for at, (word, start, _) in enumerate(words):
            for number in starts.get(word, ()):
                here = words[at : at + len(slots[number])]
                if len(here) == len(slots[number]) and all(
                    one[0] in some for one, some in zip(here, slots[number], strict=True)
                ):
                    found.setdefault(number, []).append((start, here[-1][2]))
        return found

    return find


def _topic(name: str, query: dict[str, Any], tier: str, told: bool) -> Topic:
    spellings = [query["name"], *(query["aliases"] if tier == "alias" else ())]
    return Topic(name=name, query=quoted(spellings), languages=(query["lang"],) if told else ())


def _document(
    document: dict[str, Any],
    found: Spans,
    queries: list[dict[str, Any]],
    counts: list[Count],
    inflected: Count,
    tier: str,
) -> None:
    by_id = defaultdict(list)
    for mention in document["mentions"]:
        by_id[mention["id"]].append(mention)
    for number, query in enumerate(queries):
        if number in found or query["id"] in by_id:
            _query(document, by_id, query, found.get(number, []), counts[number], inflected, tier)


def _query(
    document: dict[str, Any], by_id: dict[str, list[dict[str, Any]]], query: dict[str, Any],
    spans: list[tuple[int, int]], count: Count, inflected: Count, tier: str,
) -> None:  # fmt: skip
    name = plain(query["name"])
    own = by_id.get(query["id"], [])
    gold = [m for m in own if tier == "alias" or plain(m["lemma"]) == name]
    wanted = {name} if tier == "name" else {name, *map(plain, query["aliases"])}
    for mention in gold:
        surface = document["text"][mention["s"] : mention["e"]]
        hit = any(start < mention["e"] and end > mention["s"] for start, end in spans)
        count.right += hit
        count.missed += not hit
        if plain(surface) != name:
            inflected.right += hit
            inflected.missed += not hit
        if not hit:
            count.examples.append(f"-{surface}")
    for start, end in spans:
        if not _explained(document, own, wanted, start, end):
            count.wrong += 1
            count.examples.append("+" + document["text"][max(0, start - 15) : end + 15].replace("\n", "|"))


def _explained(
    document: dict[str, Any], own: list[dict[str, Any]], wanted: set[str], start: int, end: int
) -> bool:
    """Whether a span is right, or neither right nor wrong."""
    if any(start < m["e"] and end > m["s"] for m in own):
        return True
    for mention in document["mentions"]:
        inside = mention["s"] <= start and end <= mention["e"]
        longer = mention["e"] - mention["s"] > end - start
        if inside and longer:
            return True
        if start < mention["e"] and end > mention["s"] and plain(mention["lemma"]) in wanted:
            return True
    return False


# --- brand tweets -----------------------------------------------------------------------------------------

BRANDS = {
    "sberbank": "Сбербанк, Сбер, Sberbank, Сбербанк России",
    "mts": "МТС, MTS, МобильныеТелеСистемы",
    "beeline": "Билайн, Beeline, Вымпелком, Vimpelcom",
    "megafon": "Мегафон, Megafon",
    "rostelecom": "Ростелеком, Rostelecom, Rostelekom",
    "tele2": 'Теле2, Tele2, "Теле 2"',
    "skylink": "Скайлинк, Skylink",
    "raiffeisen": "Райффайзен, Райффайзенбанк, Raiffeisen, Raiffeisenbank, Райфайзен, Райфайзенбанк, Райфайзинг",
    "vtb": 'ВТБ, ВТБ24, VTB, VTB24, "ВТБ 24"',
    "rshb": "Россельхозбанк, РСХБ, Rshb",
    "alfabank": '"Альфа Банк", Альфабанк, Альфа, Alfabank, "Alfa Bank"',
    "gazprom": "Газпромбанк, ГПБ, Gazprombank",
    "bankmoskvy": '"Банк Москвы", "Bank of Moscow"',
    "uralsib": "Уралсиб, Uralsib",
}
DOMAINS = {
    "bank": ("sberbank", "raiffeisen", "vtb", "rshb", "alfabank", "gazprom", "bankmoskvy", "uralsib"),
    "telecom": ("mts", "beeline", "megafon", "rostelecom", "tele2", "skylink"),
}


def tweets(folder: Path, *, verbose: str) -> None:
    """Brands in Russian tweets, spellings given."""
    print("\ntweets")
    rows = lines(folder / "sentirueval16_brand_tweets.jsonl.gz")
    for domain in sorted({row["domain"] for row in rows}):
        brands = DOMAINS["bank" if domain.startswith("bank") else "telecom"]
        matcher = Matcher([Topic(name=brand, query=BRANDS[brand]) for brand in brands])
        for half in HALVES:
            counts: dict[str, Count] = defaultdict(Count)
            for row in rows:
                if row["domain"] == domain and half_of(row["id"]) == half:
                    _tweet(row, matcher, counts, shown=verbose == domain and half == HALVES[0])
            total = Count()
            for count in counts.values():
                total.add(count)
            print(f"  {domain:8} {half:5} {total}")


def _tweet(row: dict[str, Any], matcher: Matcher, counts: dict[str, Count], *, shown: bool) -> None:
    found = {match.topic for match in matcher.match(post_of(row["text"], "ru")) if not match.doubtful}
    gold = set(row["brands"])
    for brand in found | gold:
        counts[brand].right += brand in found and brand in gold
        counts[brand].wrong += brand not in gold
        counts[brand].missed += brand not in found
    if shown and found != gold:
        print("     ", sorted(gold - found), sorted(found - gold), row["text"].replace("\n", "|"))


# --- doubtful names ---------------------------------------------------------------------------------------

CONTEXT = {
    "Билайн": "оператор связь интернет тариф симка сеть абонент",
    "Мегафон": "оператор связь интернет тариф симка сеть абонент",
    "Магнит": "магазин супермаркет касса продукты акция скидка товар",
    "Перекрёсток": "магазин супермаркет доставка продукты промокод скидка",
    "Яблоко": "партия кандидат выборы депутат дума политика",
    "Точка": "банк счёт платёж комиссия приложение бизнес ИП",
    "Спутник": "вакцина прививка доза укол коронавирус",
    "Голубь Dove": "косметика крем шампунь мыло уход кожа",
    "Apple": "iPhone Mac iOS support store device tech",
    "Orange": "network mobile operator contract signal broadband",
    "Dove": "soap skin shampoo body wash deodorant",
    "Start": "cinema series season episode streaming subscription",
    "Gap": "jeans clothes hoodie shop store discount",
    "Sky": "broadband TV subscription channel internet price",
    "Three": "network mobile signal roaming operator sim",
}


def ambiguous(folder: Path, *, verbose: str) -> None:
    """Names that are words too: hand-written sentences, and English tweets."""
    print("\ndoubtful names, hand-written (name, spellings, a line of context words)")
    given = json.loads((folder / "authored_ambiguous.json").read_text(encoding="utf-8"))
    for language in ("ru", "en"):
        for half in HALVES:
            count = Count()
            for row in given["items"]:
                if row["lang"] == language and half_of(row["id"]) == half:
                    _sentence(row, given["brands"][row["brand"]], count, verbose == "ambiguous")
            print(f"  {language} {half:5} {count} ({count.right + count.missed} of {language})")
    _english(folder, verbose=verbose)


def _sentence(row: dict[str, Any], brand: dict[str, Any], count: Count, shown: bool) -> None:
    names = brand["aliases"] if row["brand"] == "Голубь Dove" else [row["brand"], *brand["aliases"]]
    topic = Topic(name=row["brand"], query=quoted(names), context=tuple(CONTEXT[row["brand"]].split()))
    matches = Matcher([topic]).match(post_of(row["text"]))
    said = any(not match.doubtful for match in matches)
    _tell(count, bool(row["label"]), said)
    if shown and said != bool(row["label"]):
        print(
            "     ",
            row["label"],
            half_of(row["id"]),
            row["brand"],
            "|",
            row["text"],
            "|",
            [(m.confidence, m.reasons) for m in matches],
        )


def _tell(count: Count, gold: bool, said: bool) -> None:
    count.right += gold and said
    count.wrong += said and not gold
    count.missed += gold and not said


def _english(folder: Path, *, verbose: str) -> None:
    """127 names in tweets, nothing told but the name: is this occurrence an organisation or a product?"""
    print("\ndoubtful names, English tweets (name only)")
    names_ = json.loads((folder / "en_ambiguous_names.json").read_text(encoding="utf-8"))
    matcher = Matcher(
        [Topic(name=name, query=f'"{name.capitalize()}"', languages=("en",)) for name in names_]
    )
    counts = {half: Count() for half in HALVES}
    for file in ("wnut17_spans", "btc_spans"):
        for row in lines(folder / f"{file}.jsonl.gz"):
            _occurrences(row, names_, matcher, counts[half_of(row["id"])])
    for half in HALVES:
        print(f"  {half:5} {counts[half]}")


def _occurrences(row: dict[str, Any], names_: list[str], matcher: Matcher, count: Count) -> None:
    words = {word.group().lower(): word.span() for word in WORDS.finditer(row["text"])}
    held = [name for name in names_ if name in words]
    if not held:
        return
    found = {match.topic for match in matcher.match(post_of(row["text"])) if not match.doubtful}
    for name in held:
        start, end = words[name]
        brand = any(
            span["type"] in ("ORG", "corporation", "product") and span["s"] <= start and end <= span["e"]
            for span in row["spans"]
        )
        _tell(count, brand, name in found)


# --- speed ------------------------------------------------------------------------------------------------


def speed() -> None:
    """Posts a second by number of topics, beside tokenising alone."""
    print("\nspeed, posts of about 200 characters")
    posts = list(_posts(4000))
    texts = [post.text for post in posts]
    print(f"  tokenising alone      {_rate(texts, WORDS.findall):9,.0f} posts/s")
    rates = {}
    for label, number in (("10 topics", 10), ("10,000 topics", 10_000), ("60,000 topics", 60_000)):
        topics = [Topic(name=str(at), query=_name(at)) for at in range(number - 10)]
        topics += [Topic(name=f"brand {at}", query=f"Марка{'абвгдежзик'[at]}тор") for at in range(10)]
        started = time.perf_counter()
        matcher = Matcher(topics)
        built = time.perf_counter() - started
        for post in posts:
            matcher.match(post)
        rates[number] = _rate(posts, matcher.match)
        print(f"  {label:20} {rates[number]:11,.0f} posts/s, built in {built:.1f} s")
    print(f"  10,000 / 10 {rates[10_000] / rates[10]:.2f}, 60,000 / 10 {rates[60_000] / rates[10]:.2f}")
    _flashtext(texts)
    print(f"  every post taken apart {_rate(texts[:1000], Text):9,.0f} posts/s")


def _flashtext(texts: list[str]) -> None:
    try:
        from flashtext import KeywordProcessor  # type: ignore[import-not-found]
    except ImportError:
        return
    processor = KeywordProcessor()
    for at in range(10_000):
        processor.add_keyword(_name(at))
    print(f"  flashtext, 10,000 exact words {_rate(texts, processor.extract_keywords):9,.0f} posts/s")


def _rate(values: list[Any], function: Any) -> float:
    best = 0.0
    for _ in range(5):
        started = time.perf_counter()
        for value in values:
            function(value)
        best = max(best, len(values) / (time.perf_counter() - started))
    return best


_SYLLABLES = list(map("".join, zip("бвгджзклмнпрстфхчшлз", "аеоиуаеоиуаеоиуаеоюе", strict=True)))


def _name(number: int) -> str:
    picked = random.Random(number)
    return "".join(picked.choice(_SYLLABLES) for _ in range(5)).capitalize() + "м"


def _posts(number: int) -> Iterator[Post]:
    picked = random.Random(5)
    vocabulary = ["".join(picked.choices(_SYLLABLES, k=picked.randint(1, 4))) for _ in range(20_000)]
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]
    for at in range(number):
        words = picked.choices(vocabulary, weights, k=32)
        if at % 50 == 0:
            words[picked.randrange(32)] = f"Марка{picked.choice('абвгдежзик')}тора"
        yield post_of(" ".join(words).capitalize()[:200] + ".")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--only", default="plain,names,tweets,ambiguous,speed")
    parser.add_argument("--verbose", default="", help="mistakes of the tuned half: pl:name, bank, ...")
    parser.add_argument("--untold", action="store_true", help="languages of the topics are not told")
    given = parser.parse_args()
    folder = given.folder / "bench/matching"
    parts = given.only.split(",")
    if "plain" in parts:
        plain_methods(folder)
    if "names" in parts:
        names(folder, told=not given.untold, verbose=given.verbose)
    if "tweets" in parts:
        tweets(folder, verbose=given.verbose)
    if "ambiguous" in parts:
        ambiguous(folder, verbose=given.verbose)
    if "speed" in parts:
        speed()


if __name__ == "__main__":
    main()
