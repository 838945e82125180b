"""What was measured of two topics, for the formats."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from mentionwatch.conversation import Neglected, Responses, Slot, Template

_ASKED = {8: (2, 2), 9: (3, 2), 14: (4, 3), 21: (3, 0)}


def _slots(size: int) -> tuple[Slot, ...]:
    return tuple(
        Slot(number=n, asked=asked, answered=answered, median=timedelta(minutes=80) if answered else None)
        for n in range(size)
        for asked, answered in [_ASKED.get(n, (0, 0))]
    )


OURS = Responses(
    topic="Старлинк",
    accounts=("@starlink_ru",),
    asked=12,
    answered=7,
    late=2,
    pending=1,
    unanswered=3,
    withdrawn=1,
    median=timedelta(hours=1, minutes=20),
    percentile=timedelta(days=2, hours=3),
    working_median=timedelta(minutes=40),
    working_percentile=None,
    oldest=datetime(2026, 11, 20, 21, 40, tzinfo=UTC),
    hours=_slots(24),
    weekdays=_slots(7),
    joined=20,
    joined_asked=5,
    ignored=2,
    replies=9,
    identical=3,
    templates=(
        Template(
            text="Здравствуйте! Мы уже занимаемся вашим вопросом. <script>alert(1)</script>",
            count=4,
            urls=("https://forum.example/t/1/4", "https://forum.example/t/2/3"),
        ),
    ),
    referred=2,
    referrals=(
        Template(text="Напишите нам в личные сообщения", count=1, urls=("https://forum.example/t/3/2",)),
    ),
    languages=(("ru", "ru", 6), ("en", "ru", 1)),
    gone_theirs=2,
    gone_ours=1,
    neglected=(
        Neglected(
            url="https://forum.example/t/1/1",
            mention=17,
            people=2,
            since=datetime(2026, 11, 20, 21, 40, tzinfo=UTC),
        ),
        Neglected(
            url="javascript:alert(1)", mention=21, people=1, since=datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
        ),
    ),
)

THEIRS = Responses(
    topic="Билайн | *тест*",
    accounts=("@beeline",),
    asked=5,
    answered=1,
    unanswered=2,
    unseen=2,
    median=None,
    percentile=None,
    working_median=None,
    working_percentile=None,
    replies=1,
    hours=_slots(24),
    weekdays=_slots(7),
)
