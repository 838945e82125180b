"""The loudest story of each hour and of each day."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from mentionwatch.analysis.loudness import DAY, loudest

HOURS = 80
COUNTS = st.dictionaries(
    st.tuples(st.integers(1, 3), st.integers(0, HOURS - 1)), st.integers(1, 9), max_size=40
)


def slowly(rows: Sequence[tuple[int, int, int]]) -> tuple[list[int], list[int]]:
    def most(size: int, end: int) -> int:
        sums = (
            sum(count for one, hour, count in rows if one == story and end - size < hour <= end)
            for story in {row[0] for row in rows}
        )
        return max(sums, default=0)

    return [most(1, end) for end in range(HOURS)], [most(DAY, end) for end in range(HOURS)]


@settings(deadline=None)
@given(COUNTS)
def test_hours_and_days_are_those_of_one_story(counts: dict[tuple[int, int], int]) -> None:
    rows = [(story, hour, count) for (story, hour), count in counts.items()]
    found = loudest(rows, HOURS)
    assert (found.hour, found.day) == slowly(rows)
