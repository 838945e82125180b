"""What a source leaves out because of a limit is noted, told where it matters, and forgotten once it was read."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from mentionwatch import sources
from mentionwatch.cli import main
from mentionwatch.cli.context import Context
from mentionwatch.config import NamedSource
from mentionwatch.http import Http, Network
from mentionwatch.model import Cut, Period, Post, ScanResult, Search, Topic
from mentionwatch.plugins import Source, find
from mentionwatch.scan import Plan, scan
from mentionwatch.sources.rss import Rss
from mentionwatch.store import Store
from servers import Answer, Request, Server, networked

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
EVER = Period(start=NOW - timedelta(days=1000), end=NOW + timedelta(days=1000))
TOPIC = Topic(name="Acme", query="Acme")


class Wall(Source):
    """Posts one an hour, ten a page, of which so many pages are walked; ``busy`` is when the first was written."""

    most: int = 3
    busy: timedelta = timedelta(days=30)
    told: int | None = None
    dates: bool = True
    pinned: bool = False

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        http.total = self.told
        if self.pinned:
            yield post(NOW - timedelta(days=900))
        for page in http.pages(self.most):
            for number in range(10 * (page - 1), 10 * page):
                at = http.now.replace(minute=0) - number * HOUR
                if at < NOW - self.busy or at < search.since:
                    return
                yield post(at, dated=self.dates)


def post(at: datetime, *, dated: bool = True) -> Post:
    return Post(source="wall", id=at.isoformat(), text=f"Acme {at}", published=at if dated else None)


def run(folder: Path, source: Source, *, now: datetime = NOW, **plan: Any) -> ScanResult:
    with Store.open(folder / "m.db", now=now) as store, networked(now=lambda: now) as network:
        named = [NamedSource(key="wall", type="wall", source=source)]
        made = Plan(sources=named, topics=[TOPIC], first_look=timedelta(days=7), **plan)
        return scan(made, store, network, lambda: now, lambda done, total, name: None)


def missing(folder: Path, period: Period = EVER) -> Cut | None:
    with Store.open(folder / "m.db", now=NOW, readonly=True) as store:
        return store.cuts(period).get("wall")


def last(folder: Path) -> Cut | None:
    with Store.open(folder / "m.db", now=NOW, readonly=True) as store:
        return store.states()["wall"].cut


class TestScan:
    def test_a_walk_that_ends_by_itself_leaves_nothing_out(self, tmp_path: Path) -> None:
        assert run(tmp_path, Wall(busy=timedelta(hours=25))).cut == {}
        assert missing(tmp_path) is None
        assert last(tmp_path) is None

    def test_what_lies_behind_the_last_page_is_told(self, tmp_path: Path) -> None:
        result = run(tmp_path, Wall(told=168))
        (told,) = result.cut.values()
        assert told == missing(tmp_path) == last(tmp_path)
        assert told == Cut(since=NOW - timedelta(days=7), until=NOW - 20 * HOUR, read=30, told=168)
        assert result.lost == frozenset()  # a first look begins somewhere

    def test_a_total_that_is_no_more_than_was_read_is_none(self, tmp_path: Path) -> None:
        run(tmp_path, Wall(told=30))
        told = missing(tmp_path)
        assert told
        assert told.told is None

    def test_a_pinned_post_does_not_hide_what_is_missing(self, tmp_path: Path) -> None:
        run(tmp_path, Wall(pinned=True))
        assert missing(tmp_path)

    def test_without_dates_nobody_knows_how_far_it_came(self, tmp_path: Path) -> None:
        run(tmp_path, Wall(dates=False))
        told = missing(tmp_path)
        assert told
        assert told.until == NOW

    def test_enough_is_not_too_little(self, tmp_path: Path) -> None:
        """Where the last pages brought only what was known before, whoever asks for more gets nothing new."""
        run(tmp_path, Wall(busy=timedelta(hours=25)))
        assert run(tmp_path, Wall(most=2, busy=timedelta(hours=25)), now=NOW + HOUR).cut == {}

    def test_what_lies_before_the_mark_was_read_before(self, tmp_path: Path) -> None:
        run(tmp_path, Wall())
        before = missing(tmp_path)
        later = run(tmp_path, Wall(), now=NOW + 10 * HOUR)
        assert later.cut == {}
        assert missing(tmp_path) == before
        assert last(tmp_path) is None

    def test_a_gap_between_two_scans_is_news_once(self, tmp_path: Path) -> None:
        run(tmp_path, Wall(busy=timedelta(hours=25)))
        second = run(tmp_path, Wall(), now=NOW + 40 * HOUR)
        assert second.lost == {"wall"}
        assert missing(tmp_path) == Cut(since=NOW, until=NOW + 20 * HOUR, read=30)
        third = run(tmp_path, Wall(), now=NOW + 80 * HOUR)
        assert (set(third.cut), third.lost) == ({"wall"}, frozenset())
        both = missing(tmp_path)
        assert both
        assert (both.since, both.until, both.searches) == (NOW, NOW + 60 * HOUR, 2)

    def test_reports_tell_of_their_own_period_only(self, tmp_path: Path) -> None:
        run(tmp_path, Wall())
        assert missing(tmp_path, Period(start=NOW - timedelta(days=2), end=NOW))
        assert missing(tmp_path, Period(start=NOW - 10 * HOUR, end=NOW)) is None
        assert missing(tmp_path, Period(start=NOW - timedelta(days=20), end=NOW - timedelta(days=7))) is None

    def test_what_is_read_after_all_is_missing_no_more(self, tmp_path: Path) -> None:
        run(tmp_path, Wall())
        run(tmp_path, Wall(most=8), now=NOW + HOUR, since=NOW - timedelta(days=7))
        told = missing(tmp_path)
        assert told
        assert told.until == NOW - 69 * HOUR
        run(tmp_path, Wall(most=100), now=NOW + 2 * HOUR, since=NOW - timedelta(days=4))
        told = missing(tmp_path)
        assert told is None or told.until == NOW - timedelta(days=4)
        run(tmp_path, Wall(most=100), now=NOW + 3 * HOUR, since=NOW - timedelta(days=8))
        assert missing(tmp_path) is None

    def test_a_search_that_found_nothing_fills_no_gap(self, tmp_path: Path) -> None:
        run(tmp_path, Wall())
        run(tmp_path, Wall(busy=timedelta(days=-9)), now=NOW + HOUR, since=NOW - timedelta(days=8))
        assert missing(tmp_path)

    def test_a_spent_budget_is_no_end(self, tmp_path: Path) -> None:
        """What it left out is asked for again, so it is no gap."""
        assert run(tmp_path, Wall(budget="1/day", most=1)).cut != {}  # it costs no request
        wall = Wall(budget="1/day", most=1)

        def asked(http: Http, search: Search) -> Iterator[Post]:
            http.count()
            yield from Wall.fetch(wall, http, search)

        class Paid(Wall):
            def fetch(self, http: Http, search: Search) -> Iterator[Post]:
                return asked(http, search)

        (tmp_path / "b").mkdir()
        assert run(tmp_path / "b", Paid(budget="1/day", most=1)).cut == {}

    def test_two_years_later_nobody_asks(self, tmp_path: Path) -> None:
        run(tmp_path, Wall())
        run(tmp_path, Wall(busy=timedelta(days=-729.5)), now=NOW + timedelta(days=730))
        assert missing(tmp_path) is None


class TestFeeds:
    """A feed shows its newest posts; where all of them came since the last scan, some may have come and gone."""

    def scanned(self, folder: Path, hours: int, most: int = 12) -> ScanResult:
        now = NOW + hours * HOUR

        def feed(request: Request) -> Answer:
            dates = [now - number * HOUR for number in range(most)]
            entries = "".join(
                f"<item><guid>{at.timestamp()}</guid><title>Acme</title><pubDate>{at:%a, %d %b %Y %H:%M} GMT</pubDate>"
                "</item>"
                for at in dates
            )
            return Answer(f"<rss version='2.0'><channel><title>t</title>{entries}</channel></rss>")

        with Server({"/feed": feed}) as server:
            return run(folder, Rss(url=f"{server.url}/feed"), now=now)

    def test_a_feed_that_reaches_back_to_the_last_scan_lost_nothing(self, tmp_path: Path) -> None:
        assert self.scanned(tmp_path, 0).cut == {}
        assert self.scanned(tmp_path, 11).cut == {}

    def test_one_that_does_not_may_have(self, tmp_path: Path) -> None:
        self.scanned(tmp_path, 0)
        result = self.scanned(tmp_path, 20)
        assert result.lost == {"wall"}
        assert missing(tmp_path) == Cut(since=NOW, until=NOW + 9 * HOUR, read=12)

    def test_a_feed_of_few_posts_shows_all(self, tmp_path: Path) -> None:
        self.scanned(tmp_path, 0, most=3)
        assert self.scanned(tmp_path, 20, most=3).cut == {}


Page = Callable[[httpx.URL], object]


def hits(url: httpx.URL) -> object:
    page = int(url.params["page"])
    return {
        "total_count": 23_000,
        "items": [
            {
                "id": 1000 * page + number, "number": number + 1, "title": "Acme", "body": "Acme",
                "html_url": f"https://github.com/a/b/issues/{1000 * page + number}",
                "created_at": "2026-11-21T10:00:00Z", "comments": 0, "user": {"login": "ann", "id": 1},
                "repository_url": "https://api.github.com/repos/a/b",
            }
            for number in range(100)
        ],
    }  # fmt: skip


def skies(url: httpx.URL) -> object:
    """100 posts a page, each of a minute, older than ``until``; what is counted is what this page's search has."""
    until = datetime.fromisoformat(url.params.get("until", NOW.isoformat()))
    minutes = (until - NOW) // MINUTE - 1
    return {
        "hitsTotal": 23_000 + minutes,
        "posts": [
            {
                "uri": f"at://did:plc:ann/app.bsky.feed.post/{number - minutes}", "cid": "c",
                "author": {"did": "did:plc:ann", "handle": "ann.example"},
                "record": {"text": "Acme", "createdAt": (NOW + (minutes - number) * MINUTE).isoformat()},
                "indexedAt": NOW.isoformat(),
            }
            for number in range(100)
        ],
    }  # fmt: skip


