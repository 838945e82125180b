"""Isso: the comments of a blog, by their feed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from live_servers._install import python
from live_servers._processes import HOST, free_port, running
from live_servers._seeds import SEEDS, Seed, crowd
from live_servers._site import Case, Server, Site
from live_servers._web import answers, ask_json

_VERSION = "0.14.0"
_CROWD = 12
_PAGE = "/brands.html"
_SETTINGS = """[general]
dbpath = {here}/comments.db
host = http://{host}:{site}/
[server]
listen = http://{host}:{port}
[guard]
enabled = false
[rss]
base = http://{host}:{site}
limit = 100
"""


class Isso(Server):
    """Isso, the comments of static sites: the Atom feed of a page's comments."""

    _programs: Path

    def install(self, cache: Path) -> None:
        self._programs = python(cache / "isso", f"isso=={_VERSION}")

    @contextmanager
    def running(self, here: Path) -> Iterator[Site]:
        port, site = free_port(), free_port()
        (here / "isso.cfg").write_text(_SETTINGS.format(here=here, host=HOST, port=port, site=site))
        with running([self._programs / "isso", "-c", here / "isso.cfg", "run"], port, here):
            base = f"http://{HOST}:{port}"
            answers(f"{base}/info")
            _fill(base)
            yield Site(version=_VERSION, cases=tuple(_cases(base)))


def _cases(base: str) -> Iterator[Case]:
    yield Case(
        name="the feed of a page's comments",
        options={"type": "rss", "url": f"{base}/feed?uri={_PAGE}"},
        crowd=_CROWD,
        titled=False,
    )


def _fill(base: str) -> None:
    """Everything is a comment here; those that answer another name it."""
    for text in crowd(_CROWD):
        _write(base, Seed(key="crowd", author="maria", text=text), {})
    places: dict[str, int] = {}
    for seed in SEEDS:
        places[seed.key] = _write(base, seed, places)


def _write(base: str, seed: Seed, places: dict[str, int]) -> int:
    told = {
        "author": seed.author,
        "text": seed.text,
        "title": "Brands",
        "parent": places.get(seed.answers or ""),
    }
    return int(ask_json(f"{base}/new?uri={_PAGE}", json_body=told)["id"])
