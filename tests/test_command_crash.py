"""Commands that change the database, killed at any moment: the same command again ends where it would have ended.

A child kills itself at a random step of SQLite's work, or is killed at a random time: nothing is lost, nothing is
there twice. It may be killed again, and again, while it finishes. MENTIONWATCH_KILLS sets how many commands are killed
(the short form: 24, three of each of eight); scans, migrations and alerts are killed in test_scan_crash.py,
test_store_crash.py and test_alerts_crash.py.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from kills import Done, Workshop, asked, forks, serve
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


def called_otherwise(folder: Path) -> None:
    """The topic of what is kept has another name in the configuration now."""
    kept(folder)
    file = folder / "mentionwatch.toml"
    file.write_text(file.read_text().replace('name = "Acme"', 'name = "Acme Inc"'))


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
    "rename": Task(args=["topics", "rename", "Acme", "Acme Inc"], prepare=called_otherwise, codes=(0, 2)),
    "merge": Task(args=["db", "merge", "other.db"], prepare=another),
}
KILLS = max(1, asked(24) // len(TASKS))


@dataclass(kw_only=True)
class Calm:
    """A command that nobody disturbed: where it began, how much it did, and what it left."""

    folder: Path
    steps: int = 0
    seconds: float = 0.0
    held: Any = field(default=None)


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    with Workshop(__file__) as made:
        yield made


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory, workshop: Workshop) -> Callable[[str], Calm]:
    """Each command undisturbed, done once."""
    known: dict[str, Calm] = {}

    def measured(name: str) -> Calm:
        if name not in known:
            folder = tmp_path_factory.mktemp(name)
            TASKS[name].prepare(folder)
            done = copied(folder, tmp_path_factory.mktemp(f"{name}-calm") / "done")
            ran = run(workshop, done, name)
            known[name] = Calm(folder=folder, steps=ran.told, seconds=ran.seconds, held=held(done))
            TASKS[name].verify(done)
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
    workshop: Workshop, folder: Path, name: str, kill_at: int = 0, kill_after: float | None = None
) -> Done:
    """The command in a child, killed at a step or after some seconds, if at all; it tells its steps."""
    return workshop.do(name, str(folder), str(kill_at), kill_after=kill_after)


@forks
@pytest.mark.parametrize("number", range(KILLS))
@pytest.mark.parametrize("name", TASKS)
def test_a_killed_command_is_finished_by_the_same_command(
    tmp_path: Path,
    name: str,
    number: int,
    workshop: Workshop,
    calm: Callable[[str], Calm],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    task, begun = TASKS[name], calm(name)
    dice = random.Random(f"{name} {number}")
    folder = copied(begun.folder, tmp_path / "killed")
    for _ in range(1 + number % 3):
        if dice.random() < 1 / 3:
            run(workshop, folder, name, kill_after=dice.uniform(0, begun.seconds))
        else:
            run(workshop, folder, name, kill_at=dice.randint(1, begun.steps))
    if (folder / "copy.db").exists():  # what is called a copy is one
        with Store.open(Path(shutil.copy(folder / "copy.db", tmp_path / "half.db")), now=NOW) as store:
            assert store.check() == []
    monkeypatch.chdir(folder)
    monkeypatch.setattr("sys.argv", ["mentionwatch", *task.args])
    assert main() in task.codes, capsys.readouterr().err
    assert held(folder) == begun.held
    task.verify(folder)


WRITES = re.compile(
    r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|WITH\b.*\b(INSERT|UPDATE|DELETE)\b)", re.DOTALL
)


@pytest.mark.parametrize("name", TASKS)
def test_a_command_changes_the_database_in_transactions_alone(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """So no kill comes between two statements that belong together."""
    TASKS[name].prepare(tmp_path)
    alone: list[str] = []
    connect = sqlite3.connect

    def watched(*args: Any, **options: Any) -> sqlite3.Connection:
        db: sqlite3.Connection = connect(*args, **options)

        def see(statement: str) -> None:
            if WRITES.match(statement) and not db.in_transaction:
                alone.append(statement)

        db.set_trace_callback(see)
        return db

    monkeypatch.setattr(sqlite3, "connect", watched)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["mentionwatch", *TASKS[name].args])
    assert main() == 0, capsys.readouterr().err
    assert alone == []


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


def child(name: str, folder: str, kill_at: str) -> int:
    """A command as somebody types it in a folder; how many steps it took."""
    os.chdir(folder)
    steps = counted(int(kill_at))
    sys.argv = ["mentionwatch", *TASKS[name].args]
    code = main()
    assert code in TASKS[name].codes
    return steps()


def load(name: str) -> None:
    """The command once, so that a child begins with everything loaded and is killed in its work."""
    home = Path.cwd()
    with TemporaryDirectory() as folder:
        TASKS[name].prepare(Path(folder))
        os.chdir(folder)
        sys.argv = ["mentionwatch", *TASKS[name].args]
        main()
        os.chdir(home)


if __name__ == "__main__":
    serve({name: partial(child, name) for name in TASKS}, load)
