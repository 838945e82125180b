"""What can go wrong with the database is said in words, with what to do; nothing is lost by it."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

from mentionwatch.errors import StoreError
from mentionwatch.messages import say
from mentionwatch.model import Filter
from mentionwatch.store import Store, opening, schema
from store_samples import ANY, NOW, all_closed, all_of, batch, dump, kept, opened, post


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "PATIENCE", 0.05)


@pytest.fixture(autouse=True)
def _none_left_open() -> Iterator[None]:
    """Whatever goes wrong, connections are closed: Python 3.13 warns of those that are not, at some later moment."""
    with all_closed():
        yield


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as made:
        yield made


def raised(message: str) -> Any:
    """Expect a StoreError of that message, which can be said in both languages and names the file."""

    class Expected:
        def __enter__(self) -> None:
            return None

        def __exit__(self, kind: object, error: object, trace: object) -> bool:
            assert isinstance(error, StoreError), error
            assert error.message == message, str(error)
            assert error.exit_code == 1
            english, russian = error.say("en"), error.say("ru")
            assert str(error.values["path"]) in english
            assert english != russian
            assert "{" not in english + russian
            return True

    return Expected()


def test_a_database_to_read_must_exist(tmp_path: Path) -> None:
    with raised("store-missing"):
        opened(tmp_path, readonly=True)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    for readonly in (True, False):
        with raised("store-unopenable"):
            Store.open(tmp_path, now=NOW, readonly=readonly)


def test_a_file_in_the_way_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with raised("store-unopenable"):
        opened(tmp_path / "file")


def test_missing_folders_are_made(tmp_path: Path) -> None:
    opened(tmp_path / "deep" / "er").close()
    assert (tmp_path / "deep" / "er" / "mentions.db").exists()


@pytest.mark.parametrize("readonly", [True, False])
def test_another_programs_database_is_left_alone(tmp_path: Path, readonly: bool) -> None:
    path = tmp_path / "mentions.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE moz_places (id INTEGER PRIMARY KEY)")
    before = path.read_bytes()
    with raised("store-foreign"):
        opened(tmp_path, readonly=readonly)
    assert path.read_bytes() == before


@pytest.mark.parametrize("readonly", [True, False])
def test_a_newer_database_is_left_alone(store: Store, tmp_path: Path, readonly: bool) -> None:
    store._db.execute(f"PRAGMA user_version = {schema.NEWEST + 1}")
    with raised("store-newer"):
        opened(tmp_path, readonly=readonly)


@pytest.mark.parametrize("readonly", [True, False])
def test_random_bytes_are_no_database(tmp_path: Path, readonly: bool) -> None:
    (tmp_path / "mentions.db").write_bytes(random.Random(1).randbytes(100_000))
    with raised("store-damaged"):
        opened(tmp_path, readonly=readonly)


@pytest.mark.parametrize("seed", range(12))
def test_damaged_pages_are_told_and_not_a_traceback(tmp_path: Path, seed: int) -> None:
    with opened(tmp_path) as store:
        posts = [post(id=str(n), url=f"https://news.example/{n}", text=f"Acme {n} " * 300) for n in range(60)]
        store.keep([batch(*posts)], NOW)
    path = tmp_path / "mentions.db"
    dice = random.Random(seed)
    whole = bytearray(path.read_bytes())
    for page in dice.sample(range(1, len(whole) // 4096), k=len(whole) // 4096 // 3):
        whole[page * 4096 : (page + 1) * 4096] = dice.randbytes(4096)
    path.write_bytes(whole)
    told: list[StoreError] = []
    for use in (
        lambda store: dump(store),
        lambda store: list(store.mentions_json(ANY)),
        lambda store: store.days(Filter(words="acme"), UTC),
        lambda store: store.keep([batch(post(id="new", url="https://news.example/new"))], NOW),
        lambda store: store.prune(NOW),
    ):
        try:
            with opened(tmp_path) as store:
                use(store)
        except StoreError as error:
            told.append(error)
    assert {error.message for error in told} == {"store-damaged"}
    try:
        with opened(tmp_path, readonly=True) as store:
            assert store.check()
    except StoreError:
        pass


def test_a_locked_database(store: Store, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "mentions.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with raised("store-locked"), opened(tmp_path) as mine:
            mine.keep([batch(post())], NOW)
        assert all_of(store) == []
        other.execute("ROLLBACK")
    assert len(kept(store, batch(post()))) == 1


def test_one_scan_at_a_time(store: Store, tmp_path: Path) -> None:
    with opened(tmp_path) as other, store.scanning(0):
        with raised("store-busy"), other.scanning(0.01):
            pass
        assert all_of(other) == []  # reading needs no right to scan
    with store.scanning(0), raised("store-busy"), store.scanning(0):
        pass
    with store.scanning(0):
        pass


def test_who_did_not_wait_is_not_told_of_seconds() -> None:
    for lang, unit in (("en", "seconds"), ("ru", "с ожидания")):
        told = {wait: say(lang, "store-busy", path="x", seconds=wait) for wait in (0, 5)}
        assert f"5 {unit}" in told[5]
        assert unit not in told[0]
        assert "--wait 60" in told[0]


def test_the_lock_of_a_killed_scan_is_free(store: Store, tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from mentionwatch.store.lock import scanning\n"
        f"with scanning(Path({str(tmp_path / 'mentions.db')!r}), 1):\n"
        "    print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stdin=subprocess.PIPE
    ) as child:
        assert child.stdout
        child.stdout.readline()
        with raised("store-busy"), store.scanning(0):
            pass
        child.kill()
    with store.scanning(0):
        pass


def test_no_room_is_told_and_nothing_is_half_kept(store: Store) -> None:
    kept(store, batch(post()))
    before = dump(store)
    (pages,) = store._db.execute("PRAGMA page_count").fetchone()
    store._db.execute(f"PRAGMA max_page_count = {pages + 3}")
    posts = [post(id=str(n), url=f"https://news.example/{n}", text=f"Acme {n} " * 500) for n in range(10, 40)]
    with raised("store-full"):
        store.keep([batch(*posts)], NOW)
    assert dump(store) == before
    assert store.check() == []
    store._db.execute("PRAGMA max_page_count = 1000000")
    assert len(store.keep([batch(*posts)], NOW)) == 30


def test_a_store_to_read_does_not_write(store: Store, tmp_path: Path) -> None:
    with opened(tmp_path, readonly=True) as reader:
        for use in (lambda: reader.keep([], NOW), lambda: reader.prune(NOW), lambda: reader.enrich([])):
            with raised("store-readonly"):
                use()


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may become somebody else"
)
def test_a_file_without_the_right_to_write(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        kept(store, batch(post()))
    (tmp_path / "mentions.db").chmod(0o644)
    tmp_path.chmod(0o755)
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == 0 and not folder.stat().st_mode & 0o005:
            folder.chmod(folder.stat().st_mode | 0o055)
    code = f"""
