"""Trac: tickets and their comments, by its timeline."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from live_servers._install import python
from live_servers._processes import HOST, free_port, run, running
from live_servers._seeds import SEEDS, crowd
from live_servers._site import Case, Server, Site
from live_servers._web import answers

_VERSION = "1.6"
_CROWD = 12
_SCRIPT = """
import json, sys
from trac.env import Environment
from trac.ticket.model import Ticket
env, ids = Environment(sys.argv[1]), {}
for each in json.load(open(sys.argv[2])):
    if each["answers"]:
        Ticket(env, ids[each["answers"]]).save_changes(each["author"], each["text"])
    else:
        ticket = Ticket(env)
        ticket["summary"], ticket["description"], ticket["reporter"] = each["title"], each["text"], each["author"]
        ids[each["key"]] = ticket.insert()
"""


class Trac(Server):
    """Trac on SQLite, where projects keep tickets: its timeline as RSS."""

    _programs: Path

    def install(self, cache: Path) -> None:
        self._programs = python(cache / "trac", "setuptools<81", f"trac=={_VERSION}")

    @contextmanager
    def running(self, here: Path) -> Iterator[Site]:
        port, project = free_port(), here / "project"
        run([self._programs / "trac-admin", project, "initenv", "Brands", "sqlite:db/trac.db"])
        self._fill(here, project)
        serve = [self._programs / "tracd", "-s", "--hostname", HOST, "--port", str(port), project]
        with running(serve, port, here):
            base = f"http://{HOST}:{port}"
            answers(f"{base}/timeline")
            yield Site(version=_VERSION, cases=tuple(_cases(base)))

    def _fill(self, here: Path, project: Path) -> None:
        crowded = [
            {"key": None, "answers": None, "author": "maria", "title": f"Запись {place}", "text": text}
            for place, text in enumerate(crowd(_CROWD))
        ]
        seeded = [
            {"key": s.key, "answers": s.answers, "author": s.author, "title": s.title, "text": s.text}
            for s in SEEDS
        ]
        (here / "seeds.json").write_text(json.dumps([*crowded, *seeded]))
        (here / "seed.py").write_text(_SCRIPT)
        run([self._programs / "python", here / "seed.py", project, here / "seeds.json"])


def _cases(base: str) -> Iterator[Case]:
    yield Case(
        name="its timeline",
        options={
            "type": "rss",
            "url": f"{base}/timeline?ticket=on&ticket_details=on&max=50&daysback=30&format=rss",
        },
        crowd=_CROWD,
        titled=False,
        threaded=False,
    )
