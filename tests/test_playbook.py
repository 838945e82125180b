"""The playbook: which rule a mention falls under, and when its promises fall due."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentionwatch.analysis.hours import WorkingHours
from mentionwatch.analysis.playbook import Case, Playbook, is_spiking
from mentionwatch.model import Author, Mention, Post, Rule, Sentiment, Spike

HOUR = timedelta(hours=1)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)  # a Friday
ALWAYS = WorkingHours()
OFFICE = WorkingHours(zone="Europe/Moscow", days=frozenset(range(5)), opens=time(9), closes=time(18))

MENTION = Mention(
    id=1, topic="Старлинк", spans=(), confidence=1.0, doubtful=False, first_seen=NOON + HOUR,
    sentiment=Sentiment(label="negative", score=-0.8, by="test"), intent="complaint",
    post=Post(
        source="vk", id="1", text="Опять нет интернета от Старлинка, суд по вам плачет", site="vk.com", published=NOON,
        language="ru", author=Author(name="Анна", handle="@anna", id="77", url="https://vk.com/anna"),
    ),
)  # fmt: skip
CASE = Case(mention=MENTION, reach=500, urgent=True)


def found(rule: Rule, case: Case = CASE) -> bool:
    return Playbook([rule], ALWAYS).rule(case) == rule


@pytest.mark.parametrize(
    ("fits", "does_not"),
    [
        ({"query": '"нет интернета"'}, {"query": "телевидение"}),
        ({"query": "суд, прокуратура"}, {"query": "суд NOT интернет"}),
        ({"topics": ("Старлинк", "Билайн")}, {"topics": ("Билайн",)}),
        ({"intents": ("complaint",)}, {"intents": ("question", "praise")}),
        ({"sentiments": ("negative",)}, {"sentiments": ("positive",)}),
        ({"authors": ("anna",)}, {"authors": ("@boris",)}),
        ({"authors": ("Анна",)}, {"authors": ("Аннушка",)}),
        ({"authors": ("vk.com/anna",)}, {"authors": ("vk.com/boris",)}),
        ({"sources": ("vk.com",)}, {"sources": ("telegram",)}),
        ({"languages": ("ru",)}, {"languages": ("en",)}),
        ({"min_reach": 500}, {"min_reach": 501}),
        ({"urgent": True}, {"spike": True}),
    ],
)
def test_what_a_rule_asks_for(fits: dict[str, object], does_not: dict[str, object]) -> None:
    assert found(Rule(name="a", **fits))  # type: ignore[arg-type]
    assert not found(Rule(name="a", **does_not))  # type: ignore[arg-type]


def test_a_mention_of_which_little_is_known_falls_under_no_demanding_rule() -> None:
    bare = replace(
        MENTION,
        sentiment=None,
        intent=None,
        post=replace(MENTION.post, author=None, site=None, language=None),
    )
    case = Case(mention=bare)
    for asked in ({"authors": ("x",)}, {"min_reach": 1}, {"languages": ("ru",)}, {"sentiments": ("negative",)},
                  {"intents": ("other",)}, {"urgent": True}):  # fmt: skip
        assert not found(Rule(name="a", **asked), case)
    assert found(Rule(name="a", min_reach=0), case)


def test_the_first_rule_counts() -> None:
    rules = [Rule(name="no", topics=("x",)), Rule(name="yes", query="суд"), Rule(name="later")]
    assert Playbook(rules, ALWAYS).rule(CASE) == rules[1]
    assert Playbook(rules[:1], ALWAYS).promise(CASE, NOON) is None


def test_promises_are_of_working_time() -> None:
    rule = Rule(name="a", within=2 * HOUR, escalate_after=5 * HOUR, escalate_to="head")
    made = Playbook([rule], OFFICE).promise(CASE, NOON)  # Friday, 15:00 in Moscow
    assert made is not None
    assert made.due == NOON + 2 * HOUR
    assert made.escalates == datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_without_a_time_of_its_own_escalation_comes_when_the_answer_is_due() -> None:
    made = Playbook([Rule(name="a", within=HOUR, escalate_to="head")], ALWAYS).promise(CASE, NOON)
    assert made is not None
    assert made.escalates == made.due == NOON + HOUR
    silent = Playbook([Rule(name="a", within=HOUR)], ALWAYS).promise(CASE, NOON)
    assert silent is not None
    assert silent.escalates is None


@pytest.mark.parametrize(
    ("changed", "inside"),
    [
        ({}, True), ({"topic": "Билайн"}, False), ({"time": NOON - HOUR}, False), ({"time": NOON + 3 * HOUR}, False),
        ({"negative": True}, True),
    ],
)  # fmt: skip
def test_a_spike_is_of_its_topic_and_time(changed: dict[str, object], inside: bool) -> None:
    spike = Spike(
        topic="Старлинк", negative=False, kind="burst", time=NOON + HOUR, span=2 * HOUR, observed=20, expected=1.0,
        once_in=timedelta(days=900), known=timedelta(days=56),
    )  # fmt: skip
    assert is_spiking(MENTION, [replace(spike, **changed)]) is inside  # type: ignore[arg-type]
    kind = replace(MENTION, sentiment=Sentiment(label="positive", score=0.9, by="test"))
    assert not is_spiking(kind, [replace(spike, negative=True)])


rules = st.builds(
    Rule,
    name=st.text(min_size=1),
    query=st.sampled_from([None, "суд", "телевидение", "интернет*"]),
    topics=st.sampled_from([(), ("Старлинк",), ("Билайн",)]),
    min_reach=st.none() | st.integers(0, 1000),
    urgent=st.booleans(),
)


@given(st.lists(rules, max_size=5), st.integers(0, 5), rules)
def test_a_rule_below_changes_nothing_for_what_is_caught_above(some: list[Rule], at: int, new: Rule) -> None:
    before = Playbook(some, ALWAYS).rule(CASE)
    with_new = [*some[:at], new, *some[at:]]
    after = Playbook(with_new, ALWAYS).rule(CASE)
    if before is not None and before in some[:at]:
        assert after == before
    assert after in (before, new)
