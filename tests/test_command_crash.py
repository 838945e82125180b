"""Commands that change the database, killed at any moment: the same command again ends where it would have ended.

A child kills itself at a random step of SQLite's work, or is killed at a random time: nothing is lost, nothing is
there twice. MENTIONWATCH_KILLS sets how often in all (the short form: 21, three times each of seven commands); scans,
migrations and alerts are killed in test_scan_crash.py, test_store_crash.py and test_alerts_crash.py. As a script, this
file is what gets killed.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from mentionwatch.cli import main
from mentionwatch.model import Author, Post
from mentionwatch.store import Store
from mentionwatch.store.archive import pack
from store_samples import NOW, batch, dump, opened, post

STEP = 25
"""A step is so many instructions of SQLite's virtual machine."""
POSTS = 120
VERA = Author(name="Вера Тайнова", handle="vera_secret", id="77", url="https://vk.example/vera")


def said(number: int) -> Post:
    """Post ``number``; every tenth is Vera's, and every third mentions nobody that was watched from the beginning."""
    word = "Globex" if number % 3 == 0 else "Acme"
    return post(
        id=f"id{number}",
        url=f"https://news.example/{number}",
        title=f"{word} did thing number {number}",
        text=f"{word} {number} and what people say about it " + "again " * (number % 7),
        published=NOW - timedelta(hours=number),
        author=VERA if number % 10 == 0 else Author(name=f"Person {number}", handle=f"p{number}"),
    )


def kept(folder: Path) -> None:
    """A configuration, and a database that holds mentions, people, an archive and a history."""
    text = (
        'database = "mentions.db"\narchive = "1y"\n[[topics]]\nname = "Acme"\nquery = "Acme, Globex"\n'
        '[[sources]]\ntype = "file"\npath = "none-*.jsonl"\n'
    )
    (folder / "mentionwatch.toml").write_text(text, encoding="utf-8")
    posts = [said(number) for number in range(POSTS)]
    with opened(folder) as store:
        store.keep(
            [batch(*(one for one in posts if "Acme" in one.whole), archive=[pack(one) for one in posts])], NOW
        )
        store.triage([1, 2, 3], {"status": "open"}, who="ann", now=NOW)


def lines(folder: Path) -> None:
    """Posts to import, beside those that are kept."""
    kept(folder)
    record = '{{"id": "new{0}", "url": "https://new.example/{0}", "text": "Acme, message {0}"}}\n'
    (folder / "posts.jsonl").write_text("".join(record.format(number) for number in range(POSTS)))


def another(folder: Path) -> None:
    """A second database, half of which is known."""
    kept(folder)
    with opened(folder, "other.db") as store:
        store.keep([batch(*(said(number + 1) for number in range(0, 2 * POSTS, 3)))], NOW)


def nothing_more(folder: Path) -> None:
    """What is left must be right; there is nothing else to look at."""


def nothing_of_hers(folder: Path) -> None:
    """No file holds a word of who was forgotten."""
    left = b"".join(path.read_bytes() for path in folder.glob("mentions.db*") if path.suffix != ".lock")
    assert VERA.handle
    assert VERA.handle.encode() not in left


def a_whole_copy(folder: Path) -> None:
    """The copy is there, whole, and nothing of an unfinished one."""
    assert sorted(path.name for path in folder.glob("copy.db*")) == ["copy.db"]
    with opened(folder, readonly=True) as store, opened(folder, "copy.db") as copy:
        assert copy.check() == []
        assert dump(copy) == dump(store)


@dataclass(frozen=True, kw_only=True)
class Task:
    """A command, what it needs, and what must be true after it; ``codes`` are those of the command done again."""

    args: Sequence[str]
    prepare: Callable[[Path], None] = kept
    verify: Callable[[Path], None] = nothing_more
    codes: Sequence[int] = (0,)


