"""Figures of matching: precision, recall and F1 on annotated texts, and what speed depends on.

    python benchmarks/matching.py [FOLDER] [--only names,forms,tweets,ambiguous,speed,holding]
    python benchmarks/matching.py [FOLDER] --kinds ru,uk,sl,pl

FOLDER holds ``bench/matching`` (default: ../shared). Half of the documents were used to tune; every figure is
given for that half and for the other, which is the one to believe - with tables made of the same half
(``training/endings.py --half``, ``training/words.py --half``): the ones in the package are made of all texts.
How names in news are scored is told in ``matching_names.py``.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import matching_names
import matching_speed
from matching_names import HALVES, Count, half_of, lines, post_of, quoted
from mentionwatch.model import Topic
from mentionwatch.text.match import Matcher
from mentionwatch.text.normal import WORDS

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
    matches = Matcher([topic], language="en").match(post_of(row["text"]))
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--only", default="names,forms,tweets,ambiguous,speed,holding")
    parser.add_argument("--verbose", default="", help="mistakes of the tuned half: pl:name, bank, ...")
    parser.add_argument("--untold", action="store_true", help="languages of the topics are not told")
    parser.add_argument("--kinds", default="", help="only the mistakes in names, by kind: ru,uk,sl")
    given = parser.parse_args()
    folder = given.folder / "bench/matching"
    if given.kinds:
        matching_names.report_kinds(folder, given.kinds.split(","))
        return
    parts = given.only.split(",")
    if "names" in parts:
        matching_names.report(folder, told=not given.untold, verbose=given.verbose)
    if "forms" in parts:
        matching_names.report_forms(folder, verbose=given.verbose)
    if "tweets" in parts:
        tweets(folder, verbose=given.verbose)
    if "ambiguous" in parts:
        ambiguous(folder, verbose=given.verbose)
    if "speed" in parts:
        matching_speed.report()
    if "holding" in parts:
        matching_speed.report_holding()


if __name__ == "__main__":
    main()
