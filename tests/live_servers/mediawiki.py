"""MediaWiki: pages found by its search, and pages changed lately."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from live_servers._install import debian
from live_servers._php import php
from live_servers._processes import HOST, free_port, run
from live_servers._seeds import BY_KEY, EDITED, SEEDS, Seed, crowd
from live_servers._site import Case, Server, Site

_ROOT = Path("/usr/share/mediawiki")
_CROWD = 60  # more than the 50 pages of an answer
_SETTINGS = "$wgMainCacheType=CACHE_NONE; $wgJobRunRate=0;\n"


class MediaWiki(Server):
    """MediaWiki on SQLite, the program of Wikipedia: its search, its recent changes, an edited page."""

    def install(self, cache: Path) -> None:
        debian("mediawiki", "php-cli", "php-sqlite3")

    @contextmanager
    def running(self, here: Path) -> Iterator[Site]:
        port = free_port()
        _set_up(here, port)
        told = {"MW_CONFIG_FILE": str(here / "LocalSettings.php")}
        with php(_ROOT, port, here, env=told):
            yield Site(
                version=run(["dpkg-query", "-W", "-f", "${Version}", "mediawiki"]).partition(":")[2],
                cases=tuple(_cases(f"http://{HOST}:{port}/api.php")),
                edit=lambda: _write(here, {_title(BY_KEY["outage"]): EDITED}),
            )


def _cases(url: str) -> Iterator[Case]:
    yield Case(
        name="its search",
        options={"type": "mediawiki", "url": url},
        crowd=_CROWD,  # on SQLite it looks into titles: these hold the names as they are asked for
        titled=False,
        threaded=False,
        authored=False,
        most_posts=_CROWD + 10,
        edits=True,
    )
    yield Case(
        name="its recent changes",
        options={"type": "mediawiki", "url": url, "changes": True},
        crowd=_CROWD,
        titled=False,
        threaded=False,
        authored=False,
        edits=True,
    )


def _set_up(here: Path, port: int) -> None:
    (here / "db").mkdir()
    told = {"--dbtype": "sqlite", "--dbpath": here / "db", "--dbname": "wiki", "--confpath": here}
    told |= {"--pass": "Brand-Pass-12345", "--server": f"http://{HOST}:{port}", "--scriptpath": ""}
    words = [word for pair in told.items() for word in pair]
    run(["php", _ROOT / "maintenance/install.php", *words, "Brand Wiki", "Admin"], cwd=here)
    with (here / "LocalSettings.php").open("a") as settings:
        settings.write(_SETTINGS)
    _write(here, {f"Starlink {number}": text for number, text in enumerate(crowd(_CROWD))})
    _write(here, {_title(seed): seed.text for seed in SEEDS})


def _title(seed: Seed) -> str:
    """The title of a page: the name itself, and what tells it from others."""
    return f"{seed.topic} {seed.key}" if seed.topic else seed.title or seed.key.title()


def _write(here: Path, pages: dict[str, str]) -> None:
    """Make pages say this, all by one process."""
    folder = here / "pages"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for title, text in pages.items():
        (folder / f"{title}.txt").write_text(text)
    told = {"MW_CONFIG_FILE": str(here / "LocalSettings.php")}
    script = _ROOT / "maintenance/importTextFiles.php"
    run(["php", script, "--overwrite", "--rc", "--user", "Admin", *folder.iterdir()], cwd=here, env=told)
