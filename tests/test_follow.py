"""Looking again at mentions: what is asked, what is kept, what is never taken for deleted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ConfigDict, Field

from mentionwatch.config import NamedSource
from mentionwatch.conversation import Remark
from mentionwatch.errors import Gone, RateLimited, SourceError
from mentionwatch.follow import Round, can_follow, follow
from mentionwatch.http import Http
from mentionwatch.messages import retell
from mentionwatch.model import Author, Engagement, Filter, Followed, Mention, Post, Search, Topic
from mentionwatch.plugins import Source
from mentionwatch.scan import Plan, scan
from mentionwatch.store import Store
from mentionwatch.text.accounts import OwnAccounts
from servers import Answer, Server, networked
from store_samples import NOW
from thread_samples import FORUM, HOUR, MINUTE, said

TOPIC = Topic(name="Acme", query="Acme", own_accounts=("@acme",))


class World:
    """What a forum shows at the moment: posts by number, who fails, and what was asked."""

    def __init__(self) -> None:
        self.posts: dict[int, Post] = {}
        self.shown: int | None = None
        self.failure: Exception | None = None
        self.asked: list[str] = []

    def below(self, post: Post) -> list[Post]:
        told = [each for each in self.posts.values() if each.thread == post.thread]
        return told[: self.shown]


class Forum(Source):
    """A forum that tells whole threads; each look asks the server once."""

    whole_threads = True
    model_config = ConfigDict(arbitrary_types_allowed=True, extra="forbid")

    url: str
    world: Any = Field(exclude=True)

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        http.get(self.url)
        yield from self.world.posts.values()

    def thread(self, http: Http, post: Post) -> Iterator[Post]:
        http.get(self.url)
        self.world.asked.append(post.id)
        told = self.world.below(post)
        yield from told[: len(told) // 2] if self.world.failure else told
        if self.world.failure:
            raise self.world.failure


class Desk:
    """A store, a forum on loopback, and a clock that the test turns."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.now, self.world = folder, NOW, World()
        self.source = Forum(url=url, world=self.world)
        self.topics: Sequence[Topic] = (TOPIC,)
        self.secrets: tuple[str, ...] = ()

    def named(self) -> NamedSource:
        return NamedSource(key="forum", type="discourse", source=self.source)

    def go(self, hours: float = 0, *, scans: bool = True) -> Followed:
        self.now += timedelta(hours=hours)
        with (
            Store.open(self.folder / "m.db", now=self.now) as store,
            networked(now=lambda: self.now) as network,
        ):
            if scans:
                plan = Plan(sources=[self.named()], topics=self.topics, first_look=timedelta(days=7))
                scan(plan, store, network, lambda: self.now, lambda done, total, name: None)
            plan_ = Round(
                sources=[self.named()],
                configured=[self.named()],
                topics=self.topics,
                began=self.now,
                secrets=self.secrets,
            )
            return follow(plan_, store, network, lambda: self.now)

    def mentions(self) -> list[Mention]:
        with self.open() as store:
            return sorted(store.mentions(Filter(doubtful=None)), key=lambda one: one.id)

    def remarks(self) -> tuple[Remark, ...]:
        with self.open() as store:
            (thread,) = store.threads(Filter(doubtful=None))
            return thread.remarks

    def open(self) -> Store:
        return Store.open(self.folder / "m.db", now=self.now, readonly=True)

    def say(self, number: int, who: str = "ann", **fields: Any) -> None:
        self.world.posts[number] = said(number, who, at=self.now, **fields)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Server({"*": Answer("fine")}) as server:
        made = Desk(tmp_path, f"{server.url}/forum")
        made.say(1)
        yield made


def test_looks_come_ever_more_rarely_and_soon_again_when_somebody_replies(desk: Desk) -> None:
    looked = []
    for minute in range(0, 60 * 24 * 9, 15):
        desk.now = NOW + minute * MINUTE
        if minute == 60 * 24 * 8:
            desk.say(2, "bob", text="the same here")
        if desk.go(scans=minute == 0).looked:
            looked.append(minute / 60)
    assert looked == [0.25, 1, 4, 24, 72, 168]  # nobody asks after a week, so the late reply is missed


