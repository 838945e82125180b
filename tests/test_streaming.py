"""``mentions --follow``: new mentions as they are kept by other processes, and an end without a word."""

from __future__ import annotations

import json
import os
import random
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from mentionwatch.cli import streaming
from mentionwatch.cli.streaming import PATIENCE, Stream
from mentionwatch.errors import StoreError
from mentionwatch.model import Filter, Label, Sentiment
from mentionwatch.store import Enriched, Store
from store_samples import ANY, DAY, NOW, batch, opened, post

CONFIG = """\
database = "m.db"
[[topics]]
name = "Acme"
query = "Acme"
[[sources]]
type = "file"
path = "posts.jsonl"
"""
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sends signals")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mentionwatch.toml").write_text(CONFIG, encoding="utf-8")
    scan(tmp_path, "Acme was there before")
    return tmp_path


def command(*args: str) -> list[str]:
    return [sys.executable, "-m", "mentionwatch", *args]


def scan(folder: Path, *texts: str) -> None:
    """A scan, in a process of its own, that finds these posts."""
    posts = [{"text": text, "id": text, "published": "2026-11-20T10:00:00Z"} for text in texts]
    (folder / "posts.jsonl").write_text("".join(json.dumps(one) + "\n" for one in posts), encoding="utf-8")
    subprocess.run(command("scan"), cwd=folder, check=True)


