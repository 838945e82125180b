"""Help in Russian. In English it stands beside the code that it is about; here are its translations put in.

The identifiers of ``locale/ru/help.ftl`` are ``help-COMMAND`` and ``help-COMMAND-OPTION``; what is the same for
several commands is ``help-any-OPTION``, and what a value is called is ``help-value-NAME``.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from typing import Any

from mentionwatch.messages import say, say_or

_HEADINGS = {
    "Usage:": "head-usage",
    "Options:": "head-options",
    "Commands:": "head-commands",
    "Arguments:": "head-arguments",
}
_PLACES = {
    "[OPTIONS]": "head-place-options",
    "COMMAND [ARGS]...": "head-place-command",
    "Show this message and exit.": "any-help",
}
_NOTES = {"[required]": "head-required", "[default: ": "head-default"}


_ROOM = 66
"""Characters that a list of commands has for each: the rest of 80 columns."""
_VALUE = re.compile(r"(?<![\w.])[A-Z]+(?!\w)")
_ENDS = re.compile(r"[.;:](?=\s|$)")
_ROOMY = 30


def gist(text: str | None) -> str | None:
    """The beginning of a command's help that fits into the list of commands, cut where a thought ends.

    None where it has no such place: then Typer cuts it at a word.
    """
    first = " ".join((text or "").split("\n\n")[0].split())
    end = _ENDS.search(first, 0, _ROOM + 1)
    cut = end.start() if end else first.rfind(",", 0, _ROOM + 1)
    return first[:cut] if cut >= (1 if end else _ROOMY) else None


def is_asked(args: Sequence[str]) -> bool:
    """Whether the command line asks for help."""
    return "--help" in args or "-h" in args


def translated(command: Any, args: Sequence[str], language: str) -> str:
    """The help that this command line asks for. ``command`` is the Click command of the whole program."""
    put_in(command, language)
    printed = io.StringIO()
    with redirect_stdout(printed):
        command.main(args=list(args), standalone_mode=False, prog_name="mentionwatch")
    return _headed(printed.getvalue(), language)


def put_in(command: Any, language: str) -> None:
    """Put the translations into a Click command, and into all below it."""
    for path, each in commands(command):
        each.help = said(language, path, "") or each.help
        each.short_help = gist(each.help)
        for parameter in each.params:
            parameter.help = said(language, path, parameter.name) or parameter.help
            if parameter.metavar:
                parameter.metavar = value(language, parameter.metavar)


def value(language: str, metavar: str) -> str:
    """What stands in a command line's help for a value, ``[FILE|-]``, in that language."""
    return _VALUE.sub(lambda name: say_or(language, f"help-value-{name[0]}", name[0]), metavar)


def commands(command: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """The command and all below it, each with its path: ``db-check``."""
    yield path or "mentionwatch", command
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, f"{path}-{name}".strip("-"))


def said(language: str, path: str, option: str) -> str | None:
    """The translation for a command, or for an option of it; None where there is none."""
    for owner in (path, "any"):
        try:
            return say(language, f"help-{owner}-{option}".rstrip("-").replace("_", "-"))
        except LookupError:
            continue
    return None


def _headed(text: str, language: str) -> str:
    """Headings and places in the same language; the help's own line breaks stay."""
    for english, message in _HEADINGS.items():
        text = re.sub(
            rf"^{re.escape(english)}", f"{say(language, f'help-{message}')}", text, flags=re.MULTILINE
        )
    for english, message in _PLACES.items():
        text = text.replace(english, say(language, f"help-{message}"), 1)
    for english, message in _NOTES.items():
        text = text.replace(english, say(language, f"help-{message}"))
    return text
