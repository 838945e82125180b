"""Runs a source against recorded answers: one case is a folder ``tests/recordings/SOURCE/CASE/``.

options.json   the source's options, as in the configuration; ``{case}`` in a value is the case's folder.
               May be missing.
search.json    ``since`` (ISO 8601) and ``term``, both optional; with ``replies_to`` (a post, named as in
               posts.json) its replies are asked for, with ``thread_of`` what became of it. May be missing.
replies.json   the recorded answers, a list of objects: ``url`` (path and query in any order; with a host it
               must be asked there), ``method`` (GET), ``status`` (200), ``headers``, and one of ``body``
               (text), ``json`` (any value) and ``body_file`` (a file of the case). ``sent`` is a text that
               the body of the request must hold. Answers to the same request come one after the other, the
               last again and again. Each must be asked for, unless it is ``"optional": true``.
conversation.json  in place of replies.json for other protocols than HTTP: ``greeting``, and ``turns``, each a
               pattern that the command must match and the answer to it (see ``conversations``). ``{port}`` in
               a value of the options is the server's. All must be come to, where the source does not fail.
posts.json     what the source yields, in its order; the names are those of the program's own JSON, and what
               is not told is left out.
error.json     ``error`` (the class) and ``message`` (its identifier), where the source raises one after that.

``pytest --update-recordings`` writes posts.json and error.json; read what it wrote before you keep it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx

from conversations import server
from mentionwatch.errors import MentionwatchError
from mentionwatch.http import Http, Network, NotModified
from mentionwatch.model import Author, Engagement, Post, Sample, Search
from mentionwatch.plugins import Source, find

CONVERSATION = "conversation.json"
FOLDER = Path(__file__).parent / "recordings"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LONG_AGO = "1990-01-01T00:00:00Z"
MOST_POSTS = 1000


def cases() -> list[Path]:
    """The folders of all cases."""
    return sorted(path for path in FOLDER.glob("*/*") if path.is_dir())


def run(case: Path) -> tuple[list[dict[str, Any]], dict[str, str] | None, Answers]:
    """What the source of a case yields, how it fails, and the answers with what was asked of them."""
    with _spoken(case) as (port, heard):
        posts, error, answers = _played(case, port)
    turns = read(case / CONVERSATION, {"turns": []})["turns"]
    answers.spoken = (case / CONVERSATION).exists()
    answers.unheard = [] if error else [turn[0] for turn in turns[len(heard) :]]
    return posts, error, answers


@contextmanager
def _spoken(case: Path) -> Iterator[tuple[int, list[str]]]:
    """The server that follows the case's conversation, where it has one."""
    told = read(case / CONVERSATION, None)
    if told is None:
        yield 0, []
        return
    script = [(pattern, answer.encode()) for pattern, answer in told["turns"]]
    with server(told["greeting"].encode(), script) as (port, heard):
        yield port, heard


def _played(case: Path, port: int) -> tuple[list[dict[str, Any]], dict[str, str] | None, Answers]:
    answers = Answers(case)
    network = Network(
        transport=httpx.MockTransport(answers), now=lambda: NOW, sleep=lambda seconds: None, pause=0.0
    )
    http = network.session()
    posts: list[dict[str, Any]] = []
    error = None
    try:
        posts.extend(plain(post) for post in islice(asked(case, http, port), MOST_POSTS))
    except MentionwatchError as raised:
        if raised.say("en") == raised.say("ru"):
            raise
        error = {"error": _public(type(raised)), "message": raised.message}
        answers.sample = http.sample()
    except NotModified:
        error = {"error": "NotModified", "message": ""}
    finally:
        network.close()
    return posts, error, answers


def asked(case: Path, http: Http, port: int = 0) -> Any:
    """What the source of a case yields, as it does."""
    told = read(case / "search.json", {})
    source = find(Source, case.parent.name)(**options(case, port))
    if "replies_to" in told:
        return source.replies(http, post_of(told["replies_to"]))
    if "thread_of" in told:
        return source.thread(http, post_of(told["thread_of"]))
    since = datetime.fromisoformat(told.get("since", LONG_AGO))
    return source.fetch(http, Search(since=since, term=told.get("term")))


