"""RSS-Bridge: feeds that it makes of others, and what it says where it cannot."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlencode
from xml.sax.saxutils import escape

from live_servers._install import debian
from live_servers._php import php
from live_servers._processes import HOST, free_port, run, running
from live_servers._seeds import BY_KEY, SEEDS, crowd
from live_servers._site import Case, Refusal, Server, Site

_ROOT = Path("/usr/share/rss-bridge")
_CROWD = 12


class RssBridge(Server):
    """RSS-Bridge, which makes feeds of what has none: JSON Feed, Media RSS and Atom, and failures dressed as posts."""

    short: ClassVar[bool] = True

    def install(self, cache: Path) -> None:
        debian("rss-bridge", "php-cli", "php-xml", "php-curl", "php-mbstring")

    @contextmanager
    def running(self, here: Path) -> Iterator[Site]:
        port, other = free_port(), free_port()
        shutil.copytree(
            _ROOT, here / "bridge", ignore=shutil.ignore_patterns("cache", "*.txt", "config.ini.php")
        )
        (here / "bridge/cache").mkdir()
        (here / "bridge/whitelist.txt").write_text("*")
        (here / "site").mkdir()
        (here / "site/feed.xml").write_text(_feed(other))
        serve = [
            sys.executable,
            "-m",
            "http.server",
            str(other),
            "--bind",
            HOST,
            "--directory",
            here / "site",
        ]
        with running(serve, other, here), php(here / "bridge", port, here):
            base, seeded = f"http://{HOST}:{port}/", f"http://{HOST}:{other}"
            yield Site(
                version=run(["dpkg-query", "-W", "-f", "${Version}", "rss-bridge"]).partition("+")[0],
                cases=tuple(
                    Case(
                        name=f"a filtered feed ({name})",
                        options={"type": "rss", "url": _address(base, name, f"{seeded}/feed.xml")},
                        crowd=_CROWD,
                        threaded=False,
                        authored=name != "Mrss",
                    )
                    for name in ("Json", "Mrss")
                ),
                refusals=tuple(_refusals(base, seeded)),
            )


def _refusals(base: str, seeded: str) -> Iterator[Refusal]:
    for name in ("Json", "Mrss", "Atom"):
        failing = {"type": "rss", "url": _address(base, name, f"{seeded}/Lufthansa")}
        yield Refusal(name=f"a failure told as a post ({name})", options=failing, message="feeds-bridge")


def _address(base: str, form: str, feed: str) -> str:
    asked = {"action": "display", "bridge": "Filter", "format": form, "url": feed}
    return f"{base}?{urlencode({**asked, 'filter': 'nothing of this', 'filter_type': 'block'})}"


def _feed(port: int) -> str:
    """The feed of which it makes others: the crowd, then the seeds, answers among them."""
    now = datetime.now(UTC)
    items = [
        *(
            _item(port, f"crowd{place}", f"Запись {place}", text, "maria", now - timedelta(days=3))
            for place, text in enumerate(crowd(_CROWD))
        ),
        *(
            _item(
                port,
                seed.key,
                seed.title or f"Re: {BY_KEY[seed.answers or ''].title}",
                seed.text,
                seed.author,
                now,
            )
            for seed in SEEDS
        ),
    ]
    head = f"<title>Brands</title><link>http://{HOST}:{port}/</link><description>Brands</description>"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'


def _item(port: int, key: str, title: str, text: str, author: str, published: datetime) -> str:
    link = f"http://{HOST}:{port}/{key}.html"
    told = {"title": title, "link": link, "guid": link, "description": f"<p>{escape(text)}</p>"}
    told |= {"author": author, "pubDate": format_datetime(published)}
    return f"<item>{''.join(f'<{name}>{escape(value)}</{name}>' for name, value in told.items())}</item>"