def articles(url: httpx.URL) -> object:
    page = int(url.params.get("page", 1))
    return [
        {
            "id": 1000 * page + number, "title": "Acme", "description": "", "comments_count": 0,
            "url": f"https://dev.to/a/{1000 * page + number}", "published_at": "2026-11-21T10:00:00Z",
            "user": {"username": "ann"},
        }
        for number in range(100)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "options", "page", "told"),
    [
        ("github", {"kinds": ["issues"], "comments": False}, hits, 23_000),
        ("bluesky", {"followers": False}, skies, 22_999),
        ("devto", {}, articles, None),
    ],
)
def test_a_source_whose_service_never_ends_says_so(
    name: str, options: dict[str, Any], page: Page, told: int | None
) -> None:
    source = find(Source, name).model_validate(options)
    transport = httpx.MockTransport(lambda request: httpx.Response(200, json=page(request.url)))
    network = Network(transport=transport, now=lambda: NOW, sleep=lambda seconds: None, pause=0.0)
    http, ears = network.session(), list[bool]()
    http.missed = lambda: ears.append(True)
    assert len(list(source.fetch(http, Search(since=NOW - timedelta(days=7), term="Acme")))) >= 1000
    network.close()
    assert ears
    assert http.total == told


def test_no_source_counts_its_pages_in_silence() -> None:
    """``http.pages`` tells of itself that it came to its end; ``range`` does not."""
    bounded = [
        f"{file.name}: {ast.unparse(loop.iter)}"
        for file in sorted(Path(sources.__file__).parent.glob("*.py"))
        for loop in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(loop, ast.For)
        and isinstance(loop.iter, ast.Call)
        and isinstance(loop.iter.func, ast.Name)
        and loop.iter.func.id == "range"
        and len(loop.iter.args) < 3  # pieces of a list that is there
    ]
    assert bounded == ["_wikitext.py: range(_NESTED)"]  # how deep templates are nested


