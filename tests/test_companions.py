"""Who and what occurs with a topic, and how much more often than chance has it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from mentionwatch import findings
from mentionwatch.analysis.companions import companions
from mentionwatch.analysis.subjects import Voice
from mentionwatch.model import Companion, Filter, Match, Period, Post, Topic
from mentionwatch.store import Batch, Store

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
WEEK = Period(start=NOW - timedelta(days=7), end=NOW)
OURS = [
    "Подключил Старлинк, мастер Тимофеев приехал за час",
    "Старлинк: сегодня говорил с Тимофеевым, толковый человек",
    "Спасибо Старлинку, Тимофеев всё починил",
    "У Старлинка в Казани опять нет связи",
    "Старлинк поднял цены",
]
THEIRS = ["Дом.ру в Казани работает", "Дом.ру неплох", "В Казани у Дом.ру обрыв", "Дом.ру закрыл офис"] * 6


def voices(texts: list[str], first: int = 0) -> list[Voice]:
    return [Voice(id=first + place, text=text, author=f"{first + place}") for place, text in enumerate(texts)]


def test_a_name_that_others_do_not_say_is_told_with_its_lift() -> None:
    (found,) = companions("Старлинк", voices(OURS), voices(THEIRS, 100), own=["Старлинк", "Дом.ру"])
    assert (found.count, found.of) == (3, 5)
    assert found.name.startswith("Тимофеев")
    assert found.lift
    assert found.lift > 10
    assert found.examples == (0, 1, 2)


def test_a_name_that_everybody_says_is_not_told() -> None:
    ours = ["Старлинк в Казани подорожал"] * 8
    theirs = ["Дом.ру в Казани подорожал"] * 40
    assert companions("Старлинк", voices(ours), voices(theirs, 100), own=["Старлинк", "Дом.ру"]) == []


def test_without_other_texts_there_is_no_lift() -> None:
    (found,) = companions("Старлинк", voices(OURS), [], own=["Старлинк"])
    assert found.expected is None
    assert found.lift is None


def test_somebody_who_says_a_name_ten_times_counts_once() -> None:
    loud = [Voice(id=place, text="Старлинк и снова Тимофеев", author="one") for place in range(10)]
    assert companions("Старлинк", loud, [], own=["Старлинк"]) == []


def test_topics_that_share_posts_are_told_once_ours_first(tmp_path: Path) -> None:
    topics = (
        Topic(name="rival", query="rival", kind="competitor"),
        Topic(name="ours", query="ours"),
        Topic(name="third", query="third", kind="competitor"),
    )
    with Store.open(tmp_path / "m.db", now=NOW) as store:
        for number in range(12):
            names = ["ours", "rival"] if number < 4 else ["third"]
            post = Post(
                source="rss",
                id=str(number),
                text=f"{number * 7919} {names}",
                published=NOW - timedelta(hours=number + 1),
            )
            matches = tuple(Match(topic=name, spans=(), confidence=1.0) for name in names)
            store.keep([Batch(key="x", source="rss", asked=NOW, found=[(post, matches)], posts=1)], NOW)
        found = findings.companions(store, Filter(), WEEK, topics)
        assert found == (
            Companion(
                topic="ours", name="rival", kind="topic", count=4, of=4, expected=4 * 4 / 12,
                examples=found[0].examples,
            ),
        )  # fmt: skip
        (asked,) = findings.companions(store, Filter(topics=("rival",)), WEEK, topics)
        assert (asked.topic, asked.name, asked.lift) == ("rival", "ours", 3.0)
        assert findings.companions(store, Filter(), WEEK, topics[:1]) == ()
