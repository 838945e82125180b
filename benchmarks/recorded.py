"""Replay recorded answers of platforms through the sources that read them: no crash, and what came of each.

    python benchmarks/recorded.py FOLDER [--platform NAME] [--show N] [--record]

FOLDER holds a folder a platform, and in it bodies as they were answered, or ``*.http.json``: several answers with
their requests. Each is given to every source that asks such a platform, as the answer to its first question; that
which gets the most posts of it is told, and how many. Where only the inner part of an answer was kept, it is put
back into what it came in. With ``--show`` the first N posts are printed whole, to be
compared with the file. Ends with 1 where a source crashed: an error that a source raises on purpose is no crash.
"""

from __future__ import annotations

import argparse
import base64
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import httpx

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from mentionwatch.errors import MentionwatchError
from mentionwatch.http import Enough, Network, NotModified
from mentionwatch.model import Engagement, Post, Search
from mentionwatch.plugins import Source, find
from recordings_runner import plain

RECORD = Path(__file__).parents[1] / "docs" / "reference" / "replayed.json"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LONG_AGO = datetime(1990, 1, 1, tzinfo=UTC)
HOST = "https://recorded.example.org"
MOST_POSTS = 2000
_KINDS = {
    "json": "application/json",
    "html": "text/html",
    "xml": "application/xml",
    "rss": "application/rss+xml",
}
_SAME_AGAIN = {"forum": 60, "web": 2}
"""How many questions get the same answer: a thread is asked for its last page, too, and a page for its articles."""

