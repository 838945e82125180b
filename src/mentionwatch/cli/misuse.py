"""What a command line that cannot be read is told: Typer's complaint in the user's language, and where to read on."""

from __future__ import annotations

import difflib
import re
from typing import Any

from mentionwatch.messages import say

_COMMAND = re.compile(r"No such command '(.*)'\.", re.DOTALL)
_EXTRA = re.compile(r"Got unexpected extra arguments? *(?:\(s\) *)?\((.*)\)", re.DOTALL)


def told(wrong: Any, language: str) -> str:
    """What is wrong with the command line, and the command that prints how it is written.

    ``wrong`` is Typer's exception. It tells what it knows in attributes, the rest in English sentences; one that is
    not known here is passed on as it is.
    """
    from mentionwatch.text.safe import plain

    message, values = _named(wrong, language)
    why = say(language, message, **values) if message else plain(_own_words(wrong))
    context = getattr(wrong, "ctx", None)
    if context is None:
        return why
    return f"{why} {say(language, 'cli-see-help', command=context.command_path)}"


def _named(wrong: Any, language: str) -> tuple[str | None, dict[str, str | int]]:
    """The identifier of a message of ours and its values; no identifier where there is none for it."""
    from mentionwatch.text.safe import plain

    kind, said = type(wrong).__name__, getattr(wrong, "message", "")
    if kind == "NoSuchOption":
        near = ", ".join(sorted(wrong.possibilities or ()))
        option = plain(wrong.option_name)
        return ("cli-no-option-near", {"option": option, "near": near}) if near else (
            "cli-no-option", {"option": option})  # fmt: skip
    if kind == "BadOptionUsage":
        bare = "does not take" not in said
        return "cli-option-bare" if bare else "cli-option-full", {"option": plain(wrong.option_name)}
    if kind == "MissingParameter" and wrong.param is not None:
        return "cli-missing-value", {"name": _name(wrong.param, language)}
    if kind == "BadParameter" and wrong.param is not None:
        return _number(wrong.param, language)
    if said == "Missing command.":
        return "cli-which-command", {"known": ", ".join(wrong.ctx.command.commands)}
    if found := _COMMAND.match(said):
        return _command(found[1], list(wrong.ctx.command.commands))
    if found := _EXTRA.match(said):
        return "cli-extra", {"value": plain(found[1])}
    return None, {}


def _name(parameter: Any, language: str) -> str:
    """What a person calls a parameter: ``--limit``, ``FILE``."""
    from mentionwatch.cli.help_ import value

    if parameter.param_type_name == "argument":
        return value(language, parameter.metavar)
    return str(parameter.opts[-1])


def _number(parameter: Any, language: str) -> tuple[str | None, dict[str, str | int]]:
    """A value that is no number where one is wanted: nothing else is refused by Typer itself."""
    if parameter.type.name == "int range":
        return "cli-number-from", {"option": _name(parameter, language), "least": str(parameter.type.min)}
    if parameter.type.name == "float":
        return "cli-number", {"option": _name(parameter, language)}
    return None, {}


def _command(name: str, known: list[str]) -> tuple[str, dict[str, str | int]]:
    from mentionwatch.text.safe import plain

    near = difflib.get_close_matches(name, known, n=1)
    if near:
        return "cli-no-command-near", {"name": plain(name), "near": near[0]}
    return "cli-no-command", {"name": plain(name), "known": ", ".join(known)}


def _own_words(wrong: Any) -> str:
    return str(wrong.format_message()) if hasattr(wrong, "format_message") else str(wrong)
