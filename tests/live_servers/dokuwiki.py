"""DokuWiki: pages by its feeds of changes, of a folder, and of a search."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote

from live_servers._install import debian
from live_servers._php import php
from live_servers._processes import HOST, free_port, run
from live_servers._seeds import EDITED, SEEDS, crowd
from live_servers._site import Case, Refusal, Server, Site

_ROOT = Path("/usr/share/dokuwiki")
_CONFIGURATION = Path("/etc/dokuwiki")
_CROWD = 12
_SETTINGS = """<?php
$conf['savedir'] = '{here}/data'; $conf['useacl'] = 0; $conf['typography'] = 0; $conf['recent'] = 50;
$conf['title'] = 'Brands'; $conf['rss_update'] = 1; $conf['baseurl'] = 'http://{host}:{port}';
"""
_DATA = (
    "attic",
    "cache",
    "index",
    "locks",
    "log",
    "media",
    "media_attic",
    "media_meta",
    "meta",
    "pages",
    "tmp",
)


class DokuWiki(Server):
    """DokuWiki, which keeps pages as files: its feeds (RDF, RSS, Atom) of changes, of a folder, of a search."""

    short: ClassVar[bool] = True

    def install(self, cache: Path) -> None:
        debian("dokuwiki", "php-cli", "php-xml")

    @contextmanager
    def running(self, here: Path) -> Iterator[Site]:
        port = free_port()
        told = _set_up(here, port)
        _write(here, told, {f"crowd{place}": text for place, text in enumerate(crowd(_CROWD))})
        _write(here, told, {seed.key: seed.text for seed in SEEDS})
        run(["php", _ROOT / "bin/indexer.php", "-q"], env=told)
        with php(_ROOT, port, here, env=told):
            base = f"http://{HOST}:{port}"
            yield Site(
                version=run(["dpkg-query", "-W", "-f", "${Version}", "dokuwiki"]).partition("-")[0],
                cases=tuple(_cases(base)),
                refusals=(
                    Refusal(
                        name="no feed",
                        options={"type": "rss", "url": f"{base}/lib/exe/nothing.php"},
                        message="http-missing",
                    ),
                ),
                edit=lambda: _edit(here, told),
            )


def _cases(base: str) -> Iterator[Case]:
    yield Case(
        name="its feed of changes (RDF)",
        options={"type": "rss", "url": f"{base}/feed.php"},
        crowd=_CROWD,
        titled=False,
        threaded=False,
        authored=False,
    )
    yield Case(
        name="its feed of a folder (Atom)",
        options={
            "type": "rss",
            "url": f"{base}/feed.php?mode=list&ns=brands&type=atom1&content=html&linkto=current",
        },
        edits=True,
        crowd=_CROWD,
        titled=False,
        threaded=False,
        authored=False,
    )
    asked = quote("Старлинк")
    yield Case(
        name="its feed of a search (RSS)",
        options={"type": "rss", "url": f"{base}/feed.php?mode=search&q={asked}&type=rss2&content=html"},
        finds=frozenset({"outage"}),  # it knows no forms
        titled=False,
        threaded=False,
        authored=False,
    )


def _set_up(here: Path, port: int) -> dict[str, str]:
    """Settings and data of its own; what makes PHP read them."""
    shutil.copytree(_CONFIGURATION, here / "conf")
    for name in _DATA:
        (here / "data" / name).mkdir(parents=True)
    (here / "conf/local.php").write_text(_SETTINGS.format(here=here, host=HOST, port=port))
    (here / "before.php").write_text(
        f"<?php define('DOKU_CONF', '{here}/conf/'); define('DOKU_MAIN_CONF', '{here}/conf/');"
    )
    (here / "ini").mkdir()
    (here / "ini/live.ini").write_text(f"auto_prepend_file={here}/before.php\n")
    return {"PHP_INI_SCAN_DIR": f":{here}/ini", "USER": "ivan"}


def _edit(here: Path, told: Mapping[str, str]) -> None:
    """A feed is kept for a second (``rss_update``), and its age is told in whole ones."""
    time.sleep(2)
    _write(here, told, {"outage": EDITED})
    time.sleep(2)


def _write(here: Path, told: Mapping[str, str], pages: Mapping[str, str]) -> None:
    for name, text in pages.items():
        (here / "page.txt").write_text(text)
        commit = ["php", _ROOT / "bin/dwpage.php", "commit", "-m", "live"]
        run([*commit, here / "page.txt", f"brands:{name}"], env=told)
