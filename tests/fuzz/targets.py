"""The readers of what strangers send: whatever one raises but a MentionwatchError is a bug."""

from __future__ import annotations

import json
import random
import re
import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import httpx

import recordings_runner as runner
from fuzz.mutate import misshapen, spoiled
from mentionwatch.errors import MentionwatchError, QueryError
from mentionwatch.http import Network, NotModified
from mentionwatch.model import Post, Topic
from mentionwatch.sources.file import read as read_file
from mentionwatch.text import article, clean, dates, encoding, feeds, mail, opml, reviews, safe, sitemap, urls
from mentionwatch.text.match import Matcher
from mentionwatch.text.query import Query

MOST_POSTS = 300
_MATERIAL = runner.FOLDER
_QUERIES = Path(__file__).parents[1] / "queries.txt"


@dataclass(frozen=True, slots=True)
class Target:
    """``make`` draws a case (as bytes), ``read`` puts it to the reader."""

    make: Callable[[random.Random], bytes]
    read: Callable[[bytes], object]


def targets() -> dict[str, Target]:
    """Every target by name: the readers of texts, ``source`` for the answers of all platforms, and
    ``conversation`` for those of mail and news servers.
    """
    texts: dict[str, tuple[Sequence[bytes], Callable[[bytes], object]]] = {
        "feed": (_bodies("rss", "googlenews", "substack", "medium", "reddit"), _feed),
        "html": (_bodies("forum", "web", "telegram", "habr", "reviews"), _html),
        "article": (_bodies("forum", "web", "reviews"), _article),
        "file": (_imports(), lambda body: sound(read_file(body, "x"))),
        "mail": (_mails(), _mail),
        "list": (_bodies("web", "rss"), _lists),
        "query": (_lines(_QUERIES), _query),
        "post": (_bodies("hackernews", "vk", "mastodon"), _match),
        "time": (_TIMES, lambda body: dates.parse_date(body.decode(errors="replace"))),
    }
    made = {name: _of_bytes(seeds, read) for name, (seeds, read) in texts.items()}
    return made | {
        "source": Target(make=_answers, read=_source),
        "conversation": Target(make=_talks, read=_conversation),
    }


def _of_bytes(seeds: Sequence[bytes], read: Callable[[bytes], object]) -> Target:
    assert seeds
    return Target(make=lambda dice: spoiled(_part(dice.choice(seeds), dice), dice, seeds), read=read)


def _part(material: bytes, dice: random.Random) -> bytes:
    """All of the material once in four times, else a short piece of it: many small cases find more than a few large."""
    if dice.random() < 0.25:
        return material
    start = dice.choice((0, dice.randint(0, len(material))))
    return material[start : start + dice.choice((100, 400, 1500))]


def sound(posts: Iterable[Post]) -> int:
    """Look at every post as the pipe will; how many there are."""
    number = 0
    for post in islice(posts, MOST_POSTS):
        number += 1
        _check(post)
    return number


def _check(post: Post) -> None:
    """What the contract promises of a post, whatever the answer was."""
    assert isinstance(post.id, str)
    assert post.id
    assert isinstance(post.text, str)
    assert post.title is None or isinstance(post.title, str)
    assert post.published is None or post.published.tzinfo is not None
    for address in (post.url, post.thread, post.parent):
        assert address is None or address.startswith(("http://", "https://", "news:", "mid:")), address
    counts = (post.engagement.likes, post.engagement.comments, post.engagement.shares, post.engagement.views)
    followers = post.author.followers if post.author else None
    for count in (*counts, followers):
        assert count is None or (isinstance(count, int) and not isinstance(count, bool)), count
    for name in (post.site, post.language, post.author and post.author.name, post.author and post.author.id):
        assert name is None or isinstance(name, str)


# Readers


def _feed(body: bytes) -> object:
    return sound(feeds.read(body, url="https://site.example/feed").posts)


def _html(body: bytes) -> object:
    page = encoding.decode(body)
    text = clean.to_text(page)
    return clean.to_text(text, quotes=False)


def _article(body: bytes) -> object:
    page = encoding.decode(body)
    article.read(page, url="https://site.example/")
    return sound(reviews.read(page, url="https://site.example/", source="reviews"))


