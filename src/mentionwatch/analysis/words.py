"""What words mean to the comparison of facts: units, numbers, months, directions; and how common words are."""

from __future__ import annotations

from importlib.resources import files

from mentionwatch.analysis.lemmas import lemma


def _read(lines: str) -> dict[str, str]:
    """``name: word word`` a line, to the lemma of each word."""
    pairs = (line.split(":") for line in lines.strip().splitlines())
    return {lemma(word): name.strip() for name, words in pairs for word in words.split()}


def _lines(name: str) -> list[str]:
    lines = (files("mentionwatch.analysis") / "data" / name).read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


CURRENCIES = {
    "$": "USD", "€": "EUR", "£": "GBP", "₽": "RUB", "₴": "UAH", "¥": "CNY", "%": "%",
    **_read("""
USD: доллар долл usd dollar dollars
EUR: евро eur euro euros
GBP: фунт gbp pound pounds
RUB: рубль рублей руб р rub ruble rubles rouble roubles
UAH: гривна гривен грн uah hryvnia
CNY: юань cny yuan
%: процент процентов percent pct
"""),
}  # fmt: skip
UNITS = _read("""
GW: гвт гигаватт gw gigawatt gigawatts
MW: мвт мегаватт mw megawatt megawatts
person: человек люди person people
user: пользователь user users
customer: абонент клиент subscriber subscribers customer customers client clients
day: день сутки day days
hour: час hour hours
year: год лет year years
month: месяц month months
km: км километр km kilometre kilometres kilometer kilometers
""")
SCALES = {
    "тысяча": 1e3, "тыс": 1e3, "k": 1e3, "thousand": 1e3,
    "миллион": 1e6, "млн": 1e6, "million": 1e6, "mln": 1e6, "m": 1e6, "mn": 1e6,
    "миллиард": 1e9, "млрд": 1e9, "billion": 1e9, "bln": 1e9, "bn": 1e9, "b": 1e9,
    "триллион": 1e12, "трлн": 1e12, "trillion": 1e12, "trln": 1e12, "tn": 1e12,
}  # fmt: skip
NUMBER_WORDS: dict[str, float] = {
    lemma(word): float(value)
    for value, words in {
        2: "два две двое two", 3: "три трое three", 4: "четыре четверо four", 5: "пять пятеро five",
        6: "шесть шестеро six", 7: "семь семеро seven", 8: "восемь eight", 9: "девять nine", 10: "десять ten",
        11: "одиннадцать eleven", 12: "двенадцать twelve", 20: "двадцать twenty", 30: "тридцать thirty",
        50: "пятьдесят fifty",
    }.items()
    for word in words.split()
}  # fmt: skip
QUARTERS = {
    lemma(word): value
    for value, words in {
        "1": "1 первый first i 1-й 1-м 1st", "2": "2 второй second ii 2-й 2-м 2nd",
        "3": "3 третий third iii 3-й 3-м 3rd", "4": "4 четвертый fourth iv 4-й 4-м 4th",
    }.items()
    for word in words.split()
}  # fmt: skip
_MONTH_WORDS = (
    "январь january jan", "февраль february feb", "март march mar", "апрель april apr", "май may",
    "июнь june jun", "июль july jul", "август august aug", "сентябрь september sep sept", "октябрь october oct",
    "ноябрь november nov", "декабрь december dec",
)  # fmt: skip
MONTHS = {lemma(word): f"{month:02}" for month, words in enumerate(_MONTH_WORDS, 1) for word in words.split()}
NEGATIONS = frozenset(
    {"не", "not", "won't", "no", "never", "нет", "без", "without", "don't", "doesn't", "didn't"}
)


def _directions() -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for line in _lines("directions.txt"):
        name, words = line.split(":")
        side = -1 if name.startswith("-") else 1
        for word in dict.fromkeys(map(lemma, words.split())):
            found[word] = (*found.get(word, ()), (name.removeprefix("-"), side))
    return found


DIRECTIONS = _directions()


def _rarities() -> tuple[dict[str, float], dict[str, float]]:
    pairs = [line.split("\t") for line in _lines("common_words.tsv")]
    common = {word: float(rarity) for word, rarity in pairs if not word.startswith("^")}
    return common, common | {word[1:]: float(rarity) for word, rarity in pairs if word.startswith("^")}


COMMON, RARITY = _rarities()
"""How rare a lemma is, ln(texts / texts that hold it): common words, and those with well-known names."""
RAREST = 8.0
"""The rarity of a lemma that the table does not hold."""
