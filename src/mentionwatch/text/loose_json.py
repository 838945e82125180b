"""JSON as services and pages write it: line breaks within texts, escapes that there are none."""

from __future__ import annotations

import json
import re
from typing import Any

_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|[\"\\/bfnrt])|\\")
_COMMA = re.compile(r",\s*(?=[}\]])")


def loads(text: str) -> Any:
    """The value that a text tells, mended where it is damaged. Raises ValueError for what cannot be read."""
    try:
        return json.loads(text, strict=False)
    except RecursionError:
        raise ValueError("nested too deep") from None
    except ValueError:
        return _mended(text)


def _mended(text: str) -> Any:
    """A backslash that begins no escape is a backslash; a comma before the end is nothing."""
    escaped = _ESCAPE.sub(lambda found: found[0] if found[1] else r"\\", text)
    try:
        return json.loads(escaped, strict=False)
    except RecursionError:
        raise ValueError("nested too deep") from None
    except ValueError:
        return json.loads(_COMMA.sub("", escaped), strict=False)
