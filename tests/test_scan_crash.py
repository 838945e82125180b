"""A scan that is killed at any moment is finished by the next one, as if nothing had happened.

It may be killed again, and again, while it finishes. MENTIONWATCH_KILLS sets how many scans are killed (short: 6).
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from kills import Workshop, asked, forks, serve
from mentionwatch.cli import main
from servers import Answer, Request, Server
from store_samples import all_of, opened

FEEDS = 12
WAY_IN = "from mentionwatch.__main__ import main; main()"


def feed(request: Request) -> Answer:
    """Twenty posts, two of them in every feed; with a validator, which must never hide a post that was lost."""
    number = request.path.strip("/")
    if request.headers.get("if-none-match") == f'"{number}"':
        return Answer(b"", 304)
    links = [f"https://{number}.example/{post}" for post in range(18)] + [
        "https://shared.example/1",
        "https://shared.example/2",
    ]
    posts = "".join(
        f"<item><guid>{link}</guid><link>{link}</link><title>Старлинк {link}</title>"
        "<description>о связи</description></item>"
        for link in links
    )
    return Answer(
        f"<rss version='2.0'><channel><title>t</title>{posts}</channel></rss>",
        headers={"ETag": f'"{number}"'},
    )


def configured(folder: Path, url: str) -> Path:
    folder.mkdir()
    feeds = json.dumps([f"{url}/{number}" for number in range(FEEDS)])
    text = f'database = "m.db"\nfeeds = {feeds}\n[[topics]]\nname = "Старлинк"\nquery = "Старлинк"\n'
    (folder / "mentionwatch.toml").write_text(text, encoding="utf-8")
    return folder


def scan(folder: str) -> None:
    os.chdir(folder)
    sys.argv = ["mentionwatch", "scan", "--wait", "5"]
    assert main() == 0


def held(folder: Path) -> list[tuple[object, ...]]:
    with opened(folder, "m.db") as store:
        assert store.check() == []
        return sorted(
            (mention.post.url, mention.topic, mention.sentiment and mention.sentiment.label)
            for mention in all_of(store)
        )


@dataclass(frozen=True, kw_only=True)
class Calm:
    """What a scan that nobody disturbed found, and how long it took."""

    url: str
    held: list[tuple[object, ...]]
    seconds: float


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    with Workshop(__file__) as made:
        yield made


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory, workshop: Workshop) -> Iterator[Calm]:
    with Server({f"/{number}": feed for number in range(FEEDS)}) as server:
        folder = configured(tmp_path_factory.mktemp("calm") / "done", server.url)
        seconds = workshop.do("scan", str(folder)).seconds
        found = held(folder)
        assert len(found) == FEEDS * 18 + 2
        yield Calm(url=server.url, held=found, seconds=seconds)


@forks
@pytest.mark.parametrize("number", range(asked(6)))
def test_a_killed_scan_is_repaired_by_the_next(
    tmp_path: Path, number: int, workshop: Workshop, calm: Calm
) -> None:
    chance = random.Random(20261122 + number)
    killed = configured(tmp_path / "killed", calm.url)
    for _ in range(1 + number % 3):
        workshop.do("scan", str(killed), kill_after=chance.uniform(0, calm.seconds))
    workshop.do("scan", str(killed))
    assert held(killed) == calm.held


def load(name: str) -> None:
    """A scan, so that a child begins with everything loaded and is killed in its work."""
    home = Path.cwd()
    with Server({f"/{number}": feed for number in range(FEEDS)}) as server, TemporaryDirectory() as folder:
        scan(str(configured(Path(folder) / "loaded", server.url)))
        os.chdir(home)


if __name__ == "__main__":
    serve({"scan": scan}, load)
