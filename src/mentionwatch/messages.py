"""What mentionwatch says to people, in their language: Fluent catalogues in ``locale/LANGUAGE/*.ftl``.

The format and its plural rules: https://projectfluent.org/ (through fluent.runtime and CLDR data of Babel).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

LANGUAGES = ("en", "ru")
_LONGEST = 900  # characters; fluent.runtime refuses to put in more than 1000 (2500 since 0.4.1)
_SENTENCE = re.compile(r"\w[.!?]$")
_FOLDER = Path(__file__).parent / "locale"


def say(language: str, message: str, /, **values: str | int | float | datetime | None) -> str:
    """The message of that identifier, filled in. A language that we do not speak gets English.

    Raises KeyError for an identifier that no catalogue has: that is a mistake in the program.
    """
    bundle = _bundle(language if language in LANGUAGES else "en")
    pattern = bundle.get_message(message).value
    if pattern is None:
        raise KeyError(message)
    text, errors = bundle.format_pattern(pattern, {k: _short(v) for k, v in values.items() if v is not None})
    if errors:
        raise KeyError(f"{message}: {errors[0]}")
    return _with_single_stops(str(text), values.values())


def _with_single_stops(text: str, values: Iterable[object]) -> str:
    """What is filled in may be a sentence with its own stop, or a word: a stop of the message adds none to it."""
    for value in values:
        if isinstance(value, str) and _SENTENCE.search(value):
            text = text.replace(f"{value}.", value)
    return text


def _short(value: str | int | float | datetime) -> str | int | float | datetime:
    """A text no longer than fluent.runtime puts into a message."""
    return f"{value[:_LONGEST]}…" if isinstance(value, str) and len(value) > _LONGEST else value


def say_or(language: str, message: str, otherwise: str) -> str:
    """The message of that identifier where a catalogue of the language has it, else the words given."""
    bundle = _bundle(language if language in LANGUAGES else "en")
    return say(language, message) if bundle.has_message(message) else otherwise


@cache
def _bundle(language: str) -> FluentBundle:
    from fluent.runtime import FluentBundle, FluentResource

    # Isolation marks keep bidirectional text apart in browsers; in a terminal they are visible rubbish.
    bundle = FluentBundle([language], use_isolating=False)
    for path in sorted((_FOLDER / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle
