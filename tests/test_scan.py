"""The main job over real HTTP on loopback: what is asked, what is kept, what is told when a source fails."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from pydantic import ConfigDict

from mentionwatch.config import NamedSource
from mentionwatch.enrich import enrich
from mentionwatch.errors import MentionwatchError
from mentionwatch.http import Http
from mentionwatch.model import Author, Filter, Passage, Period, Post, ScanResult, Search, Sentiment, Topic
from mentionwatch.plugins import Classifier, Source, find
from mentionwatch.scan import OLD_IN_A_ROW, Plan, scan
from mentionwatch.sources.rss import Rss
from mentionwatch.store import Store
from servers import Answer, Request, Server, networked

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TOPIC = Topic(name="Старлинк", query="Старлинк, Starlink", own_accounts=("@starlink_ru",))


def rss(*posts: tuple[str, str]) -> bytes:
    entries = "".join(
        f"<item><guid>https://site.example/{number}</guid><link>https://site.example/{number}</link>"
        f"<title>{title}</title><description>text of {number}</description></item>"
        for number, title in posts
    )
    return f"<rss version='2.0'><channel><title>t</title>{entries}</channel></rss>".encode()


class Given(Source):
    """Yields what it was given, then fails if it was told to."""

    posts: tuple[Post, ...] = ()
    failure: Exception | None = None
    model_config = ConfigDict(arbitrary_types_allowed=True, extra="forbid")

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        yield from self.posts
        if self.failure:
            raise self.failure


class Paged(Source):
    """Walks pages of a loopback API, newest first, until it is stopped."""

    url: str

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        for page in range(1000):
            for told in http.json(self.url, params={"page": page}):
                yield post(told["id"], published=datetime.fromisoformat(told["time"]))


def post(number: int, **told: object) -> Post:
    told.setdefault("text", f"Купил Старлинк, номер {number}")
    return Post(source="given", id=str(number), url=f"https://site.example/{number}", **told)  # type: ignore[arg-type]


def named(source: Source, key: str = "given") -> NamedSource:
    return NamedSource(key=key, type="given", source=source)


def run(
    tmp_path: Path,
    sources: Sequence[NamedSource],
    *,
    now: datetime = NOW,
    topics: Sequence[Topic] = (TOPIC,),
    **plan: object,
) -> ScanResult:
    with Store.open(tmp_path / "m.db", now=now) as store, networked() as network:
        made = Plan(sources=sources, topics=topics, first_look=timedelta(days=7), **plan)  # type: ignore[arg-type]
        return scan(made, store, network, lambda: now, lambda done, total, name: None)


def kept(tmp_path: Path) -> set[str]:
    with Store.open(tmp_path / "m.db", now=NOW, readonly=True) as store:
        return {mention.post.id for mention in store.mentions(Filter())}


def test_what_matches_is_kept_and_the_second_scan_costs_a_304(tmp_path: Path) -> None:
    statuses: list[int] = []

    def feed(request: Request) -> Answer:
        status = 304 if request.headers.get("if-none-match") == '"1"' else 200
        statuses.append(status)
        body = rss(("1", "Старлинка нет"), ("2", "Погода")) if status == 200 else b""
        return Answer(body, status, {"ETag": '"1"', "Content-Type": "application/rss+xml"})

    with Server({"/feed": feed}) as server:
        source = named(Rss(url=f"{server.url}/feed"))
        first, second = run(tmp_path, [source]), run(tmp_path, [source])
    assert (first.posts, len(first.fresh)) == (2, 1)
    assert (second.posts, second.fresh, second.failed) == (0, (), ())
    assert statuses == [200, 304]


def test_a_new_topic_reads_every_feed_again(tmp_path: Path) -> None:
    with Server({"/feed": Answer(rss(("1", "Билайна нет")), headers={"ETag": '"1"'})}) as server:
        source = named(Rss(url=f"{server.url}/feed"))
        assert run(tmp_path, [source]).fresh == ()
        both = (TOPIC, Topic(name="Билайн", query="Билайн"))
        assert [mention.topic for mention in run(tmp_path, [source], topics=both).fresh] == ["Билайн"]


def test_a_failing_source_is_told_and_the_others_are_kept(tmp_path: Path) -> None:
    broken = named(Given(posts=(post(1),), failure=ValueError("oops")), "broken")
    result = run(tmp_path, [broken, named(Given(posts=(post(2),)), "well")])
    assert [failure.key for failure in result.failed] == ["broken"]
    assert "ValueError: oops" in result.failed[0].error
    assert kept(tmp_path) == {"1", "2"}  # what came before the failure is kept, too


def test_a_secret_does_not_reach_the_error(tmp_path: Path) -> None:
    broken = named(Given(failure=ValueError("bad token s3cr3t-t0ken")))
    result = run(tmp_path, [broken], secrets=("s3cr3t-t0ken",))
    assert "s3cr3t-t0ken" not in result.failed[0].error
    assert b"s3cr3t-t0ken" not in (tmp_path / "m.db").read_bytes()


def test_a_source_that_keeps_failing_is_asked_ever_more_rarely(tmp_path: Path) -> None:
    broken = [named(Given(failure=ValueError("oops")))]
    asked: list[datetime] = []
    for hour in range(24 * 4):
        now = NOW + timedelta(hours=hour)
        if run(tmp_path, broken, now=now).asked:
            asked.append(now)
    pauses = [later - earlier for earlier, later in pairwise(asked)]
    assert pauses[:2] == [timedelta(hours=1)] * 2
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(days=1)


def test_a_source_that_answers_again_is_well(tmp_path: Path) -> None:
    for hour in range(3):
        run(tmp_path, [named(Given(failure=ValueError("oops")))], now=NOW + timedelta(hours=hour))
    run(tmp_path, [named(Given(posts=(post(1),)))], now=NOW + timedelta(days=2))
    with Store.open(tmp_path / "m.db", now=NOW, readonly=True) as store:
        state = store.states()["given"]
    assert (state.failures, state.failing_since, state.error, state.next_ask) == (0, None, None, None)


def test_a_source_that_was_taken_out_counts_no_more(tmp_path: Path) -> None:
    named_one = NamedSource(key="one", type="given", source=Given(name="The One", posts=(post(1),)))
    run(tmp_path, [named_one], configured={"one": "given", "other": "given"})
    run(tmp_path, [named(Given(), "other")], configured={"other": "given"})
    run(tmp_path, [named(Given(), "import")])  # says nothing about the others
    with Store.open(tmp_path / "m.db", now=NOW, readonly=True) as store:
        states = store.states()
    assert {key: state.active for key, state in states.items()} == {
        "one": False, "other": True, "import": True,
    }  # fmt: skip
    assert states["one"].name == "The One"


def test_a_source_is_asked_no_more_often_than_its_own_every(tmp_path: Path) -> None:
    source = [named(Given.model_validate({"every": "1h"}))]
    assert run(tmp_path, source).asked == 1
    assert run(tmp_path, source, now=NOW + timedelta(minutes=59)).resting == 1
    assert run(tmp_path, source, now=NOW + timedelta(minutes=61)).asked == 1


def test_paging_ends_where_posts_are_old(tmp_path: Path) -> None:
    def page(request: Request) -> list[dict[str, object]]:
        number = int(request.query["page"])
        times = [NOW - timedelta(days=number, hours=hour) for hour in range(24)]
        return [{"id": number * 100 + n, "time": time.isoformat()} for n, time in enumerate(times)]

    with Server({"/api": page}) as server:
        first = run(tmp_path, [named(Paged(url=f"{server.url}/api"))])
        pages_of_a_week = len(server.requests)
        second = run(tmp_path, [named(Paged(url=f"{server.url}/api"))], now=NOW + timedelta(minutes=1))
        assert 7 <= pages_of_a_week <= 9
        assert (
            len(server.requests) - pages_of_a_week <= 3
        )  # the overlap of a day, and a page to see that it is over
    assert first.posts >= 7 * 24
    assert second.fresh == ()
    assert OLD_IN_A_ROW < 24


def test_since_looks_further_back(tmp_path: Path) -> None:
    def page(request: Request) -> list[dict[str, object]]:
        number = int(request.query["page"])
        return [
            {"id": number * 100 + n, "time": (NOW - timedelta(days=number)).isoformat()} for n in range(12)
        ]

    with Server({"/api": page}) as server:
        result = run(tmp_path, [named(Paged(url=f"{server.url}/api"))], since=NOW - timedelta(days=30))
    assert len(result.fresh) >= 30 * 12


def test_undated_backdated_and_same_second_posts_are_kept_once(tmp_path: Path) -> None:
    posts = (
        post(1),
        post(2, published=NOW - timedelta(days=900)),
        post(3, published=NOW),
        post(4, published=NOW),
    )
    assert len(run(tmp_path, [named(Given(posts=posts))]).fresh) == 4
    late = (*posts, post(5, published=NOW), post(6, published=NOW - timedelta(days=3)))
    assert {mention.post.id for mention in run(tmp_path, [named(Given(posts=late))]).fresh} == {"5", "6"}
    for _ in range(3):
        assert run(tmp_path, [named(Given(posts=late))]).fresh == ()


def test_a_post_from_the_future_does_not_stop_the_clock(tmp_path: Path) -> None:
    run(tmp_path, [named(Given(posts=(post(1, published=NOW + timedelta(days=4000)),)))])
    with Store.open(tmp_path / "m.db", now=NOW, readonly=True) as store:
        mark = store.marks(["given"]).get(("given", ""))
    assert mark == NOW


def test_own_posts_are_no_mentions(tmp_path: Path) -> None:
    own = post(1, author=Author(name="anyone", handle="@Starlink_RU"))
    other = post(2, author=Author(name="@starlink_ru", handle="fan"))  # a display name proves nothing
    assert [mention.post.id for mention in run(tmp_path, [named(Given(posts=(own, other)))]).fresh] == ["2"]


def test_a_dry_run_keeps_nothing(tmp_path: Path) -> None:
    source = [named(Given(posts=(post(1),)))]
    result = run(tmp_path, source, dry_run=True)
    assert [(mention.id, mention.post.id) for mention in result.fresh] == [(0, "1")]
    assert kept(tmp_path) == set()
    with Store.open(tmp_path / "m.db", now=NOW, readonly=True) as store:
        assert store.states() == {}


def test_a_language_that_was_not_told_is_found_out(tmp_path: Path) -> None:
    told = post(1, text="У нас на даче поставили Старлинк, интернет отличный", language=None)
    assert run(tmp_path, [named(Given(posts=(told,)))]).fresh[0].post.language == "ru"


def test_a_language_is_found_out_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def detect(text: str) -> str | None:
        asked.append(text)
        return "ru" if "даче" in text else None

    monkeypatch.setattr("mentionwatch.text.language.detect", detect)
    known = post(1, text="У нас на даче поставили Старлинк", language=None)
    short = post(2, text="Старлинк!", language=None)
    run(tmp_path, [named(Given(posts=(known, short)))])
    assert run(tmp_path, [named(Given(posts=(known, short)))]).posts == 2
    assert asked == [known.whole, short.whole, short.whole]


@pytest.mark.parametrize("workers", [1, 8])
def test_one_host_is_never_asked_twice_at_a_time(tmp_path: Path, workers: int) -> None:
    inside = highest = 0

    def feed(request: Request) -> bytes:
        nonlocal inside, highest
        inside += 1
        highest = max(highest, inside)
        inside -= 1
        return rss((request.path[1:], "Старлинк"))

    with Server({f"/{n}": feed for n in range(12)}) as server:
        sources = [named(Rss(url=f"{server.url}/{n}"), f"rss:{n}") for n in range(12)]
        assert len(run(tmp_path, sources, workers=workers).fresh) == 12
    assert highest == 1


class Words(Source):
    """Answers each term with one request."""

    searches = True
    url: str

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        http.get(self.url, params={"q": search.term})
        yield post(len(search.term or ""), text=f"{search.term}")


def test_a_budget_is_spent_on_what_was_not_asked_for_the_longest_time(tmp_path: Path) -> None:
    topics = [Topic(name=name, query=name) for name in ("Альфа", "Бета", "Гамма", "Дельта", "Эпсилон")]
    with Server({"/q": "ok"}) as server:
        source = [named(Words.model_validate({"url": f"{server.url}/q", "budget": "2/hour"}))]
        asked = []
        for hour in range(3):
            for minute in (0, 20, 40):
                run(tmp_path, source, topics=topics, now=NOW + timedelta(hours=hour, minutes=minute))
            asked.append([request.query["q"] for request in server.requests])
    assert [len(so_far) for so_far in asked] == [2, 4, 6]
    assert {"Альфа", "Бета", "Гамма", "Дельта", "Эпсилон"} == {term.strip('"') for term in asked[2][:5]}
    with Store.open(tmp_path / "m.db", now=NOW, readonly=True) as store:
        assert store.states()["given"].next_ask == NOW + timedelta(hours=3)
        assert store.states()["given"].failures == 0


def test_a_spent_budget_is_remembered_after_it_was_refilled(tmp_path: Path) -> None:
    topics = [Topic(name=name, query=name) for name in ("Альфа", "Бета", "Гамма")]
    with Server({"/q": "ok"}) as server:
        frugal = [named(Words.model_validate({"url": f"{server.url}/q", "budget": "2/hour"}), "frugal")]
        ample = [named(Words.model_validate({"url": f"{server.url}/q", "budget": "9/hour"}), "ample")]
        for hour in (0, 1, 50):
            now = NOW + timedelta(hours=hour, minutes=10)
            run(tmp_path, [*frugal, *ample], topics=topics if hour < 50 else topics[:1], now=now)
    first, last = NOW + timedelta(minutes=10), NOW + timedelta(hours=2)
    with Store.open(tmp_path / "m.db", now=NOW, readonly=True) as store:
        assert store.states()["frugal"].next_ask is None
        assert store.capped(Period(start=NOW, end=NOW + timedelta(days=7))) == {"frugal": (first, last)}
        assert store.capped(Period(start=NOW, end=first)) == {}
        assert store.capped(Period(start=last, end=NOW + timedelta(days=7))) == {}


def test_a_budget_that_others_spent_is_remembered_too(tmp_path: Path) -> None:
    with Server({"/q": "ok"}) as server:
        source = [named(Words.model_validate({"url": f"{server.url}/q", "budget": "2/hour"}))]
        with Store.open(tmp_path / "m.db", now=NOW) as store:
            store.remember({}, asker="given", requests=2, now=NOW)
        run(tmp_path, source, now=NOW + timedelta(minutes=5))
        assert server.requests == []
    with Store.open(tmp_path / "m.db", now=NOW, readonly=True) as store:
        told = store.capped(Period(start=NOW, end=NOW + timedelta(hours=1)))
    assert told == {"given": (NOW + timedelta(minutes=5), NOW + timedelta(hours=1))}


def test_a_search_that_its_budget_cut_short_is_walked_again(tmp_path: Path) -> None:
    def page(request: Request) -> list[dict[str, object]]:
        number = int(request.query["page"])
        return [{"id": number, "time": (NOW - timedelta(hours=number)).isoformat()}]

    with Server({"/api": page}) as server:
        source = Paged.model_validate({"url": f"{server.url}/api", "budget": "3/day"})
        run(tmp_path, [named(source)])
        assert len(server.requests) == 3
    with Store.open(tmp_path / "m.db", now=NOW, readonly=True) as store:
        assert store.marks(["given"]).get(("given", "")) is None


class Broken(Classifier):
    """Raises, as a stranger's plug-in may."""

    def classify(self, passages: Sequence[Passage]) -> Sequence[Sentiment]:
        raise ZeroDivisionError("no model")


