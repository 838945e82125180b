"""What every command needs: the configuration, the database, the clock, the language, a way to talk."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from mentionwatch.dataclass import dataclass
from mentionwatch.errors import ConfigError
from mentionwatch.messages import LANGUAGES, say

if TYPE_CHECKING:
    from mentionwatch.config import Config
    from mentionwatch.store import Store


Say: TypeAlias = Callable[..., str]
"""A message of the catalogue, filled in, in the language of the command line."""


def language_of(args: Sequence[str], env: Mapping[str, str]) -> str:
    """The language asked for by ``--lang``, else by the environment, as the C library reads it; else English."""
    for number, arg in enumerate(args):
        if arg == "--lang" and number + 1 < len(args):
            return args[number + 1]
        if arg.startswith("--lang="):
            return arg.removeprefix("--lang=")
    named = next(
        (env[name] for name in ("MENTIONWATCH_LANG", "LC_ALL", "LC_MESSAGES", "LANG") if env.get(name)), ""
    )
    return named[:2].lower() if named[:2].lower() in LANGUAGES else "en"


class Local(tzinfo):
    """The time zone of this machine, with its changes of the clock; a ``datetime`` of now knows only today's offset.

    dateutil's ``tzlocal`` knows the two offsets of this year alone, which is wrong of the past wherever a country
    changed its zone: Moscow, São Paulo, Casablanca, Apia.
    """

    def utcoffset(self, dt: datetime | None) -> timedelta:
        """The offset at a wall clock's time; of a time that comes twice, ``fold`` tells which."""
        return (dt or datetime.now()).replace(tzinfo=None).astimezone().utcoffset() or timedelta()

    def dst(self, dt: datetime | None) -> None:
        """Not known: only offsets are asked for."""

    def tzname(self, dt: datetime | None) -> str | None:
        """What this machine calls the zone then."""
        return (dt or datetime.now()).replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, dt: datetime) -> datetime:
        """The wall clock's time of a moment."""
        there = dt.replace(tzinfo=UTC).astimezone()
        wall = there.replace(tzinfo=self)
        return wall if wall.utcoffset() == there.utcoffset() else wall.replace(fold=1)


