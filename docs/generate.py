"""Writes docs/reference/*.md from the code: ``python docs/generate.py``. A test compares them with the code."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from inspect import cleandoc
from pathlib import Path
from typing import Any

from proven import proven
from pydantic import BaseModel
from words import word

from mentionwatch.cli.described import Described, Option, about, described, options
from mentionwatch.cli.schema import OF
from mentionwatch.cli.shapes import schema_of
from mentionwatch.messages import say
from mentionwatch.plugins import Classifier, Format, Source, find, names
from mentionwatch.settings import Settings, TopicTable
from mentionwatch.settings_alerts import AlertTable
from mentionwatch.settings_desk import DeskTable, RuleTable
from mentionwatch.sources._closed import CLOSED

FOLDER = Path(__file__).parent / "reference"
_TABLES: dict[str, type[BaseModel]] = {
    "topics": TopicTable, "desk": DeskTable, "playbook": RuleTable, "alerts": AlertTable,
}  # fmt: skip


def pages() -> dict[str, str]:
    """The text of each generated page, by its file name: every one in English and in Russian."""
    of = {
        "sources": _sources,
        "proven": proven,
        "configuration": _configuration,
        "commands": _commands,
        "json": _json,
    }
    return {
        f"{name}{suffix}.md": "\n".join(lines(language))
        for name, lines in of.items()
        for language, suffix in (("en", ""), ("ru", ".ru"))
    }


def _sources(language: str) -> Iterator[str]:
    yield from _head(language, "sources")
    for name in names(Source):
        yield from _source(described(name, find(Source, name), language), language)
    yield f"## {word(language, 'closed')}\n"
    for message in dict.fromkeys(CLOSED.values()):
        asked = ", ".join(f"`{name}`" for name, its in CLOSED.items() if its == message)
        yield f"- {asked}: {say(language, message)}"
    yield ""


def _head(language: str, page: str) -> Iterator[str]:
    yield f"# {word(language, page)}\n"
    yield f"{word(language, f'{page}-head')}\n"


def _source(told: Described, language: str) -> Iterator[str]:
    yield f"## {told.name}\n"
    yield f"{told.about}\n"
    yield f"- {word(language, 'needs')}: {told.needs}"
    if told.limits:
        yield f"- {word(language, 'limits')}: {told.limits}"
    yield ""
    yield from _options(told.options, language)
    if told.example:
        yield f"```toml\n{told.example}\n```\n"


def _options(told: Sequence[Option], language: str) -> Iterator[str]:
    yield f"| {word(language, 'option')} | {word(language, 'default')} | {word(language, 'meaning')} |"
    yield "|---|---|---|"
    for option in told:
        default = f"`{option.default}`" if option.default else ""
        default = word(language, "required") if option.is_required else default
        yield f"| `{option.name}` | {default} | {option.meaning} |"
    yield ""


def _configuration(language: str) -> Iterator[str]:
    yield from _head(language, "configuration")
    yield f"## {word(language, 'top')}\n"
    yield from _options(options("settings-file", Settings, language), language)
    yield from _table("topics", language)
    yield f"## `[[sources]]`\n\n{word(language, 'sources-table')}\n"
    yield f"## `[sentiment]`\n\n{word(language, 'sentiment-table')}\n"
    for name in names(Classifier):
        kind, owner = find(Classifier, name), f"classifier-{name}"
        yield f"### {name}\n\n{about(owner, kind, language)}\n"
        yield from _options(options(owner, kind, language), language)
    for name in ("desk", "playbook", "alerts"):
        yield from _table(name, language)
    yield f"## {word(language, 'formats')}\n"
    for name in names(Format):
        yield f"- `{name}`: {about(f'format-{name}', find(Format, name), language).splitlines()[0]}"
    yield ""


def _table(name: str, language: str) -> Iterator[str]:
    """A table of the configuration: what it is about, where there is a word on it, and its options."""
    yield f"## `{'[desk]' if name == 'desk' else f'[[{name}]]'}`\n"
    if name != "topics":
        yield f"{word(language, f'{name}-table')}\n"
    yield from _options(options(f"settings-{name}", _TABLES[name], language), language)


def _commands(language: str) -> Iterator[str]:
    import typer

    from mentionwatch.cli import command_line
    from mentionwatch.cli.help_ import put_in

    command = typer.main.get_command(command_line())
    if language != "en":
        put_in(command, language)
    yield from _head(language, "commands")
    yield from _command("mentionwatch", command, language)


def _command(path: str, command: Any, language: str) -> Iterator[str]:
    if path != "mentionwatch" and (command.params or not hasattr(command, "commands")):
        yield f"## {path}\n"
        yield f"{cleandoc(command.help or '')}\n"
    yield from _parameters(command, language)
    for name, inner in getattr(command, "commands", {}).items():
        yield from _command(f"{path} {name}", inner, language)


def _parameters(command: Any, language: str) -> Iterator[str]:
    shown = [parameter for parameter in command.params if parameter.name != "help"]
    if not shown:
        return
    yield f"| {word(language, 'parameter')} | {word(language, 'meaning')} |\n|---|---|"
    for parameter in shown:
        spelled = (
            ", ".join(f"`{name}`" for name in parameter.opts) if parameter.opts[0].startswith("-") else ""
        )
        metavar = str(parameter.metavar or "").replace("|", "\\|")
        yield f"| {spelled or f'`{metavar}`'}{f' {metavar}' if spelled and metavar else ''} | {parameter.help or ''} |"
    yield ""


def _json(language: str) -> Iterator[str]:
    yield from _head(language, "json")
    for name in OF:
        yield f"## {name}\n"
        yield f"```json\n{json.dumps(schema_of(name, language), ensure_ascii=False, indent=1)}\n```\n"


def main() -> None:
    """Write all pages."""
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
