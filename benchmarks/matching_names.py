"""Names in news of eight languages: how they are scored, and what the usual methods reach by the same score.

The metric is the one of ``bench/matching/INDEX.md``. A query is asked of every document of its language; what it
finds are ranges of characters.

tier ``name``
    Only the base form is given. Wanted: mentions of the entity (cross-lingual id) that are annotated with this
    base form, whatever their inflection, quotes and hyphens.
tier ``alias``
    All base forms of the entity are given. Wanted: all its mentions.
tier ``full``
    Only the base form is given. Wanted: all mentions. What is missed here, only more spellings can find.

A range that touches a wanted mention is a hit. One that touches another mention of the same entity, stands inside a
longer annotated name, or over a mention of the same base form (a homonym) is neutral. Anything else is false.
Counts are added up over mentions; macro-F1 is the mean over names that are wanted at all. "Inflected" are wanted
mentions that differ from the name; all is compared after NFKC, case folding, ё = е, without quotes, dashes as spaces.

Two things are no matcher's fault, and are counted beside: *omissions*, false ranges whose very letters are annotated
as this entity in another place of the same language; and *other words*, wanted mentions whose first two letters are
not those of the name (``ЄС`` annotated as a form of ``Європейський Союз``). "Cleared" is F1 without both: what is
left is ours.

How these figures compare with those of other texts: what exact words reach depends on a handful of names, not on the
scorer. In the tuned half, 934 of 959 false hits in Polish are the party PO, which is a preposition too, 134 of 144 in
Bulgarian Днес ("today"), 120 of 188 in Slovene the agency STA ("are"); 257 of 450 misses in Ukrainian are Комісія.
Without the eight worst names of each language exact words have a precision of .994 to 1.000 in all of them.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from mentionwatch.model import Post, Topic
from mentionwatch.text.forms_cyrillic import paradigm
from mentionwatch.text.match import Matcher
from rivals import borrow

HALVES = ("tuned", "other")
Spans: TypeAlias = dict[int, list[tuple[int, int]]]
"""Where each query was found."""
Find: TypeAlias = Callable[[str], Spans]
Keys: TypeAlias = Callable[[str], set[str]]
"""What a word is looked up by."""
Record: TypeAlias = dict[str, Any]
_WORD = re.compile(r"\w+")
_SIMPLEMMA = {"hr": "hbs"}
_SNOWBALL = {"cs": "czech", "pl": "polish", "ru": "russian", "hr": "serbian"}


def half_of(name: str) -> str:
    """In which half a document is; the same rule as in training/."""
    return HALVES[hashlib.sha256(name.encode()).digest()[0] % 2]


KINDS = {
    "omitted": "found: these letters are annotated as this entity in another place",
    "omitted-case": "found: so, but for capitals, hyphens and quotes",
    "another-s": "found: these letters are annotated as another entity: one entered twice, or a shared spelling",
    "other-words": "missed: annotated as a form of words that it shares no beginning with",
    "form": "found: another form of a spelling, in letters that are annotated nowhere",
    "guess": "found: a spelling that was guessed",
    "small": "missed: in small letters, or with one capital of several, against the spelling",
    "else": "missed: misspelled, cut in two, or a form that is not known here",
}
"""Kinds of mistakes; each is of the first that fits."""


@dataclass(slots=True)
class Count:
    """True and false positives, and misses; of the last two, how many are the annotators'."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    omissions: int = 0
    other_words: int = 0
    examples: list[str] = field(default_factory=list)
    kinds: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """The mistakes by kind (``KINDS``)."""

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        return _f1(self.right, self.wrong + self.missed)

    @property
    def cleared(self) -> float:
        """F1 without what is no matcher's fault."""
        return _f1(self.right, self.wrong + self.missed - self.omissions - self.other_words)

    def add(self, other: Count) -> None:
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed
        self.omissions += other.omissions
        self.other_words += other.other_words
        for kind, examples in other.kinds.items():
            self.kinds[kind] += examples

    def __str__(self) -> str:
        return f"P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.4f}"


def _f1(right: int, mistakes: int) -> float:
    return 2 * right / (2 * right + mistakes) if right or mistakes else 1.0


