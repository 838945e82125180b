from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentionwatch.analysis.people import Appearance, people
from mentionwatch.model import LABELS, Label, Role, Tally

MONDAY = datetime(2026, 11, 16, 9, tzinfo=UTC)


def said(
    author: str, *sentiments: Label | None, apart: float = 1, reach: int | None = None
) -> list[Appearance]:
    return [
        Appearance(author=author, time=MONDAY + timedelta(days=apart * day), sentiment=sentiment, reach=reach)
        for day, sentiment in enumerate(sentiments)
    ]


def roles(*seen: list[Appearance]) -> dict[str, list[str]]:
    found = people(appearance for appearances in seen for appearance in appearances)
    return {person.author: [role.name for role in person.roles] for person in found}


def test_roles() -> None:
    assert roles(
        said("angry", "negative", "negative", "neutral", "negative"),
        said("fond", "positive", "positive", "positive"),
        said("torn", "positive", "negative", "negative", "positive"),
        said("once", "negative"),
        said("twice", None, "positive"),
    ) == {
        "angry": ["complainer"],
        "torn": ["regular"],
        "fond": ["friend"],
        "twice": ["passer-by"],
        "once": ["passer-by"],
    }


def test_one_quarrel_is_one_complaint() -> None:
    assert roles(said("angry", "negative", "negative", "negative", apart=0.01)) == {"angry": ["regular"]}


def test_a_leader_stands_out_of_the_others() -> None:
    small = [one for number in range(9) for one in said(f"user {number}", "neutral", reach=50)]
    found = people([*small, *said("star", "negative", reach=20_000)])
    assert found[0].author == "star"
    assert found[0].roles == (Role(name="leader", count=20_000, least=5_000),)
    large = [said(f"user {number}", "neutral", reach=9_000) for number in range(9)]
    assert roles(*large, said("star", "neutral", reach=20_000))["star"] == ["passer-by"]


def test_a_leader_can_complain() -> None:
    assert roles(said("star", "negative", "negative", "negative", reach=9_000)) == {
        "star": ["leader", "complainer"]
    }


def test_figures_of_a_person() -> None:
    (person,) = people(
        [
            Appearance(author="a", time=MONDAY, sentiment="negative", reach=None, source="vk", site="vk.com"),
            Appearance(author="a", time=MONDAY + timedelta(days=1), reach=7, source="rss", site=None),
        ]
    )
    assert (person.mentions, person.positive, person.neutral, person.negative) == (2, 0, 0, 1)
    assert (person.sources, person.sites, person.reach) == (("rss", "vk"), ("vk.com",), 7)
    assert dict(person.days) == {
        date(2026, 11, 16): Tally(total=1, negative=1),
        date(2026, 11, 17): Tally(total=1),
    }
    assert (person.first, person.last) == (MONDAY, MONDAY + timedelta(days=1))


@pytest.mark.parametrize(("zone", "role"), [(UTC, "regular"), (ZoneInfo("Europe/Moscow"), "complainer")])
def test_a_complaint_comes_back_after_midnight_of_the_desk(zone: tzinfo, role: str) -> None:
    begun = datetime(2026, 11, 16, 20, 30, tzinfo=UTC)
    seen = [
        Appearance(author="a", time=begun + timedelta(minutes=15 * n), sentiment="negative") for n in range(3)
    ]
    (person,) = people(seen, zone)
    assert [one.name for one in person.roles] == [role]
    assert sum(day.negative for day in person.days.values()) == 3


@pytest.mark.parametrize("most", [0, 1, 2, None])
def test_at_most_so_many_are_told_and_all_tell_who_is_loud(most: int | None) -> None:
    seen = [
        *said("often", "neutral", "neutral", reach=9_000),
        *[one for n in range(9) for one in said(f"user {n}", "neutral", reach=9_000)],
    ]
    assert people(seen, most=most) == people(seen)[:most]
    assert {one.name for person in people(seen, most=most) for one in person.roles} <= {"passer-by"}


@given(
    st.lists(
        st.builds(
            Appearance,
            author=st.sampled_from("abc"),
            time=st.integers(0, 9).map(lambda day: MONDAY + timedelta(days=day)),
            sentiment=st.sampled_from([None, *LABELS]),
            reach=st.none() | st.integers(0, 10**6),
        )
    )
)
def test_everybody_has_a_role_and_mentions_add_up(seen: list[Appearance]) -> None:
    found = people(seen)
    assert sum(person.mentions for person in found) == len(seen)
    assert {person.author for person in found} == {appearance.author for appearance in seen}
    assert all(person.roles and all(role.count >= role.least for role in person.roles) for person in found)
    assert found == people(reversed(seen))
