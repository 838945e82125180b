"""What mentionwatch says to people, in their language: Fluent catalogues in ``locale/LANGUAGE/*.ftl``.

The format and its plural rules: https://projectfluent.org/ (through fluent.runtime and CLDR data of Babel).
Parsing all of a language takes longer than everything else that a short command does; so a message is parsed when
it is first said, with those that it puts in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

LANGUAGES = ("en", "ru")
_LONGEST = 900  # characters; fluent.runtime refuses to put in more than 1000 (2500 since 0.4.1)
_SENTENCE = re.compile(r"[\w/)»”][.!?]$")
_FOLDER = Path(__file__).parent / "locale"
_ENTRY = re.compile(r"^([a-zA-Z][\w-]*) *=.*(?:\n(?![a-zA-Z#-]).*)*", re.MULTILINE)
_PUT_IN = re.compile(r"\{\s*([a-zA-Z][\w-]*)\s*\}")
_PARSING = Lock()


def say(language: str, message: str, /, **values: str | int | float | datetime | None) -> str:
    """The message of that identifier, filled in. A language that we do not speak gets English.

    Raises KeyError for an identifier that no catalogue has: that is a mistake in the program.
    """
    bundle = _holding(_spoken(language), message)
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
    return say(language, message) if message in _sources(_spoken(language)) else otherwise


def retell(language: str, cause: str | None, otherwise: str) -> str:
    """The error that ``MentionwatchError.packed`` packed, as JSON, in the language given.

    Without one, or where it is of a version of this program that has other messages, the words given.
    """
    try:
        return _unpacked(language, json.loads(cause)) if cause else otherwise
    except (KeyError, TypeError, ValueError):
        return otherwise


def _unpacked(language: str, packed: dict[str, Any]) -> str:
    if "otherwise" in packed:
        general = say_or(language, packed.get("general", ""), packed["otherwise"])
        return say_or(language, packed.get("message", ""), general)
    values = {name: _value(language, value) for name, value in packed["values"].items()}
    return say(language, packed["message"], **values)


def _value(language: str, value: Any) -> str | int | float | datetime | None:
    if not isinstance(value, dict):
        told: str | int | float | None = value
        return told
    return datetime.fromisoformat(value["time"]) if "time" in value else _unpacked(language, value)


def _spoken(language: str) -> str:
    return language if language in LANGUAGES else "en"


def _holding(language: str, message: str) -> FluentBundle:
    """The bundle of a language, with the message in it. Any thread may ask."""
    with _PARSING:
        bundle = _bundle(language)
        if not bundle.has_message(message):
            _parse(bundle, _sources(language), message)
        return bundle


def _parse(bundle: FluentBundle, sources: dict[str, str], message: str) -> None:
    """Put a message into the bundle, and the messages that it puts in."""
    from fluent.runtime import FluentResource

    bundle.add_resource(FluentResource(sources[message]))
    for other in _PUT_IN.findall(sources[message]):
        if other in sources and not bundle.has_message(other):
            _parse(bundle, sources, other)


@cache
def _bundle(language: str) -> FluentBundle:
    from fluent.runtime import FluentBundle

    # Isolation marks keep bidirectional text apart in browsers; in a terminal they are visible rubbish.
    return FluentBundle([language], use_isolating=False)


@cache
def _sources(language: str) -> dict[str, str]:
    """What stands in the catalogues of a language, by identifier."""
    return {
        entry[1]: entry[0]
        for path in sorted((_FOLDER / language).glob("*.ftl"))
        for entry in _ENTRY.finditer(path.read_text(encoding="utf-8"))
    }
