"""What is true of one job's requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentionwatch.dataclass import dataclass

if TYPE_CHECKING:
    from mentionwatch.http.reply import Reply


@dataclass(slots=True, kw_only=True)
class Trip:
    """What a job's requests share, and what they learn on the way.

    ``private``: whether private addresses may be asked; ``None`` until the first answer tells, from the kind
    of the address that the user wrote. ``requests``: how many went out. ``moved``: where permanent redirects
    led, the last time. ``last``: the latest answer, 404 left aside.
    """

    secrets: tuple[str, ...] = ()
    private: bool | None = None
    requests: int = 0
    moved: str | None = None
    last: Reply | None = None