def test_a_reply_begins_the_steps_anew(desk: Desk) -> None:
    looked = []
    for minute in range(0, 60 * 12, 15):
        desk.now = NOW + minute * MINUTE
        if minute == 60 * 3:
            desk.say(2, "bob", text="the same here")
        if desk.go(scans=minute == 0).looked:
            looked.append(minute / 60)
    assert looked == [0.25, 1, 4, 7]  # an hour after the look that found it, then four


def test_an_own_account_may_be_a_site_of_ours() -> None:
    own = OwnAccounts([replace(TOPIC, own_accounts=("https://acme.example/",))])
    post = Post(source="blog", id="1", text="Sorry!", author=Author(name="Acme", url="http://acme.example"))
    assert own.wrote(post, "Acme")
    assert own.any_wrote(post)


def test_an_answer_of_ours_marks_the_mention_answered(desk: Desk) -> None:
    desk.go()
    desk.now += 20 * MINUTE
    desk.say(2, "acme", text="We look into it")
    result = desk.go(1, scans=False)
    (mention,) = desk.mentions()
    assert (result.looked, result.answered) == (1, (mention.id,))
    assert (mention.status, mention.answered) == ("answered", NOW + 20 * MINUTE)
    with desk.open() as store:
        (event,) = store.events(mention.id)
    assert (event.who, event.at) == ("mentionwatch", NOW + 20 * MINUTE)


def test_an_answer_that_the_scan_sees_needs_no_look(desk: Desk) -> None:
    desk.go()
    desk.say(2, "acme", text="We look into it")
    assert len(desk.go(0.1).answered) == 1
    assert desk.world.asked == []


def test_replies_that_match_are_mentions_and_the_others_are_participants(desk: Desk) -> None:
    desk.go()
    desk.say(2, "bob", text="Does it work for anybody?")
    desk.say(3, "cy", text="Acme is down here, too")
    result = desk.go(1, scans=False)
    assert [mention.post.id for mention in result.fresh] == ["forum.example/3"]
    told = [(remark.intent, bool(remark.concerns), remark.text) for remark in desk.remarks()]
    assert told[1:] == [("question", False, None), ("complaint", True, None)]
    assert [mention.post.id for mention in desk.mentions()] == ["forum.example/1", "forum.example/3"]


def test_below_a_comment_only_its_own_replies_are_kept(desk: Desk) -> None:
    desk.world.posts.clear()
    desk.say(1, "zoe", text="A story about the weather")
    desk.say(5, "ann", text="Acme is down")
    desk.go()
    desk.say(6, "bob", text="Is it?", parent=f"{FORUM}/5")
    desk.say(7, "cy", text="and the weather is fine")
    desk.say(8, "acme", text="We look into it")
    desk.go(1, scans=False)
    assert len(desk.remarks()) == 3


def test_edits_growth_and_deletion_are_seen(desk: Desk) -> None:
    desk.go()
    desk.world.posts[1] = replace(
        said(1), text="Acme is up again", engagement=Engagement(likes=60, comments=0)
    )
    desk.go(1, scans=False)
    (mention,) = desk.mentions()
    with desk.open() as store:
        assert [revision.text for revision in store.revisions(mention.id)] == [said(1).text]
        assert [one.engagement.likes for one in store.growth(mention.id)] == [None, 60]
    desk.world.failure = Gone("social-no-post", url="x")
    for hours, gone in ((3.5, None), (1, NOW + 4.5 * HOUR)):
        desk.go(hours, scans=False)
        assert desk.remarks()[0].gone == gone


@pytest.mark.parametrize("failure", [ValueError("oops"), None])
def test_what_a_failing_or_shortened_answer_lacks_is_not_deleted(
    desk: Desk, failure: Exception | None
) -> None:
    for number in (2, 3, 4):
        desk.say(number, f"writer{number}", text=f"words of number {number}")
    desk.world.posts[1] = replace(said(1), engagement=Engagement(comments=3))
    desk.go()
    desk.go(1, scans=False)
    desk.world.failure, desk.world.shown = failure, 2
    for _ in range(8):
        desk.go(4, scans=False)
    assert len(desk.world.asked) > 2
    assert [remark.gone for remark in desk.remarks()] == [None] * 4


