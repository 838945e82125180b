"""Fossil: the forum of a repository, read by its pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import Path
from typing import IO, Any, ClassVar
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from live_servers._install import debian
from live_servers._processes import HOST, free_port, run, running
from live_servers._seeds import SEEDS, Seed, crowd
from live_servers._site import Case, Refusal, Server, Site
from live_servers._web import answers, basic

_CROWD = 10
_LAYOUT = {
    "topic": ".forumPosts tr",
    "post": ".forumTime",
    "text": ".forumPostBody",
    "author": ".forumPostHdr a",
    "date": ".forumPostHdr",
    "link": ".forumPostHdr a[href*=forumpost]",
}
"""What a user would write in ``selectors``: it is no engine that the source knows."""


class Fossil(Server):
    """Fossil, which carries a forum in one file: a board of a make that the source is told by selectors."""

    short: ClassVar[bool] = True

    def install(self, cache: Path) -> None:
        debian("fossil")

    @contextmanager
    def running(self, here: Path) -> Iterator[Site]:
        port, kept = free_port(), here / "forum.fossil"
        _set_up(kept, here)
        with running(["fossil", "server", "--port", str(port), "--localhost", kept], port, here):
            base = f"http://{HOST}:{port}"
            answers(f"{base}/forum")
            _fill(base)
            yield Site(
                version=run(["fossil", "version"]).split("version ")[1].split()[0],
                cases=tuple(_cases(base)),
                refusals=tuple(_refusals(base)),
            )


def _cases(base: str) -> Iterator[Case]:
    yield Case(
        name="its forum, told by selectors",
        options={"type": "forum", "url": f"{base}/forum", "selectors": _LAYOUT},
        crowd=_CROWD,
        titled=False,
        threaded=False,  # a topic goes by the address of its newest post
    )


def _refusals(base: str) -> Iterator[Refusal]:
    untold = {"type": "forum", "url": f"{base}/forum"}
    yield Refusal(name="without selectors", options=untold, message="forums-unknown")


def _set_up(kept: Path, here: Path) -> None:
    """A repository whose people may write without a moderator, and tell who they are with each request."""
    told = {"HOME": str(here), "USER": "admin"}
    run(["fossil", "init", kept], cwd=here, env=told)
    for name in sorted({seed.author for seed in SEEDS}):
        run(["fossil", "user", "new", name, "", f"pw-{name}", "-R", kept], cwd=here, env=told)
        run(["fossil", "user", "capabilities", name, "234", "-R", kept], cwd=here, env=told)
    run(["fossil", "user", "capabilities", "nobody", "2h", "-R", kept], cwd=here, env=told)
    allowed = "INSERT INTO config(name, value, mtime) VALUES ('http_authentication_ok', '1', 0)"
    run(["fossil", "sql", "-R", kept, allowed], cwd=here, env=told)


def _fill(base: str) -> None:
    for place, text in enumerate(crowd(_CROWD)):
        _write(base, Seed(key="crowd", author="maria", title=f"Запись {place}", text=text), {})
    places: dict[str, str] = {}
    for seed in SEEDS:
        places[seed.key] = _write(base, seed, places)


def _write(base: str, seed: Seed, places: dict[str, str]) -> str:
    """Write a post; its number, which stands in the address to which the answer leads."""
    form = {"title": seed.title or "", "content": seed.text, "mimetype": "text/plain", "submit": "Submit"}
    page = "forume1"
    if seed.answers:
        page, form = "forume2", {**form, "reply": "1", "fpid": places[seed.answers]}
    headers = {"Referer": f"{base}/{page}", "Authorization": basic(seed.author, f"pw-{seed.author}")}
    asked = Request(f"{base}/{page}", data=urlencode(form).encode(), headers=headers)
    with build_opener(_Stay).open(asked, timeout=30) as answer:
        led = str(answer.headers["location"])
    return led.rpartition("/")[2]


class _Stay(HTTPRedirectHandler):
    """Where an answer leads is told, not gone to."""

    def http_error_302(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message) -> Any:
        return fp
