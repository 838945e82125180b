"""Everything at once: scans, reports, triage, backups, rescans. Nobody is told of locks, and nothing is lost.

MENTIONWATCH_SECONDS is how long the long form goes on (the short form: 8).
"""

from __future__ import annotations

import itertools
import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from servers import Answer, Request, Server

SECONDS = float(os.environ.get("MENTIONWATCH_SECONDS", "8"))
POSTS = 40
TEAM = ("ann", "boris")


def mentionwatch(folder: Path, *args: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mentionwatch", *args], cwd=folder, input=stdin, capture_output=True, text=True,
        encoding="utf-8", check=False,
    )  # fmt: skip


def growing() -> Callable[[Request], Answer]:
    """A feed that has two more posts each time it is asked."""
    asked = itertools.count(POSTS // 2)

    def feed(_: Request) -> Answer:
        last = next(asked) * 2
        posts = "".join(
            f"<item><guid>https://site.example/{n}</guid><link>https://site.example/{n}</link>"
            f"<title>Старлинк, событие номер {n}</title><description>подробности {n}</description></item>"
            for n in range(max(0, last - POSTS), last)
        )
        return Answer(f"<rss version='2.0'><channel><title>t</title>{posts}</channel></rss>")

    return feed


def configured(folder: Path, url: str) -> Path:
    text = (
        f'database = "m.db"\narchive = "1d"\nfeeds = ["{url}/one", "{url}/two"]\n'
        '[[topics]]\nname = "Старлинк"\nquery = "Старлинк"\n'
    )
    (folder / "mentionwatch.toml").write_text(text, encoding="utf-8")
    return folder


class Crowd:
    """Commands that go on in threads until the time is up, with all that they said."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.end = time.monotonic() + SECONDS
        self.said: list[tuple[tuple[str, ...], int, str]] = []
        self.notes: list[tuple[int, str]] = []

    def repeat(self, *args: str) -> None:
        while time.monotonic() < self.end:
            done = mentionwatch(self.folder, *args)
            self.said.append((args, done.returncode, done.stderr))

    def triage(self, who: str) -> None:
        """Write notes on mentions, each of which must be in their history at the end."""
        dice = random.Random(who)
        for number in itertools.count():
            if time.monotonic() > self.end:
                return
            mention = dice.randint(1, POSTS // 4)
            note = f"{who} {number}"
            args = ("triage", str(mention), "--note", note, "--by", who)
            done = mentionwatch(self.folder, *args)
            self.said.append((args, done.returncode, done.stderr))
            if done.returncode == 0:
                self.notes.append((mention, note))

    def backups(self) -> None:
        for number in itertools.count():
            if time.monotonic() > self.end:
                return
            self.repeat_once("db", "backup", f"copy-{number % 2}.db")

    def repeat_once(self, *args: str) -> None:
        done = mentionwatch(self.folder, *args)
        self.said.append((args, done.returncode, done.stderr))


def test_a_team_and_its_cron_jobs_do_not_get_into_each_others_way(tmp_path: Path) -> None:
    with Server({"/one": growing(), "/two": growing()}) as server:
        folder = configured(tmp_path, server.url)
        assert mentionwatch(folder, "scan").returncode == 0
        crowd = Crowd(folder)
        jobs = [
            lambda: crowd.repeat("scan", "--wait", "900"),
            lambda: crowd.repeat("scan", "--wait", "900"),
            lambda: crowd.repeat("report", "--format", "json"),
            lambda: crowd.repeat("rescan"),
            crowd.backups,
            *(lambda who=who: crowd.triage(who) for who in TEAM),
        ]
        threads = [threading.Thread(target=job) for job in jobs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    busy = [said for said in crowd.said if "locked" in said[2] or "Traceback" in said[2]]
    assert busy == []
    assert [said for said in crowd.said if said[1] and "rescan" not in said[0]] == []
    assert lost(folder, crowd.notes) == []
    assert mentionwatch(folder, "db", "check").returncode == 0
    for copy in folder.glob("copy-*.db"):
        assert mentionwatch(folder, "--db", copy.name, "db", "check").returncode == 0
    kept = [
        json.loads(line)["url"] for line in mentionwatch(folder, "mentions", "--json").stdout.splitlines()
    ]
    assert len(kept) == len(set(kept)) >= POSTS


def lost(folder: Path, notes: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The notes that are not in the history of their mention."""
    histories = {mention: mentionwatch(folder, "show", str(mention)).stdout for mention, _ in notes}
    return [(mention, note) for mention, note in notes if note not in histories[mention]]