@pytest.mark.parametrize(
    ("lang", "word", "sentence"),
    [
        ("en", "not read whole", "30 of about 168 posts were read, and of those from 2026-11-22"),
        ("ru", "не целиком", "прочитано 30 примерно из 168, и за время с 2026-11-22"),
    ],
)
def test_it_is_told_everywhere(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    lang: str,
    word: str,
    sentence: str,
) -> None:
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.chdir(tmp_path)

    def mentionwatch(*args: str) -> tuple[str, str]:
        monkeypatch.setattr("sys.argv", ["mentionwatch", "--lang", lang, *args])
        main()
        said = capsys.readouterr()
        return said.out, said.err

    def wall(request: Request) -> Answer:
        numbers = range(30 * (int(request.query["page"]) - 1), 30 * int(request.query["page"]))
        return Answer([(clock[0] - number * HOUR).isoformat() for number in numbers])

    class Walled(Source):
        url: str

        def fetch(self, http: Http, search: Search) -> Iterator[Post]:
            http.total = 168
            for page in http.pages(1):
                yield from (
                    post(datetime.fromisoformat(at)) for at in http.json(self.url, params={"page": page})
                )

    clock = [NOW]
    monkeypatch.setattr(Context, "now", lambda _: clock[0])
    monkeypatch.setattr("mentionwatch.plugins._installed", lambda kind: [_Entry(Walled)])
    with Server({"/wall": wall}) as server:
        (tmp_path / "mentionwatch.toml").write_text(
            'database = "m.db"\n[[topics]]\nname = "A"\nquery = "Acme"\n'
            f'[[sources]]\ntype = "wall"\nname = "The wall"\nurl = "{server.url}/wall"\n',
            encoding="utf-8",
        )
        assert mentionwatch("scan") == ("", "")  # the first look
        assert "The wall" in mentionwatch("scan", "-v", "--since", "7d")[1]
        clock[0] += HOUR
        assert mentionwatch("scan") == ("", "")
        clock[0] += 40 * HOUR
        out, err = mentionwatch("scan")
        assert (out, sentence in err) == ("", True)
        clock[0] += 40 * HOUR
        assert mentionwatch("scan") == ("", "")  # it was told
    table, _ = mentionwatch("sources")
    assert word in table
    assert "The wall: " in table
    assert "The wall: " in mentionwatch("check")[0]
    (line,) = (json.loads(line) for line in mentionwatch("sources", "--json")[0].splitlines())
    shape = json.loads(mentionwatch("schema", "source")[0])
    assert list(line) == list(shape["properties"])
    assert line["cut"] == {
        "since": "2026-11-24T05:00:00Z", "until": "2026-11-25T01:00:00Z", "read": 30, "told": 168, "searches": 1,
    }  # fmt: skip
    told = json.loads(mentionwatch("report", "--format", "json")[0])["coverage"]["cut"]
    assert [(one["source"], one["searches"]) for one in told] == [("wall", 3)]


class _Entry:
    """The entry point of a source, as ``importlib.metadata`` tells it."""

    name = "wall"

    def __init__(self, source: type[Source]) -> None:
        self.load = lambda: source
