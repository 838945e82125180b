"""What is written on the servers: posts that must be found, and posts that look like them and must not."""

from __future__ import annotations

from dataclasses import dataclass

TOPICS = {"Старлинк": "Старлинк, Starlink", "Альфа-Банк": "Альфа-Банк", "Lufthansa": "Lufthansa"}
"""The watched topics and their queries."""

EDITED = "Третий день Старлинк теряет связь. Дозвонился: обещают починить завтра."
"""What the first post says after it was edited."""

REVISED = "Lufthansa lost my luggage again & nobody answers. Found: it was in Oslo."
"""What the post ``luggage`` says later."""

OWN_ACCOUNTS = ("@care", "@care.test", "https://care.example.org/")
"""What the account of Lufthansa that answers there goes by on the servers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """A post. ``answers`` is the key of the post that it answers, ``topic`` what it mentions."""

    key: str
    text: str
    author: str
    title: str | None = None
    answers: str | None = None
    topic: str | None = None


SEEDS = (
    Seed(
        key="outage",
        title="Нет связи",
        text="Третий день Старлинк теряет связь. Поддержка молчит — ужас!",
        author="ivan",
        topic="Старлинк",
    ),
    Seed(
        key="antenna",
        answers="outage",
        text="У Старлинка новая антенна, а толку нет.",
        author="maria",
        topic="Старлинк",
    ),
    Seed(key="thanks", answers="outage", text="Спасибо, перезагрузка помогла.", author="john"),
    Seed(
        key="bank",
        title="Счёт за 15 минут",
        text="В Альфа-Банке открыли счёт за 15 минут, рекомендую.",
        author="maria",
        topic="Альфа-Банк",
    ),
    Seed(
        key="luggage",
        title="Lost in Munich",
        text="Lufthansa lost my luggage again & nobody answers.",
        author="john",
        topic="Lufthansa",
    ),
    Seed(
        key="refund",
        answers="luggage",
        text="Did LUFTHANSA's staff ever call you back?",
        author="ivan",
        topic="Lufthansa",
    ),
    Seed(
        key="inside", title="Адрес", text="Нестарлинковый роутер стоит на Lufthansagasse, 5.", author="ivan"
    ),
    Seed(
        key="birds", title="Birds", text="Старлинги — это птицы. A starling is no satellite.", author="john"
    ),
)
"""Russian and English, an inflected name, answers, and decoys: names within other words, words that look alike."""

LATER = (
    Seed(
        key="still",
        answers="outage",
        text="Неделю мучаюсь со Старлинком, никто не отвечает.",
        author="john",
        topic="Старлинк",
    ),
    Seed(
        key="sorry",
        answers="luggage",
        text="We are sorry. Please send us the number of your tag.",
        author="care",
    ),
)
"""What is answered later: a further mention, and an answer by an account of the brand, which is none."""

DELETED = ("bank", "antenna")
"""What is deleted later: a post, and an answer."""

BY_KEY = {seed.key: seed for seed in (*SEEDS, *LATER)}
MENTIONS = frozenset(seed.key for seed in SEEDS if seed.topic)
"""The keys of all posts that must be found where a server tells everything."""

AS_WRITTEN = frozenset({"outage", "luggage", "refund"})
"""Those that a search finds which knows no forms of words: the name stands there as it is asked for."""

TOPMOST = tuple(seed for seed in SEEDS if seed.answers is None)


def answers_to(key: str) -> list[Seed]:
    """The posts that answer another."""
    return [seed for seed in SEEDS if seed.answers == key]


def crowd(size: int) -> list[str]:
    """So many further mentions, more than a page holds: all must be found."""
    return [f"Опять #Starlink, запись номер {number} из многих." for number in range(1, size + 1)]


def own(text: str) -> str:
    """A text on one line, as texts are compared."""
    return " ".join(text.split())
