"""What code describes in English, in docstrings and fields, has a Russian text, and no Russian text is left over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
import typer
from pydantic import BaseModel

from mentionwatch.cli import command_line, described, shapes
from mentionwatch.cli.help_ import commands, said, value
from mentionwatch.cli.schema import OF
from mentionwatch.messages import _sources, say_or
from mentionwatch.plugins import Classifier, Format, Plugin, Source, find, names
from mentionwatch.settings import Settings, TopicTable
from mentionwatch.settings_alerts import AlertTable
from mentionwatch.settings_desk import DeskTable, RuleTable

TABLES: dict[str, type[BaseModel]] = {
    "file": Settings, "topics": TopicTable, "desk": DeskTable, "playbook": RuleTable, "alerts": AlertTable,
}  # fmt: skip
PLUGINS: dict[str, type[Plugin]] = {"source": Source, "classifier": Classifier}
OWNERS: dict[str, type[BaseModel]] = {
    **{f"settings-{name}": table for name, table in TABLES.items()},
    **{f"{group}-{name}": find(kind, name) for group, kind in PLUGINS.items() for name in names(kind)},
}


@pytest.mark.parametrize("owner", OWNERS)
def test_options(owner: str) -> None:
    english, russian = (described.options(owner, OWNERS[owner], language) for language in ("en", "ru"))
    for one, other in zip(english, russian, strict=True):
        assert one.meaning, f"{owner}: {one.name} has no description"
        assert other.meaning != one.meaning, f"locale/ru: {owner}-{one.name} is missing"
        assert (one.name, one.default, one.is_required) == (other.name, other.default, other.is_required)


def test_one_meaning_is_said_in_one_way() -> None:
    """A text of several options is translated once, and one of a single option is not taken for theirs."""
    ways: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    for owner, kind in OWNERS.items():
        pairs = [described.options(owner, kind, language) for language in ("en", "ru")]
        for both in zip(*pairs, strict=True):
            for which in (0, 1):
                ways[both[0].name, both[which].meaning, which].add(both[1 - which].meaning)
    assert {key: others for key, others in ways.items() if len(others) > 1} == {}


def test_sources() -> None:
    for name in names(Source):
        english, russian = (
            described.described(name, find(Source, name), language) for language in ("en", "ru")
        )
        assert russian.about != english.about, name
        assert russian.needs != english.needs, name
        assert (russian.limits != english.limits) == bool(english.limits), name
        assert russian.example == english.example != ""


@pytest.mark.parametrize("group", ["classifier", "format"])
def test_classifiers_and_formats(group: str) -> None:
    kind: type[Plugin] = Classifier if group == "classifier" else Format
    for name in names(kind):
        english, russian = (
            described.about(f"{group}-{name}", find(kind, name), language) for language in ("en", "ru")
        )
        assert english != russian, f"locale/ru: {group}-{name} is missing"


def test_commands() -> None:
    for path, command in commands(typer.main.get_command(command_line())):
        assert command.help, path
        assert said("ru", path, ""), path
        for parameter in command.params:
            assert parameter.help, (path, parameter.name)
            assert said("ru", path, parameter.name), (path, parameter.name)


def test_what_a_value_is_called() -> None:
    for path, command in commands(typer.main.get_command(command_line())):
        for parameter in command.params:
            if parameter.metavar:
                left = value("ru", parameter.metavar)
                assert not any(letter.isascii() and letter.isupper() for letter in left), (path, left)


def descriptions(node: Any) -> Iterator[str]:
    """All descriptions in a JSON Schema."""
    if isinstance(node, dict):
        if isinstance(told := node.get("description"), str):
            yield told
        for inner in node.values():
            yield from descriptions(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from descriptions(inner)


def bare(node: Any) -> Any:
    """A JSON Schema without its descriptions."""
    if isinstance(node, dict):
        return {
            key: bare(inner)
            for key, inner in node.items()
            if key != "description" or not isinstance(inner, str)
        }
    return [bare(inner) for inner in node] if isinstance(node, list) else node


@pytest.mark.parametrize("name", OF)
def test_schemas(name: str) -> None:
    english, russian = (shapes.schema_of(name, language) for language in ("en", "ru"))
    assert bare(english) == bare(russian)
    for one, other in zip(descriptions(english), descriptions(russian), strict=True):
        assert one != other, f"locale/ru/json.ftl lacks: {one}"


def test_nothing_is_left_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever stands in these catalogues is asked for by something that exists."""
    asked: set[str] = set()

    def heard(language: str, message: str, otherwise: str) -> str:
        asked.add(message)
        return say_or(language, message, otherwise)

    for module in (described, shapes):
        monkeypatch.setattr(module, "say_or", heard)
    for owner, kind in OWNERS.items():
        described.options(owner, kind, "ru")
    for name in names(Source):
        described.described(name, find(Source, name), "ru")
    for group, of in (("classifier", Classifier), ("format", Format)):
        for name in names(of):
            described.about(f"{group}-{name}", find(of, name), "ru")
    for name in OF:
        shapes.schema_of(name, "ru")
    groups = ("source-", "settings-", "classifier-", "format-", "json-")
    assert {name for name in _sources("ru") if name.startswith(groups)} - asked == set()