import os, sys
sys.path[:] = {sys.path!r}
from datetime import datetime, UTC
from pathlib import Path
from mentionwatch.store import Store
from mentionwatch.store.keep import keep
from mentionwatch.model import Filter
from mentionwatch.errors import StoreError
import mentionwatch.messages, fluent.runtime, sqlite_utils
StoreError("store-readonly", path="x", why="y").say("en")
path = Path({str(tmp_path / "mentions.db")!r})
os.setegid(65534); os.seteuid(65534)
with Store.open(path, now=datetime.now(UTC), readonly=True) as store:
    print(len(list(store.mentions(Filter()))))
try:
    with Store.open(path, now=datetime.now(UTC)) as store:
        store.keep([], datetime.now(UTC))
except StoreError as error:
    print(error.message)
"""
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert answer.stdout.split() == ["1", "store-readonly"], answer.stderr


def _add_notes(db: Any) -> None:
    db.table("notes").create({"id": int, "text": str}, pk="id")


def _fail(db: Any) -> None:
    _add_notes(db)
    raise sqlite3.OperationalError("no such column: nonsense")


@pytest.mark.parametrize("readonly", [True, False])
def test_an_older_database_is_migrated_after_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, readonly: bool
) -> None:
    with opened(tmp_path) as store:
        kept(store, batch(post()))
    before = schema.NEWEST
    _newer(monkeypatch, _add_notes)
    with opened(tmp_path, readonly=readonly) as store:
        assert store.info()["version"] == before + 1
        assert len(all_of(store)) == 1
    (copy,) = tmp_path.glob(f"mentions.db.*.v{before}")
    monkeypatch.undo()
    with Store.open(copy, now=NOW, readonly=True) as old:
        assert (old.info()["version"], len(all_of(old))) == (before, 1)


def test_of_those_who_open_an_older_database_at_once_one_copies_and_migrates_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path) as store:
        kept(store, batch(post()))
    before = schema.NEWEST
    _newer(monkeypatch, _add_notes)
    monkeypatch.setattr(opening, "PATIENCE", 60)
    copied, together = [], threading.Barrier(3)

    def slow_copy(db: sqlite3.Connection, target: Path) -> None:
        copied.append(target)
        time.sleep(0.3)  # for the others to come
        copy(db, target)

    def use(readonly: bool) -> int:
        together.wait(60)
        with opened(tmp_path, readonly=readonly) as store:
            return len(all_of(store))

    copy = opening.copy
    monkeypatch.setattr(opening, "copy", slow_copy)
    with ThreadPoolExecutor() as threads:
        assert list(threads.map(use, [True, False, False])) == [1, 1, 1]
    monkeypatch.undo()
    assert len(copied) == 1
    with Store.open(copied[0], now=NOW, readonly=True) as old:
        assert (old.info()["version"], old.check()) == (before, [])


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(tmp_path).close()
    _newer(monkeypatch, _fail)
    with pytest.raises(sqlite3.OperationalError, match="nonsense"):
        opened(tmp_path)
    monkeypatch.undo()
    with opened(tmp_path) as store:
        assert store.info()["version"] == schema.NEWEST
        assert store._db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'notes'").fetchone() == (0,)


def _newer(monkeypatch: pytest.MonkeyPatch, migration: Any) -> None:
    newest = schema.NEWEST + 1
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, migration))
    monkeypatch.setattr(schema, "NEWEST", newest)
    monkeypatch.setattr(opening, "NEWEST", newest)