_LOGIN = {"access_token": "recorded", "accessJwt": "recorded", "token_type": "bearer"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A source, as it is configured, and whether it is asked for what is new or for what is under ``under``."""

    source: str
    options: dict[str, Any] = field(default_factory=dict)
    under: str | None = None

    def __str__(self) -> str:
        chosen = [
            f"{name}={value}" if isinstance(value, str) else name
            for name, value in self.options.items()
            if isinstance(value, bool | tuple)
        ]
        return " ".join([self.source, *chosen, *(["replies"] if self.under else [])])


def way(source: str, under: str | None = None, **options: Any) -> Way:
    """A way, in short."""
    return Way(source=source, options=options, under=under)


_FEED = (way("rss", url=f"{HOST}/"),)
_FILE = (way("file", path="-"),)
_PAGES = (
    way("forum", url=f"{HOST}/"),
    way("web", url=f"{HOST}/", links="."),
    way("reviews", url=f"{HOST}/"),
)
WAYS: dict[str, tuple[Way, ...]] = {
    "activitypub": (way("lemmy"), way("mastodon")),
    "bluesky": (way("bluesky", followers=False), way("bluesky", under="at://did:plc:x/app.bsky.feed.post/x")),
    "devto": (way("devto"), way("devto", under=f"{HOST}/a")),
    "discourse": (
        way("discourse", url=HOST),
        way("discourse", url=HOST, search=True),
        way("discourse", url=HOST, under=f"{HOST}/t/topic/1"),
    ),
    "email": _FILE,
    "facebook": (
        way("facebook", page="1", token="x"),
        way("facebook", page="1", token="x", under="https://www.facebook.com/1/posts/1"),
    ),
    "github": (
        way("github"),
        way("github", token="x"),
        way("github", under="https://github.com/a/b/issues/1"),
    ),
    "googlealerts": (way("googlealerts", url=f"{HOST}/"),),
    "googlenews": (way("googlenews"),),
    "hackernews": (way("hackernews"), way("hackernews", under="https://news.ycombinator.com/item?id=1")),
    "hyperkitty": (way("hyperkitty", url=f"{HOST}/list/a@b/"),),
    "instagram": (
        way("instagram", user_id="1", token="x"),
        way("instagram", user_id="1", token="x", under="https://www.instagram.com/p/x/"),
    ),
    "lemmy": (way("lemmy"), way("lemmy", under=f"{HOST}/post/1")),
    "livejournal": (way("livejournal", journals=("name",)),),
    "lobsters": (way("lobsters", comments=False), way("lobsters", under="https://lobste.rs/s/abc")),
    "mailinglist": _FILE,
    "mastodon": (
        way("mastodon"),
        way("mastodon", token="x"),
        way("mastodon", under="https://mastodon.social/@a/1"),
    ),
    "mediawiki": (
        way("mediawiki", url=f"{HOST}/api.php"),
        way("mediawiki", url=f"{HOST}/api.php", changes=True),
        way("web", url=f"{HOST}/", links="."),
    ),
    "medium": (way("medium", feeds=("tag/x",)),),
    "nntp": _FILE,
    "nodebb": (
        way("nodebb", url=HOST),
        way("nodebb", url=HOST, search=True),
        way("nodebb", url=HOST, under=f"{HOST}/topic/1/x"),
    ),
    "sitemap": (way("web", url="http://www.example.com/", links="."), way("web", url=f"{HOST}/", links=".")),
    "public-inbox": (
        way("searchinbox", url=f"{HOST}/list/"),
        way("searchinbox", url=f"{HOST}/list/", under=f"{HOST}/list/x@y/"),
    ),
    "reddit": (
        way("reddit"),
        way("reddit", client_id="x"),
        way("reddit", client_id="x", under="https://www.reddit.com/r/a/comments/x1/t/"),
        way("reddit", subreddits=("x1",)),
    ),
    "stackexchange": (way("stackexchange"), way("stackexchange", under="https://stackoverflow.com/q/1")),
    "substack": (way("substack", publications=("name",)),),
    "telegram": (
        way("telegram", channels=("durov",)),
        way("telegram", channels=("durov",), search=True),
        way("telegram", channels=("durov",), under="https://t.me/durov/1"),
    ),
    "threads": (
        way("threads", token="x"),
        way("threads", token="x", under="https://www.threads.net/@a/post/x"),
    ),
    "trustpilot": (way("trustpilot", token="x", company="example.com"),),
    "twitter": (way("x", token="x"), way("x", token="x", under="https://x.com/a/status/1")),
    "vk": (
        way("vk", token="x"),
        way("vk", token="x", groups=("club1",)),
        way("vk", token="x", boards=("topic-1_1",)),
        way("vk", token="x", under="https://vk.com/wall-1_1"),
    ),
    "wordpress": (
        way("wordpress", url=HOST),
        way("wordpress", url=HOST, under=f"{HOST}/p/"),
        way("web", url=f"{HOST}/", links="."),
    ),
    "yandexsearch": (way("yandex", token="x", folder="x"),),
    "youtube": (
        way("youtube", api_key="x"),
        way("youtube", api_key="x", channels=("UC" + "x" * 22,)),
        way("youtube", api_key="x", under="https://www.youtube.com/watch?v=x"),
        way("youtube", api_key="x", under="https://www.youtube.com/watch?v=x&lc=x"),
    ),
}
"""The sources that ask a platform; a folder that is not named here is read as feeds and as pages."""


@dataclass(slots=True)
class Outcome:
    """What a way made of a file."""

    way: Way
    posts: list[Post] = field(default_factory=list)
    error: str = ""
    crash: str = ""


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--platform", action="append", default=[])
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument(
        "--record", action="store_true", help="write the counts to docs/reference/replayed.json"
    )
    told = parser.parse_args(words)
    crashed = files = parsed = posts = 0
    counts: dict[str, Counter[str]] = {}
    for path in sorted(path for path in told.folder.glob("*/*") if path.is_file()):
        if told.platform and path.parent.name not in told.platform:
            continue
        for number, kept in enumerate(answers(path)):
            answer = whole(path.parent.name, kept)
            outcomes = [tried(each, answer) for each in ways_of(path)]
            best = max(outcomes, key=lambda outcome: len(outcome.posts))
            crashes = [outcome for outcome in outcomes if outcome.crash]
            files, parsed, posts = files + 1, parsed + bool(best.posts), posts + len(best.posts)
            crashed += len(crashes)
            if best.posts:
                counts.setdefault(best.way.source, Counter()).update(answers=1, posts=len(best.posts))
            place = (
                f"{path.parent.name}/{path.name}{f'#{number}' if path.name.endswith('.http.json') else ''}"
            )
            print(f"{place}: {_line(best, outcomes)}")
            for outcome in crashes:
                print(f"  CRASH {outcome.way}: {outcome.crash}")
            for post in best.posts[: told.show]:
                print("  " + json.dumps(plain(post), ensure_ascii=False))
    if told.record:
        text = json.dumps({name: dict(counts[name]) for name in sorted(counts)}, indent=1)
        RECORD.write_text(text + "\n", encoding="utf-8")
    print(f"{files} answers, {parsed} of them posts ({posts}), {crashed} crashes")
    return bool(crashed)


def ways_of(path: Path) -> tuple[Way, ...]:
    """The sources that may read a file: those of its platform, and what reads any feed or page."""
    feed = path.suffix in (".xml", ".rss", ".rdf", ".atom")
    own = WAYS.get(path.parent.name, ())
    if path.suffix == ".html":
        return own + _PAGES if not own or "live" in path.name else own
    return own + _FEED if feed or not own else own


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A recorded answer."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def answers(path: Path) -> Iterator[Answer]:
    """The answers that a file holds."""
    if path.name.endswith(".http.json"):
        for told in json.loads(path.read_text(encoding="utf-8"))["interactions"]:
            response = told["response"]
            yield Answer(
                body=_body(response.get("body")),
                status=response["status"],
                headers={str(k).lower(): _header(v) for k, v in (response.get("headers") or {}).items()},
            )
    elif path.suffix == ".txt" and path.parent.name == "github":
        yield from _replayed(path.read_text(encoding="utf-8"))
    else:
        kind = _KINDS.get(path.suffix.lstrip("."), "application/octet-stream")
        yield Answer(body=path.read_bytes(), headers={"content-type": kind})


def _replayed(text: str) -> Iterator[Answer]:
    """PyGithub's own form: blocks of eleven lines, of which the eighth is what the server said, and the last."""
    for block in text.strip().split("\n\n"):
        lines = block.splitlines()
        if len(lines) >= 10 and lines[7].isdigit():
            yield Answer(
                body=lines[9].encode(), status=int(lines[7]), headers={"content-type": "application/json"}
            )


def _body(told: Any) -> bytes:
    if isinstance(told, dict):
        return base64.b64decode(told["base64"])
    return (told or "").encode()


def _header(told: Any) -> str:
    return str(told[0] if isinstance(told, list) and told else told)


def whole(platform: str, kept: Answer) -> Answer:
    """The answer as the platform gave it, where only its inner part was kept."""
    body = kept.body
    if platform == "telegram" and b"data-post=" in body and b"tgme_channel_history" not in body:
        body = b'<section class="tgme_channel_history">' + body + b"</section>"
    elif platform == "yandexsearch":
        body = json.dumps({"rawData": base64.b64encode(body).decode()}).encode()
    elif platform in _INNER and body.lstrip()[:1] in (b"{", b"["):
        with suppress(ValueError):
            told = json.loads(body)
            around = _INNER[platform](told) if isinstance(told, dict) else None
            body = json.dumps(around).encode() if around else body
    return replace(kept, body=body)


def _of_vk(told: dict[str, Any]) -> Any:
    return {"response": told} if "items" in told else None


def _of_meta(told: dict[str, Any]) -> Any:
    return {"data": [told]} if "id" in told and not told.keys() & {"data", "business_discovery"} else None


def _of_bluesky(told: dict[str, Any]) -> Any:
    posts = [each.get("post") for each in told.get("feed") or [] if isinstance(each, dict)]
    return {"posts": posts} if posts else {"thread": told} if "post" in told else None


def _of_mastodon(told: dict[str, Any]) -> Any:
    return [told] if "content" in told and "uri" in told else None


_INNER: dict[str, Callable[[dict[str, Any]], Any]] = {
    "vk": _of_vk,
    "facebook": _of_meta,
    "instagram": _of_meta,
    "threads": _of_meta,
    "bluesky": _of_bluesky,
    "mastodon": _of_mastodon,
}


def tried(way: Way, answer: Answer) -> Outcome:
    """Give a source the answer to its first questions, and stop it there."""
    outcome, served = Outcome(way), [0]

    def serve(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/robots.txt":
            return httpx.Response(404)
        if request.method == "POST" and way.source in ("reddit", "bluesky"):
            return httpx.Response(200, json=_LOGIN)
        served[0] += 1
        kept = ("content-type", "retry-after", "link", "location")
        told = {k: v for k, v in answer.headers.items() if k in kept or k.startswith("x-")}
        return httpx.Response(answer.status, headers=told, content=answer.body)

    network = Network(
        transport=httpx.MockTransport(serve), now=lambda: NOW, sleep=lambda seconds: None, pause=0, retries=0
    )
    http = network.session()
    most = _SAME_AGAIN.get(way.source, 1)
    http.enough = lambda: served[0] >= most
    try:
        given = {"given": answer.body} if way.source == "file" else {}
        source = find(Source, way.source)(**way.options, **given)
        found = source.replies(http, _post(way)) if way.under else source.fetch(http, _search())
        outcome.posts.extend(islice(found, MOST_POSTS))
    except (Enough, NotModified) as end:
        outcome.error = type(end).__name__ if not outcome.posts else ""
    except MentionwatchError as error:
        outcome.error = f"{type(error).__name__} {error.message}"
    except Exception as crash:  # noqa: BLE001 - that is what is looked for
        outcome.crash = f"{type(crash).__name__}: {crash}"[:300]
    finally:
        network.close()
    return outcome


def _search() -> Search:
    return Search(since=LONG_AGO, term="Старлинк")


def _post(way: Way) -> Post:
    """The post whose answers are asked for."""
    under = way.under or ""
    own = {
        "vk": "-1_1",
        "bluesky": under,
        "mastodon": "mastodon.social/1",
        "stackexchange": "stackoverflow/1",
    }
    own |= {
        "wordpress": "recorded.example.org/posts/1",
        "lemmy": under,
        "github": under,
        "telegram": "durov/1",
    }
    kind = "video" if way.source == "youtube" and "lc=" not in under else "post"
    return Post(
        source=way.source,
        id=own.get(way.source, under.rstrip("/").rpartition("/")[2]),
        url=under,
        thread=under,
        text="",
        kind=kind,  # type: ignore[arg-type]
        engagement=Engagement(comments=1),
    )


def _line(best: Outcome, outcomes: Sequence[Outcome]) -> str:
    if best.posts:
        return f"{len(best.posts)} posts by {best.way}{f', then {best.error}' if best.error else ''}"
    return "; ".join(f"{each.way}: {each.error or each.crash or 'nothing'}" for each in outcomes)


if __name__ == "__main__":
    sys.exit(main())