@contextmanager
def followed(folder: Path, *args: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command("mentions", "--follow", *args),
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,  # select knows nothing of what a buffer holds
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def line(process: subprocess.Popen[bytes], seconds: float = 300) -> dict[str, Any]:
    """The next line, waited for so long."""
    assert process.stdout
    assert select.select([process.stdout], [], [], seconds)[0], "no line came"
    told: dict[str, Any] = json.loads(process.stdout.readline())
    return told


def test_what_scans_keep_is_told_enriched_and_once(folder: Path) -> None:
    with followed(folder, "--since", "10y") as process:
        assert line(process)["text"] == "Acme was there before"
        scan(folder, "Acme is down, terrible", "Acme works again, thanks")
        told = [line(process), line(process)]
        assert {one["text"] for one in told} == {"Acme is down, terrible", "Acme works again, thanks"}
        assert all(one["sentiment"] for one in told)
        scan(folder, "Acme is down, terrible", "Acme, a third one")
        assert line(process)["text"] == "Acme, a third one"
        process.send_signal(signal.SIGINT)
        assert process.wait(120) == 0
        assert process.stderr is not None
        assert process.stderr.read() == b""


def test_without_since_only_new_ones_are_told_and_filters_hold(folder: Path) -> None:
    with followed(folder, "--sentiment", "negative", "--limit", "1") as process:
        assert process.stdout
        with opened(folder, "m.db") as store:
            for number in range(1, 200):  # what is kept before it is at work is not told
                keep(store, 2 * number, label="positive")
                keep(store, 2 * number + 1, label="negative")
                if select.select([process.stdout], [], [], 0.5)[0]:
                    break
        told = line(process)
        assert told["sentiment"]["label"] == "negative"
        assert told["text"] != "Acme was there before"
        assert process.wait(120) == 0


def test_a_reader_that_goes_away_ends_it(folder: Path) -> None:
    with followed(folder, "--since", "10y") as process:
        line(process)
        assert process.stdout
        process.stdout.close()
        assert process.wait(120) == 0


# The stream itself, without processes


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as made:
        yield made


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def stream(folder: Path, asked: Filter = ANY, **fields: Any) -> Stream:
    return Stream(
        path=folder / "mentions.db", opened=lambda: opened(folder, readonly=True), asked=asked, **fields
    )


def keep(store: Store, number: int, *, read: bool = True, label: Label = "neutral") -> None:
    told = post(id=str(number), url=f"https://a.example/{number}", text=f"Acme {number}", title=None)
    store.keep([batch(told)], NOW + number * DAY)
    if read:
        felt = Sentiment(label=label, score=0.0, by="test")
        store.enrich([Enriched(id=one.id, sentiment=felt) for one in store.unread(10)])


def told(from_: Stream) -> list[str]:
    return [json.loads(one)["text"] for one in from_.lines()]


class Busy(Stream):
    """One new mention after the other."""

    def lines(self) -> Iterator[str]:
        while True:
            yield "{}"


@pytest.mark.parametrize("kind", [Stream, Busy])
def test_one_interrupt_at_any_moment_ends_it(
    store: Store, tmp_path: Path, kind: type[Stream], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At work or at rest; the handler of this test stands for that of the interpreter, which must be back then."""
    monkeypatch.setattr(streaming, "PAUSE", 0.005)
    keep(store, 1)
    dice = random.Random(1)

    def ours(number: int, frame: object) -> None:
        raise AssertionError("nobody listens")

    def interrupt() -> None:
        while signal.getsignal(signal.SIGINT) is ours:
            time.sleep(0.001)
        time.sleep(dice.uniform(0, 0.02))
        os.kill(os.getpid(), signal.SIGINT)

    before = signal.signal(signal.SIGINT, ours)
    try:
        for _ in range(25):
            following = kind(
                path=tmp_path / "mentions.db", opened=lambda: opened(tmp_path, readonly=True), asked=ANY
            )
            thread = threading.Thread(target=interrupt)
            thread.start()
            streaming.follow(following, None)
            thread.join()
            assert signal.getsignal(signal.SIGINT) is ours
            assert following._store is None
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_mention_waits_to_be_enriched_but_not_for_ever(store: Store, tmp_path: Path) -> None:
    clock = Clock()
    following = stream(tmp_path, clock=clock)
    keep(store, 1)
    keep(store, 2, read=False)
    assert told(following) == ["Acme 1"]
    keep(store, 3, read=False)
    clock.now = PATIENCE - 1
    assert told(following) == []
    clock.now = PATIENCE
    assert told(following) == ["Acme 2", "Acme 3"]
    assert told(following) == []
    following.close()


def test_a_database_that_was_rotated_is_followed_anew(store: Store, tmp_path: Path) -> None:
    for number in (1, 2, 3):
        keep(store, number)
    following = stream(tmp_path, mark=store.last_mention())
    assert told(following) == []
    store.close()
    for name in ("mentions.db", "mentions.db-wal", "mentions.db-shm"):
        if (tmp_path / name).exists():
            (tmp_path / name).rename(tmp_path / f"old-{name}")
    assert told(following) == []
    with opened(tmp_path) as fresh:
        keep(fresh, 4)
        keep(fresh, 6)
        assert told(following) == ["Acme 4", "Acme 6"]
        keep(fresh, 5)
        assert told(following) == ["Acme 5"]
    following.close()


def test_in_a_restored_copy_nothing_is_told_again(store: Store, tmp_path: Path) -> None:
    keep(store, 1)
    store.backup(tmp_path / "copy.db")
    keep(store, 2)
    following = stream(tmp_path)
    assert told(following) == ["Acme 1", "Acme 2"]
    store.close()
    (tmp_path / "copy.db").replace(tmp_path / "mentions.db")
    assert told(following) == []
    with opened(tmp_path) as restored:
        keep(restored, 3)
    assert told(following) == ["Acme 3"]
    following.close()


def test_a_locked_database_is_tried_again(store: Store, tmp_path: Path) -> None:
    keep(store, 1)
    is_locked = [True]

    def opening() -> Store:
        if is_locked[0]:
            raise StoreError("store-locked", path="m.db", why="busy")
        return opened(tmp_path, readonly=True)

    following = Stream(path=tmp_path / "mentions.db", opened=opening, asked=ANY)
    assert told(following) == []
    is_locked[0] = False
    assert told(following) == ["Acme 1"]
    following.close()


def test_nothing_is_asked_while_nothing_changes(store: Store, tmp_path: Path) -> None:
    keep(store, 1)
    following = stream(tmp_path)
    assert told(following) == ["Acme 1"]
    asked: list[str] = []
    following._store._db.set_trace_callback(asked.append)  # type: ignore[union-attr]
    for _ in range(5):
        assert told(following) == []
    assert set(asked) == {"PRAGMA data_version"}
    following.close()
