"""The page docs/reference/proven.md: how each source is proven, and what could not be tried."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from words import word

from mentionwatch.plugins import Source, find, names

Say = Callable[[str], str]
_HERE = Path(__file__).parent
RECORDINGS = _HERE.parent / "tests" / "recordings"
CHECKED = _HERE / "reference" / "checked.json"
LIVE = _HERE / "reference" / "live.json"
REPLAYED = _HERE / "reference" / "replayed.json"

_PAGE = re.compile(r"/page[=/]\d+|/\d{4}-[A-Z][a-z]+\.txt(?:\.gz)?")
UNTRIED = {
    **dict.fromkeys(("appstore", "facebook", "instagram", "threads", "trustpilot", "x", "yandex"), "hosted"),
    **dict.fromkeys(("disqus", "vk", "youtube", "banki"), "hosted"),
    **dict.fromkeys(("github", "gdelt", "googlealerts", "googlenews", "habr", "hackernews"), "hosted"),
    **dict.fromkeys(("livejournal", "medium", "reddit", "stackexchange", "substack", "telegram"), "hosted"),
    **dict.fromkeys(
        ("devto", "discourse", "flarum", "forum", "lemmy", "lobsters", "pipermail"), "no-package"
    ),
    **dict.fromkeys(("command", "file", "reviews", "web"), "local"),
}
"""Why no live server stands behind a source: the word that says so."""

NO_REPLIES = {
    **dict.fromkeys(("gdelt", "googlealerts", "googlenews", "yandex"), "no-comments"),
    **dict.fromkeys(("rss", "web"), "no-form"),
    **dict.fromkeys(("command", "file"), "handed-over"),
    "appstore": "owner-only",
    "banki": "bank",
    "medium": "own-pages",
    "mediawiki": "wiki",
}
"""Why what is said under a post cannot be read: the word that says so."""


@dataclass(kw_only=True)
class Recorded:
    """What the recordings of a source show: ``told`` are the things that some post in them has."""

    cases: int = 0
    posts: int = 0
    errors: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    pages: bool = False


def proven(language: str) -> Iterator[str]:
    """The lines of the page, in that language."""
    say = partial(word, language)
    live, replayed = _read(LIVE), _read(REPLAYED)
    servers = _servers(live)
    yield f"# {say('proven')}\n"
    yield f"{say('proven-head')}\n"
    yield from _header(say("proven-columns"))
    for name in names(Source):
        yield _row(say, name, servers.get(name, []), replayed.get(name))
    yield f"\n## {say('live')}\n"
    yield f"{say('live-head')}\n"
    yield from _header(say("live-columns"))
    for name, told in live.items():
        for case in told["cases"]:
            yield f"| {' | '.join(_case(say, name, told, case))} |"
    yield f"\n## {say('no-replies')}\n"
    for why in dict.fromkeys(NO_REPLIES.values()):
        yield f"- {', '.join(name for name in names(Source) if NO_REPLIES.get(name) == why)}: {say(why)}"
    yield from _compared(language, _read(CHECKED))
    yield f"\n## {say('untried')}\n"
    for why in dict.fromkeys(UNTRIED.values()):
        listed = ", ".join(name for name in names(Source) if UNTRIED.get(name) == why and name not in servers)
        yield f"- {say(why)}: {listed}"
    yield ""


def _header(columns: str) -> Iterator[str]:
    """The first two lines of a table."""
    yield f"| {columns} |"
    yield "|---" * (columns.count(" | ") + 1) + "|"


def _case(say: Say, name: str, told: dict[str, Any], case: dict[str, Any]) -> Iterator[str]:
    """The cells of a case on a live server."""
    yield from (f"{name} {told['version']}", told["date"], case["source"], say(case["case"]))
    yield say("search" if case["searches"] else "listing")
    yield from (str(case["mentions"]), str(case["russian"]), str(case["replies"] or ""))
    yield say("yes") if case["edited"] else ""
    yield ", ".join(map(say, case["noticed"]))
    yield str(told["refusals"] or "")


def _compared(language: str, checked: dict[str, Any]) -> Iterator[str]:
    yield f"\n## {word(language, 'compared')}\n"
    yield f"{word(language, 'compared-head')}\n"
    yield word(language, "compared-on").format(day=checked["on"]) + "\n"
    yield from _header(word(language, "compared-columns"))
    for each in checked["platforms"]:
        files = _told_in(language, each["files"])
        verdict, mended = (_told_in(language, each.get(key, "")) for key in ("verdict", "mended"))
        yield f"| {' | '.join((each['platform'], files, str(each['posts']), verdict, mended))} |"


def _told_in(language: str, told: Any) -> str:
    """What was noted: words in each language, or names, which are the same in all."""
    if isinstance(told, dict):
        return str(told[language])
    return ", ".join(told)


def recorded(name: str) -> Recorded:
    """What the recordings of a source show."""
    found = Recorded()
    for case in sorted((RECORDINGS / name).glob("*")):
        posts, error = _read(case / "posts.json", []), _read(case / "error.json", {})
        found.cases += 1
        found.posts += len(posts)
        found.errors |= {error["error"]} if error else set()
        found.pages = found.pages or _is_paged(case)
        for post in posts:
            found.told |= _told(post)
    return found


def _row(say: Say, name: str, servers: Sequence[str], replayed: dict[str, int] | None) -> str:
    shown, kind = recorded(name), find(Source, name)
    cells = (
        name,
        str(shown.cases or ""),
        str(shown.posts or ""),
        ", ".join(sorted(shown.told)),
        ", ".join(sorted(shown.errors)),
        say("yes") if shown.pages else "",
        say("yes") if kind.replies is not Source.replies else "",
        say("yes") if kind.thread is not Source.thread else "",
        say("replayed").format(**replayed) if replayed else "",
        ", ".join(servers),
    )
    return f"| {' | '.join(cells)} |"


def _servers(live: dict[str, Any]) -> dict[str, list[str]]:
    """The servers that each source was tried with."""
    found: dict[str, list[str]] = {}
    for server, told in live.items():
        for source in dict.fromkeys(case["source"] for case in told["cases"]):
            found.setdefault(source, []).append(f"{server} {told['version']}")
    return found


def _told(post: dict[str, Any]) -> set[str]:
    """Which of the things that not every platform tells stand in a post."""
    told = {
        name for name in ("language", "parent", "published", "rating", "thread", "title") if post.get(name)
    }
    told |= set(post.get("engagement", {}))
    author = post.get("author", {})
    told |= {"author"} if author else set()
    return told | ({"followers"} if "followers" in author else set())


def _is_paged(case: Path) -> bool:
    """Whether further pages of a list are asked for: the same path twice, with other words or page numbers."""
    if "replies_to" in _read(case / "search.json", {}):
        return False
    asked = [_PAGE.sub("", told["url"].partition("?")[0]) for told in _read(case / "replies.json", [])]
    sent = [told.get("sent") for told in _read(case / "replies.json", [])]
    return len(asked) > len(set(asked)) or len(set(sent) - {None}) > 1


def _read(path: Path, default: Any = None) -> Any:
    if not path.exists():
        return {} if default is None else default
    return json.loads(path.read_text(encoding="utf-8"))
