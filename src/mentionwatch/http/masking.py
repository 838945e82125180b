"""Keeping secrets out of everything that is shown or kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote, quote_plus

from mentionwatch.text.late import late

_USERINFO = re.compile(r"(?<=//)[^/?#\s@]*@")
_PARAMETER = late(
    r"""((?:^|[?&;\s])(?:[\w.-]*(?:token|secret|password|passwd|api[_-]?key|apikey|signature)
        |key|pass|pwd|auth|sig|sid|session|code|hash)=)[^&;\#\s]+""",
    re.IGNORECASE | re.VERBOSE,
)
_CREDENTIALS = late(r"\b(Basic|Bearer)(\s+)[\w.~+/=-]{12,}")
_BOT = late(r"(/bot\d{3,}):[\w-]+")
_SHORTEST = 4


def mask(text: str, secrets: Iterable[str] = ()) -> str:
    """An address, or a sentence with addresses in it, with every secret replaced by ``***``.

    Secrets are user names and passwords in addresses, query parameters whose name says so, tokens of
    Telegram bots, credentials of an Authorization header (RFC 9110 §11.4) that a server repeats, and the
    strings given, also where they are percent-encoded. Given strings shorter than
    four characters are left: masking them would make the rest unreadable.
    """
    told = (secret for secret in secrets if len(secret) >= _SHORTEST)
    spellings = {spelling for secret in told for spelling in _spellings(secret)}
    for spelling in sorted(spellings, key=len, reverse=True):  # a secret may begin with another
        text = text.replace(spelling, "***")
    text = _USERINFO.sub("***@", text)
    text = _PARAMETER.sub(r"\1***", text)
    text = _CREDENTIALS.sub(r"\1\2***", text)
    return _BOT.sub(r"\1:***", text)


@lru_cache(256)
def _spellings(secret: str) -> tuple[str, ...]:
    return secret, quote(secret, safe=""), quote(secret), quote_plus(secret)