def _mail(body: bytes) -> object:
    posts = (mail.post(one, "imap") for _, one in mail.split(body))
    return sound([post for post in (*posts, mail.post(body, "imap")) if post])


def _lists(body: bytes) -> object:
    text = body.decode(errors="replace")
    for shown in (safe.plain(text), safe.html(text), safe.markdown(text), safe.csv(text), safe.link(text)):
        assert shown is None or "\x1b" not in shown
    for line in text.split()[:50]:
        urls.identity(line), urls.absolute(line, "https://site.example/a"), urls.site(line)
    return opml.read_opml(body), sitemap.read(body, url="https://site.example/sitemap.xml")


def _query(body: bytes) -> object:
    text = body.decode(errors="replace")
    wrong = _mistake(text)
    if wrong:
        assert wrong.say("en") != wrong.say("ru")
        return None
    query = Query.read(text)
    assert Query.read(str(query)) == query
    matcher = Matcher([Topic(name="t", query=text)])
    return matcher.match(Post(source="x", id="1", text=f"{text[:2000]} Старлинк Beeline"))


def _mistake(text: str) -> QueryError | None:
    try:
        Query.read(text)
    except QueryError as wrong:
        return wrong
    return None


@cache
def _matcher() -> Matcher:
    known = [line.decode() for line in _lines(_QUERIES)]
    return Matcher([Topic(name=str(n), query=query) for n, query in enumerate(known)])


def _match(body: bytes) -> object:
    text = body.decode(errors="replace")[:20_000]
    post = Post(source="x", id="1", title=text[:80] or None, text=text)
    for match in _matcher().match(post):
        assert 0 <= match.confidence <= 1
        assert all(post.whole[span.start : span.end] == span.text for span in match.spans)
    return None


# Answers of platforms: the case is a seed, so that it can be told again


def _answers(dice: random.Random) -> bytes:
    case = dice.choice(_cases())
    name = f"{case.parent.name}/{case.name}"
    return json.dumps({"case": name, "seed": dice.getrandbits(32)}).encode()


@cache
def _cases() -> list[Path]:
    return runner.cases()


def _source(body: bytes) -> object:
    told = json.loads(body)
    case = _MATERIAL / told["case"]
    answers = _Spoiled(case, random.Random(told["seed"]))
    network = Network(
        transport=httpx.MockTransport(answers), now=lambda: runner.NOW, sleep=lambda seconds: None, pause=0.0
    )
    try:
        return sound(runner.asked(case, network.session()))
    except NotModified:
        return None
    finally:
        network.close()


class _Spoiled(runner.Answers):
    """The recorded answers, most of them spoiled; a walk that never ends is ended by an empty answer."""

    def __init__(self, case: Path, dice: random.Random) -> None:
        super().__init__(case)
        self.dice = dice
        self.asked = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        answer = super().__call__(request)
        if answer.status_code == 404 and self.recorded:
            answer = self._answer(self.dice.choice(self.recorded))
        if self.asked > 200:
            raise EndlessWalk
        return self._spoil(answer)

    def _spoil(self, answer: httpx.Response) -> httpx.Response:
        what = self.dice.random()
        body = answer.content
        if what < 0.2:
            return answer
        if what < 0.7 and (value := _json(body)) is not None:
            body = json.dumps(misshapen(value, self.dice)).encode()
        elif what < 0.95:
            body = spoiled(body, self.dice, [body])
        status = self.dice.choice((200, 200, 200, answer.status_code, 204, 403, 429, 500))
        kept = {name: value for name, value in answer.headers.items() if name not in _FRAMING}
        return httpx.Response(status, headers=kept, content=body)


class EndlessWalk(Exception):
    """A source went on asking long after a person would have stopped."""


_FRAMING = ("content-length", "content-encoding", "transfer-encoding")


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


# Servers of other protocols than HTTP: they answer what they are asked, some of it spoiled, and hang up on silence


def _talks(dice: random.Random) -> bytes:
    case = dice.choice([case for case in _cases() if (case / runner.CONVERSATION).exists()])
    return json.dumps({"case": f"{case.parent.name}/{case.name}", "seed": dice.getrandbits(32)}).encode()


