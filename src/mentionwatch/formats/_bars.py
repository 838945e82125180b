"""Charts made of characters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mentionwatch.model import Tally

BAR = 24
_BLOCKS = "▁▂▃▄▅▆▇█"
_SIGNS = {"positive": "+", "neutral": "·", "negative": "−", "unknown": "?"}


def bar(tally: Tally, most: int, width: int = BAR) -> str:
    """A bar as long as the tally against ``most``, made of + · − ? in the proportions of the sentiments."""
    if not tally.total or not most:
        return ""
    length = max(1, round(width * tally.total / most))
    counts = {name: getattr(tally, name) for name in _SIGNS}
    return "".join(_SIGNS[name] * cells for name, cells in apportioned(counts, length).items())


def apportioned(counts: Mapping[str, int], cells: int) -> dict[str, int]:
    """Whole cells in proportion to the counts, ``cells`` in all (largest remainder, Hamilton's method)."""
    total = sum(counts.values())
    exact = {name: count * cells / total for name, count in counts.items()}
    given = {name: int(part) for name, part in exact.items()}
    left = cells - sum(given.values())
    for name in sorted(exact, key=lambda name: given[name] - exact[name])[:left]:
        given[name] += 1
    return given


def sparkline(counts: Sequence[int], width: int) -> str:
    """One block a count, as high as the count; neighbours are added up if there are more than ``width``."""
    step = -(-len(counts) // max(width, 1))
    heights = [sum(counts[at : at + step]) for at in range(0, len(counts), step)] if step else []
    most = max(heights, default=0) or 1
    return "".join(_BLOCKS[round((len(_BLOCKS) - 1) * height / most)] for height in heights)