@dataclass(slots=True, kw_only=True)
class Context:
    """The global options, and what follows from them."""

    config_file: Path | None
    db: Path | None
    language: str | None
    verbose: bool
    quiet: bool
    _zone: tzinfo | None = field(default=None, init=False, repr=False)
    _offset: tuple[datetime | None, timezone] = field(default=(None, UTC), init=False, repr=False)
    """A minute, and the reader's distance from UTC in it."""

    def __post_init__(self) -> None:
        if self.language not in (None, *LANGUAGES):
            raise ConfigError("cli-language", language=str(self.language), known=", ".join(LANGUAGES))

    @property
    def lang(self) -> str:
        """The language to speak when the configuration has no say."""
        return self.language or language_of((), os.environ)

    def lang_with(self, config: Config) -> str:
        """The language to speak: the command line's, the configuration's, the environment's."""
        return self.language or config.settings.language or self.lang

    @property
    def zone(self) -> tzinfo:
        """The time zone of whoever reads: the desk's where the configuration names one, else this machine's."""
        if self._zone is None:
            self._zone = self._desk_zone() or Local()
        return self._zone

    def _desk_zone(self) -> tzinfo | None:
        """None where nothing readable names one.

        A name that is none is told: times would be wrong without a word. What else is wrong with the file is told by
        those who need it, so here only where ``--db`` lets a command do without it.
        """
        from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

        from mentionwatch.config import timezone_of

        try:
            named = timezone_of(self.file(), os.environ)
            return ZoneInfo(named) if named else None
        except ConfigError as wrong:
            if self.db and wrong.message != "config-nowhere":
                self.tell(self.say("cli-zone-unread", file=str(wrong.values.get("file"))))
        except (ZoneInfoNotFoundError, ValueError):
            self.tell(self.say("cli-zone-unread", file=str(self.file())))
        return None

    def now(self) -> datetime:
        """The present moment, at the reader's present distance from UTC, so that sums of it are sums of time."""
        moment = datetime.now(UTC)
        minute = moment.replace(second=0, microsecond=0)
        told = self._offset
        if told[0] != minute:  # clocks are set at full minutes, and a scan asks thousands of times
            told = minute, timezone(moment.astimezone(self.zone).utcoffset() or timedelta())
            self._offset = told
        return moment.astimezone(told[1])

    def wall(self) -> datetime:
        """The present moment in a zone that knows when its clocks are set: for reading times that people write.

        Sums of such a moment go by the clock on the wall; for all else there is ``now``.
        """
        return datetime.now(self.zone)

    def stamp(self, time: datetime | None) -> str:
        """A moment on the reader's clock: 2026-11-22 09:00; nothing for None."""
        return f"{time.astimezone(self.zone):%Y-%m-%d %H:%M}" if time else ""

    def short(self, time: datetime) -> str:
        """As wide, without the year: 11-22 09:00. Of long ago the day with its year: 2024-11-22."""
        from mentionwatch.model import LONG_AGO

        is_recent = abs(datetime.now(UTC) - time) < LONG_AGO
        return time.astimezone(self.zone).strftime("%m-%d %H:%M" if is_recent else "%Y-%m-%d ")

    def file(self) -> Path:
        """The configuration file that counts. Raises ConfigError where there is none."""
        from mentionwatch.config import find_file

        return find_file(self.config_file, os.environ, Path.cwd(), user_folder)

    def config(self) -> Config:
        """The whole configuration, validated."""
        from dataclasses import replace

        from mentionwatch.config import load

        config = load(self.file(), os.environ)
        if self._zone is None:  # the file need not be read once more for it
            self._zone = _zone(config.desk.timezone)
        return replace(config, database=self.db) if self.db else config

    def config_if_any(self) -> Config | None:
        """The configuration, or None where ``--db`` is given and there is no configuration file."""
        try:
            self.file()
        except ConfigError:
            if self.db and self.config_file is None:
                return None
            raise
        return self.config()

    def database(self) -> Path:
        """The database file, found without validating the configuration."""
        from mentionwatch.config import database_of

        return self.db or database_of(self.file(), os.environ)

    def existing(self) -> Path:
        """The database file, which must be there: changing what there is makes none. Raises StoreError."""
        database = self.database()
        if not database.exists():
            self.reading(database)
        return database

    def reading(self, database: Path | None = None) -> Store:
        """The store, to read from. Raises StoreError where there is no database yet."""
        from mentionwatch.store import Store

        return Store.open(database or self.database(), now=self.now(), readonly=True)

    def writing(self, database: Path | None = None) -> Store:
        """The store, to write to; it is made where there is none yet."""
        from mentionwatch.store import Store

        return Store.open(database or self.database(), now=self.now())

    def tell(self, text: str) -> None:
        """A line of talk on stderr, unless silence was asked for."""
        if not self.quiet:
            talk(text)

    def say(self, message: str, /, **values: str | int | float | datetime | None) -> str:
        """A message of the catalogue in the language of the command line."""
        return say(self.lang, message, **values)

    def word(self, word: str | None) -> str:
        """A word of our own, such as a label or a status, in that language; nothing for None."""
        return self.say(f"word-{word}") if word else ""

    @property
    def watched(self) -> bool:
        """Whether a person looks on: progress is shown only then."""
        return sys.stderr.isatty() and not self.quiet


def _zone(named: str | None) -> tzinfo:
    """The zone of that IANA name; this machine's for None. Raises ZoneInfoNotFoundError and ValueError."""
    if named is None:
        return Local()
    from zoneinfo import ZoneInfo

    return ZoneInfo(named)


def talk(text: str) -> None:
    """A line of talk on stderr, whoever's words it quotes: nothing in it works on a terminal."""
    if not text.isprintable():
        from mentionwatch.text.safe import visible

        text = visible(text)
    sys.stderr.write(f"{text}\n")


def user_folder() -> Path:
    """Where this system keeps a user's configuration files."""
    from platformdirs import user_config_path

    return user_config_path("mentionwatch", appauthor=False)


def terminal_width() -> int:
    """Columns of the terminal, 80 in a pipe."""
    import shutil

    return shutil.get_terminal_size((80, 24)).columns if sys.stdout.isatty() else 80


def has_screen() -> bool:
    """Whether somebody sits at a terminal whose cursor can be moved about."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def colored() -> bool:
    """Whether stdout is a terminal that wants colour (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
