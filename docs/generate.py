"""Writes docs/reference/*.md from the code: ``python docs/generate.py``. A test compares them with the code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path
from typing import Any

from proven import proven
from pydantic import BaseModel

from mentionwatch.cli.described import Described, described
from mentionwatch.cli.schema import OF
from mentionwatch.cli.shapes import schema_of
from mentionwatch.messages import say
from mentionwatch.plugins import Classifier, Format, Source, find, names
from mentionwatch.settings import Settings, TopicTable
from mentionwatch.settings_alerts import AlertTable
from mentionwatch.settings_desk import DeskTable, RuleTable
from mentionwatch.sources._closed import CLOSED

FOLDER = Path(__file__).parent / "reference"
_WORDS = {
    "en": {
        "title": "Sources",
        "head": "Generated from the code; `mentionwatch sources NAME` prints the same of one source. How each\n"
        "was proven: [proven.md](proven.md). In Russian: [sources.ru.md](sources.ru.md).",
        "needs": "needs",
        "limits": "limits",
        "option": "option",
        "default": "default",
        "meaning": "meaning",
        "required": "required",
        "closed": "What cannot be read, and what to use instead",
    },
    "ru": {
        "title": "Источники",
        "head": "Создано из кода; то же об одном источнике печатает `mentionwatch --lang ru sources ИМЯ`. Чем доказан\n"
        "каждый: [proven.md](proven.md). По-английски: [sources.md](sources.md).",
        "needs": "нужно",
        "limits": "пределы",
        "option": "настройка",
        "default": "по умолчанию",
        "meaning": "смысл",
        "required": "обязательна",
        "closed": "Что читать нельзя и чем это заменить",
    },
}


def pages() -> dict[str, str]:
    """The text of each generated page, by its file name."""
    return {
        "sources.md": "\n".join(_sources("en")),
        "sources.ru.md": "\n".join(_sources("ru")),
        "proven.md": "\n".join(proven()),
        "configuration.md": "\n".join(_configuration()),
        "commands.md": "\n".join(_commands()),
        "json.md": "\n".join(_json()),
    }


def _sources(language: str) -> Iterator[str]:
    words = _WORDS[language]
    yield f"# {words['title']}\n"
    yield f"{words['head']}\n"
    for name in names(Source):
        yield from _source(described(name, find(Source, name), language), words)
    yield f"## {words['closed']}\n"
    for message in dict.fromkeys(CLOSED.values()):
        asked = ", ".join(f"`{name}`" for name, its in CLOSED.items() if its == message)
        yield f"- {asked}: {say(language, message)}"
    yield ""


def _source(told: Described, words: dict[str, str]) -> Iterator[str]:
    yield f"## {told.name}\n"
    yield f"{told.about}\n"
    yield f"- {words['needs']}: {told.needs}"
    if told.limits:
        yield f"- {words['limits']}: {told.limits}"
    yield f"\n| {words['option']} | {words['default']} | {words['meaning']} |\n|---|---|---|"
    for option in told.options:
        default = words["required"] if option.is_required else _shown(option.default)
        yield f"| `{option.name}` | {default} | {option.meaning} |"
    yield ""
    if told.example:
        yield f"```toml\n{told.example}\n```\n"


def _options(model: type[BaseModel]) -> Iterator[str]:
    yield "| option | default | meaning |\n|---|---|---|"
    for name, field in model.model_fields.items():
        default = "required" if field.is_required() else _shown(field.default)
        yield f"| `{name}` | {default} | {field.description or ''} |"
    yield ""


def _shown(value: Any) -> str:
    if value is None or value == ():
        return ""
    return f"`{value}`"


def _configuration() -> Iterator[str]:
    yield "# Configuration\n"
    yield "Generated from the code. A complete, commented file: [config.example.toml](../../config.example.toml).\n"
    yield "## Top level\n"
    yield from _options(Settings)
    yield "## `[[topics]]`\n"
    yield from _options(TopicTable)
    yield "## `[[sources]]`\n\n`type` and the options of that source: [sources.md](sources.md).\n"
    yield "## `[sentiment]`\n\n`type` and the options of that classifier.\n"
    for name in names(Classifier):
        yield f"### {name}\n\n{cleandoc(find(Classifier, name).__doc__ or '')}\n"
        yield from _options(find(Classifier, name))
    yield "## `[desk]`\n\nWhen somebody is there to answer; without it, always.\n"
    yield from _options(DeskTable)
    yield "## `[[playbook]]`\n\nThe first rule that a mention satisfies counts. Lists of one may go without brackets.\n"
    yield from _options(RuleTable)
    yield "## `[[alerts]]`\n\nWhat people are told of: [alerts.md](../alerts.md).\n"
    yield from _options(AlertTable)
    yield "## Formats of `report --format`\n"
    for name in names(Format):
        yield f"- `{name}`: {cleandoc(find(Format, name).__doc__ or '').splitlines()[0]}"
    yield ""


def _commands() -> Iterator[str]:
    import typer

    from mentionwatch.cli import command_line

    yield "# Commands\n"
    yield "Generated from the code. Global options may stand anywhere on the line.\n"
    yield from _command("mentionwatch", typer.main.get_command(command_line()))


def _command(path: str, command: Any) -> Iterator[str]:
    if path != "mentionwatch" and (command.params or not hasattr(command, "commands")):
        yield f"## {path}\n"
        yield f"{cleandoc(command.help or '')}\n"
    yield from _parameters(command)
    for name, inner in getattr(command, "commands", {}).items():
        yield from _command(f"{path} {name}", inner)


def _parameters(command: Any) -> Iterator[str]:
    shown = [parameter for parameter in command.params if parameter.name != "help"]
    if not shown:
        return
    yield "| option | meaning |\n|---|---|"
    for parameter in shown:
        spelled = (
            ", ".join(f"`{name}`" for name in parameter.opts) if parameter.opts[0].startswith("-") else ""
        )
        metavar = str(parameter.metavar or "").replace("|", "\\|")
        yield f"| {spelled or f'`{metavar}`'}{f' {metavar}' if spelled and metavar else ''} | {parameter.help or ''} |"
    yield ""


def _json() -> Iterator[str]:
    yield "# JSON\n"
    yield "Generated from the code; `mentionwatch schema NAME` prints the same. One object a line, UTF-8, stable key"
    yield 'order, times in UTC with `Z`, `null` for "not told".\n'
    for name in OF:
        yield f"## {name}\n"
        yield f"```json\n{json.dumps(schema_of(name), ensure_ascii=False, indent=1)}\n```\n"


def main() -> None:
    """Write all pages."""
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
