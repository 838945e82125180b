"""The command line: one file a command. This floor alone knows the terminal, the environment and the clock."""

from __future__ import annotations

import os
import sys
from codecs import lookup
from contextlib import suppress
from importlib import import_module
from io import TextIOWrapper, UnsupportedOperation
from keyword import iskeyword
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mentionwatch.cli import help_
from mentionwatch.cli.context import Context, language_of, talk
from mentionwatch.errors import MentionwatchError, SystemTrouble

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = (
    "demo", "init", "check", "scan", "mentions", "show", "inbox", "triage", "rescan", "report", "audit", "stories",
    "authors", "alerts", "try", "evaluate", "import", "sources", "schema", "topics", "db",
)  # fmt: skip
"""In the order of the help. Each has its module, which is loaded only where it is asked for."""

# Typer carries a Click of its own in some versions and needs Click in others; this base class is in both.
_Misuse: type[Exception] = next(
    kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException"
)
_GLOBAL_FLAGS = {"-v", "--verbose", "-q", "--quiet"}
_GLOBAL_OPTIONS = {"--config", "--db", "--lang"}


def main() -> int:
    """Run the command line and return its exit code. Nothing that we can explain ends in a traceback."""
    # numpy reads this when it is loaded. The matrices of a few texts are small: a second thread mostly waits for
    # the first, and takes as much processor time.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Pydantic looks into every installed package for plug-ins of its own; none is wanted here.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    language = language_of(sys.argv, os.environ)
    args = hoisted(sys.argv[1:])
    _open_what_is_closed()
    _write_every_letter()
    try:
        code = _run(args, language)
        sys.stdout.flush()
        return code
    except MentionwatchError as error:
        return _told(error, language)
    except BrokenPipeError:  # the reader went away (``| head``)
        _give_up_output()
    except OSError as error:
        _give_up_output()
        return _told(SystemTrouble.of(error), language)
    except KeyboardInterrupt:
        return 130
    except typer.Abort:
        return 130
    except _Misuse as wrong:
        from mentionwatch.cli.misuse import told

        talk(f"mentionwatch: {told(wrong, language)}")
        return 2
    return 0


def _run(args: list[str], language: str) -> int:
    named = _command_of(args)
    app = command_line([named] if named in COMMANDS else COMMANDS)
    if language == "ru" and help_.is_asked(args):
        sys.stdout.write(help_.translated(typer.main.get_command(app), args, language))
        return 0
    # Without its standalone mode Typer returns the code of typer.Exit instead of raising it.
    return app(args=args, standalone_mode=False) or 0


def command_line(names: Sequence[str] = COMMANDS) -> typer.Typer:
    """The command line with the commands of these names."""
    app = typer.Typer(
        name="mentionwatch",
        add_completion=False,
        rich_markup_mode=None,  # plain help: three times quicker, and the same in a pipe
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(options)
    for name in names:
        module = import_module(f"mentionwatch.cli.{name}{'_' if iskeyword(name) else ''}")
        if group := getattr(module, "app", None):
            about = module.command.__doc__ if hasattr(module, "command") else group.info.help
            app.add_typer(group, name=name, short_help=help_.gist(about))
        else:
            app.command(name, short_help=help_.gist(module.command.__doc__))(module.command)
    return app


def _command_of(args: list[str]) -> str | None:
    """The command that hoisted arguments begin with, after the global options; None where they begin otherwise."""
    waiting = iter(args)
    for arg in waiting:
        if arg in _GLOBAL_OPTIONS:
            next(waiting, None)
        elif arg not in _GLOBAL_FLAGS and arg.partition("=")[0] not in _GLOBAL_OPTIONS:
            return arg
    return None


def _open_what_is_closed() -> None:
    """A standard stream that was closed (``>&-``) is None in Python: what goes there goes nowhere."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - open as long as the program runs
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115


def _write_every_letter() -> None:
    """Data are UTF-8, whatever the locale's encoding; a terminal that has another shows ? for what it lacks."""
    out = sys.stdout
    if isinstance(out, TextIOWrapper) and lookup(out.encoding).name != "utf-8":
        if out.isatty():
            out.reconfigure(errors="replace")
        else:
            out.reconfigure(encoding="utf-8")


def _give_up_output() -> None:
    """Nobody takes what is left to write; the interpreter must not try to flush it when it ends."""
    with suppress(UnsupportedOperation):  # a stream in memory has nothing to flush into
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def hoisted(args: list[str]) -> list[str]:
    """The arguments with the global options in front, so that they may be written anywhere; no command means help."""
    front: list[str] = []
    rest: list[str] = []
    waiting = iter(args)
    for arg in waiting:
        if arg == "--":
            rest += [arg, *waiting]
        elif arg in _GLOBAL_FLAGS or (arg.partition("=")[0] in _GLOBAL_OPTIONS and "=" in arg):
            front.append(arg)
        elif arg in _GLOBAL_OPTIONS:
            front += [arg, *[value for value in [next(waiting, None)] if value is not None]]
        else:
            rest.append(arg)
    return front + (rest or ["--help"])


def options(
    ctx: typer.Context,
    config: Annotated[Path | None, typer.Option(metavar="FILE", help="The configuration file.")] = None,
    db: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The database, not the configured one.")
    ] = None,
    lang: Annotated[str | None, typer.Option(metavar="en|ru", help="The language of messages.")] = None,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Say more on stderr.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing on stderr but errors.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
) -> None:
    """Watch what people say about a brand: find every mention, tag the sentiment toward it, report the week.

    Begin with: mentionwatch demo, then mentionwatch init --brand "Your Brand".
    """
    ctx.obj = Context(config_file=config, db=db, language=lang, verbose=verbose, quiet=quiet)


def _told(error: MentionwatchError, language: str) -> int:
    talk(f"mentionwatch: {error.say(language)}")
    return error.exit_code
