"""Every message is there in both languages, with the same values; every message that code names exists."""

from __future__ import annotations

import errno
import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Junk, Message, MessageReference, TermReference, VariableReference
from fluent.syntax.visitor import Visitor

import mentionwatch
from mentionwatch.errors import (
    AccessDenied,
    MentionwatchError,
    QueryError,
    RateLimited,
    SourceError,
    Words,
    of_system,
)
from mentionwatch.messages import _PUT_IN, LANGUAGES, _sources, retell, say

PACKAGE = Path(mentionwatch.__file__).parent
_BESIDE_CODE = ("help.ftl", "json.ftl", "settings.ftl", "sources.ftl")
"""What these say stands in English in the code: test_described.py compares."""


class _Variables(Visitor):
    def __init__(self) -> None:
        self.found: set[str] = set()
        self.others: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802
        self.found.add(node.id.name)

    def visit_MessageReference(self, node: MessageReference) -> None:  # noqa: N802
        self.others.add(node.id.name)

    def visit_TermReference(self, node: TermReference) -> None:  # noqa: N802
        self.others.add(node.id.name)


def catalogue(language: str) -> dict[str, set[str]]:
    messages: dict[str, set[str]] = {}
    for file in sorted((PACKAGE / "locale" / language).glob("*.ftl")):
        if file.name in _BESIDE_CODE:
            continue
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, Junk), f"{file}: {entry.content}"
            if isinstance(entry, Message):
                assert entry.id.name not in messages, f"{file}: {entry.id.name} stands twice"
                variables = _Variables()
                variables.visit(entry)
                messages[entry.id.name] = variables.found
    return messages


def test_both_languages_say_the_same_with_the_same_values() -> None:
    english, russian = catalogue("en"), catalogue("ru")
    assert english.keys() == russian.keys()
    assert {name for name in english if english[name] != russian[name]} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_stand_apart_as_the_parser_sees_them(language: str) -> None:
    """Each is parsed alone, when it is first said: it is whole, and what it puts in is found."""
    whole: dict[str, Message] = {}
    for file in (PACKAGE / "locale" / language).glob("*.ftl"):
        entries = FluentParser(with_spans=False).parse(file.read_text(encoding="utf-8")).body
        whole |= {entry.id.name: entry for entry in entries if isinstance(entry, Message)}
    alone = {
        name: FluentParser(with_spans=False).parse(source).body for name, source in _sources(language).items()
    }
    assert alone.keys() == whole.keys()
    for name, entry in whole.items():
        (only,) = alone[name]
        only.comment = entry.comment  # type: ignore[union-attr]
        assert only.equals(entry), name
        references = _Variables()
        references.visit(entry)
        assert references.others == {
            other for other in _PUT_IN.findall(_sources(language)[name]) if other in whole
        }


def test_threads_may_speak_at_once() -> None:
    _sources.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        said = pool.map(
            lambda number: say("ru", "report-mentions" if number % 2 else "scan-again", again="8:00"),
            range(200),
        )
    assert len(set(said)) == 2


def test_every_raised_message_exists() -> None:
    known = catalogue("en")
    raised = re.compile(
        r"(?:Error|Denied|Limited|Changed|Gone)\(\s*\"([a-z0-9]+-[a-z0-9-]+)\"|\bcontext\.say\(\"([a-z0-9-]+)\""
    )
    named = {
        found[1] or found[2]
        for file in PACKAGE.rglob("*.py")
        for found in raised.finditer(file.read_text(encoding="utf-8"))
    }
    assert len(named) > 50
    assert {name for name in named if name not in known} == set()


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "1 новое упоминание"),
        (2, "2 новых упоминания"),
        (5, "5 новых упоминаний"),
        (21, "21 новое упоминание"),
    ],
)
def test_russian_plurals(count: int, words: str) -> None:
    assert words in say("ru", "import-done", posts=1, fresh=count)


@pytest.mark.parametrize("why", ["No room.", "No room", "Really?", "../../etc", "no such file ..."])
def test_a_sentence_within_a_sentence_ends_once(why: str) -> None:
    told = say("en", "config-value", file="f", key="k", value="v", why=why)
    assert told == f"f: k = v: {why}" + ("" if why in ("No room.", "Really?") else ".")


@pytest.mark.parametrize(
    "error",
    [
        AccessDenied("http-denied-403", url="https://a.example/?q=1", host="a.example", said="no"),
        RateLimited(
            "graph-limited", until=datetime(2026, 11, 28, 7, tzinfo=UTC), why="“too often”", when="07:00 UTC"
        ),
        SourceError("scan-source", name="vk", why=AccessDenied("graph-denied", why="no")),
        SourceError(
            "store-unopenable", path="/x", why=of_system(OSError(errno.ENOSPC, "No space left on device"))
        ),
        SourceError("store-unopenable", path="/x", why=Words("no-such-message", "odd")),
    ],
)
def test_an_error_is_told_again_in_any_language(error: MentionwatchError) -> None:
    packed = json.dumps(error.packed())
    for language in LANGUAGES:
        assert retell(language, packed, "otherwise") == error.say(language)
    assert error.say("en") != error.say("ru")


def test_a_query_in_an_error_is_told_whole() -> None:
    wrong = SourceError("scan-source", name="vk", why=QueryError("query-regex-open", query="/a", column=1))
    told = retell("en", json.dumps(wrong.packed()), "otherwise")
    assert "^" in told


@pytest.mark.parametrize(
    "packed", [None, "", "{", "[1]", '{"message": "of-another-version", "values": {}}', '{"values": {}}']
)
def test_what_cannot_be_told_again_is_told_as_it_was(packed: str | None) -> None:
    assert retell("ru", packed, "as it was") == "as it was"


def test_an_unknown_language_is_english() -> None:
    assert say("de", "db-sound") == say("en", "db-sound")


def test_an_unknown_message_is_a_mistake_of_the_program() -> None:
    with pytest.raises(LookupError):
        say("en", "no-such-message")


def test_languages() -> None:
    assert LANGUAGES == ("en", "ru")