def lines(path: Path) -> list[Record]:
    """The objects of a compressed file of JSON Lines."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def post_of(text: str, language: str | None = None) -> Post:
    return Post(source="benchmark", id="1", text=text, language=language)


def quoted(names: Iterable[str]) -> str:
    """A query for any of the names, each a phrase."""
    return ", ".join('"{}"'.format(name.replace("\\", "\\\\").replace('"', "")) for name in names)


def plain(name: str) -> str:
    """A name as the metric compares it."""
    folded = unicodedata.normalize("NFKC", name).casefold().replace("ё", "е")
    for sign in "\"'«»„“”‘’":
        folded = folded.replace(sign, "")
    for dash in "-–—‑":
        folded = folded.replace(dash, " ")
    return " ".join(folded.split())


@dataclass(slots=True)
class News:
    """Annotated documents of one language, its queries, and which spellings are annotated as which entities."""

    language: str
    documents: list[Record]
    queries: list[Record]
    annotated: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    alike: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The same by ``plain`` spellings."""

    def __post_init__(self) -> None:
        for document in self.documents:
            for mention in document["mentions"]:
                surface = document["text"][mention["s"] : mention["e"]]
                self.annotated[surface].add(mention["id"])
                self.alike[plain(surface)].add(mention["id"])


def news(folder: Path) -> list[News]:
    """The texts and queries of all languages."""
    documents = lines(folder / "bsnlp_docs.jsonl.gz")
    queries = json.loads((folder / "bsnlp_queries.json").read_text(encoding="utf-8"))
    return [
        News(
            language,
            [document for document in documents if document["lang"] == language],
            [query for query in queries if query["lang"] == language],
        )
        for language in sorted({query["lang"] for query in queries})
    ]


@dataclass(slots=True)
class Tally:
    """The counts of one method: by query, and of inflected mentions."""

    counts: list[Count]
    inflected: Count = field(default_factory=Count)

    def line(self) -> str:
        total = Count()
        for count in self.counts:
            total.add(count)
        seen = [count for count in self.counts if count.right + count.missed]
        macro = sum(count.f1 for count in seen) / max(len(seen), 1)
        cleared = sum(count.cleared for count in seen) / max(len(seen), 1)
        inflected = (
            f"inflected R {self.inflected.recall:.3f} of {self.inflected.right + self.inflected.missed}"
        )
        own = f"omissions {total.omissions}, other words {total.other_words}"
        return f"{total} macro {macro:.4f} {inflected:23} cleared F1 {total.cleared:.4f} macro {cleared:.4f} ({own})"


def measure(given: News, find: Find, tier: str, half: str) -> Tally:
    """Scores what ``find`` finds in the documents of one half."""
    tally = Tally([Count() for _ in given.queries])
    for document in given.documents:
        if half_of(document["doc"]) == half:
            _document(given, document, find(document["text"]), tally, tier)
    return tally


def _document(given: News, document: Record, found: Spans, tally: Tally, tier: str) -> None:
    by_id = defaultdict(list)
    for mention in document["mentions"]:
        by_id[mention["id"]].append(mention)
    for number, query in enumerate(given.queries):
        if number in found or query["id"] in by_id:
            asked = _Asked(given, document, query, by_id.get(query["id"], []), tier)
            asked.score(found.get(number, []), tally.counts[number], tally.inflected)


@dataclass(slots=True)
class _Asked:
    """One query put to one document. ``own`` are the mentions of its entity there."""

    given: News
    document: Record
    query: Record
    own: list[Record]
    tier: str

    def score(self, spans: list[tuple[int, int]], count: Count, inflected: Count) -> None:
        name = plain(self.query["name"])
        for mention in self.own:
            if self.tier != "name" or plain(mention["lemma"]) == name:
                hit = any(start < mention["e"] and end > mention["s"] for start, end in spans)
                self._wanted(mention, name, hit, count)
                if plain(self._surface(mention)) != name:
                    inflected.right += hit
                    inflected.missed += not hit
        for start, end in spans:
            if not self._explained(start, end):
                count.wrong += 1
                surface = self.document["text"][start:end]
                count.omissions += self.query["id"] in self.given.annotated[surface]
                count.examples.append("+" + self._around(start, end))
                count.kinds[self._why_found(surface)].append(count.examples[-1])

    def _wanted(self, mention: Record, name: str, hit: bool, count: Count) -> None:
        count.right += hit
        count.missed += not hit
        if not hit:
            count.other_words += self.tier == "name" and plain(self._surface(mention))[:2] != name[:2]
            count.examples.append("-" + self._around(mention["s"], mention["e"]))
            count.kinds[self._why_missed(self._surface(mention))].append(count.examples[-1])

    def _spellings(self) -> list[str]:
        return [self.query["name"], *(self.query["aliases"] if self.tier == "alias" else ())]

    def _why_found(self, surface: str) -> str:
        if self.query["id"] in self.given.annotated[surface]:
            return "omitted"
        alike = self.given.alike[plain(surface)]
        if alike:
            return "omitted-case" if self.query["id"] in alike else "another-s"
        begins = {plain(name)[:2] for name in self._spellings()}
        return "form" if plain(surface)[:2] in begins else "guess"

    def _why_missed(self, surface: str) -> str:
        like = [name for name in self._spellings() if plain(name)[:2] == plain(surface)[:2]]
        if not like:
            return "other-words"
        fewer = all(sum(map(str.isupper, surface)) < sum(map(str.isupper, name)) for name in like)
        return "small" if fewer else "else"

    def _surface(self, mention: Record) -> str:
        surface: str = self.document["text"][mention["s"] : mention["e"]]
        return surface

    def _around(self, start: int, end: int) -> str:
        text = self.document["text"]
        around = f"{text[max(0, start - 25) : start]}[{text[start:end]}]{text[end : end + 15]}"
        return around.replace("\n", "|")

    def _explained(self, start: int, end: int) -> bool:
        """Whether a span is right, or neither right nor wrong."""
        wanted = {plain(name) for name in self._spellings()}
        if any(start < mention["e"] and end > mention["s"] for mention in self.own):
            return True
        for mention in self.document["mentions"]:
            inside = mention["s"] <= start and end <= mention["e"]
            longer = mention["e"] - mention["s"] > end - start
            if inside and longer:
                return True
            if start < mention["e"] and end > mention["s"] and plain(mention["lemma"]) in wanted:
                return True
        return False