def _conversation(body: bytes) -> object:
    told = json.loads(body)
    case, dice = _MATERIAL / told["case"], random.Random(told["seed"])
    network = Network(now=lambda: runner.NOW, sleep=lambda seconds: None, pause=0.0)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        talker = threading.Thread(
            target=_talk, args=(listener, runner.read(case / runner.CONVERSATION, {}), dice), daemon=True
        )
        talker.start()
        try:
            return sound(runner.asked(case, network.session(), listener.getsockname()[1]))
        finally:
            network.close()
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)  # whoever still waits for a client
            talker.join(_SILENCE * 10)


def _talk(listener: socket.socket, told: dict[str, Any], dice: random.Random) -> None:
    turns = [(pattern, answer.encode()) for pattern, answer in told["turns"]] or [("", b"")]
    answers = [answer for _, answer in turns]
    with suppress(OSError):
        connection, _ = listener.accept()
        with connection, connection.makefile("rb") as lines:
            connection.settimeout(_SILENCE)
            connection.sendall(told["greeting"].encode())
            while line := lines.readline():
                asked = line.decode(errors="replace").strip()
                answer = dice.choice(
                    [said for pattern, said in turns if re.search(pattern, asked)] or answers
                )
                if dice.random() < 0.4:
                    answer = spoiled(answer, dice, answers)
                connection.sendall(answer.replace(b"TAG", asked.split(" ")[0].encode()))


_SILENCE = 0.15
"""Seconds."""


# Seeds


def _bodies(*sources: str) -> tuple[bytes, ...]:
    return tuple(body for source in sources for case in _cases_of(source) for body in _bodies_of(case))


def _cases_of(source: str) -> Iterator[Path]:
    return (case for case in _cases() if case.parent.name == source)


def _bodies_of(case: Path) -> Iterator[bytes]:
    answers = runner.Answers(case)
    for told in answers.recorded:
        if body := answers._answer(told).content:
            yield body


def _imports() -> tuple[bytes, ...]:
    posts = [post for case in _cases() for post in runner.read(case / "posts.json", [])[:2]]
    lines = "\n".join(json.dumps(post, ensure_ascii=False) for post in posts[:60]).encode()
    table = "id;text;url;published\n" + "\n".join(
        f'{n};"{post.get("text", "")[:80]}";{post.get("url", "")};{post.get("published", "")}'
        for n, post in enumerate(posts[:60])
    )
    array = json.dumps(posts[:20]).encode()
    return (
        lines,
        table.encode(),
        table.encode("cp1251", errors="replace"),
        array,
        *_bodies("rss"),
        *_mails(),
    )


def _mails() -> tuple[bytes, ...]:
    files = sorted(path for path in _MATERIAL.glob("*/*/*") if path.suffix in (".mbox", ".eml"))
    return (_LETTER, *(path.read_bytes() for path in files))


def _lines(path: Path) -> tuple[bytes, ...]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(line.encode() for line in lines if line and not line.startswith("#"))


_LETTER = """From someone Sat Nov 21 10:00:00 2026
From: =?koi8-r?B?8sHT09nMy8E=?= <alerts@example.org>
Date: Sat, 21 Nov 2026 13:00:00 +0300
Subject: =?utf-8?B?0KHRgtCw0YDQu9C40L3Qug==?=
Message-ID: <1@example.org>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

=D0=A1=D1=82=D0=B0=D1=80=D0=BB=D0=B8=D0=BD=D0=BA
> quoted

--b
Content-Type: text/html; charset=utf-8

<p>Старлинк <a href="https://www.google.com/url?url=https%3A%2F%2Fsite.example%2F1">не работает</a></p>
--b--
""".encode()

_TIMES = tuple(
    text.encode()
    for text in (
        "2026-11-21T10:00:00Z", "Sat, 21 Nov 2026 10:00:00 +0300", "21 ноября 2026, 10:00", "вчера в 10:00",
        "1763719200", "1763719200000", "2026-11-21 10:00:00.123456+14:00", "Nov 21, 2026 at 10:00 PM",
        "3 часа назад", "21.11.2026", "2026-W47-6", "20261121T100000",
    )
)  # fmt: skip

EXPECTED = (MentionwatchError,)
"""What a reader may raise: an explanation."""