def test_what_whole_answers_lack_twice_is_deleted(desk: Desk) -> None:
    desk.say(2, "bob", text="never again")
    desk.go()
    desk.go(1, scans=False)
    del desk.world.posts[2]
    desk.go(3, scans=False)
    assert desk.remarks()[1].gone is None
    desk.go(20, scans=False)
    assert desk.remarks()[1].gone == NOW + 4 * HOUR


def begin_six_threads(desk: Desk) -> None:
    for number in range(2, 8):
        desk.say(
            number, f"w{number}", thread=f"{FORUM}{number}", parent=None, kind="post", url=f"{FORUM}{number}"
        )


def test_a_broken_source_is_told_and_asked_no_further(desk: Desk) -> None:
    begin_six_threads(desk)
    desk.go()
    desk.world.failure = ValueError("oops")
    result = desk.go(1, scans=False)
    assert (result.looked, result.unread, result.waiting) == (0, 3, 4)
    assert "ValueError: oops" in result.failed[0].error
    assert len(desk.world.asked) == 3


def test_a_failure_is_remembered_in_any_language_and_without_secrets(desk: Desk) -> None:
    begin_six_threads(desk)
    desk.go()
    desk.secrets = ("s3cret-token",)
    desk.world.failure = SourceError(
        "scan-source", name="forum", why=SourceError("http-not-json", url="s3cret-token", said="x")
    )
    result = desk.go(1, scans=False)
    with desk.open() as store:
        state = store.states()["forum"]
    assert "***" in result.failed[0].error
    assert state.error == result.failed[0].error
    assert retell("ru", state.cause, "") == desk.world.failure.say("ru").replace("s3cret-token", "***")


def test_a_single_post_that_cannot_be_read_is_no_failure_and_given_up_in_the_end(desk: Desk) -> None:
    desk.go()
    desk.world.failure = ValueError("comments are closed")
    results = [desk.go(16, scans=False) for _ in range(9)]
    assert sum(result.unread for result in results) == 5
    assert not any(result.failed for result in results)


def test_a_source_that_was_asked_too_often_is_left_alone(desk: Desk) -> None:
    desk.go()
    desk.world.failure = RateLimited("http-limited", until=NOW + 9 * HOUR, host="x", url="x", when="later")
    result = desk.go(1, scans=False)
    assert (result.waiting, result.failed[0].again) == (1, NOW + 9 * HOUR)
    desk.world.failure = None
    assert desk.go(1, scans=False).looked == 0
    assert desk.go(9, scans=False).looked == 1


def test_looks_stay_within_the_budget_and_count_in_it(desk: Desk) -> None:
    desk.source = Forum(url=desk.source.url, world=desk.world, budget="3/day")
    for number in range(2, 6):
        desk.say(
            number, f"w{number}", thread=f"{FORUM}{number}", parent=None, kind="post", url=f"{FORUM}{number}"
        )
    desk.go()  # one request of the scan
    result = desk.go(1, scans=False)
    assert (result.looked, result.waiting) == (2, 3)
    assert desk.go(1, scans=False).looked == 0
    assert desk.go(12, scans=False).looked == 3  # another day of UTC


def test_a_source_is_looked_at_no_more_often_than_it_is_asked(desk: Desk) -> None:
    desk.source = Forum(url=desk.source.url, world=desk.world, every=timedelta(hours=6))
    desk.go()
    assert [desk.go(hours).looked for hours in (1, 1, 4.5)] == [0, 0, 1]


def test_a_source_can_be_left_out(desk: Desk) -> None:
    desk.source = Forum(url=desk.source.url, world=desk.world, follow=False)
    desk.go()
    assert desk.go(1).looked == 0
    assert not can_follow(desk.source)


def test_a_source_that_asks_nobody_knows_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    class Mute(Forum):
        def thread(self, http: Http, post: Post) -> Iterator[Post]:
            return iter(())

    desk.source = Mute(url=desk.source.url, world=desk.world)
    desk.go()
    assert desk.go(1, scans=False).looked == 0
    with desk.open() as store:
        assert store.threads(Filter())[0].looked is None
