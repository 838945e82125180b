"""A week at the desk: a forum on loopback, scanned and followed hour by hour, ends in exactly these clocks.

The forum is 'Europe/Berlin' (UTC+1 in November) like the desk, which works from Monday to Friday, nine to six, and
promises an answer within two working hours. Times below are of the wall clock there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from alert_samples import rule
from forum_world import Forum
from mentionwatch import responses
from mentionwatch.alerts import Watch, evaluate
from mentionwatch.analysis.alerting import Overdue
from mentionwatch.analysis.cards import Wanted
from mentionwatch.analysis.hours import WorkingHours
from mentionwatch.analysis.playbook import Playbook
from mentionwatch.config import NamedSource
from mentionwatch.conversation import Responses
from mentionwatch.desk import inbox
from mentionwatch.enrich import enrich
from mentionwatch.follow import Round, follow
from mentionwatch.model import Alert, Filter, Passage, Period, Rule, Sentiment, Topic
from mentionwatch.plugins import Classifier
from mentionwatch.scan import Plan, scan
from mentionwatch.sources.discourse import Discourse
from mentionwatch.store import Store
from servers import Server, networked

BERLIN = ZoneInfo("Europe/Berlin")
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
START = datetime(2026, 11, 16, tzinfo=BERLIN).astimezone(UTC)
END = START + timedelta(days=7)
WEEK = Period(start=START, end=END)
DESK = WorkingHours(zone="Europe/Berlin", days=frozenset(range(5)), opens=time(9), closes=time(18))
PLAYBOOK = Playbook([Rule(name="all", within=timedelta(hours=2))], DESK)
ACME = Topic(name="Acme", query="Acme", own_accounts=("@acme_support",))
GLOBEX = Topic(name="Globex", query="Globex", kind="competitor", own_accounts=("@globex",))
TOPICS = (ACME, GLOBEX)
STATEMENT = "Hello! We know of the outage in the north and work on it. More within two hours."


class Moods(Classifier):
    """Negative where something is down or broken, else neutral."""

    def classify(self, passages: Sequence[Passage]) -> Sequence[Sentiment]:
        return [self._felt(passage.text.casefold()) for passage in passages]

    def _felt(self, text: str) -> Sentiment:
        bad = any(word in text for word in ("down", "broken", "не работает"))
        return Sentiment(label="negative" if bad else "neutral", score=-0.9 if bad else 0.0, by="moods/1")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A time of the wall clock in Berlin; day 0 is Monday."""
    return datetime(2026, 11, 16 + day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


def week(forum: Forum) -> None:
    """What happens."""
    mon, tue, wed, thu, fri, sun = 0, 1, 2, 3, 4, 6
    ann = forum.opens(
        at(mon, 10), "ann", "No signal", "Acme is down here since the morning, I want my money back"
    )
    forum.replies(
        ann, at(mon, 10, 40), "acme_support", "The mast is repaired since ten, please restart the router."
    )

    bob = forum.opens(at(mon, 17, 30), "bob", "Tariffs", "Which Acme tariff works abroad?")
    forum.replies(
        bob, at(tue, 9, 20), "acme_support", "All of them do, roaming is switched on in the settings."
    )

    cy = forum.opens(at(tue, 12), "cy", "Billing", "My Acme bill is broken, I was charged twice")
    dee = forum.replies(cy, at(tue, 12, 30), "dee", "Did anybody get the money back?")
    eve = forum.replies(cy, at(tue, 13), "eve", "Nice weather for a walk today", answers=dee)
    eve.gone = at(wed, 8)  # a moderator tidies up
    forum.replies(
        cy, at(tue, 15, 30), "acme_support", "The second charge goes back today, sorry.", answers=cy
    )

    fay = forum.opens(at(wed, 20), "fay", "Router", "My Acme router is broken and nobody answers the phone")
    fay.words.append(
        (at(thu, 7, 30), "My Acme router is broken and nobody answers the phone. Third day now!")
    )

    gus = forum.opens(at(thu, 11), "gus", "Down", "Acme is down again")
    gus.gone = at(thu, 11, 30)

    hal = forum.opens(at(fri, 14), "hal", "Outage in the north", "Acme is down in the north, who else?")
    for number in range(1, 30):
        place = f"street {number * 7919} of district {number * 131}"
        forum.replies(hal, at(fri, 14, 2 * number), f"neighbour{number}", f"Acme is down at {place}, too")
    forum.replies(hal, at(fri, 15, 1), "acme_support", STATEMENT)
    forum.replies(hal, at(fri, 15, 30), "late1", "Acme is still down in my kitchen and the baby sleeps")
    forum.replies(hal, at(fri, 15, 40), "late2", "Without Acme the shop is down, all tills are broken")
    forum.replies(hal, at(fri, 16, 30), "acme_support", STATEMENT)

    ira = forum.opens(at(fri, 10), "ira", "Не работает", "Acme не работает второй день, верните деньги")
    forum.replies(ira, at(fri, 10, 30), "acme_support", "Please send us a direct message with your number.")

    forum.opens(at(sun, 22), "ida", "Sunday", "Acme is down on a Sunday evening")

    jon = forum.opens(at(tue, 10), "jon", "Globex", "Globex is down since yesterday")
    globex = forum.replies(jon, at(wed, 10), "globex", "Please contact our support team by phone.")
    globex.gone = at(thu, 9)
    kim = forum.opens(at(wed, 9), "kim", "Globex", "Globex sold me a broken phone")
    forum.replies(kim, at(wed, 9, 30), "lee", "Is there any answer from them?")
    forum.settle()


@dataclass(slots=True)
class Desk:
    """The week as it went: the store, what alerts were told, and how many requests the forum saw."""

    store: Store
    alerts: list[Alert]
    requests: int


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    forum = Forum(START)
    week(forum)
    file = tmp_path_factory.mktemp("week") / "mentions.db"
    ours = Rule(name="ours", topics=("Acme",))
    rules = (rule("negative spike", at_least=5), rule("promise broken", about=ours))
    watch = Watch(rules=rules, topics=("Acme", "Globex"), zone=BERLIN, waiting=overdue)
    alerts: list[Alert] = []
    with Server(forum.routes) as server:
        named = NamedSource(key="forum", type="discourse", source=Discourse(url=server.url))
        while forum.now < END:
            forum.now += HOUR
            forum.down = forum.now == at(3, 20)  # Thursday at eight in the evening nothing answers
            with Store.open(file, now=forum.now) as store:
                hour(store, named, forum)
                alerts += evaluate(store, watch, forum.now)
        requests = len(server.requests)
    with Store.open(file, now=END, readonly=True) as store:
        yield Desk(store, alerts, requests)


def hour(store: Store, named: NamedSource, forum: Forum) -> None:
    """What ``mentionwatch scan`` does, at the time that the forum shows."""
    now = forum.now
    plan = Plan(sources=[named], topics=TOPICS, first_look=timedelta(days=7))
    with networked(now=lambda: now) as network:
        result = scan(plan, store, network, lambda: now, lambda done, total, name: None)
        well = [] if result.failed else [named]
        assert bool(result.failed) == forum.down
        follow(Round(sources=well, configured=[named], topics=TOPICS, began=now), store, network, lambda: now)
    enrich(store, Moods())


def overdue(store: Store, now: datetime) -> Iterator[Overdue]:
    """The cards of the inbox whose answer is due."""
    wanted = Wanted(asked=Filter(since=START))
    for card in inbox(store, wanted, TOPICS, PLAYBOOK, now).cards:
        if card.due and card.due <= now:
            yield Overdue(mention=card.lead, subject=f"promise:{card.ids[0]}", due=card.due)


def measured(desk: Desk, *, accounts: Sequence[str] = (), now: datetime = END) -> dict[str, Responses]:
    clock = responses.Clock(period=WEEK, now=now, hours=DESK, playbook=PLAYBOOK)
    if accounts:
        found = responses.by_account(desk.store, Filter(), TOPICS, accounts, clock)
    else:
        found = responses.responses(desk.store, Filter(), TOPICS, clock)
    return {one.topic: one for one in found}


def test_who_was_answered_and_who_waits(desk: Desk) -> None:
    acme = measured(desk)["Acme"]
    # ann, bob, cy, dee, fay, gus, hal and 29 neighbours, late1, late2, ira, ida
    assert acme.asked == 40
    # in the promised time all but cy (three and a half hours of two)
    assert (acme.answered, acme.late) == (36, 1)
    # fay since Wednesday; dee, to whom nobody spoke: the answer was for cy
    assert (acme.unanswered, acme.oldest) == (2, at(1, 12, 30))
    # ida: the desk opens on Monday; gus took it back before anybody could answer
    assert (acme.pending, acme.withdrawn, acme.unseen) == (1, 1, 0)


def test_how_soon(desk: Desk) -> None:
    """Minutes: the 30 of the outage 61, 59 ... 3, ira 30, ann 40, late2 50, late1 60, cy 210, bob 950.

    gus and ida were watched for 60 without an answer, dee and fay for days. Of 40, 20 are answered by the 39th minute.
    Of all who wait S(59) = 8/40 are left, S(60) = S(59) 7/8, S(61) = S(60) 4/5, S(210) = S(61) 3/4 = 0.105, and at last
    S(950) = S(210) 2/3 < 0.1. In working hours bob waited for 50, ida not at all, so that there are 39: S(59) = 6/39,
    S(60) = 5/39, and, gus left out, S(61) = 5/39 3/4 < 0.1.
    """
    acme = measured(desk)["Acme"]
    assert (acme.median, acme.percentile) == (39 * MINUTE, 950 * MINUTE)
    assert (acme.working_median, acme.working_percentile) == (39 * MINUTE, 61 * MINUTE)
    by_hour = {slot.number: (slot.asked, slot.answered) for slot in acme.hours if slot.asked}
    assert by_hour == {
        10: (2, 2),
        11: (1, 0),
        12: (2, 1),
        14: (30, 30),
        15: (2, 2),
        17: (1, 1),
        20: (1, 0),
        22: (1, 0),
    }
    assert [slot.asked for slot in acme.weekdays] == [2, 2, 1, 1, 33, 0, 1]


def test_participants_replies_deletions_and_languages(desk: Desk) -> None:
    acme = measured(desk)["Acme"]
    assert (acme.joined, acme.joined_asked, acme.ignored) == (2, 1, 1)  # dee asks, eve chats
    assert (acme.replies, acme.identical, acme.referred) == (6, 1, 1)
    assert [(one.text, one.count) for one in acme.templates] == [(STATEMENT, 2)]
    assert acme.referrals[0].text == "Please send us a direct message with your number."
    assert (acme.gone_theirs, acme.gone_ours) == (2, 0)  # eve's words and gus's topic
    assert [pair for pair in acme.languages if pair[0] != pair[1]] == [("ru", "en", 1)]
    assert [(one.people, one.since) for one in acme.neglected] == [(1, at(1, 12, 30)), (1, at(2, 20))]


def test_a_competitor_by_the_same_measures(desk: Desk) -> None:
    globex = measured(desk)["Globex"]
    assert (globex.asked, globex.answered, globex.unanswered) == (3, 1, 2)  # jon; kim, and lee who joined
    assert (globex.median, globex.late) == (None, 1)
    assert (globex.replies, globex.referred, globex.gone_ours, globex.ignored) == (1, 1, 1, 1)
    assert measured(desk, accounts=["@globex"]) == {"Globex": replace(globex, accounts=("@globex",))}


def test_mentions_know_that_they_were_answered(desk: Desk) -> None:
    mentions = {one.post.author.handle: one for one in desk.store.mentions(Filter()) if one.post.author}
    assert mentions["bob"].answered == at(1, 9, 20)
    assert (mentions["fay"].status, mentions["ida"].status) == ("new", "new")
    assert [event.who for event in desk.store.events(mentions["ann"].id)] == ["mentionwatch"]
    assert mentions["fay"].post.text.endswith("Third day now!")
    assert len(desk.store.revisions(mentions["fay"].id)) == 1


def test_the_crisis_and_each_broken_promise_are_told_once(desk: Desk) -> None:
    told = [(alert.when, alert.at, alert.count) for alert in desk.alerts]
    assert told == [
        ("promise broken", at(1, 14), 1),  # cy asked at noon
        ("promise broken", at(3, 11), 1),  # fay asked on Wednesday evening
        ("negative spike", at(4, 15), 30),
    ]


def test_in_the_middle_of_the_week_the_same_clocks_tell_what_was_known_then(desk: Desk) -> None:
    acme = measured(desk, now=at(1, 9))["Acme"]
    assert acme.answered == 1  # ann; bob's answer comes at twenty past nine


def test_quiet_threads_are_asked_about_rarely(desk: Desk) -> None:
    """168 scans cost at least one request each; ten threads of a week are looked at 6 times and more, not 168."""
    assert 168 < desk.requests < 168 * 2 + 150
