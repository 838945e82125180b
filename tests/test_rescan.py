"""Other queries on what is kept and on the archive: what comes, what goes, and what people's work protects."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from mentionwatch.model import Author, EventKind, Post, Topic
from mentionwatch.rescan import Rescanned, rescan
from mentionwatch.store import Batch, Store
from mentionwatch.store.archive import pack, unpack
from mentionwatch.store.arrivals import sound_post
from mentionwatch.text.match import Matcher
from store_samples import ANY, DAY, NOW, all_of, dump, opened, texts
from test_store_properties import posts as any_posts
from tuning_samples import CONFIG, ENGLISH, SURE, Place, place

OLD = Topic(name="Acme", query="Acme")
NEW = Topic(name="Acme", query="(Acme, Apex) -sale", own_accounts=("@acme",))
OTHER = Topic(name="Rival", query="Rival")
TEXTS = [
    "Acme is down",
    "Acme sale of old chairs",
    "Apex is the new name",
    "The weather is fine",
    "Rival and Apex",
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as made:
        yield made


def post(number: int, text: str, **told: Any) -> Post:
    return Post(
        source="rss", id=str(number), url=f"https://x.example/{number}", text=text, site="x.example",
        published=NOW - number * timedelta(hours=1), **told,
    )  # fmt: skip


def fetched(store: Store, posts: Sequence[Post], *topics: Topic, now: Any = NOW, archive: bool = True) -> int:
    """Keep posts as a scan does; how many mentions are new."""
    matcher = Matcher(topics)
    found = [(one, tuple(matcher.match(one))) for one in posts]
    made = Batch(
        key="rss:x", source="rss", asked=now, found=[(one, matches) for one, matches in found if matches],
        archive=[pack(one) for one in posts] if archive else (),
    )  # fmt: skip
    return len(store.keep([made], now))


@pytest.fixture
def full(store: Store) -> Store:
    fetched(store, [post(number, text) for number, text in enumerate(TEXTS, 1)], OLD, OTHER)
    return store


def counts(done: Rescanned) -> tuple[int, int, int, int]:
    return done.added, done.removed, done.changed, done.left


def work(store: Store, number: int, **changes: Any) -> None:
    told: dict[EventKind, str | None] = changes  # type: ignore[assignment]
    store.triage([number], told, who="ann", now=NOW)


def test_what_matches_now_comes_and_what_does_not_goes(full: Store) -> None:
    done = rescan(full, [NEW])
    assert (done.posts, done.archived, done.added, done.removed) == (5, 2, 2, 1)
    assert sorted((mention.topic, mention.post.text) for mention in all_of(full)) == [
        ("Acme", "Acme is down"), ("Acme", "Apex is the new name"), ("Acme", "Rival and Apex"),
        ("Rival", "Rival and Apex"),
    ]  # fmt: skip
    assert texts(done.came) == ["Apex is the new name", "Rival and Apex"]
    assert texts(done.went) == ["Acme sale of old chairs"]
    assert counts(rescan(full, [NEW])) == (0, 0, 0, 0)
    assert full.check() == []
    assert [m.id for m in full.mentions(replace(ANY, words="sale"))] == []


def test_the_way_back_leads_to_the_beginning(full: Store) -> None:
    before = dump(full)
    rescan(full, [NEW])
    rescan(full, [OLD])
    assert dump(full) == before
    assert full.check() == []


def test_a_dry_run_tells_the_same_and_changes_nothing(full: Store, tmp_path: Path) -> None:
    def known() -> object:  # but for the size: forms of new words are kept for the next time
        return dump(full), full.info() | {"bytes": 0}

    before = known()
    dry = rescan(full, [NEW], dry_run=True)
    assert known() == before
    assert {mention.id for mention in dry.came} == {0}
    wet = rescan(full, [NEW])
    assert counts(dry) == counts(wet)
    assert (texts(dry.came), texts(dry.went)) == (texts(wet.came), texts(wet.went))


def test_a_mention_that_somebody_worked_on_stays(full: Store) -> None:
    sale = next(mention.id for mention in all_of(full) if "sale" in mention.post.text)
    work(full, sale, note="we sold them")
    done = rescan(full, [NEW])
    assert (done.removed, done.left) == (0, 1)
    assert full.mention(sale) is not None
    full.undo([sale], who="ann", now=NOW)
    assert rescan(full, [NEW]).left == 1  # its history is work, too


def test_what_is_no_mention_does_not_come_back(full: Store) -> None:
    down = next(mention.id for mention in all_of(full) if "down" in mention.post.text)
    work(full, down, verdict="not-a-mention")
    for topic in (NEW, OLD):
        done = rescan(full, [topic])
        assert (done.left, "Acme is down" in texts(all_of(full))) == (0, False)


def test_what_was_pruned_does_not_come_back(full: Store) -> None:
    full.prune(NOW + DAY)
    assert rescan(full, [OLD]).added == 0
    assert all_of(full) == []


def test_confidence_is_seen_anew(store: Store) -> None:
    shop = Topic(name="Магнит", query="Магнит")
    fetched(store, [post(1, "Зашли в Магнит, потом домой"), post(2, "Магнит железный и тяжёлый")], shop)
    strict = replace(shop, min_confidence=0.99)
    done = rescan(store, [strict])
    assert (done.changed, done.added, done.removed) == (2, 0, 0)
    assert all(mention.doubtful for mention in all_of(store))
    lax = rescan(store, [replace(shop, min_confidence=0)])
    assert lax.surer == 2
    assert not any(mention.doubtful for mention in all_of(store))


def test_our_own_posts_go(store: Store) -> None:
    own = post(1, "Acme thanks you", author=Author(handle="acme"))
    fetched(store, [own, post(2, "Acme is down", author=Author(handle="bob"))], OLD)
    assert rescan(store, [NEW]).removed == 1
    assert store.info()["authors"] == 1


def test_an_archived_copy_of_a_kept_post_is_a_place_of_it(store: Store) -> None:
    kept = post(1, "Apex and Acme are one")
    fetched(store, [kept], OLD)
    fetched(store, [replace(kept, id="guid", url=f"{kept.url}?utm_source=x")])
    fetched(store, [post(1, "Apex and Acme were one")])  # an older wording that matched nothing
    done = rescan(store, [NEW])
    assert (done.added, len(all_of(store))) == (0, 1)
    assert texts(all_of(store)) == [kept.text]
    assert store.revisions(1) == []


def test_found_posts_count_for_when_they_were_seen(store: Store) -> None:
    undated = replace(post(1, "Apex is here"), published=None)
    fetched(store, [undated], OLD, now=NOW - 9 * DAY)
    rescan(store, [NEW])
    (found,) = all_of(store)
    assert found.first_seen == NOW - 9 * DAY
    assert found.post.language == "en"


def test_the_archive_keeps_each_post_once_in_its_newest_words_and_forgets(store: Store) -> None:
    for text, day in (("one", 3), ("one", 2), ("two", 1)):
        fetched(store, [post(1, text), post(2, "else")], now=NOW - day * DAY)
    assert [(one.post.text, one.seen) for one in store.archived(9)] == [
        ("else", NOW - 3 * DAY), ("two", NOW - 3 * DAY),
    ]  # fmt: skip
    told = store.info()
    assert (told["archive"], isinstance(told["archive_bytes"], int)) == (2, True)
    assert store.trim(NOW - 3 * DAY) == 0
    assert store.trim(NOW - 2 * DAY) == 2
    assert list(store.archived(9)) == []


def test_merging_takes_the_archive_along(store: Store, tmp_path: Path) -> None:
    with opened(tmp_path, "other.db") as other:
        fetched(other, [post(1, "Apex is here"), post(2, "Acme is here")], OLD)
    fetched(store, [post(1, "Apex is here")])
    for _ in range(2):
        store.merge(tmp_path / "other.db")
        assert store.info()["archive"] == 2
    assert rescan(store, [NEW]).added == 1


@given(any_posts())
def test_what_was_packed_is_unpacked(one: Post) -> None:
    sound = sound_post(one)
    told = unpack(pack(one).body)
    assert told == sound


def test_packed_posts_are_small(store: Store) -> None:
    text = (
        "Сегодня в городе отключили горячую воду, жители жалуются на управляющую компанию и ждут ремонта. "
        * 3
    )
    one = post(1, text, title="Горячую воду отключили", author=Author(name="Городские новости"))
    assert len(pack(one).body) < len(text.encode()) / 2


class TestCommands:
    @pytest.fixture
    def here(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> Place:
        made = place(tmp_path, capsys, monkeypatch)
        made.config(CONFIG.replace("database", 'archive = "30d"\ndatabase'))
        made.posts({"text": SURE, "published": None}, ENGLISH, "Apex is what they are called now")
        made.well("scan")
        return made

    def better(self, here: Place) -> None:
        text = (here.folder / "mentionwatch.toml").read_text(encoding="utf-8")
        here.config(text.replace('query = "Acme"', 'query = "Apex"'))

    def test_a_better_query_finds_what_was_fetched_before(self, here: Place) -> None:
        self.better(here)
        here.posts("nothing")
        dry = here.well("rescan", "--dry-run")
        assert "1 mention is added." in dry
        assert "Apex is what they are called now" in dry
        assert ENGLISH in dry
        assert "Nothing was changed" in dry
        (told,) = here.lines("rescan", "--json")
        assert [told[name] for name in ("posts", "archived", "added", "removed", "left")] == [3, 1, 1, 1, 0]
        assert told["examples"]["added"][0]["text"] == "Apex is what they are called now"
        (mention,) = here.lines("mentions", "--json", "--topic", "Acme")
        assert mention["text"] == "Apex is what they are called now"
        assert mention["sentiment"] is not None

    def test_one_topic_alone_and_in_russian(self, here: Place) -> None:
        self.better(here)
        said = here.well("--lang", "ru", "rescan", "--topic", "Магнит")
        assert "Добавляется 0 упоминаний" in said
        assert ENGLISH in here.ids()
        assert here.run("rescan", "--topic", "Nobody")[0] == 2

    def test_info_tells_the_size_and_nothing_is_archived_unless_asked_for(self, here: Place) -> None:
        told = json.loads(here.well("db", "info", "--json"))
        assert told["archive"] == 3
        assert told["archive_bytes"] > 0
        here.config(CONFIG)
        here.well("scan")
        assert json.loads(here.well("db", "info", "--json"))["archive"] == 0

    def test_there_is_nothing_to_rescan_before_the_first_scan(self, here: Place) -> None:
        (here.folder / "m.db").unlink()
        assert here.run("rescan")[0] == 1
        assert not (here.folder / "m.db").exists()
