"""Killed at any moment, the same work again ends where it would have ended; two writers do not harm each other.

The number of kills is MENTIONWATCH_KILLS (15 where it is not set).

A power cut is played by files as a disk may hold them then. The log (WAL) is appended to without being synced
(``synchronous = NORMAL``), so it may be cut off anywhere, end in garbage, or, where it began anew, hold old frames
behind new ones. SQLite syncs the log before a checkpoint copies it into the database, and the database before the log
begins anew (https://www.sqlite.org/wal.html), so during a checkpoint any of the database's pages may be old, new or
torn, while the log is whole. These are the states that SQLite's order of writing and syncing leaves room for.
"""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from kills import Workshop, asked, forks, serve
from mentionwatch.model import Post, Sentiment
from mentionwatch.store import Batch, Enriched, Store, opening, schema
from store_samples import DAY, NOW, all_of, batch, dump, opened, post, with_topics

KILLS = asked(15)
ROUNDS = 10


def told(number: int, turn: int) -> Post:
    """Post ``number`` as it is in some round: some are edited, all gather likes."""
    version = turn // 4 if number % 5 == 0 else 0
    return post(
        id=f"id{number}",
        url=f"https://news.example/{number}?utm_campaign={turn}",
        title=f"Acme did thing number {number} of very many",
        text=f"Acme {number} version{version} " + "and what people say about it " * (number % 40),
        published=NOW - timedelta(hours=number),
    )


def batches(turn: int) -> list[Batch]:
    """What two feeds show in a round: the newest twenty posts, half of them known from the round before."""
    shown = [told(number, turn) for number in range(10 * turn, 10 * turn + 20)]
    mirrored = [post(**{**_fields(one), "id": f"mirror-{one.id}", "title": None}) for one in shown[::2]]
    asked = NOW + turn * DAY
    return [
        batch(*shown, key="feed", asked=asked, marks={"": asked}),
        batch(*mirrored, key="mirror", asked=asked),
        *(with_topics(one, "Acme", "Rival", key="both", asked=asked) for one in shown[::7]),
    ]


def _fields(one: Post) -> dict[str, object]:
    return {"url": one.url, "text": one.text, "published": one.published}


def work(store: Store) -> None:
    """A few scans with all that a scan does, then pruning."""
    for turn in range(ROUNDS):
        store.keep(batches(turn), NOW)
        unread = store.unread(1000)
        feelings = (
            Sentiment(label="negative", score=-len(one.post.text) / 2000, by="embedded/1") for one in unread
        )
        store.enrich([Enriched(id=one.id, sentiment=s) for one, s in zip(unread, feelings, strict=True)])
    store.prune(NOW - timedelta(hours=60))


def _slow_migration(db: object) -> None:
    """A second version of the tables that takes a while to make."""
    connection = db.conn  # type: ignore[attr-defined]
    connection.execute("CREATE TABLE copies (post INTEGER PRIMARY KEY, text TEXT)")
    for _ in range(40):
        connection.execute("INSERT OR REPLACE INTO copies SELECT id, text FROM posts")


def newer() -> None:
    """Let the program be of the next version."""
    schema.MIGRATIONS = (*schema.MIGRATIONS, _slow_migration)
    schema.NEWEST = opening.NEWEST = len(schema.MIGRATIONS)  # type: ignore[attr-defined]


def scans(folder: str) -> None:
    with opened(Path(folder)) as store:
        work(store)


def migrate(folder: str) -> None:
    newer()
    opened(Path(folder)).close()


def rounds(folder: Path) -> None:
    """A database of the version before the next."""
    with opened(folder) as store:
        for turn in range(4):
            store.keep(batches(turn), NOW)


def load(name: str) -> None:
    """The work once, so that a child begins with everything loaded and is killed in its work."""
    with TemporaryDirectory() as folder:
        scans(folder)


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    with Workshop(__file__) as made:
        yield made


