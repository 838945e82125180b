"""How long a wait takes when some still wait: the product-limit estimate.

E. L. Kaplan, P. Meier, "Nonparametric Estimation from Incomplete Observations", Journal of the American Statistical
Association 53 (1958), 457-481. To leave out those who were not answered would make the slowest look quick; to count
them as answered now would do the same, the more the younger the figures are. Here each counts among those who wait
for as long as they were watched, and no longer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

_NOISE = 1e-9


def quantile(spans: Sequence[tuple[timedelta, bool]], share: float) -> timedelta | None:
    """The time by which a ``share`` (0..1) of all had their answer: the first at which no more than the rest waits.

    Each span is how long somebody waited, and whether it ended in an answer; else it was only watched for so long.
    None where so many had none for as long as they were watched. With an answer for all it is the smallest span that
    at least this share of all spans do not exceed.
    """
    ended = Counter(span for span, is_answered in spans if is_answered)
    watched = Counter(span for span, _ in spans)
    waiting, at_risk = 1.0, len(spans)
    for span in sorted(watched):
        waiting *= 1 - ended[span] / at_risk
        if ended[span] and waiting <= 1 - share + _NOISE:
            return span
        at_risk -= watched[span]
    return None
