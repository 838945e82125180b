"""config.toml -> Config: what is watched, where, and how. Every mistake is told with its file, key and value.

Strings may hold ``${NAME}``: an environment variable. Relative paths are relative to the file. Unknown keys
are errors with a suggestion.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from mentionwatch.dataclass import dataclass
from mentionwatch.errors import ConfigError, of_system
from mentionwatch.settings_mistakes import Secret, validated
from mentionwatch.text.late import late

if TYPE_CHECKING:
    from mentionwatch.analysis.hours import WorkingHours
    from mentionwatch.model import AlertRule, Rule, Target, Topic
    from mentionwatch.plugins import Classifier, Plugin, Source
    from mentionwatch.settings import Settings
    from mentionwatch.settings_desk import DeskTable

P = TypeVar("P", bound="Plugin")
_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_SCHEME = late(r"([a-z][a-z0-9+]{0,30})://", re.IGNORECASE)
_TOML_PLACE = late(
    r"(?P<why>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)", re.DOTALL
)
_CURLY = frozenset("“”„«»‘’")
_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSource:
    """A source as configured. ``key`` tells it from all others, in the configuration and in the store."""

    key: str
    type: str
    source: Source

    @property
    def name(self) -> str:
        """What a person calls it."""
        return self.source.name or self.key


@dataclass(frozen=True, kw_only=True)
class Config:
    """A configuration.

    Sources and classifier are validated when they are first asked for, all else when it is loaded: a report needs
    neither, nor the keys that only a scan has in its environment.
    """

    file: Path
    database: Path
    settings: Settings
    topics: tuple[Topic, ...]
    desk: DeskTable
    playbook: tuple[Rule, ...]
    env: Mapping[str, str] = field(repr=False)
    source_tables: Any = field(repr=False)
    sentiment_table: Any = field(repr=False)
    alert_tables: Any = field(repr=False)

    @cached_property
    def sources(self) -> tuple[NamedSource, ...]:
        """What is asked: the feeds, then the sources, each once. Raises ConfigError (PluginError)."""
        tables = _tables(_filled(self.source_tables, self.env, self.file, "sources"), self.file, "sources")
        feeds = _feeds(self.settings.feeds, self.file, self._variables)
        found = [*feeds, *_sources(tables, self.file)]
        return tuple(_distinct(_masked(found, self._variables)))

    @property
    def hours(self) -> WorkingHours:
        """When somebody is there to answer."""
        return self.desk.working

    @cached_property
    def classifier(self) -> Classifier:
        """What tells the sentiment. Raises ConfigError (PluginError)."""
        return _classifier(_filled(self.sentiment_table, self.env, self.file, "sentiment"), self.file)

    @cached_property
    def alerts(self) -> tuple[AlertRule, ...]:
        """What people are told of. Raises ConfigError (QueryError)."""
        tables = _tables(self.alert_tables, self.file, "alerts")
        filled = _filled(tables, self.env, self.file, "alerts")
        return tuple(_alerts(tables, filled, [topic.name for topic in self.topics], self.file))

    @property
    def secrets(self) -> tuple[str, ...]:
        """The values of the environment that the file names, and what stands in it itself as a token or password.

        They are used, never shown. Raises ConfigError, as ``sources`` does.
        """
        plugins = (self.classifier, *(named.source for named in self.sources))
        literal = {secret for plugin in plugins for secret in plugin.secrets}
        return tuple(sorted(self._variables | literal))

    @property
    def _variables(self) -> set[str]:
        names = set(_VARIABLE.findall(self.file.read_text(encoding="utf-8-sig")))
        return {self.env[name] for name in names if self.env.get(name)}


def find_file(named: Path | None, env: Mapping[str, str], here: Path, home: Callable[[], Path]) -> Path:
    """The configuration file: the named one, $MENTIONWATCH_CONFIG, ./mentionwatch.toml, the user's folder.

    ``home`` tells that folder where it is needed. Raises ConfigError where there is none.
    """
    if named or env.get("MENTIONWATCH_CONFIG"):
        file = named or Path(env["MENTIONWATCH_CONFIG"])
        if file.is_dir():
            raise ConfigError("config-folder", file=str(file))
        if not file.exists():
            raise ConfigError("config-no-file", file=str(file))
        return file
    if (file := here / "mentionwatch.toml").is_file():
        return file
    if (file := home() / "mentionwatch.toml").is_file():
        return file
    raise ConfigError("config-nowhere", here=str(here), home=str(home()))


def database_of(file: Path, env: Mapping[str, str]) -> Path:
    """Where the database is, read without building the whole configuration: for commands that only read it."""
    database = _filled(_toml(file).get("database", "mentions.db"), env, file, "database")
    if not isinstance(database, str) or not database.strip():
        raise ConfigError("config-value", file=str(file), key="database", value=str(database), why="a path")
    return file.parent / Path(database).expanduser()


def timezone_of(file: Path, env: Mapping[str, str]) -> str | None:
    """The desk's time zone as it is written, unchecked: for commands that only show times. Raises ConfigError."""
    desk = _toml(file).get("desk")
    named = desk.get("timezone") if isinstance(desk, dict) else None
    return _filled(named, env, file, "desk.timezone") if isinstance(named, str) else None


