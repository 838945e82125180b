"""What alerts say, in both languages, against golden files: tests/golden/alerts.LANGUAGE.txt.

To accept a change: python tests/test_alert_messages.py, then read the difference.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from alert_samples import mention, spike
from mentionwatch.cli.shapes import schema_of
from mentionwatch.formats._alert_records import NoticeRecord
from mentionwatch.formats._alerts import BODY, Letter
from mentionwatch.formats._figures import Figures
from mentionwatch.model import Alert, Author, Engagement, Mention, Sentiment, SourceState
from store_samples import NOW, TOPIC, post

GOLDEN = Path(__file__).parent / "golden"
HOUR = timedelta(hours=1)
COMPLAINT = "Третий день нет интернета от Acme, поддержка молчит, а деньги списали. Что происходит?"
SOURCE = SourceState(
    key="rss:https://news.example/feed?token=s3cret", source="rss", failures=3, failing_since=NOW - 5 * HOUR,
    error="The server of news.example does not answer.",
)  # fmt: skip


def said(number: int, text: str, who: str, followers: int | None, label: str = "negative") -> Mention:
    stranger = post(
        id=str(number), title=None, text=text, url=f"https://forum.example/t/{number}?a=1&b=2", site="forum.example",
        author=Author(name=who, followers=followers), engagement=Engagement(likes=3, views=40),
    )  # fmt: skip
    felt = Sentiment(label=label, score=-0.8, by="embedded/1")  # type: ignore[arg-type]
    return mention(number, post=stranger, sentiment=felt)


MENTIONS = [
    said(1, COMPLAINT, "Аня_К", 12_345),
    said(
        2,
        "Acme is *down* again in Leeds <b>since morning</b>, see https://status.example @everyone",
        "Bob",
        None,
    ),
    said(3, "Спасибо Acme за быстрый ремонт!", "Вера", 90, "positive"),
    said(4, "Acme?", "Гость", None, "neutral"),
]


def alert(**fields: object) -> Alert:
    told = {"rule": "r", "when": "mention", "subject": "", "at": NOW, "topic": TOPIC, "count": 1}
    return Alert(**(told | fields))  # type: ignore[arg-type]


def cases() -> Iterator[tuple[str, list[Alert]]]:
    burst = alert(
        when="negative spike", subject="spike:Acme", count=30, spike=spike(), since=NOW - HOUR, mentions=(1, 2, 3)
    )  # fmt: skip
    yield "one mention", [alert(mentions=(1,))]
    yield "several mentions", [alert(count=21, mentions=(1, 2, 3, 4))]
    yield "a spike", [burst]
    yield (
        "a spike judged by little",
        [
            alert(
                when="spike", subject="s", count=9, spike=spike(known=5 * 24 * HOUR, expected=0.42), since=NOW
            )
        ],
    )
    yield "a spike grew", [alert(when="spike", subject="s", count=120, before=30, since=NOW - HOUR)]
    yield "a story", [alert(when="story grows", subject="story:1", count=10, mentions=(1, 2))]
    yield "a story grew", [alert(when="story grows", subject="story:1", count=60, before=10, mentions=(2,))]
    yield "a loud author", [alert(when="loud author", mentions=(1,))]
    yield "loud authors", [alert(when="loud author", count=2, mentions=(1, 3))]
    yield "overdue", [alert(when="promise broken", count=2, mentions=(2, 1), since=NOW - HOUR)]
    fails = alert(
        when="source fails", subject="source:a", topic=None, count=3, source=SOURCE, since=NOW - 5 * HOUR
    )
    yield "a source", [fails]
    yield (
        "a source recovers",
        [
            alert(
                when="source fails",
                subject="b",
                topic=None,
                count=0,
                source=SOURCE,
                recovered=True,
                since=NOW,
            )
        ],
    )
    yield "a digest", [alert(mentions=(1,)), burst, alert(mentions=(3,)), fails]
    yield "mentions that are gone", [alert(count=3, mentions=(77, 78, 79))]


def page(lang: str) -> str:
    letter = Letter(Figures(lang))
    written = [(name, *letter.write("r", told, MENTIONS)[:2]) for name, told in cases()]
    return "\n".join(f"=== {name}\n{title}\n\n{body}\n" for name, title, body in written)


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_golden(lang: str) -> None:
    assert page(lang) == (GOLDEN / f"alerts.{lang}.txt").read_text(encoding="utf-8")


def test_no_secret_of_a_sources_address_is_told() -> None:
    assert "s3cret" not in page("en")
    fails = next(told for name, told in cases() if name == "a source")
    assert "s3cret" not in Letter(Figures("en")).write("r", fails, [])[2]


ALERTS = [told[0] for _, told in cases()]


@given(st.binary(min_size=1, max_size=60), st.integers(0, 4))
def test_any_alerts_make_a_message_that_fits(drawn: bytes, known: int) -> None:
    alerts = [ALERTS[number % len(ALERTS)] for number in drawn]
    title, body, _ = Letter(Figures("ru")).write("r", alerts, MENTIONS[:known])
    assert 0 < len(title) <= 160
    assert "\n" not in title
    assert 0 < len(body) <= BODY


def test_webhooks_get_what_the_schema_says_in_its_order() -> None:
    everything = [told[0] for _, told in cases()]
    body = json.loads(Letter(Figures("en")).write("r", everything, MENTIONS)[2])
    assert list(body) == list(schema_of("webhook")["properties"])
    for told in body["alerts"]:
        assert list(told) == list(schema_of("alert")["properties"])
    TypeAdapter(NoticeRecord).validate_python(body, strict=True)


if __name__ == "__main__":
    for language in sys.argv[1:] or ("en", "ru"):
        (GOLDEN / f"alerts.{language}.txt").write_text(page(language), encoding="utf-8")
