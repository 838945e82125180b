from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mentionwatch.analysis.coordination import Share, binomial_tail, objects_of, rings

START = datetime(2026, 1, 5, tzinfo=UTC)


def share(account: str, subject: str, seconds: float) -> Share:
    return Share(account=account, object=subject, time=START + timedelta(seconds=seconds))


def crowd(rng: random.Random, accounts: int = 60, objects: int = 80) -> list[Share]:
    """People who share what is popular, in the hours after it appeared."""
    return [
        share(
            f"person {rng.randrange(accounts)}", f"news {number}", number * 3600 + rng.expovariate(1 / 5000)
        )
        for number in range(objects)
        for _ in range(rng.randint(3, 25))
    ]


def campaign(rng: random.Random, name: str, size: int = 5, objects: int = 12) -> list[Share]:
    return [
        share(f"{name} {member}", f"{name} link {number}", number * 7200 + rng.uniform(0, 50))
        for number in range(objects)
        for member in range(size)
    ]


def test_planted_campaigns_are_found_and_nobody_else() -> None:
    for seed in range(4):
        rng = random.Random(seed)
        found = rings([*crowd(rng), *campaign(rng, "red"), *campaign(rng, "blue", size=3)])
        assert [ring.accounts for ring in found] == [
            tuple(f"red {member}" for member in range(5)),
            tuple(f"blue {member}" for member in range(3)),
        ]


def test_people_who_read_the_same_news_are_no_ring() -> None:
    assert rings(crowd(random.Random(7))) == []


def test_a_viral_minute_is_no_ring() -> None:
    shares = [share(f"person {number}", "news", number / 10) for number in range(500)]
    assert rings(shares) == []


def test_three_coincidences_are_too_few() -> None:
    rng = random.Random(1)
    assert rings([*crowd(rng), *campaign(rng, "red", objects=3)]) == []
    assert len(rings([*crowd(rng), *campaign(rng, "red", objects=5)])) == 1


def test_a_tie_says_why() -> None:
    rng = random.Random(2)
    shares = [*crowd(rng), *campaign(rng, "red", size=2, objects=6), share("red 0", "news 1", 9000)]
    (ring,) = rings(shares)
    (tie,) = ring.ties
    assert tie.accounts == ("red 0", "red 1")
    assert (tie.together, tie.near, tie.common) == (6, 6, 6)
    assert tie.by_chance == 0.2
    assert 0.5 < tie.likeness < 1
    assert len(tie.objects) == 5


def test_objects_of_a_post() -> None:
    assert objects_of(links=["a", "a", "b"], copies=7, tags=["#Acme", "#fail", "#FAIL"]) == [
        "link a",
        "link b",
        "text 7",
        "tags acme fail",
    ]
    assert objects_of(tags=["#acme"]) == []


@given(st.integers(0, 30), st.integers(0, 30), st.floats(0.01, 0.99))
def test_a_tail_is_a_probability(successes: int, more: int, chance: float) -> None:
    tail = binomial_tail(successes, successes + more, chance)
    assert 0 <= tail <= 1 + 1e-9
    assert (successes > 0) or abs(tail - 1) < 1e-9


@given(st.randoms(use_true_random=False))
def test_the_order_of_shares_does_not_matter(rng: random.Random) -> None:
    shares = [*crowd(random.Random(3), 10, 10), *campaign(random.Random(3), "red", size=3, objects=6)]
    shuffled = list(shares)
    rng.shuffle(shuffled)
    assert rings(shuffled) == rings(shares)
