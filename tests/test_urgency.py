"""Urgency: bounded, and nothing that makes a plight worse makes it less urgent."""

from __future__ import annotations

from dataclasses import astuple, replace
from datetime import timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentionwatch.analysis.urgency import COMPLAINTS, SECTIONS, Plight, section, urgency
from mentionwatch.model import Intent, Label

HOUR = timedelta(hours=1)
plights = st.builds(
    Plight,
    intent=st.none() | st.sampled_from(get_args(Intent)),
    haste=st.booleans(),
    reach=st.integers(0, 10**9),
    score=st.none() | st.floats(-1, 1),
    people=st.integers(1, 10**5),
    joined=st.integers(0, 10**5),
    waited=st.timedeltas(-HOUR, timedelta(days=1000)),
)


def test_worked_examples() -> None:
    calm = urgency(Plight())
    assert astuple(calm) == (1, 1, 1, 1, 1)
    angry = urgency(
        Plight(intent="complaint", haste=True, reach=999, score=-1, people=8, joined=8, waited=15 * HOUR)
    )
    assert astuple(angry) == pytest.approx((4.5, 2, 2, 2, 2))
    assert angry.total == pytest.approx(72)


@given(plights)
def test_every_factor_has_a_floor_and_a_ceiling(plight: Plight) -> None:
    factors = urgency(plight)
    assert 0.25 <= factors.complaint <= 6
    assert 0.5 <= factors.negativity <= 2
    for factor in (factors.reach, factors.growth, factors.waiting):
        assert 1 <= factor <= 3
    assert 0.06 < factors.total <= 324


@given(
    plights,
    st.integers(0, 10**6),
    st.floats(0, 1),
    st.integers(0, 1000),
    st.timedeltas(timedelta(), 500 * HOUR),
)
def test_worse_is_never_less_urgent(
    plight: Plight, reach: int, score: float, people: int, waited: timedelta
) -> None:
    least = urgency(plight).total
    worse = [
        replace(plight, haste=True),
        replace(plight, reach=plight.reach + reach),
        replace(plight, score=max(-1.0, (plight.score or 0.0) - score)),
        replace(plight, people=plight.people + people),
        replace(plight, joined=plight.joined + people),
        replace(plight, waited=plight.waited + waited),
    ]
    assert all(urgency(one).total >= least for one in worse)


@given(plights)
def test_intents_are_ordered(plight: Plight) -> None:
    ordered = sorted(COMPLAINTS, key=COMPLAINTS.__getitem__)
    totals = [urgency(replace(plight, intent=intent)).total for intent in ordered]
    assert totals == sorted(totals)
    assert set(COMPLAINTS) == set(get_args(Intent))


@pytest.mark.parametrize(
    ("intent", "label", "expected"),
    [
        ("complaint", "positive", "complaints"), ("cancellation", None, "complaints"),
        ("question", "negative", "questions"),
        ("praise", None, "praise"), ("news", "negative", "rest"), ("other", "negative", "complaints"),
        (None, "positive", "praise"), (None, None, "rest"), ("other", "neutral", "rest"),
    ],
)  # fmt: skip
def test_sections(intent: Intent | None, label: Label | None, expected: str) -> None:
    assert section(intent, label) == expected
    assert expected in SECTIONS
