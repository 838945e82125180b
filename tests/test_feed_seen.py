"""Of a feed that changed only what is new or says something else is read, and nothing is lost by it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentionwatch.config import NamedSource
from mentionwatch.model import Filter, Mention, Topic
from mentionwatch.plugins import Source, find
from mentionwatch.scan import Plan, scan
from mentionwatch.sources.rss import Rss
from mentionwatch.store import Store
from mentionwatch.text.feed_seen import MOST
from mentionwatch.text.feeds import Feed, read
from servers import Answer, Request, Server, networked

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HOME = "https://site.example"


def item(guid: str, link: str = "", title: str = "Starlink", text: str = "text", date: str = "") -> str:
    return (
        f"<item><guid isPermaLink='false'>{guid}</guid><link>{link or f'{HOME}/{guid}'}</link><title>{title}</title>"
        f"<description>{text}</description><pubDate>{date}</pubDate></item>"
    )


def body(*items: str, channel: str = "") -> bytes:
    return f"<rss version='2.0'><channel><title>t</title>{channel}{''.join(items)}</channel></rss>".encode()


def feed(*items: str, seen: bytes = b"", channel: str = "") -> Feed:
    return read(body(*items, channel=channel), url=f"{HOME}/feed", seen=seen)


def ids(told: Feed) -> list[str]:
    return [post.id.rpartition(" ")[2] for post in told.posts]


def test_only_what_is_new_or_edited_is_read_again() -> None:
    first = feed(item("1"), item("2"))
    assert ids(first) == ["1", "2"]
    later = feed(item("3"), item("2", text="edited"), item("1"), seen=first.seen)
    assert ids(later) == ["3", "2"]
    assert ids(feed(item("3"), item("2", text="edited"), item("1"), seen=later.seen)) == []


def test_another_language_of_the_feed_reads_everything_again() -> None:
    first = feed(item("1"))
    assert ids(feed(item("1"), channel="<language>de</language>", seen=first.seen)) == ["1"]


def test_what_shares_an_address_or_an_identifier_is_read_together() -> None:
    first = feed(item("1", link=f"{HOME}/news"), item("2"), item("3"))
    later = feed(
        item("4", link=f"{HOME}/news?utm_source=x"),
        item("1", link=f"{HOME}/news"),
        item("2"),
        seen=first.seen,
    )
    assert ids(later) == ["4", "1"]
    again = feed(item("2", link=f"{HOME}/other"), item("2"), item("3"), seen=first.seen)
    assert len(again.posts) == 2


def test_the_oldest_entry_counts_though_it_is_not_read_again() -> None:
    old, new = item("1", date="2020-01-01"), item("2", date="2026-01-01")
    channel = "<link rel='next' href='/feed?page=2'/>"
    seen = feed(old, channel=channel).seen
    assert feed(new, old, channel=channel, seen=seen).oldest == datetime(2020, 1, 1, tzinfo=UTC)


def test_no_more_is_remembered_than_fits() -> None:
    items = [item(str(number)) for number in range(MOST + 3)]
    first = feed(*items)
    assert len(first.seen) == 8 * MOST
    assert ids(feed(*items, seen=first.seen)) == [str(number) for number in range(MOST, MOST + 3)]


ITEMS = st.lists(
    st.builds(
        item,
        st.sampled_from(["1", "2", "3", ""]),
        st.sampled_from(
            [f"{HOME}/1", f"{HOME}/2", f"{HOME}/2/?utm_source=x", "http://www.site.example/1", "/3"]
        ),
        st.sampled_from(["Starlink", "Starlink is down", ""]),
        st.sampled_from(["a", "b"]),
        st.sampled_from(["2026-11-20", "2026-11-21", ""]),
    ),
    max_size=5,
)


@given(ITEMS, ITEMS)
def test_whatever_is_new_is_read(before: list[str], after: list[str]) -> None:
    first, whole = feed(*before), feed(*after)
    later = feed(*after, seen=first.seen)
    assert [post for post in whole.posts if post not in first.posts] == [
        post for post in later.posts if post not in first.posts
    ]
    assert set(map(repr, later.posts)) <= set(map(repr, whole.posts))
    assert later.seen == whole.seen


@contextmanager
def watched(bodies: list[bytes]) -> Iterator[Plan]:
    """A plan to look for Starlink in a feed that says what is last in the list."""
    with Server(
        {"/feed": lambda request: Answer(bodies[-1], headers={"Content-Type": "application/rss+xml"})}
    ) as server:
        source = NamedSource(key="feed", type="rss", source=Rss(url=f"{server.url}/feed"))
        yield Plan(sources=[source], topics=[Topic(name="S", query="Starlink")], first_look=timedelta(days=7))


def scanned(path: Path, versions: list[list[str]], *, remember: bool) -> list[Mention]:
    """What is kept after a feed was scanned in each version, an hour after the other."""
    told: list[bytes] = []
    with watched(told) as plan, Store.open(path, now=NOW) as store, networked() as network:
        for hour, items in enumerate(versions):
            told.append(body(*items))
            now = NOW + timedelta(hours=hour)
            scan(plan, store, network, lambda now=now: now, lambda done, total, name: None)  # type: ignore[misc]
            if not remember:
                store._db.execute("UPDATE validators SET seen = x''")
        return [_bare(mention) for mention in store.mentions(Filter(doubtful=None))]


def _bare(mention: Mention) -> Mention:
    """Without the port of the server of this run."""
    return replace(mention, post=replace(mention.post, id=mention.post.id.rpartition(" ")[2], site=None))


def test_scans_keep_the_same_as_if_everything_was_read_each_time(tmp_path: Path) -> None:
    first = item("a", link=f"{HOME}/news", text="the first of all our news is here")
    second = item("b", link=f"{HOME}/news", title="What Starlink costs", text="something else entirely")
    versions = [
        [item("1"), first],
        [item("2"), item("1"), second, first],
        [item("2", text="edited now"), item("1", title="Starlink is down"), second, first],
        [item("2", text="edited now"), item("3", title="weather")],
    ]
    kept = scanned(tmp_path / "one.db", versions, remember=True)
    assert kept == scanned(tmp_path / "other.db", versions, remember=False)
    assert {mention.post.id for mention in kept} == {"1", "2", "a", "b"}


def test_what_is_read_again_is_counted_and_what_is_not_is_not(tmp_path: Path) -> None:
    bodies = [body(item("1"), item("2")), body(item("3"), item("1"), item("2"))]
    with Server(
        {"/feed": lambda request: Answer(bodies[0], headers={"Content-Type": "application/rss+xml"})}
    ) as server:
        source = NamedSource(key="feed", type="rss", source=Rss(url=f"{server.url}/feed"))
        with Store.open(tmp_path / "m.db", now=NOW) as store, networked() as network:

            def posts(query: str, *accounts: str, archive: timedelta | None = None) -> int:
                topic = Topic(name="S", query=query, own_accounts=accounts)
                plan = Plan(sources=[source], topics=[topic], first_look=timedelta(days=7), archive=archive)
                return scan(plan, store, network, lambda: NOW, lambda done, total, name: None).posts

            assert posts("Starlink") == 2
            bodies.pop(0)
            assert [posts("Starlink"), posts("Starlink")] == [1, 0]
            assert posts("Tele2") == 3
            assert posts("Tele2", "@tele2") == 3
            assert posts("Tele2", "@tele2", archive=timedelta(days=1)) == 3


@pytest.mark.parametrize(
    ("kind", "options", "path"),
    [
        ("googlealerts", {"url": "{url}/feed"}, "/feed"),
        ("medium", {"endpoint": "{url}", "feeds": ["@ann"]}, "/feed/@ann"),
        ("livejournal", {"endpoint": "{url}/{{journal}}", "journals": ["ann"]}, "/ann/data/rss"),
    ],
)
def test_other_sources_of_feeds_remember_too(
    tmp_path: Path, kind: str, options: dict[str, str | list[str]], path: str
) -> None:
    dated = [item(str(n), date=f"2026-11-22 {n:02d}:00") for n in range(10, 22)]
    bodies = [body(item("new", date="2026-11-22 22:00"), *dated), body(*dated)]

    def answer(request: Request) -> Answer:
        return Answer(bodies[-1], headers={"Content-Type": "application/rss+xml"})

    with Server({path: answer}) as server, Store.open(tmp_path / "m.db", now=NOW) as store:
        filled = {
            name: value.format(url=server.url) if isinstance(value, str) else value
            for name, value in options.items()
        }
        source = NamedSource(key="feed", type=kind, source=find(Source, kind).model_validate(filled))
        topics = [Topic(name="S", query="Starlink")]
        plan = Plan(sources=[source], topics=topics, first_look=timedelta(days=7))
        with networked() as network:
            first = scan(plan, store, network, lambda: NOW, lambda done, total, name: None)
            bodies.pop()
            later = scan(plan, store, network, lambda: NOW, lambda done, total, name: None)
        assert (first.posts, later.posts, later.cut) == (12, 1, {})
        assert len(later.fresh) == 1


def test_looking_further_back_reads_again_what_did_not_change(tmp_path: Path) -> None:
    bodies = [body(*[item(str(day), date=f"2026-11-{day} 10:00") for day in range(22, 9, -1)])]
    with watched(bodies) as plan, Store.open(tmp_path / "m.db", now=NOW) as store, networked() as network:

        def posts(since: timedelta | None) -> int:
            asked = replace(plan, since=NOW - since if since else None)
            return scan(asked, store, network, lambda: NOW, lambda done, total, name: None).posts

        assert [posts(None), posts(None), posts(timedelta(days=1)), posts(timedelta(days=30))] == [
            13,
            0,
            0,
            13,
        ]


def test_a_feed_that_reaches_back_to_what_was_read_misses_nothing(tmp_path: Path) -> None:
    dated = [item(str(n), date=f"2026-11-22 {n:02d}:00") for n in range(13, 24)]
    bodies = [
        body(*reversed([item("1", date="2026-11-22 11:00"), *dated])),
        body(item("1", date="2026-11-22 11:00")),
    ]
    with watched(bodies) as plan, Store.open(tmp_path / "m.db", now=NOW) as store, networked() as network:
        scan(plan, store, network, lambda: NOW, lambda done, total, name: None)
        bodies.pop()
        later = scan(plan, store, network, lambda: NOW + timedelta(days=1), lambda done, total, name: None)
        assert (later.posts, later.cut) == (11, {})
        bodies.append(body(*[item(f"n{n}", date=f"2026-11-24 {n:02d}:00") for n in range(13, 24)]))
        lost = scan(plan, store, network, lambda: NOW + timedelta(days=3), lambda done, total, name: None)
        assert (lost.posts, set(lost.cut)) == (11, {"feed"})