def ours(given: News, tier: str, *, told: bool) -> Find:
    """mentionwatch: every query a topic. ``told``: with the language of the texts."""
    topics = []
    for number, query in enumerate(given.queries):
        spellings = [query["name"], *(query["aliases"] if tier == "alias" else ())]
        languages = (given.language,) if told else ()
        topics.append(Topic(name=str(number), query=quoted(spellings), languages=languages))
    matcher = Matcher(topics)
    return lambda text: {
        int(match.topic): [(span.start, span.end) for span in match.spans]
        for match in matcher.match(post_of(text))
        if not match.doubtful
    }


# --- the usual methods: a word of the name and a word of the text meet where their keys do -----------------


def floors(given: News) -> dict[str, Find]:
    """What people use instead, all in any case of letters."""
    borrow("snowballstemmer", "simplemma")
    methods: dict[str, tuple[Keys, Keys]] = {
        "exact": (_itself, _itself),
        "prefix": (_beginning, _beginnings),
    }
    if given.language in _SNOWBALL:
        methods["snowball"] = (stem := _stems(_SNOWBALL[given.language]), stem)
    methods["simplemma"] = (lemma := _lemmas(_SIMPLEMMA.get(given.language, given.language)), lemma)
    if given.language in ("ru", "uk"):
        methods["pymorphy"] = (_forms(given.language), _itself)
    return {label: _finder(given.queries, of_name, of_text) for label, (of_name, of_text) in methods.items()}


def _finder(queries: list[Record], of_name: Keys, of_text: Keys) -> Find:
    """Finds words in order, each meeting one of the name."""
    slots = [[of_name(word) for word in _WORD.findall(plain(query["name"]))] for query in queries]
    starts = defaultdict(list)
    for number, words in enumerate(slots):
        for key in words[0]:
            starts[key].append(number)
    of_text = cache(of_text)

    def find(text: str) -> Spans:
        found: dict[int, list[tuple[int, int]]] = {}
        words = [(of_text(plain(word[0])), *word.span()) for word in _WORD.finditer(text)]
        for at, (keys, start, _) in enumerate(words):
            for number in {number for key in keys for number in starts.get(key, ())}:
                here = words[at : at + len(slots[number])]
                if len(here) == len(slots[number]) and all(
                    one[0] & some for one, some in zip(here, slots[number], strict=True)
                ):
                    found.setdefault(number, []).append((start, here[-1][2]))
        return found

    return find


def _itself(word: str) -> set[str]:
    return {word}


def _beginning(word: str) -> set[str]:
    """What people type instead of forms: the name without two letters and an asterisk for up to three."""
    return {word[:-2] + "*"} if len(word) > 4 else {word}


def _beginnings(word: str) -> set[str]:
    return {word, *(word[: len(word) - cut] + "*" for cut in range(4) if len(word) - cut >= 3)}


def _stems(language: str) -> Keys:
    import snowballstemmer

    stemmer = snowballstemmer.stemmer(language)
    return lambda word: {stemmer.stemWord(word)}


