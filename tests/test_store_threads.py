"""What the store knows of threads: when to look again, who replied, what was edited and deleted, how posts grew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from mentionwatch.cli import main
from mentionwatch.model import Author, Engagement, Filter
from mentionwatch.store import Store
from mentionwatch.store.threads import Shelf, account, own_place, place
from store_samples import ANY, NOW, all_of, batch, kept, opened
from thread_samples import FORUM, HOUR, KEY, MINUTE, SHELF, look, matched, reply, said, soon

TOLD_NOTHING = Author()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as made:
        yield made


def begun(store: Store) -> int:
    """A thread whose opening post is a mention; its number."""
    kept(store, batch(said(1), key=KEY))
    store.adopt(NOW, soon)
    (due,) = store.due(SHELF, NOW + HOUR, 10)[0]
    return due.number


def test_a_post_is_due_when_the_schedule_says_so(store: Store) -> None:
    number = begun(store)
    assert store.due(SHELF, NOW + 14 * MINUTE, 10)[0] == []
    (due,) = store.due(SHELF, NOW + 15 * MINUTE, 10)[0]
    assert (due.post.id, due.at, due.looks, due.tries) == ("forum.example/1", NOW, 0, 0)
    store.look([look(number, asked=NOW + 15 * MINUTE)], NOW + 15 * MINUTE, soon)
    assert store.due(SHELF, NOW + HOUR, 10)[0] == []
    assert [due.looks for due in store.due(SHELF, NOW + 2 * HOUR, 10)[0]] == [1]


def test_the_youngest_come_first_and_what_was_set_aside_does_not(store: Store) -> None:
    old, new = said(1, at=NOW - HOUR), replace(said(1, "bob"), id="2", url="https://forum.example/t/b/2")
    first, _ = kept(
        store,
        batch(old, key=KEY),
        batch(replace(new, thread=new.url, text="Acme never answers a letter"), key=KEY),
    )
    store.adopt(NOW, soon)
    assert [due.post.id for due in store.due(SHELF, NOW + HOUR, 10)[0]] == ["2", "forum.example/1"]
    assert [due.post.id for due in store.due(SHELF, NOW + HOUR, 1)[0]] == ["2"]
    store.triage([first.id], {"status": "ignored"}, who="ann", now=NOW)
    assert [due.post.id for due in store.due(SHELF, NOW + HOUR, 10)[0]] == ["2"]


def test_a_source_is_asked_about_what_it_showed_and_about_strays_of_its_type(store: Store) -> None:
    other = replace(
        said(1, "bob"), id="2", url="https://forum.example/t/b/2", text="Acme never answers a letter"
    )
    kept(store, batch(said(1), key=KEY), batch(replace(other, thread=other.url), key="gone"))
    store.adopt(NOW, soon)

    def asked(shelf: Shelf) -> list[str]:
        posts, count = store.due(shelf, NOW + HOUR, 1)
        assert count >= len(posts)
        return [due.post.id for due in store.due(shelf, NOW + HOUR, 10)[0]]

    assert asked(Shelf(key=KEY)) == ["forum.example/1"]
    assert asked(Shelf(key="other", source="discourse", others=(KEY, "other"))) == ["2"]
    assert asked(Shelf(key="other", source="vk")) == []
    assert store.due(SHELF, NOW + HOUR, 1)[1] == 2


def test_what_nobody_can_tell_of_is_never_due(store: Store) -> None:
    kept(store, batch(said(1), key="rss:feed"))
    store.adopt(NOW, lambda feed, source, published: None if feed.startswith("rss") else published)
    assert store.due(SHELF, NOW + HOUR, 10) == ([], 0)
    assert len(store.threads(ANY)) == 1


def test_mails_answer_each_other_by_their_identifiers(store: Store) -> None:
    mail = replace(said(1), source="nntp", id="a1@example.org", url=None, thread="mid:a1@example.org")
    kept(store, batch(mail, key=KEY))
    store.adopt(NOW, soon)
    answer = replace(mail, id="a2@example.org", kind="comment", parent="mid:a1@example.org")
    archived = replace(
        answer, id="a3@example.org", url="https://lists.example/3", parent="mid:a2@example.org"
    )
    places = [own_place(post.id, post.url, post.thread) for post in (mail, answer, archived)]
    assert [place(post.parent or "") for post in (answer, archived)] == places[:2]
    (due,) = store.due(Shelf(key=KEY, source="nntp"), NOW + HOUR, 10)[0]
    store.look([look(due.number, reply(answer))], NOW + HOUR, soon)
    (thread,) = store.threads(ANY)
    assert [(one.place, one.parent) for one in thread.remarks] == [(places[0], None), (places[1], places[0])]


def test_of_strangers_no_words_and_no_names_are_kept(store: Store) -> None:
    number = begun(store)
    theirs = reply(said(2, "vera_secret", text="my own story, zaveduyushchaya"))
    ours = reply(said(3, "acme", text="Hello Vera, look into your letters"), ours=True, refers=True)
    store.look([look(number, theirs, ours)], NOW, soon)
    told = "".join(str(row) for row in store._db.execute("SELECT * FROM replies"))
    assert "vera" not in told.replace("Hello Vera", "")
    assert "zaveduyushchaya" not in told
    (thread,) = store.threads(ANY)
    _, second, third = thread.remarks
    assert (thread.url, thread.looked) == (f"{FORUM}/1", NOW)
    assert (second.text, third.text, second.refers, third.refers) == (
        None,
        "Hello Vera, look into your letters",
        False,
        True,
    )
    assert account("@Vera_Secret") in second.accounts
    assert second.parent == thread.remarks[0].place


def test_a_reply_that_is_a_mention_is_one_remark(store: Store) -> None:
    number = begun(store)
    answer = said(2, "bob", text="Acme is down here, too")
    fresh = store.look([look(number, reply(answer), found=[matched(answer)])], NOW, soon)
    assert [mention.post.id for mention in fresh] == [answer.id]
    (thread,) = store.threads(ANY)
    assert [(sorted(remark.concerns), remark.kind) for remark in thread.remarks] == [
        (["Acme"], "post"),
        (["Acme"], "comment"),
    ]
    assert [due.post.id for due in store.due(SHELF, NOW + 9 * HOUR, 10)[0]] == [
        "forum.example/1"
    ]  # it covers the other


def test_what_two_whole_looks_miss_is_deleted_since_the_first(store: Store) -> None:
    number = begun(store)
    both = [reply(said(2, "bob")), reply(said(3, "cy"))]

    def gone() -> list[object]:
        return [remark.gone for remark in store.threads(ANY)[0].remarks[1:]]

    store.look([look(number, *both, whole=True)], NOW, soon)
    for hours, whole in ((1, True), (2, False)):
        store.look([look(number, both[0], whole=whole)], NOW + hours * HOUR, soon)
        assert gone() == [None, None]
    store.look([look(number, both[0], whole=True)], NOW + 3 * HOUR, soon)
    assert gone() == [None, NOW + HOUR]
    store.look([look(number, *both, whole=True)], NOW + 4 * HOUR, soon)
    assert gone() == [None, None]  # it was there again


def test_what_is_told_without_words_and_writer_is_deleted_at_once(store: Store) -> None:
    number = begun(store)
    store.look([look(number, reply(said(2, "bob")))], NOW, soon)
    blank = replace(said(2), text="", author=None)
    store.look([look(number, reply(blank))], NOW + HOUR, soon)
    assert store.threads(ANY)[0].remarks[1].gone == NOW + HOUR


def test_a_post_is_deleted_when_two_looks_say_so(store: Store) -> None:
    number = begun(store)
    store.look([look(number, missing=True, asked=NOW)], NOW, soon)
    assert store.threads(ANY)[0].remarks[0].gone is None
    store.look([look(number, missing=True, asked=NOW)], NOW + MINUTE, soon)
    assert store.threads(ANY)[0].remarks[0].gone is None  # too soon to be sure
    store.look([look(number, missing=True)], NOW + HOUR, soon)
    assert store.threads(ANY)[0].remarks[0].gone == NOW
    assert store.due(SHELF, NOW + 99 * HOUR, 10)[0] == []


def test_a_failed_look_tells_nothing(store: Store) -> None:
    number = begun(store)
    store.look([look(number, reply(said(2, "bob")), whole=True)], NOW, soon)
    store.look([look(number, failed=True, whole=True)], NOW + HOUR, soon)
    (thread,) = store.threads(ANY)
    assert (thread.looked, thread.remarks[1].gone) == (NOW, None)
    assert [due.tries for due in store.due(SHELF, NOW + 9 * HOUR, 10)[0]] == [1]


def test_edits_of_posts_and_replies_are_told(store: Store) -> None:
    number = begun(store)
    again = replace(said(1), text="Acme is up again, I was wrong")
    store.look([look(number, reply(said(2, "bob")), again=(said(1), ()))], NOW, soon)
    edited = replace(said(2, "bob"), text="something else")
    store.look([look(number, reply(edited), again=(again, ()))], NOW + HOUR, soon)
    (mention,) = all_of(store)
    assert mention.post.text == "Acme is up again, I was wrong"
    assert [revision.text for revision in store.revisions(mention.id)] == [said(1).text]
    assert [remark.edits for remark in store.threads(ANY)[0].remarks] == [1, 1]


def test_growth_is_remembered(store: Store) -> None:
    number = begun(store)
    for hours, likes in ((0, None), (2, 10), (2.5, 11), (5, 60)):
        again = replace(said(1), engagement=Engagement(likes=likes))
        store.look([look(number, again=(again, ()))], NOW + hours * HOUR, soon)
    grown = store.growth(all_of(store)[0].id)
    assert [(one.at - NOW, one.engagement.likes) for one in grown] == [
        (timedelta(), None),
        (2 * HOUR, 10),
        (5 * HOUR, 60),
    ]


def test_show_tells_how_reactions_grew(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path) as store:
        number = begun(store)
        for hours, likes in ((2, 10), (5, 60)):
            again = replace(said(1), engagement=Engagement(likes=likes))
            store.look([look(number, again=(again, ()))], NOW + hours * HOUR, soon)
        (mention,) = all_of(store)
        path = store.path
    (tmp_path / "mentionwatch.toml").write_text('[[topics]]\nname = "Acme"\nquery = "Acme"\n')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        "sys.argv", ["mentionwatch", "--lang", "en", "--db", str(path), "show", str(mention.id)]
    )
    assert main() == 0
    told = capsys.readouterr().out.partition("How reactions grew:\n")[2].splitlines()[:3]
    assert [line.split()[2:] for line in told] == [["–"], ["♥", "10"], ["♥", "60"]]


def test_replies_of_ours_that_a_scan_saw_are_kept_before_and_after_the_mention(store: Store) -> None:
    ours = reply(said(2, "acme", text="We look into it"), ours=True)
    announcement = reply(said(1, "acme", thread=f"{FORUM}/1"), ours=True)
    store.keep([replace(batch(key=KEY), own=[ours, announcement])], NOW)
    kept(store, batch(said(1), key=KEY))
    store.adopt(NOW, soon)
    (thread,) = store.threads(ANY)
    assert [remark.text for remark in thread.remarks] == [None, "We look into it"]
    assert store.waiting() == [thread]


def test_an_answer_is_marked_once_and_a_person_has_the_last_word(store: Store) -> None:
    begun(store)
    (mention,) = all_of(store)
    assert store.answer({mention.id: NOW + HOUR}) == [mention.id]
    (event,) = store.events(mention.id)
    assert (event.who, event.value, event.at) == ("mentionwatch", "answered", NOW + HOUR)
    assert all_of(store)[0].answered == NOW + HOUR
    store.undo([mention.id], who="ann", now=NOW + 2 * HOUR)
    assert store.answer({mention.id: NOW + HOUR}) == []
    assert all_of(store)[0].status == "new"


def test_threads_of_a_period_are_those_with_mentions_or_replies_in_it(store: Store) -> None:
    number = begun(store)
    late = reply(said(2, "bob", at=NOW + 50 * HOUR))
    store.look([look(number, late)], NOW + 51 * HOUR, soon)
    week = Filter(since=NOW + 24 * HOUR, until=NOW + 99 * HOUR)
    assert len(store.threads(week)) == 1
    assert len(store.threads(replace(week, topics=("Acme",)))) == 1
    assert store.threads(replace(week, topics=("Other",))) == []
    assert store.threads(replace(week, since=NOW + 90 * HOUR)) == []


def test_requests_count_beside_those_of_a_scan_in_the_same_second(store: Store) -> None:
    number = begun(store)
    kept(store, batch(key=KEY, requests=3))
    store.look([look(number, requests=2), look(number, requests=2)], NOW, soon)
    kept(store, batch(key=KEY, requests=3))  # the same batch again
    assert store.spent(KEY, NOW - HOUR) == 7


def test_pruning_and_forgetting_take_the_replies_along(store: Store) -> None:
    number = begun(store)
    mine = reply(said(2, "bob"))
    store.look([look(number, mine, reply(said(3, "cy")))], NOW, soon)
    assert store.forget([], "@bob").replies == 1
    store.look([look(number, mine)], NOW, soon)
    assert store.info()["replies"] == 1
    store.prune(NOW + HOUR)
    assert store.info()["replies"] == 0
    assert store.check() == []


def test_merging_brings_the_replies(store: Store, tmp_path: Path) -> None:
    with opened(tmp_path, "other.db") as other:
        number = begun(other)
        other.look([look(number, reply(said(2, "bob")), reply(said(3, "acme"), ours=True))], NOW, soon)
    for _ in range(2):
        store.merge(tmp_path / "other.db")
    store.adopt(NOW, soon)
    (thread,) = store.threads(ANY)
    assert [(remark.text or "")[:4] for remark in thread.remarks] == ["", "", "Acme"]