@pytest.fixture(scope="module")
def seconds(tmp_path_factory: pytest.TempPathFactory, workshop: Workshop) -> dict[str, float]:
    """How long each task takes in another process."""
    folder = tmp_path_factory.mktemp("migrated")
    rounds(folder)
    return {
        "scans": workshop.do("scans", str(tmp_path_factory.mktemp("scanned"))).seconds,
        "migrate": workshop.do("migrate", str(folder)).seconds,
    }


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[object, ...]]:
    """What the work ends with."""
    with opened(tmp_path_factory.mktemp("undisturbed")) as store:
        work(store)
        return dump(store)


@forks
@pytest.mark.parametrize("number", range(max(1, KILLS * 2 // 3)))
def test_killed_work_is_finished_by_the_next_run(
    tmp_path: Path,
    number: int,
    workshop: Workshop,
    seconds: dict[str, float],
    undisturbed: list[tuple[object, ...]],
) -> None:
    dice = random.Random(number)
    for _ in range(1 + number % 3):
        workshop.do("scans", str(tmp_path), kill_after=dice.uniform(0, seconds["scans"]))
    with opened(tmp_path) as store:
        store._db.execute("PRAGMA synchronous = OFF")
        assert store.check() == []
        work(store)
        assert dump(store) == undisturbed
        assert store.check() == []


@forks
@pytest.mark.parametrize("number", range(max(1, KILLS // 3)))
def test_killed_migration_is_finished_by_the_next_run(
    tmp_path: Path,
    number: int,
    workshop: Workshop,
    seconds: dict[str, float],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rounds(tmp_path)
    with opened(tmp_path) as store:
        expected = dump(store)
    after = random.Random(number).uniform(0, seconds["migrate"])
    workshop.do("migrate", str(tmp_path), kill_after=after)
    monkeypatch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS)
    monkeypatch.setattr(schema, "NEWEST", schema.NEWEST)
    monkeypatch.setattr(opening, "NEWEST", schema.NEWEST)
    newer()
    with opened(tmp_path) as store:
        assert store.check() == []
        assert store.info()["version"] == schema.NEWEST
        assert dump(store) == expected
    assert all(_is_whole(copy) for copy in tmp_path.glob("*.v*"))


@pytest.mark.parametrize("number", range(max(1, KILLS // 3)))
def test_power_lost_in_the_middle_of_a_write_loses_no_more_than_the_last_transactions(
    tmp_path: Path, number: int, undisturbed: list[tuple[object, ...]]
) -> None:
    """The log as a disk may hold it then: cut off anywhere, its last sector full of something else."""
    dice = random.Random(number)
    with opened(tmp_path) as store:
        store._db.execute("PRAGMA wal_autocheckpoint = 0")
        for turn in range(dice.randint(1, ROUNDS)):
            store.keep(batches(turn), NOW)
        after = tmp_path / "after"
        after.mkdir()
        whole = (tmp_path / "mentions.db-wal").read_bytes()
        cut = dice.randrange(len(whole))
        garbage = dice.randbytes(min(512, cut)) if dice.random() < 0.5 else b""
        (after / "mentions.db").write_bytes((tmp_path / "mentions.db").read_bytes())
        (after / "mentions.db-wal").write_bytes(whole[: cut - len(garbage)] + garbage)
    with opened(after) as store:
        store._db.execute("PRAGMA synchronous = OFF")
        assert store.check() == []
        work(store)
        assert dump(store) == undisturbed
        assert store.check() == []


@pytest.mark.parametrize("number", range(max(1, KILLS // 3)))
def test_power_lost_while_the_log_is_copied_into_the_database_loses_nothing(
    tmp_path: Path, number: int
) -> None:
    dice = random.Random(number)
    with opened(tmp_path) as store:
        _partly_checkpointed(store, dice)
        expected = dump(store)
        log = (tmp_path / "mentions.db-wal").read_bytes()
        database = (tmp_path / "mentions.db").read_bytes()
    after = tmp_path / "after"
    after.mkdir()
    (after / "mentions.db-wal").write_bytes(log)
    (after / "mentions.db").write_bytes(_half_copied(database, log, dice))
    with opened(after) as store:
        assert store.check() == []
        assert dump(store) == expected


@pytest.mark.parametrize("number", range(max(1, KILLS // 3)))
def test_power_lost_when_the_log_has_begun_anew_loses_no_more_than_the_last_transactions(
    tmp_path: Path, number: int, undisturbed: list[tuple[object, ...]]
) -> None:
    """What was written over the old log arrived up to some byte; the old frames stand behind it."""
    dice = random.Random(number)
    with opened(tmp_path) as store:
        old = _partly_checkpointed(store, dice)
        new = (tmp_path / "mentions.db-wal").read_bytes()
        database = (tmp_path / "mentions.db").read_bytes()
    after = tmp_path / "after"
    after.mkdir()
    cut = dice.randrange(len(_of_this_turn(new)))
    (after / "mentions.db").write_bytes(database)
    (after / "mentions.db-wal").write_bytes(new[:cut] + old[cut:])
    with opened(after) as store:
        store._db.execute("PRAGMA synchronous = OFF")
        assert store.check() == []
        work(store)
        assert dump(store) == undisturbed
        assert store.check() == []


def _partly_checkpointed(store: Store, dice: random.Random) -> bytes:
    """Some rounds are in the database itself, more are in the log that began anew; the log as it was before."""
    store._db.execute("PRAGMA wal_autocheckpoint = 0")
    first = dice.randint(1, ROUNDS // 2)
    for turn in range(first):
        store.keep(batches(turn), NOW)
    busy, _, _ = store._db.execute("PRAGMA wal_checkpoint(RESTART)").fetchone()
    assert not busy
    old = store.path.with_name(store.path.name + "-wal").read_bytes()
    for turn in range(first, dice.randint(first + 1, ROUNDS)):
        store.keep(batches(turn), NOW)
    return old


_HEADER, _BEFORE_PAGE = 32, 24
"""Bytes before the first frame of a log, and before a frame's page: https://www.sqlite.org/fileformat2.html"""


def _of_this_turn(log: bytes) -> bytes:
    """The log without frames of an earlier turn, which have other salts."""
    size = int.from_bytes(log[8:12]) + _BEFORE_PAGE
    end = _HEADER
    while log[end + 8 : end + 16] == log[16:24]:
        end += size
    return log[:end]


def _half_copied(database: bytes, log: bytes, dice: random.Random) -> bytes:
    """The database of which a checkpoint has written some pages, some of them torn between sectors."""
    size = int.from_bytes(log[8:12])
    frames = _of_this_turn(log)[_HEADER:]
    step = size + _BEFORE_PAGE
    pages = {
        int.from_bytes(frames[at : at + 4]): frames[at + _BEFORE_PAGE : at + step]
        for at in range(0, len(frames), step)
    }
    assert pages
    share = dice.random()
    image = bytearray(database)
    for number, page in pages.items():
        if dice.random() > share:
            continue
        begin = (number - 1) * size
        image.extend(bytes(max(0, begin + size - len(image))))
        arrived = size if dice.random() < 0.8 else 512 * dice.randrange(size // 512)
        image[begin : begin + arrived] = page[:arrived]
    return bytes(image)


def _is_whole(copy: Path) -> bool:
    with Store.open(copy, now=NOW, readonly=True) as store:
        return not store.check() and store.info()["version"] in (schema.NEWEST - 1, schema.NEWEST)


def test_two_writers_at_once_keep_each_post_once(
    tmp_path: Path, undisturbed: list[tuple[object, ...]]
) -> None:
    opened(tmp_path).close()
    command = [sys.executable, __file__, "scans", str(tmp_path)]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE) as one,
        subprocess.Popen(command, stdout=subprocess.PIPE) as other,
    ):
        seen = 0
        while one.poll() is None:  # and a reader that stands in nobody's way
            with opened(tmp_path, readonly=True) as reader:
                mentions = all_of(reader)
                assert all(mention.post.text.startswith("Acme") for mention in mentions)
                seen = max(seen, len(mentions))
        assert (one.wait(), other.wait()) == (0, 0)
    assert seen
    with opened(tmp_path) as store:
        work(store)
        assert store.check() == []
        assert len(dump(store)) == len(undisturbed)


if __name__ == "__main__":
    serve({"scans": scans, "migrate": migrate}, load)
