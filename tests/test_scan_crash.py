"""A scan that is killed at any moment is finished by the next one, as if nothing had happened.

MENTIONWATCH_KILLS sets how often the long form kills (the short form: 8).
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

from servers import Answer, Request, Server

KILLS = int(os.environ.get("MENTIONWATCH_KILLS", "8"))
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


def scan(folder: Path, *, kill_after: float | None = None) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", WAY_IN, "scan", "--wait", "5"], cwd=folder, stderr=subprocess.PIPE, text=True
    )
    if kill_after is not None:
        time.sleep(kill_after)
        process.kill()
    _, said = process.communicate()
    if kill_after is None:
        assert process.returncode == 0, said


def held(folder: Path) -> list[tuple[object, ...]]:
    command = [sys.executable, "-m", "mentionwatch", "mentions", "--json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, encoding="utf-8")
    mentions = [json.loads(line) for line in done.stdout.splitlines()]
    return sorted((mention["url"], mention["topic"], mention["sentiment"]["label"]) for mention in mentions)


def test_a_killed_scan_is_repaired_by_the_next(tmp_path: Path) -> None:
    chance = random.Random(20261122)
    with Server({f"/{number}": feed for number in range(FEEDS)}) as server:
        calm = configured(tmp_path / "calm", server.url)
        began = time.monotonic()
        scan(calm)
        lasts = time.monotonic() - began
        for kill in range(KILLS):
            killed = configured(tmp_path / f"killed-{kill}", server.url)
            scan(killed, kill_after=chance.uniform(0.2, 1.0) * lasts)
            scan(killed)
            assert held(killed) == held(calm)
            checked = subprocess.run(
                [sys.executable, "-m", "mentionwatch", "db", "check"], cwd=killed, check=False
            )
            assert checked.returncode == 0
    assert len(held(calm)) == FEEDS * 18 + 2