def test_a_broken_classifier_is_told_and_loses_nothing(tmp_path: Path) -> None:
    run(tmp_path, [named(Given(posts=(post(1),)))])
    with Store.open(tmp_path / "m.db", now=NOW) as store:
        with pytest.raises(MentionwatchError, match="no model"):
            enrich(store, Broken())
        enrich(store, find(Classifier, "lexicon")())
        assert [mention.sentiment is not None for mention in store.mentions(Filter())] == [True]


def test_mentions_older_than_the_retention_go_and_stay_gone(tmp_path: Path) -> None:
    old = post(1, published=NOW - timedelta(days=90))
    source = named(Given(posts=(old, post(2, published=NOW - timedelta(days=1)))))
    run(tmp_path, [source])
    assert kept(tmp_path) == {"1", "2"}
    for _ in range(2):
        assert run(tmp_path, [source], retention=timedelta(days=30)).fresh == ()
        assert kept(tmp_path) == {"2"}


@pytest.mark.parametrize("own", ["@starlink_ru", "STARLINK_RU", "77", "site.example/starlink_ru"])
def test_what_own_accounts_reply_is_kept_in_its_thread(tmp_path: Path, own: str) -> None:
    author = Author(handle="starlink_ru", id="77", url="https://site.example/starlink_ru")
    reply = post(2, author=author, text="Чиним", kind="comment", thread="https://site.example/1")
    topic = Topic(name="Старлинк", query="Старлинк", own_accounts=(own,))
    run(tmp_path, [named(Given(posts=(post(1), reply)))], topics=[topic])
    with Store.open(tmp_path / "m.db", now=NOW) as store:
        store.adopt(NOW, lambda feed, source, published: None)
        (thread,) = store.threads(Filter())
        assert [remark.text for remark in thread.remarks] == [None, "Чиним"]


def test_answers_are_let_go_when_their_job_is_done(tmp_path: Path) -> None:
    import gc

    with Server({"/feed": rss(("1", "Старлинк упал")), "/gone": Answer(status=404)}) as server:
        feeds = [named(Rss(url=f"{server.url}{path}"), path) for path in ("/feed", "/gone")]
        run(tmp_path, feeds)  # what is loaded and remembered once
        gc.collect()
        gc.disable()
        try:
            run(tmp_path, feeds)
            gc.set_debug(gc.DEBUG_SAVEALL)
            gc.collect()
            left = {type(one).__name__ for one in gc.garbage} & {"Http", "Trip", "Reply", "Line", "_Harvest"}
        finally:
            gc.set_debug(0)
            gc.garbage.clear()
            gc.enable()
    assert left == set()