def load(file: Path, env: Mapping[str, str]) -> Config:
    """Read a configuration file. Raises ConfigError (QueryError, PluginError) for any mistake."""
    from mentionwatch.settings import Settings
    from mentionwatch.settings_desk import DeskTable

    raw = _toml(file)
    sources, sentiment = raw.pop("sources", []), raw.pop("sentiment", {"type": "embedded"})
    alerts = raw.pop("alerts", [])
    raw = _filled(raw, env, file)
    topics = tuple(_topics(_tables(raw.pop("topics", []), file, "topics"), file))
    desk = validated(DeskTable, _table(raw.pop("desk", {}), file, "desk"), file, "desk")
    playbook = tuple(_playbook(_tables(raw.pop("playbook", []), file, "playbook"), topics, file))
    settings = validated(Settings, raw, file, "")
    return Config(
        file=file,
        database=file.parent / settings.database.expanduser(),
        settings=settings,
        topics=topics,
        desk=desk,
        playbook=playbook,
        env=env,
        source_tables=sources,
        sentiment_table=sentiment,
        alert_tables=alerts,
    )


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise _no_toml(error, file) from None
    except UnicodeDecodeError:
        raise ConfigError("config-not-utf8", file=str(file)) from None
    except OSError as error:
        raise ConfigError("config-unreadable", file=str(file), why=of_system(error)) from None


def _no_toml(error: tomllib.TOMLDecodeError, file: Path) -> ConfigError:
    """Where a file is no TOML, and what most often is the matter; not the line itself, which may hold a password."""
    found = _TOML_PLACE.fullmatch(str(error))
    if not found or not found["line"]:
        return ConfigError("config-toml-end", file=str(file), why=found["why"] if found else str(error))
    lines = re.split("\r\n?|\n", file.read_text(encoding="utf-8-sig"))
    line = lines[min(int(found["line"]), len(lines)) - 1]
    kind = "quotes" if _CURLY & set(line) else "backslash" if "\\" in line else "line"
    return ConfigError(
        f"config-toml-{kind}", file=str(file), why=found["why"], line=found["line"], column=found["column"]
    )


def _filled(raw: Any, env: Mapping[str, str], file: Path, key: str = "") -> Any:
    """The same tree with ``${NAME}`` replaced."""
    if isinstance(raw, dict):
        return {name: _filled(value, env, file, f"{key}.{name}".lstrip(".")) for name, value in raw.items()}
    if isinstance(raw, list):
        return [_filled(value, env, file, f"{key}[{n}]") for n, value in enumerate(raw, 1)]
    if not isinstance(raw, str):
        return raw

    def variable(found: re.Match[str]) -> str:
        if found[1] not in env:
            raise ConfigError("config-variable", file=str(file), key=key, name=found[1])
        return env[found[1]]

    filled = _VARIABLE.sub(variable, raw)
    return filled if filled == raw else Secret(filled)