def options(case: Path, port: int = 0) -> dict[str, Any]:
    """The options of a case, paths filled in."""
    text = json.dumps(read(case / "options.json", {}), ensure_ascii=False)
    told: dict[str, Any] = json.loads(text.replace("{case}", str(case)).replace("{port}", str(port)))
    return told


def _public(kind: type) -> str:
    """A class of a source's own goes by the public one it is of."""
    return next(each.__name__ for each in kind.__mro__ if not each.__name__.startswith("_"))


class Answers:
    """Serves the recorded answers, and notes which were asked for and what was asked for in vain."""

    def __init__(self, case: Path) -> None:
        self.case = case
        self.recorded: list[dict[str, Any]] = read(case / "replies.json", [])
        self.served: Counter[int] = Counter()
        self.missing: list[str] = []
        self.spoken = False
        self.unheard: list[str] = []  # turns of a conversation
        self.sample: Sample | None = None  # what was kept of the last, where the source failed

    def __call__(self, request: httpx.Request) -> httpx.Response:
        fitting = [n for n, told in enumerate(self.recorded) if _fits(told, request)]
        if not fitting:
            self.missing.append(f"{request.method} {request.url}")
            return httpx.Response(404, text="not recorded")
        chosen = next((n for n in fitting if not self.served[n]), fitting[-1])
        self.served[chosen] += 1
        return self._answer(self.recorded[chosen])

    def _answer(self, told: dict[str, Any]) -> httpx.Response:
        headers = {"content-type": "application/json"} if "json" in told else {}
        if "body_file" in told:
            body = (self.case / told["body_file"]).read_bytes()
        else:
            body = (json.dumps(told["json"]) if "json" in told else told.get("body", "")).encode()
        return httpx.Response(
            told.get("status", 200), headers={**headers, **told.get("headers", {})}, content=body
        )

    @property
    def idle(self) -> list[str]:
        """The answers that nothing asked for."""
        return self.unheard + [
            told["url"]
            for n, told in enumerate(self.recorded)
            if not self.served[n] and not told.get("optional")
        ]


def _fits(told: dict[str, Any], request: httpx.Request) -> bool:
    recorded, asked = urlsplit(told["url"]), urlsplit(str(request.url))
    return (
        told.get("method", "GET") == request.method
        and recorded.netloc in ("", asked.netloc)
        and (recorded.path or "/") == (asked.path or "/")
        and sorted(parse_qsl(recorded.query, keep_blank_values=True))
        == sorted(parse_qsl(asked.query, keep_blank_values=True))
        and told.get("sent", "") in request.content.decode(errors="replace")
    )


def plain(post: Post) -> dict[str, Any]:
    """A post as JSON, without what is not told."""
    told = asdict(post)
    if post.published:
        told["published"] = (
            post.published.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        )
    for name in ("author", "engagement"):
        told[name] = {key: value for key, value in (told[name] or {}).items() if value is not None}
    return {key: value for key, value in told.items() if value not in (None, {})}


def post_of(told: dict[str, Any]) -> Post:
    """The post that ``plain`` wrote."""
    values = {**told}
    if "published" in values:
        values["published"] = datetime.fromisoformat(values["published"])
    if "author" in values:
        values["author"] = Author(**values["author"])
    values["engagement"] = Engagement(**values.get("engagement", {}))
    return Post(**{"text": "", **values})


def read(path: Path, default: Any) -> Any:
    """A JSON file, or the default where there is none."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else default


def write(case: Path, posts: list[dict[str, Any]], error: dict[str, str] | None) -> None:
    """Keep what a case yields as what it should."""
    for name, told in (("posts.json", posts), ("error.json", error)):
        if told:
            text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
            (case / name).write_text(text.replace(str(case), "{case}"), encoding="utf-8")
        else:
            (case / name).unlink(missing_ok=True)
