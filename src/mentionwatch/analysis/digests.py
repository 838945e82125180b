"""When an alert is sent: at once, with the next digest, after the quiet hours."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, tzinfo

from mentionwatch.model import AlertRule

_DAY = timedelta(days=1)


def due(at: datetime, rule: AlertRule, zone: tzinfo) -> datetime:
    """When an alert of the rule is to be sent (UTC): at once, with the next digest, after the quiet hours.

    Digests are counted from midnight of the ``zone``, in which wall clocks are read.
    """
    local = at.astimezone(zone)
    if rule.digest is not None:
        local = _next_digest(local, rule.digest)
    if rule.quiet and not rule.urgent:
        local = _after(local, *rule.quiet)
    return local.astimezone(UTC)


def _next_digest(local: datetime, digest: timedelta | time) -> datetime:
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    if isinstance(digest, time):
        today = midnight.replace(hour=digest.hour, minute=digest.minute)
        return today if today > local else today + _DAY
    return midnight + ((local - midnight) // digest + 1) * digest


def _after(local: datetime, begins: time, ends: time) -> datetime:
    """The end of the quiet hours where the moment lies within them, else the moment."""
    clock = local.time().replace(tzinfo=None)
    wraps = begins > ends
    if not (clock >= begins or clock < ends if wraps else begins <= clock < ends):
        return local
    day = _DAY if wraps and clock >= begins else timedelta(0)
    return local.replace(hour=ends.hour, minute=ends.minute, second=0, microsecond=0) + day