def _lemmas(language: str) -> Keys:
    from simplemma import lemmatize  # type: ignore[import-not-found]

    return lambda word: {plain(lemmatize(word, lang=language))}


def _forms(language: str) -> Keys:
    return lambda word: {word, *(plain(form) for form in paradigm(word, language))}


def report(folder: Path, *, told: bool, verbose: str) -> None:
    """Prints the figures of all methods and tiers; of one language and tier the mistakes of the tuned half."""
    every = news(folder)
    print("\nname tier: the base form given, its inflected mentions wanted; all methods by the same metric")
    for given in every:
        for label, find in floors(given).items():
            for half in HALVES:
                _print(given, half, label, measure(given, find, "name", half))
        _own(given, "name", told, verbose)
    for tier in ("alias", "full"):
        print(f"\n{tier} tier")
        for given in every:
            _own(given, tier, told, verbose)


def report_kinds(folder: Path, languages: Iterable[str]) -> None:
    """Prints the mistakes of both tiers by kind, and F1 if each kind did not count; of the tuned half examples."""
    print("\nmistakes by kind")
    for given in news(folder):
        if given.language in languages:
            for tier in ("name", "alias"):
                find = ours(given, tier, told=True)
                for half in HALVES:
                    _kinds(given, tier, half, measure(given, find, tier, half))


def _kinds(given: News, tier: str, half: str, tally: Tally) -> None:
    total = Count()
    for count in tally.counts:
        total.add(count)
    print(f"  {given.language} {tier} {half}: F1 {total.f1:.4f}, {total.wrong} found, {total.missed} missed")
    left = total.wrong + total.missed
    for kind, meaning in KINDS.items():
        if examples := total.kinds.get(kind):
            left -= len(examples)
            print(
                f"    {len(examples):4} {meaning}; F1 without it and those above {_f1(total.right, left):.4f}"
            )
            if half == HALVES[0]:
                print("         ", "; ".join(examples[:4]))


def report_forms(folder: Path, *, verbose: str) -> None:
    """Prints how many mentions of any kind (people, places, events too) are found, given their base form.

    Thousands of inflected mentions a language, where the ``name`` tier has dozens; what it cannot tell is precision.
    Mentions whose first two letters are not those of the base form are left out. ``verbose``: a language whose misses
    in the tuned half are printed.
    """
    print("\nforms: the base form of every entity given, its mentions wanted")
    for given in news(folder):
        for half in HALVES:
            base, inflected = Count(), Count()
            _forms_of(given, half, base, inflected)
            print(
                f"  {given.language} {half:5} base form R {base.recall:.4f} of {base.right + base.missed}, "
                f"inflected R {inflected.recall:.4f} of {inflected.right + inflected.missed}"
            )
            if verbose == given.language and half == HALVES[0]:
                print("     ", Counter(base.examples + inflected.examples).most_common(40))


def _forms_of(given: News, half: str, base: Count, inflected: Count) -> None:
    documents = [document for document in given.documents if half_of(document["doc"]) == half]
    names = sorted({mention["lemma"] for document in documents for mention in document["mentions"]})
    names = [name for name in names if any(map(str.isalnum, name))]
    topics = [Topic(name=name, query=quoted([name]), languages=(given.language,)) for name in names]
    matcher = Matcher(topics)
    for document in documents:
        found = {match.topic: match.spans for match in matcher.match(post_of(document["text"]))}
        for mention in document["mentions"]:
            surface, name = plain(document["text"][mention["s"] : mention["e"]]), plain(mention["lemma"])
            if surface[:2] != name[:2] or not any(map(str.isalnum, name)):
                continue
            spans = found.get(mention["lemma"], ())
            hit = any(span.start < mention["e"] and span.end > mention["s"] for span in spans)
            count = base if surface == name else inflected
            count.right += hit
            count.missed += not hit
            count.examples += [] if hit else [f"{name}: {surface}"]


def _own(given: News, tier: str, told: bool, verbose: str) -> None:
    find = ours(given, tier, told=told)
    for half in HALVES:
        tally = measure(given, find, tier, half)
        _print(given, half, "here", tally)
        if verbose == f"{given.language}:{tier}" and half == HALVES[0]:
            for query, count in zip(given.queries, tally.counts, strict=True):
                if count.examples:
                    print("     ", query["name"], Counter(count.examples).most_common(8))


def _print(given: News, half: str, label: str, tally: Tally) -> None:
    print(f"  {given.language} {half:5} {label:9} {tally.line()}")
