"""Clocks: time zones, the days on which they are set, and a clock that jumps back."""

from __future__ import annotations

import itertools
import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest

from mentionwatch.cli import main
from mentionwatch.cli.context import Context, Local
from mentionwatch.model import Message, Period, Sentiment
from mentionwatch.store import Enriched
from mentionwatch.store.setback import WAITING
from mentionwatch.text.spans import parse_comparison, parse_future, parse_time
from servers import Answer, Request, Server
from store_samples import NOW, all_of, batch, opened, post

Zoned = Callable[[str], None]

STAYING = {
    "posts.at",
    "posts.published",
    "posts.first_seen",
    "places.seen",
    "revisions.seen",
    "mentions.at",
    "mentions.first_seen",
    "mentions.answered",
    "mentions.snoozed",
    "validators.asked",
    "events.at",
    "archive.seen",
    "leads.at",
    "cuts.since",
    "grouped.at",
    "outbox.ended",
    "threads.gone",
    "replies.at",
    "replies.seen",
    "replies.missing",
    "replies.gone",
    "growth.at",
    "answers.asked",
    "samples.at",
}
"""Columns of times that stay as they were noted: when something was, and what a person chose."""
COUNTED = {"hourly", "daily", "sites"}
"""Tables that triggers keep in step with the mentions."""
NO_TIMES = {
    "authors.source", "authors.followers", "authors.reach", "posts.source", "posts.feed", "posts.kind", "posts.site",
    "posts.language", "posts.author", "posts.likes", "posts.comments", "posts.shares", "posts.views", "posts.address",
    "posts.said", "places.source", "places.feed", "places.said", "united.gone", "mentions.topic", "mentions.source",
    "mentions.site", "mentions.language", "mentions.author", "mentions.label", "mentions.doubtful", "mentions.unread",
    "mentions.by", "mentions.intent", "mentions.story", "mentions.verdict", "mentions.doubted", "mentions.foul",
    "mentions.intent_told", "sources.failures", "sources.posts", "sources.mentions", "sources.active", "facts.value",
    "events.mention", "events.undoes", "archive.said", "archive.feed", "leads.term", "stories.lead",
    "cuts.read", "cuts.told",
    "grouped.original", "grouped.lead", "grouped.story", "requests.requests", "told.count", "told.mention",
    "alerts.done", "outbox.tries", "threads.thread", "threads.place", "threads.parent", "threads.looks",
    "threads.tries", "replies.thread", "replies.place", "replies.parent", "replies.source", "replies.writer",
    "replies.account1", "replies.account2", "replies.account3", "replies.edits", "replies.said", "replies.wording",
    "replies.language", "replies.intent", "replies.refers", "growth.likes", "growth.comments", "growth.shares",
    "growth.views", "answers.label", "samples.status",
}  # fmt: skip