TASKS = {
    "import": Task(args=["import", "posts.jsonl"], prepare=lines),
    "triage": Task(args=["triage", *map(str, range(1, 60)), "--status", "answered", "--by", "ann"]),
    "rescan": Task(args=["rescan"]),
    "prune": Task(args=["db", "prune", "--older", f"{NOW - timedelta(hours=60):%Y-%m-%dT%H:%MZ}"]),
    "forget": Task(args=["db", "forget", "@vera_secret"], verify=nothing_of_hers, codes=(0, 2)),
    "backup": Task(args=["db", "backup", "copy.db"], verify=a_whole_copy),
    "merge": Task(args=["db", "merge", "other.db"], prepare=another),
}
KILLS = max(1, int(os.environ.get("MENTIONWATCH_KILLS", "21")) // len(TASKS))


@dataclass(kw_only=True)
class Calm:
    """A command that nobody disturbed: where it began, how much it did, and what it left."""

    folder: Path
    steps: int = 0
    seconds: float = 0.0
    held: Any = field(default=None)


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Calm]:
    """Each command undisturbed, done once."""
    known: dict[str, Calm] = {}

    def measured(name: str) -> Calm:
        if name not in known:
            folder = tmp_path_factory.mktemp(name)
            TASKS[name].prepare(folder)
            begun = Calm(folder=folder)
            done = copied(folder, tmp_path_factory.mktemp(f"{name}-calm") / "done")
            begun.steps, begun.seconds = run(done, TASKS[name].args)
            begun.held = held(done)
            TASKS[name].verify(done)
            known[name] = begun
        return known[name]

    return measured


def copied(folder: Path, target: Path) -> Path:
    shutil.copytree(folder, target)
    return target


def held(folder: Path) -> Any:
    """All that the database holds of posts, work and archive, without the times of this test."""
    with opened(folder) as store:
        assert store.check() == []
        history = store._db.execute("SELECT mention, kind, value, before, who FROM events ORDER BY 1, 2, 3")
        archive = store._db.execute("SELECT key FROM archive ORDER BY 1")
        return dump(store), history.fetchall(), archive.fetchall()


def run(
    folder: Path, args: Sequence[str], kill_at: int = 0, kill_after: float | None = None
) -> tuple[int, float]:
    """The command in a child, killed at a step or after some seconds, if at all; its steps and its seconds."""
    command = [sys.executable, __file__, str(kill_at), *args]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout
        assert child.stdout.readline() == b"ready\n"
        began = time.perf_counter()
        if kill_after is not None:
            time.sleep(kill_after)
            child.kill()
        out, wrong = child.communicate()
        seconds = time.perf_counter() - began
    if kill_at or kill_after is not None:
        return 0, seconds
    assert child.returncode == 0, wrong.decode()
    return int(out.split()[-1]), seconds


@pytest.mark.parametrize("number", range(KILLS))
@pytest.mark.parametrize("name", TASKS)
def test_a_killed_command_is_finished_by_the_same_command(
    tmp_path: Path,
    name: str,
    number: int,
    calm: Callable[[str], Calm],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    task, begun = TASKS[name], calm(name)
    dice = random.Random(f"{name} {number}")
    folder = copied(begun.folder, tmp_path / "killed")
    if number % 3 == 2:
        run(folder, task.args, kill_after=dice.uniform(0, begun.seconds))
    else:
        run(folder, task.args, kill_at=dice.randint(1, begun.steps))
    if (folder / "copy.db").exists():  # what is called a copy is one
        with Store.open(Path(shutil.copy(folder / "copy.db", tmp_path / "half.db")), now=NOW) as store:
            assert store.check() == []
    monkeypatch.chdir(folder)
    monkeypatch.setattr("sys.argv", ["mentionwatch", *task.args])
    assert main() in task.codes, capsys.readouterr().err
    assert held(folder) == begun.held
    task.verify(folder)


# What gets killed


def counted(kill_at: int) -> Callable[[], int]:
    """Let every connection count its steps, and this process kill itself at one of them; what they are so far."""
    steps = 0
    connect = sqlite3.connect

    def step() -> int:
        nonlocal steps
        steps += 1
        if steps == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    def counting(*args: Any, **options: Any) -> sqlite3.Connection:
        db: sqlite3.Connection = connect(*args, **options)
        db.set_progress_handler(step, STEP)
        return db

    sqlite3.connect = counting  # type: ignore[assignment]
    return lambda: steps


def child(kill_at: int, args: Sequence[str]) -> None:
    import fluent.runtime  # noqa: F401 - so that the moment of the kill falls into the work
    import httpx  # noqa: F401
    import sqlite_utils  # noqa: F401

    steps = counted(kill_at)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.argv = ["mentionwatch", *args]
    code = main()
    sys.stdout.write(f"{json.dumps(steps())}\n")
    sys.stdout.flush()
    raise SystemExit(code)


if __name__ == "__main__":
    child(int(sys.argv[1]), sys.argv[2:])
