"""The product-limit estimate, against textbook figures and against plain counting."""

from __future__ import annotations

from datetime import timedelta
from math import ceil

from hypothesis import given
from hypothesis import strategies as st

from mentionwatch.analysis.survival import quantile

WEEK = timedelta(weeks=1)

# Remission in weeks of 21 patients under 6-MP, + is censored: Freireich et al., Blood 21 (1963), the usual example.
REMISSION = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"

spans = st.lists(st.tuples(st.integers(0, 40).map(lambda n: n * WEEK), st.booleans()), max_size=30)
shares = st.sampled_from([0.1, 0.25, 0.5, 0.75, 0.9])


def read(text: str) -> list[tuple[timedelta, bool]]:
    return [(int(word.rstrip("+")) * WEEK, not word.endswith("+")) for word in text.split()]


def test_the_usual_example() -> None:
    assert quantile(read(REMISSION), 0.5) == 23 * WEEK  # S(22) = 0.538, S(23) = 0.448
    assert quantile(read(REMISSION), 0.25) == 13 * WEEK  # S(13) = 0.690
    assert quantile(read(REMISSION), 0.9) is None


def test_leaving_out_those_who_wait_would_make_the_slow_look_quick() -> None:
    slow = read("1 2 9+ 9+ 9+ 9+")
    assert quantile([span for span in slow if span[1]], 0.5) == WEEK
    assert quantile(slow, 0.5) is None


def test_nobody() -> None:
    assert quantile([], 0.5) is None


@given(st.lists(st.integers(0, 40), min_size=1, max_size=30), shares)
def test_with_an_answer_for_all_it_is_the_empirical_quantile(weeks: list[int], share: float) -> None:
    told = quantile([(week * WEEK, True) for week in weeks], share)
    assert told == sorted(weeks)[max(0, ceil(share * len(weeks) - 1e-9) - 1)] * WEEK


@given(spans, shares, st.randoms())
def test_order_does_not_matter_and_more_of_all_takes_longer(
    told: list[tuple[timedelta, bool]], share: float, random: object
) -> None:
    shuffled = sorted(told, key=lambda span: hash((span, id(random))))
    assert quantile(shuffled, share) == quantile(told, share)
    half, most = quantile(told, 0.5), quantile(told, 0.9)
    assert most is None or (half is not None and half <= most)


@given(spans, shares)
def test_watching_for_longer_those_who_wait_makes_nobody_quicker(
    told: list[tuple[timedelta, bool]], share: float
) -> None:
    longer = [(span if is_answered else span + WEEK, is_answered) for span, is_answered in told]
    before, after = quantile(told, share), quantile(longer, share)
    assert after is None or before is None or after >= before