@pytest.fixture
def zoned(monkeypatch: pytest.MonkeyPatch) -> Iterator[Zoned]:
    """Lets this machine be in a time zone for one test."""

    def move(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield move
    monkeypatch.undo()
    time.tzset()


class TestSetBack:
    """A clock that ran ahead for a while and was set right: nothing waits for the time that it told."""

    AHEAD = NOW + timedelta(days=400)

    def scan(self, folder: Path, url: str, now: datetime, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
        """A scan whose every look at the clock sees this time; its exit code and its errors."""
        monkeypatch.setattr(Context, "now", lambda _: now)
        monkeypatch.setattr(
            "sys.argv", ["mentionwatch", "--config", str(folder / "mentionwatch.toml"), "scan"]
        )
        text = (
            f'database = "m.db"\nfeeds = ["{url}/feed", "{url}/broken"]\n[[topics]]\nname = "A"\nquery = "Acme"\n'
            f'[[sources]]\ntype = "rss"\nurl = "{url}/rare"\nevery = "1h"\n'
            f'[[sources]]\ntype = "hackernews"\nendpoint = "{url}"\n'
        )
        (folder / "mentionwatch.toml").write_text(text, encoding="utf-8")
        return main(), self.said.readouterr().err

    @pytest.fixture(autouse=True)
    def _listening(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.said = capsys

    def test_every_source_is_asked_again_and_how_it_fares_is_noted(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        numbers = itertools.count()

        def feed(request: Request) -> Answer:
            link = f"https://site.example/{next(numbers)}"
            text = f"<item><guid>{link}</guid><link>{link}</link><title>Acme {link}</title></item>"
            return Answer(f"<rss version='2.0'><channel><title>t</title>{text}</channel></rss>")

        def search(request: Request) -> Answer:
            return Answer('{"hits": []}')

        routes = {
            "/feed": feed,
            "/rare": feed,
            "/broken": lambda _: Answer("", 500),
            "/api/v1/search_by_date": search,
        }
        with Server(routes) as server:
            assert self.scan(tmp_path, server.url, self.AHEAD, monkeypatch)[0] == 3
            server.requests.clear()
            code, said = self.scan(tmp_path, server.url, NOW, monkeypatch)
            asked = {request.path for request in server.requests}
            since = [parse_qs(urlsplit(one.target).query) for one in server.requests if "search" in one.path]
            assert "set back" in said
            assert (
                "set back" not in self.scan(tmp_path, server.url, NOW + timedelta(minutes=1), monkeypatch)[1]
            )
        assert code == 3
        assert asked == set(routes)
        assert int(since[0]["numericFilters"][0].split(">")[1].split(",")[0]) <= NOW.timestamp()
        with opened(tmp_path, "m.db") as store:
            states = store.states().values()
            assert all(
                state.last_asked and state.last_asked <= NOW + timedelta(minutes=1) for state in states
            )
            assert sorted(state.failures for state in states) == [0, 0, 0, 3], states
            assert len(all_of(store)) == 5

    def test_what_waits_to_be_sent_is_sent(self, tmp_path: Path) -> None:
        with opened(tmp_path) as store:
            store.keep([batch(post(), asked=self.AHEAD)], self.AHEAD)
            message = Message(
                id=0, key="k", rule="r", target="t", made=self.AHEAD, title="t", body="b", payload="{}"
            )
            with store.alerting() as book:
                book.compose([], [message])
            assert store.claim(NOW, timedelta(minutes=10), "me") is None
            assert store.set_back(NOW)
            assert store.claim(NOW, timedelta(minutes=10), "me")

    def test_every_time_of_the_database_is_thought_of(self, tmp_path: Path) -> None:
        """A new column of numbers must be told apart: a time that something waits for, one that stays, or none."""
        with opened(tmp_path):
            pass
        with closing(sqlite3.connect(tmp_path / "mentions.db")) as db:
            tables = [
                name
                for (name,) in db.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE TABLE%'")
            ]
            numbers = {
                f"{table}.{name}"
                for table in tables
                for _, name, kind, *_ in db.execute(f"PRAGMA table_info({table})")
                if kind == "INTEGER" and name not in ("id", "key", "post") and table not in COUNTED
            }
        moved = {f"{table}.{column}" for table, columns in WAITING.items() for column in columns}
        told = moved | {"sources.last_asked", "sources.next_ask", "requests.asked", "requests.refilled"}
        assert told <= numbers
        assert numbers - told == STAYING | NO_TIMES

    def test_a_clock_that_is_right_changes_nothing(self, tmp_path: Path) -> None:
        with opened(tmp_path) as store:
            resting = batch(post(), asked=NOW, error="no", retry=NOW + timedelta(days=1))
            store.keep([resting], NOW)
            before = store.states()
            assert not store.set_back(NOW + timedelta(hours=1))
            assert not store.set_back(NOW - timedelta(minutes=4))
            assert store.states() == before


class TestWritten:
    """Times that people write are read with the clock that hung on their wall then."""

    NOW = "2026-10-26T09:00Z"  # on the 25th the clocks of Berlin were set back, so that day had 25 hours

    @pytest.mark.parametrize(
        ("text", "moment"),
        [
            ("2026-10-20", "2026-10-19T22:00Z"),
            ("2026-10-26", "2026-10-25T23:00Z"),
            ("2026-07-01T12:00", "2026-07-01T10:00Z"),
            ("yesterday", "2026-10-24T22:00Z"),
            ("last-week", "2026-10-18T22:00Z"),
            ("48h", "2026-10-24T09:00Z"),
            ("2d", "2026-10-24T09:00Z"),
        ],
    )
    def test_the_past(self, zoned: Zoned, text: str, moment: str) -> None:
        zoned("Europe/Berlin")
        now = datetime.fromisoformat(self.NOW).astimezone(Local())
        assert parse_time(text, now) == datetime.fromisoformat(moment)

    @pytest.mark.parametrize(
        ("text", "moment"),
        [("2027-07-01", "2027-06-30T22:00Z"), ("160d", "2027-04-04T09:00Z"), ("1h", "2026-10-26T10:00Z")],
    )
    def test_the_future(self, zoned: Zoned, text: str, moment: str) -> None:
        zoned("Europe/Berlin")
        now = datetime.fromisoformat(self.NOW).astimezone(Local())
        assert parse_future(text, now) == datetime.fromisoformat(moment)

    def test_a_day_of_25_hours_is_compared_whole(self, zoned: Zoned) -> None:
        zoned("Europe/Berlin")
        now = datetime.fromisoformat(self.NOW).astimezone(Local())
        week = Period(start=now - timedelta(days=7), end=now)
        told = parse_comparison("2026-10-25..2026-10-25", week, now)
        assert told
        assert told.end - told.start == timedelta(hours=25)


class TestAuthors:
    """Days on which somebody wrote, and complained, are the desk's: these three are two days in Moscow, one in UTC."""

    TIMES = (
        NOW.replace(hour=20, minute=30),
        NOW.replace(hour=20, minute=50),
        NOW.replace(hour=21, minute=10),
    )

    @pytest.fixture
    def asked(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> Callable[..., str]:
        """Runs a command by Moscow's clock on three complaints by one author; its output."""
        (tmp_path / "mentionwatch.toml").write_text(
            'database = "mentions.db"\n[[topics]]\nname = "Acme"\nquery = "Acme"\n'
            '[desk]\ntimezone = "Europe/Moscow"\n',
            encoding="utf-8",
        )
        angry = Sentiment(label="negative", score=-0.9, by="test")
        with opened(tmp_path) as store:
            wrote = [
                post(
                    id=str(number), published=time, title=f"Acme {number}", url=f"https://a.example/{number}"
                )
                for number, time in enumerate(self.TIMES)
            ]
            fresh = store.keep([batch(*wrote)], NOW)
            store.enrich([Enriched(id=one.id, sentiment=angry, intent="complaint") for one in fresh])

        def run(*args: str) -> str:
            config = str(tmp_path / "mentionwatch.toml")
            monkeypatch.setattr("sys.argv", ["mentionwatch", "--lang", "en", "--config", config, *args])
            assert main() == 0
            return capsys.readouterr().out

        return run

    BOUNDS = ("--since", "2026-11-20", "--until", "2026-11-25")

    def test_authors(self, asked: Callable[..., str]) -> None:
        (line,) = asked("authors", "--json", *self.BOUNDS).splitlines()
        person = json.loads(line)
        assert [(day["day"], day["negative"]) for day in person["days"]] == [
            ("2026-11-22", 2),
            ("2026-11-23", 1),
        ]
        assert person["roles"][0]["role"] == "complainer"
        assert " −−" in asked("authors", *self.BOUNDS)

    def test_the_card_of_one(self, asked: Callable[..., str]) -> None:
        said = asked("authors", "Ann", *self.BOUNDS)
        assert "complains again and again" in said
        assert "on 2 days" in said

    def test_the_report(self, asked: Callable[..., str]) -> None:
        report = json.loads(asked("report", "--format", "json", *self.BOUNDS))
        assert [role["role"] for role in report["authors"][0]["roles"]] == ["complainer"]


class TestMachine:
    """The machine's zone is told apart from today's offset of it."""

    @pytest.mark.parametrize(
        ("moment", "wall", "offset"),
        [
            ("2026-03-29T00:30Z", "2026-03-29 01:30", 1),
            ("2026-03-29T01:30Z", "2026-03-29 03:30", 2),
            ("2026-10-25T00:30Z", "2026-10-25 02:30", 2),
            ("2026-10-25T01:30Z", "2026-10-25 02:30", 1),
        ],
    )
    def test_the_nights_on_which_clocks_are_set(
        self, zoned: Zoned, moment: str, wall: str, offset: int
    ) -> None:
        zoned("Europe/Berlin")
        local = datetime.fromisoformat(moment).astimezone(Local())
        assert f"{local:%Y-%m-%d %H:%M}" == wall
        assert local.utcoffset() == timedelta(hours=offset)
        assert local.astimezone(UTC) == datetime.fromisoformat(moment)

    @pytest.mark.parametrize(
        ("name", "year"),
        [
            ("America/St_Johns", 2026),
            ("Australia/Lord_Howe", 2026),
            ("Asia/Kathmandu", 2026),
            ("UTC", 2026),
            ("Europe/Moscow", 2011),  # summer for good
            ("Europe/Moscow", 2014),  # winter for good
            ("Pacific/Apia", 2011),  # a day that there never was
            ("Africa/Casablanca", 2026),  # but in Ramadan
        ],
    )
    def test_it_is_the_zone_of_that_name(self, zoned: Zoned, name: str, year: int) -> None:
        zoned(name)
        zone = ZoneInfo(name)
        for hour in range(0, 366 * 24, 7):
            moment = datetime(year, 1, 1, tzinfo=UTC) + timedelta(hours=hour)
            local = moment.astimezone(Local())
            assert local.replace(tzinfo=None) == moment.astimezone(zone).replace(tzinfo=None)
            assert local.astimezone(UTC) == moment
