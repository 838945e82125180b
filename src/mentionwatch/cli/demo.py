"""``demo``: the whole pipe on a sample that ships with the package, over real HTTP on loopback."""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mentionwatch.cli.context import Context, colored, terminal_width
from mentionwatch.messages import LANGUAGES, say
from mentionwatch.model import Filter

if TYPE_CHECKING:
    from mentionwatch.config import Config

_WORDS = (
    "mark", "group", "outage", "engineer", "hint", "head", "questions", "support", "praise", "leaving",
)  # fmt: skip
_CONFIG = """\
# {mark}
database = "mentions.db"

[[topics]]
name = "Северлинк"
group = "{group}"
query = 'Северлинк, Severlink, #северлинк'
context = "интернет провайдер роутер тариф связь скорость internet provider outage network"
own_accounts = ["severlink_noc"]

[[topics]]
name = "Радуга"
kind = "competitor"
group = "{group}"
query = "Радуга, Raduga"
context = "интернет провайдер роутер тариф цена поддержка подключить связь data"
not_context = "дождь небо двойная красота синоптики мост"

[[topics]]
name = "Полюс Телеком"
kind = "competitor"
group = "{group}"
query = '"Полюс Телеком" OR (Полюс NEAR/6 (провайдер OR Северлинк)) OR Polus'

{feeds}
[[sources]]
type = "hackernews"
endpoint = "{base}"

[desk]
timezone = "Europe/Moscow"
days = "mon-sat"
hours = "08:00-22:00"

[[playbook]]
name = "{outage}"
query = '"нет интернета", "не работает", авария, обрыв, outage'
intent = ["complaint", "cancellation"]
assign = "{engineer}"
answer_within = "1h"
hints = ["{hint}"]
escalate_after = "4h"
escalate_to = "{head}"

[[playbook]]
name = "{questions}"
intent = "question"
assign = "{support}"
answer_within = "4h"

[[playbook]]
name = "{praise}"
intent = "praise"
assign = "{support}"

[[alerts]]
when = "negative spike"
topic = "Северлинк"
to = ["webhook+{base}/alerts"]

[[alerts]]
name = "{leaving}"
when = "mention"
topic = "Северлинк"
intent = "cancellation"
digest = "daily 09:00"
to = ["webhook+{base}/alerts"]
"""


def command(
    ctx: typer.Context,
    folder: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Keep the sample's configuration and database here.")
    ] = None,
) -> None:
    """Scan a sample of two weeks over HTTP on this machine, print its report, and say how to go on."""
    context: Context = ctx.obj
    if folder:
        _make(folder)
        _run(context, folder)
        context.tell(context.say("demo-look", folder=str(folder)))
        return
    with tempfile.TemporaryDirectory(prefix="mentionwatch-demo-") as temporary:
        _run(context, Path(temporary))
    context.tell(context.say("demo-keep"))


def _make(folder: Path) -> None:
    """Make the folder, where there is none yet. Raises ConfigError, also where somebody's own configuration is."""
    from mentionwatch.errors import ConfigError, of_system

    file = folder / "mentionwatch.toml"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.touch()
        there = file.read_bytes()
    except OSError as error:
        raise ConfigError("cli-output", file=str(folder), why=of_system(error)) from None
    marks = tuple(f"# {say(language, 'demo-mark')}".encode() for language in LANGUAGES)
    if there and not there.startswith(marks):
        raise ConfigError("demo-own", folder=str(folder))


def _run(context: Context, folder: Path) -> None:
    from mentionwatch.cli import scan
    from mentionwatch.config import load
    from mentionwatch.demo import serving

    began = time.monotonic()
    with serving(context.now()) as base:
        file = folder / "mentionwatch.toml"
        words = {word: context.say(f"demo-{word}") for word in _WORDS}
        file.write_text(_CONFIG.format(base=base, feeds=_feeds(base), **words), encoding="utf-8")
        context = replace(
            context, config_file=file
        )  # its desk's clock, not that of a configuration found here
        config = load(file, {})
        plan = replace(
            scan.planned(context, config, config.sources, None, "15d"),
            configured={named.key: named.type for named in config.sources},
        )
        result = scan.run(context, config, plan, wait=0, follows=True)
    seconds = time.monotonic() - began
    context.tell(
        context.say(
            "scan-done", asked=result.asked, posts=result.posts, fresh=len(result.fresh), seconds=seconds
        )
    )
    context.tell("")
    sys.stdout.write(_report(context, config))
    context.tell(context.say("demo-next"))


def _feeds(base: str) -> str:
    from mentionwatch.demo.server import FEEDS, MISSING

    return "".join(
        f'[[sources]]\ntype = "rss"\nname = "{name}"\nurl = "{base}/{name}"\n\n' for name in (*FEEDS, MISSING)
    )


def _report(context: Context, config: Config) -> str:
    from mentionwatch.cli.report import composed, period_of
    from mentionwatch.formats.table import Table

    made = composed(context, config, period_of(context, None, None), Filter())
    return Table(lang=context.lang, width=terminal_width(), color=colored()).render(made)