def _tables(value: Any, file: Path, key: str) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(table, dict) for table in value):
        raise ConfigError("config-tables", file=str(file), key=key)
    return value


def _table(value: Any, file: Path, key: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ConfigError("config-tables", file=str(file), key=key)
    return value


def _topics(tables: Sequence[dict[str, Any]], file: Path) -> Iterator[Topic]:
    from mentionwatch.settings import TopicTable

    seen: set[str] = set()
    for number, table in enumerate(tables, 1):
        topic = validated(TopicTable, table, file, f"topics[{number}]").topic()
        if topic.name in seen:
            raise ConfigError("config-twice", file=str(file), key=f"topics[{number}].name", value=topic.name)
        seen.add(topic.name)
        _check_query(topic.query, f"{file}: {topic.name}")
        yield topic


def _check_query(query: str, where: str) -> None:
    from mentionwatch.errors import QueryError
    from mentionwatch.text.query_parse import parse

    try:
        parse(query)
    except QueryError as error:
        error.where = where
        raise


def _playbook(tables: Sequence[dict[str, Any]], topics: Sequence[Topic], file: Path) -> Iterator[Rule]:
    from mentionwatch.settings_desk import RuleTable

    seen: set[str] = set()
    known = [topic.name for topic in topics]
    for number, table in enumerate(tables, 1):
        where = f"playbook[{number}]"
        rule = validated(RuleTable, table, file, where).rule()
        if rule.name in seen:
            raise ConfigError("playbook-twice", file=str(file), key=f"{where}.name", value=rule.name)
        seen.add(rule.name)
        for name in rule.topics:
            if name not in known:
                raise ConfigError("playbook-no-topic", file=str(file), key=f"{where}.topic", value=name,
                                  known=", ".join(known))  # fmt: skip
        if rule.query is not None:
            _check_query(rule.query, f"{file}: {rule.name}")
        yield rule


def _sources(tables: Sequence[dict[str, Any]], file: Path) -> Iterator[NamedSource]:
    from mentionwatch.plugins import Source

    for number, table in enumerate(tables, 1):
        where = f"sources[{number}]"
        options = dict(table)
        kind = _type_of(options, file, where)
        source = validated(_found(Source, kind, file, where), _rooted(kind, options, file), file, where)
        yield _named(kind, source)


def _rooted(kind: str, options: dict[str, Any], file: Path) -> dict[str, Any]:
    """Paths of the ``file`` source are relative to the configuration, as every path in it."""
    path = options.get("path")
    if kind == "file" and isinstance(path, str) and path != "-":
        options["path"] = str(file.parent / Path(path).expanduser())
    return options


def _feeds(feeds: Sequence[str], file: Path, secrets: Collection[str]) -> Iterator[NamedSource]:
    """Every feed of every OPML list, and every address that stands in ``feeds`` itself."""
    from mentionwatch.http.masking import mask
    from mentionwatch.plugins import Source, find

    if not feeds:
        return
    rss = find(Source, "rss")
    for number, feed in enumerate(feeds, 1):
        where = f"feeds[{number}]"
        if feed.startswith(("http://", "https://")):
            yield _named("rss", validated(rss, {"url": feed}, file, where))
            continue
        from mentionwatch.text.opml import read_opml

        try:
            outlines = read_opml((file.parent / Path(feed).expanduser()).read_bytes())
        except OSError as error:
            shown, why = mask(feed, secrets), of_system(error)
            raise ConfigError("config-value", file=str(file), key=where, value=shown, why=why) from None
        for url, title in outlines:
            yield _named("rss", validated(rss, {"url": url, "name": title or None}, file, where))


def _classifier(table: Any, file: Path) -> Classifier:
    from mentionwatch.plugins import Classifier

    options = dict(_table(table, file, "sentiment"))
    kind = _type_of(options, file, "sentiment")
    return validated(_found(Classifier, kind, file, "sentiment"), options, file, "sentiment")


def _found(kind: type[P], name: str, file: Path, where: str) -> type[P]:
    """The plug-in of that name; what is wrong with it is told with its place. Raises PluginError."""
    from mentionwatch.errors import PluginError
    from mentionwatch.plugins import find

    try:
        return find(kind, name)
    except PluginError as error:
        error.where = f"{file}: {where}.type"
        raise


def _alerts(
    tables: Sequence[dict[str, Any]], filled: Sequence[dict[str, Any]], topics: Sequence[str], file: Path
) -> Iterator[AlertRule]:
    """The rules; ``tables`` as they are written, ``filled`` with the values of variables."""
    if not tables:
        return
    from mentionwatch.settings_alerts import AlertTable

    seen: set[str] = set()
    for number, (written, values) in enumerate(zip(tables, filled, strict=True), 1):
        where = f"alerts[{number}]"
        table = validated(AlertTable, values, file, where)
        rule = table.rule(_targets(written["to"], table.to))
        if rule.name in seen:
            raise ConfigError("alerts-twice", file=str(file), key=f"{where}.name", value=rule.name)
        seen.add(rule.name)
        for name in rule.about.topics:
            if name not in topics:
                raise ConfigError("config-no-topic", file=str(file), name=name, known=", ".join(topics))
        if rule.about.query is not None:
            _check_query(rule.about.query, f"{file}: {where}")
        yield rule


def _targets(written: str | Sequence[str], urls: Sequence[str]) -> tuple[Target, ...]:
    """Each address once. Its key is of what is written: a new value of a variable leaves it the same.

    So short a digest tells nothing about a password that is written there.
    """
    from mentionwatch.model import Target

    found: dict[str, Target] = {}
    keys = Counter[str]()
    for template, url in zip([written] if isinstance(written, str) else written, urls, strict=True):
        if template in found:
            continue
        digest = sha256(template.encode()).hexdigest()[:_DIGITS]
        keys[digest] += 1
        key = digest if keys[digest] == 1 else f"{digest}#{keys[digest]}"
        scheme = _SCHEME.match(url)
        told = _VARIABLE.search(template)
        name = f"{scheme[1].lower() if scheme else '?'} {told[0] if told else key}"
        found[template] = Target(key=key, name=name, url=str(url))
    return tuple(found.values())


def _type_of(options: dict[str, Any], file: Path, where: str) -> str:
    kind = options.pop("type", None)
    if not isinstance(kind, str):
        raise ConfigError("config-missing", file=str(file), key=f"{where}.type")
    return kind


def _named(kind: str, source: Source) -> NamedSource:
    return NamedSource(key=f"{kind}:{source.key}" if source.key else kind, type=kind, source=source)


def _masked(sources: Iterable[NamedSource], secrets: Collection[str]) -> Iterator[NamedSource]:
    """Keys are shown, and kept in the database: the secrets in an address have no place in them."""
    from mentionwatch.http.masking import mask

    for named in sources:
        key = mask(named.key, secrets)
        yield named if key == named.key else replace(named, key=key)


def _distinct(sources: Iterable[NamedSource]) -> Iterator[NamedSource]:
    """Each source once: the same feed in two lists is one source, two sources of one key get numbers."""
    seen: dict[str, list[Source]] = {}
    for named in sources:
        twins = seen.setdefault(named.key, [])
        if any(_same(twin, named.source) for twin in twins):
            continue
        twins.append(named.source)
        yield named if len(twins) == 1 else replace(named, key=f"{named.key}#{len(twins)}")


def _same(one: Source, other: Source) -> bool:
    return type(one) is type(other) and one.model_dump(exclude={"name"}) == other.model_dump(exclude={"name"})
