"""The outbox: nothing is lost, nothing is sent twice where it can be helped, and what cannot be sent is told."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from alert_samples import TARGET, rule
from mentionwatch import channels
from mentionwatch.alerts import Delivery, Watch, compose, deliver, evaluate
from mentionwatch.alerts.delivery import GIVE_UP, LEASE
from mentionwatch.errors import DeliveryError
from mentionwatch.formats._alerts import Letter
from mentionwatch.formats._figures import Figures
from mentionwatch.model import Alert, AlertRule, Mention, Message, Target
from mentionwatch.store import Store
from receivers import Hook, Mailbox, free_port, mail_server
from servers import Answer, Server, networked
from store_samples import NOW, TOPIC, opened
from test_alerts import keep, said, unlike

HOUR, DAY, MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)
OTHER = Target(key="t2", name="webhook t2", url="webhook+http://127.0.0.1:1/other")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as made:
        yield made


def write(rule: AlertRule, alerts: Sequence[Alert], mentions: Sequence[Mention]) -> tuple[str, str, str]:
    return Letter(Figures("en")).write(rule.name, alerts, mentions)


def raised(store: Store, rules: Sequence[AlertRule], *numbers: int, now: datetime = NOW) -> list[Message]:
    """Let the rules look, keep fresh mentions, and put what the rules tell of them into messages."""
    watch = Watch(rules=rules, topics=(TOPIC,))
    evaluate(store, watch, now - MINUTE)
    keep(store, *(said(number, unlike(number), at=now) for number in numbers), now=now)
    evaluate(store, watch, now)
    return compose(store, rules, write, now)


@dataclass(slots=True)
class Post:
    """A way to send that works while ``is_up``, and remembers what it took."""

    is_up: bool = True
    tried: list[str] = field(default_factory=list)
    taken: list[Message] = field(default_factory=list)

    def __call__(self, target: Target, message: Message) -> None:
        self.tried.append(target.key)
        if not self.is_up:
            raise DeliveryError("channel-refused", why="down")
        self.taken.append(message)


def test_a_message_is_sent_once_to_each_target(store: Store) -> None:
    rules = [rule(to=(TARGET, OTHER))]
    composed = raised(store, rules, 1, 2)
    assert len({message.key for message in composed}) == 2
    post = Post()
    assert deliver(store, rules, post, lambda: NOW).sent == 2
    assert sorted(post.tried) == ["t1", "t2"]
    assert deliver(store, rules, post, lambda: NOW + DAY).sent == 0
    assert compose(store, rules, write, NOW + DAY) == []
    assert "2 new mentions" in post.taken[0].title


def test_what_people_said_does_not_stay_in_the_outbox(store: Store) -> None:
    rules = [rule()]
    raised(store, rules, 1)
    assert "broke on me" in store.messages(["waiting"])[0].body
    deliver(store, rules, Post(), lambda: NOW)
    (sent,) = store.messages(["sent"])
    assert (sent.title, sent.body, sent.payload) == ("", "", None)


def test_a_receiver_that_is_down_for_a_day_gets_it_once_when_it_is_up(store: Store) -> None:
    rules = [rule()]
    raised(store, rules, 1)
    post = Post(is_up=False)
    now = NOW
    while now < NOW + DAY:
        done = deliver(store, rules, post, lambda at=now: at)  # type: ignore[misc]
        assert [message.error for message in done.failed] in ([], ["It was refused: down"])
        now += 15 * MINUTE
    assert 24 <= len(post.tried) <= 30
    post.is_up = True
    for later in range(4):
        deliver(store, rules, post, lambda at=now + later * HOUR: at)  # type: ignore[misc]
    assert len(post.taken) == 1


def test_what_nobody_takes_for_a_week_is_given_up_and_can_be_retried(store: Store) -> None:
    rules = [rule()]
    raised(store, rules, 1)
    post = Post(is_up=False)
    for hours in (0, 5, 24, 100, 167):
        assert deliver(store, rules, post, lambda h=hours: NOW + h * HOUR).failed[0].state == "waiting"  # type: ignore[misc]
    late = NOW + GIVE_UP
    assert deliver(store, rules, post, lambda: late).failed[0].state == "failed"
    assert deliver(store, rules, post, lambda: late + DAY) == Delivery(sent=0)
    assert [message.error for message in store.messages(["failed"])] == ["It was refused: down"]
    assert store.retry(late + DAY) == 1
    post.is_up = True
    assert deliver(store, rules, post, lambda: late + DAY).sent == 1


def test_a_target_that_fails_is_left_alone_and_the_others_are_not(store: Store) -> None:
    rules = [rule(name="one", to=(TARGET, OTHER)), rule(name="two", to=(TARGET, OTHER))]
    raised(store, rules, 1)
    tried: list[str] = []

    def send(target: Target, message: Message) -> None:
        tried.append(target.key)
        if target.key == "t1":
            raise DeliveryError("channel-refused", why="down")

    done = deliver(store, rules, send, lambda: NOW)
    assert (done.sent, len(done.failed)) == (2, 1)
    assert sorted(tried) == ["t1", "t2", "t2"]
    assert [message.tries for message in store.messages(["waiting"])] == [1, 0]


def test_two_processes_never_send_the_same(store: Store, tmp_path: Path) -> None:
    rules = [rule(name=str(number)) for number in range(12)]
    raised(store, rules, 1)
    taken: list[str] = []
    begin = threading.Barrier(3)

    def work() -> None:
        with opened(tmp_path) as own:
            begin.wait()
            deliver(own, rules, lambda target, message: taken.append(message.key), lambda: NOW)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken)) == 12


def test_a_claim_of_a_process_that_died_runs_out(store: Store) -> None:
    rules = [rule()]
    raised(store, rules, 1)
    dead = store.claim(NOW, LEASE, "dead")
    assert dead is not None
    post = Post()
    assert deliver(store, rules, post, lambda: NOW + LEASE - MINUTE).sent == 0
    assert deliver(store, rules, post, lambda: NOW + LEASE).sent == 1
    assert post.taken[0].key == dead.key
    assert not store.settle(dead.id, "dead", "waiting", at=NOW, again=NOW)
    assert deliver(store, rules, post, lambda: NOW + DAY).sent == 0


def test_a_rule_that_is_gone_sends_nothing_and_a_target_that_is_gone_is_told(store: Store) -> None:
    rules = [rule(to=(TARGET, OTHER))]
    raised(store, rules, 1)
    done = deliver(store, [rule()], Post(), lambda: NOW)
    assert (done.sent, [message.target for message in done.failed]) == (1, ["t2"])
    assert done.failed[0].state == "failed"
    keep(store, said(2, unlike(2)), now=NOW + HOUR)
    evaluate(store, Watch(rules=rules, topics=(TOPIC,)), NOW + HOUR)
    assert compose(store, [], write, NOW + HOUR) == []
    assert compose(store, rules, write, NOW + HOUR) == []


def test_a_digest_gathers_what_comes_until_it_is_due(store: Store) -> None:
    rules = [rule(digest=HOUR)]
    watch = Watch(rules=rules, topics=(TOPIC,))
    evaluate(store, watch, NOW)
    for number in range(1, 5):
        now = NOW + number * 10 * MINUTE
        keep(store, said(number, unlike(number), at=now), now=now)
        evaluate(store, watch, now)
        assert compose(store, rules, write, now) == []
    (message,) = compose(store, rules, write, NOW + HOUR)
    assert message.title == "Acme: 4 new mentions"


def test_a_run_does_not_go_on_for_ever(store: Store) -> None:
    rules = [rule(name=str(number)) for number in range(10)]
    raised(store, rules, 1)
    clock = [NOW]

    def slow(target: Target, message: Message) -> None:
        clock[0] += 50 * timedelta(seconds=1)

    assert deliver(store, rules, slow, lambda: clock[0]).sent == 3
    assert deliver(store, rules, slow, lambda: clock[0]).sent == 3


# Over real sockets


def over_network(store: Store, rules: Sequence[AlertRule], now: datetime) -> int:
    with networked() as network:
        return deliver(store, rules, lambda to, what: channels.send(to, what, network, now), lambda: now).sent


def test_a_mail_server_and_a_webhook_that_are_down_for_a_day(store: Store) -> None:
    mail_port, hook_port = free_port(), free_port()
    rules = [
        rule(to=(
            Target(key="m", name="mail", url=f"mailto://127.0.0.1:{mail_port}?from=a@b.test&to=c@d.test&mode=insecure"),
            Target(key="w", name="hook", url=f"webhook+http://127.0.0.1:{hook_port}/in?secret=s3cret"),
            Target(key="n", name="ntfy", url=f"ntfy://127.0.0.1:{hook_port}/topic"),
        ))
    ]  # fmt: skip
    raised(store, rules, 1, 2)
    for hours in range(0, 24, 2):
        assert over_network(store, rules, NOW + hours * HOUR) == 0
    hook, mailbox, pushed = Hook(), Mailbox(), []

    def push(request: object) -> Answer:
        pushed.append(request)
        return Answer({"id": "1"})

    with mail_server(mailbox, mail_port), Server({"/in": hook, "/": push}, port=hook_port):
        for hours in range(24, 30):
            over_network(store, rules, NOW + hours * HOUR)
    assert [mail["Subject"] for mail in mailbox.mails] == ["Acme: 2 new mentions"]
    assert (hook.asked, len(hook.taken), len(pushed)) == (1, 1, 1)
    assert [alert["count"] for alert in hook.bodies[0]["alerts"]] == [2]
    assert {mention["topic"] for mention in hook.bodies[0]["mentions"]} == {TOPIC}


def test_a_receiver_that_takes_it_and_breaks_off_gets_it_again_under_the_same_id(store: Store) -> None:
    hook = Hook()

    def breaks_off(request: object) -> Answer:
        hook(request)  # type: ignore[arg-type]
        return Answer(b"too late", 504)

    with Server({"/in": breaks_off}) as server:
        rules = [rule(to=(Target(key="w", name="hook", url=f"webhook+{server.url}/in"),))]
        raised(store, rules, 1)
        assert over_network(store, rules, NOW) == 0
        server.routes = {"/in": hook}
        assert over_network(store, rules, NOW + HOUR) == 1
    assert len(hook.taken) == 1
    assert hook.asked >= 2
