"""Configuration: every mistake is told with its file, its key, and what to do; secrets are never shown."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest
from pydantic import BaseModel

from mentionwatch.cli.described import options
from mentionwatch.config import Config, database_of, find_file, load
from mentionwatch.errors import ConfigError, MentionwatchError, PluginError, QueryError
from mentionwatch.plugins import Classifier, Source, find, names
from mentionwatch.settings import Settings, TopicTable
from mentionwatch.settings_alerts import AlertTable
from mentionwatch.settings_desk import DeskTable, RuleTable

ROOT = Path(__file__).parent.parent
EXAMPLES = ("config.example.toml", "config.example.ru.toml")


def loaded(tmp_path: Path, text: str, **env: str) -> Config:
    file = tmp_path / "mentionwatch.toml"
    file.write_text(text, encoding="utf-8")
    return load(file, env)


def whole(tmp_path: Path, text: str, **env: str) -> Config:
    """The configuration with its sources and its classifier, which are built when they are asked for."""
    config = loaded(tmp_path, text, **env)
    assert config.sources is not None
    assert config.classifier is not None
    return config


def complaint(tmp_path: Path, text: str, **env: str) -> MentionwatchError:
    with pytest.raises(ConfigError) as caught:
        whole(tmp_path, text, **env)
    error = caught.value
    for language in ("en", "ru"):
        assert "mentionwatch.toml" in error.say(language) or isinstance(error, PluginError)
    return error


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_example_loads_and_is_complete(example: str) -> None:
    config = load(ROOT / example, {})
    assert config.topics
    assert all(named.type in ("rss", "hackernews") for named in config.sources)
    text = (ROOT / example).read_text(encoding="utf-8")
    for model in (Settings, TopicTable, DeskTable, RuleTable, AlertTable):
        missing = [name for name in model.model_fields if f"{name} =" not in text]
        assert missing == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_commented_line_of_the_example_is_valid(example: str) -> None:
    assert len(list(written(example))) > 60


def test_both_examples_write_the_same_keys_in_the_same_order() -> None:
    english, russian = (list(written(example)) for example in EXAMPLES)
    assert [key for key, _ in english] == [key for key, _ in russian]
    unlike = {key for (key, one), (_, other) in zip(english, russian, strict=True) if one != other}
    assert unlike == {
        "group",
        "name",
        "instructions",
        "days",
        "assign",
        "hints",
        "escalate_to",
    }  # words of people


def written(example: str) -> Iterator[tuple[str, object]]:
    """The keys and values of an example, line by line, those that are commented out, too; headings have none."""
    for line in (ROOT / example).read_text(encoding="utf-8").splitlines():
        told = line.removeprefix("# ")
        if re.match(r"\[[\[\]\w]+( *#.*)?$", told):
            yield told.partition("#")[0].strip(), None
        elif re.match(r"\w+ = ", told):
            yield from tomllib.loads(told).items()


def test_defaults(tmp_path: Path) -> None:
    config = loaded(tmp_path, "")
    assert config.database == tmp_path / "mentions.db"
    assert config.topics == ()
    assert config.sources == ()


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    config = loaded(
        tmp_path,
        'database = "kept/m.db"\n[[sources]]\ntype = "file"\npath = "in.jsonl"\n',
    )
    assert config.database == tmp_path / "kept" / "m.db"
    assert config.sources[0].source.model_dump()["path"] == str(tmp_path / "in.jsonl")
    assert database_of(tmp_path / "mentionwatch.toml", {}) == config.database


def test_words_may_be_a_string_or_a_list(tmp_path: Path) -> None:
    config = loaded(
        tmp_path,
        '[[topics]]\nname = "A"\nquery = "A1"\ncontext = "интернет роутер"\nnot_context = ["небо"]\n',
    )
    assert config.topics[0].context == ("интернет", "роутер")
    assert config.topics[0].not_context == ("небо",)


def test_lists_of_feeds_become_sources_and_each_feed_one(tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_text(
        '<opml version="2.0"><body><outline text="News"><outline text="One" xmlUrl="https://a.example/feed"/>'
        '<outline text="Two" xmlUrl="https://b.example/feed"/></outline></body></opml>',
        encoding="utf-8",
    )
    config = loaded(
        tmp_path,
        'feeds = ["feeds.opml", "https://c.example/feed"]\n[[sources]]\ntype = "rss"\nurl = "https://a.example/feed"\n',
    )
    assert [named.key for named in config.sources] == [
        "rss:https://a.example/feed",
        "rss:https://b.example/feed",
        "rss:https://c.example/feed",
    ]
    assert config.sources[0].name == "One"


def test_environment_variables_are_filled_in_and_remembered_as_secrets(tmp_path: Path) -> None:
    config = loaded(tmp_path, 'contact = "${WHO}@example.org"\n', WHO="me")
    assert config.settings.contact == "me@example.org"
    assert config.secrets == ("me",)


def test_a_missing_variable_is_named_with_its_key(tmp_path: Path) -> None:
    said = complaint(tmp_path, '[[sources]]\ntype = "rss"\nurl = "${FEED}"\n').say()
    assert "FEED" in said
    assert "sources[1].url" in said


def test_a_secret_is_not_shown_in_an_error(tmp_path: Path) -> None:
    said = complaint(
        tmp_path, '[[sources]]\ntype = "rss"\nevery = "${TOKEN}"\nurl = "https://a.example"\n', TOKEN="s3cr3t"
    ).say()
    assert "s3cr3t" not in said
    assert "sources[1].every" in said


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("token = ['${TOKEN}']", "sources[1].token"),
        ("token = ['s3cr3t']", "sources[1].token"),
        ("token = 'x'\ngroups = [['${TOKEN}']]", "sources[1].groups"),
    ],
)
def test_nothing_secret_within_a_value_is_shown(tmp_path: Path, text: str, key: str) -> None:
    said = complaint(tmp_path, f"[[sources]]\ntype = 'vk'\n{text}", TOKEN="s3cr3t").say()
    assert key in said
    assert "s3cr3t" not in said


def test_a_length_of_time_leaves_time_before_and_after_it(tmp_path: Path) -> None:
    settings = loaded(tmp_path, "first_scan = '5000y'\narchive = '999999y'").settings
    now = datetime.now(UTC)
    assert settings.archive
    assert now - settings.first_scan < now < now + settings.archive


def test_every_address_is_a_target_of_its_own(tmp_path: Path) -> None:
    seen: dict[str, str] = {}
    for number in count():  # two addresses of one short digest
        url = f"json://host/{number}"
        twin = seen.setdefault(sha256(url.encode()).hexdigest()[:4], url)
        if twin != url:
            break
    alerts = f"[[alerts]]\nwhen = 'mention'\nto = ['{twin}', '{url}', '{twin}']"
    (rule,) = loaded(tmp_path, f"[[topics]]\nname = 'A'\nquery = 'bb'\n{alerts}").alerts
    assert [target.url for target in rule.to] == [twin, url]
    assert len({target.key for target in rule.to}) == 2


def test_the_name_of_a_missing_list_of_feeds_is_shown_without_secrets(tmp_path: Path) -> None:
    said = complaint(tmp_path, "feeds = ['lists-${TOKEN}.opml']", TOKEN="s3cr3t").say()
    assert "s3cr3t" not in said
    assert "lists-***.opml" in said


def test_an_unknown_option_is_named_though_its_value_is_secret(tmp_path: Path) -> None:
    said = complaint(tmp_path, "[[sources]]\ntype = 'vk'\ntokn = '${TOKEN}'", TOKEN="s3cr3t").say()
    assert "token" in said
    assert "s3cr3t" not in said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("databse = 'x'", ["databse", "database"]),
        ("nonsense_key = 1", ["nonsense_key", "database", "workers"]),
        ("workers = 'many'", ["workers", "many"]),
        ("workers = 0", ["workers", "0"]),
        ("first_scan = 'soon'", ["first_scan", "soon", "7d"]),
        ("language = 'de'", ["language", "de"]),
        ("topics = 3", ["topics"]),
        ("[[topics]]\nname = 'A'", ["topics[1]", "query"]),
        ("[[topics]]\nname = 'A'\nquery = 'b'\ngruop = 'x'", ["topics[1].gruop", "group"]),
        (
            "[[topics]]\nname = 'A'\nquery = 'bb'\n[[topics]]\nname = 'A'\nquery = 'cc'",
            ["topics[2].name", "A"],
        ),
        ("[[sources]]\nurl = 'https://a.example'", ["sources[1].type"]),
        ("[[sources]]\ntype = 'rss'", ["sources[1]", "url"]),
        ("[[sources]]\ntype = 'rss'\nurl = 'https://a.example'\nurll = 1", ["sources[1].urll", "url"]),
        ("[[sources]]\ntype = 'rs'", ["rs", "rss"]),
        ("feeds = ['missing.opml']", ["feeds[1]", "missing.opml"]),
        ("[sentiment]\ntype = 'embeded'", ["embeded", "embedded"]),
        ("this is not toml", ["TOML", "line 1"]),
        ("contact = “me”", ["line 1", "straight quotes"]),
        ('database = "C:\\\\Users\\\\me.db"'.replace("\\\\", "\\"), ["line 1", "apostrophes"]),
        ('contact = """me', ["the file ends"]),
        ("[[topics]]\nname = 'A'\nqurey = 'b'", ["topics[1].qurey", "query"]),
        ("[[topics]]\nname = ' '\nquery = 'b'", ["topics[1].name", "write something"]),
        ("database = ''", ["database", "write something"]),
        ("[desk]\ntimezone = 'MSK'", ["Europe/Moscow"]),
        ("[[sources]]\ntype = 'hackernews'\nfeeds = ['x.opml']", ["feeds", "sources[1]", "top of the file"]),
        ("[[sources]]\ntype = 'rss'\nurl = 'a.example'", ["sources[1].url", "https://"]),
    ],
)
def test_mistakes_are_told_with_their_place(tmp_path: Path, text: str, words: list[str]) -> None:
    said = complaint(tmp_path, text).say()
    assert [word for word in words if word not in said] == []
    assert "\n" not in said.strip()


def test_a_secret_is_not_shown_in_a_list_that_should_be_none(tmp_path: Path) -> None:
    text = '[[sources]]\ntype = "rss"\nurl = ["https://a.example/${TOKEN}"]\n'
    said = complaint(tmp_path, text, TOKEN="s3cr3t").say()
    assert "s3cr3t" not in said
    assert "sources[1].url" in said


def test_what_needs_no_account_says_nothing_of_needs(tmp_path: Path) -> None:
    assert "nothing" not in complaint(tmp_path, "[[sources]]\ntype = 'rss'").say()


def test_a_query_is_shown_with_a_caret_and_its_topic(tmp_path: Path) -> None:
    error = complaint(tmp_path, "[[topics]]\nname = 'Мой бренд'\nquery = '(а OR'\n")
    assert isinstance(error, QueryError)
    lines = error.say("ru").splitlines()
    assert "Мой бренд" in lines[0]
    assert lines[-1].strip() == "^"


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    file = tmp_path / "mentionwatch.toml"
    file.write_bytes('name = "Билайн"'.encode("windows-1251"))
    with pytest.raises(ConfigError, match="UTF-8"):
        load(file, {})


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "mentionwatch.toml"
    file.write_text('contact = "a"', encoding="utf-8-sig")
    assert load(file, {}).settings.contact == "a"


class TestWhereTheFileIs:
    def test_named(self, tmp_path: Path) -> None:
        file = tmp_path / "a.toml"
        file.touch()
        assert find_file(file, {"MENTIONWATCH_CONFIG": "b.toml"}, tmp_path, lambda: tmp_path) == file

    def test_environment(self, tmp_path: Path) -> None:
        file = tmp_path / "a.toml"
        file.touch()
        assert find_file(None, {"MENTIONWATCH_CONFIG": str(file)}, tmp_path, lambda: tmp_path) == file

    def test_here_before_home(self, tmp_path: Path) -> None:
        here, home = tmp_path / "here", tmp_path / "home"
        for folder in (home, here):
            folder.mkdir()
            (folder / "mentionwatch.toml").touch()
        assert find_file(None, {}, here, lambda: home) == here / "mentionwatch.toml"
        (here / "mentionwatch.toml").unlink()
        assert find_file(None, {}, here, lambda: home) == home / "mentionwatch.toml"

    def test_nowhere(self, tmp_path: Path) -> None:
        with pytest.raises(ConfigError, match="mentionwatch init"):
            find_file(None, {}, tmp_path, lambda: tmp_path)
        with pytest.raises(ConfigError, match=r"gone\.toml"):
            find_file(tmp_path / "gone.toml", {}, tmp_path, lambda: tmp_path)


KEYED = [
    name
    for name in names(Source)
    if any(field.is_required() and not field.repr for field in find(Source, name).model_fields.values())
]


@pytest.mark.parametrize("name", KEYED)
def test_a_missing_key_is_told_with_where_it_is_got(tmp_path: Path, name: str) -> None:
    error = complaint(tmp_path, f'[[sources]]\ntype = "{name}"\n')
    assert error.message == "config-missing-source"
    assert find(Source, name).needs in error.say("en")
    assert re.search("[а-я]{4}", find(Source, name).needed().say("ru"))
    assert find(Source, name).needed().say("ru") in error.say("ru")


@pytest.mark.parametrize(
    ("table", "owner", "kind", "option"),
    [
        ('[[sources]]\ntype = "hackernews"\nbudget = "x"', "source-hackernews", Source, "budget"),
        ('[[sources]]\ntype = "telegram"\nchannels = ["!!"]', "source-telegram", Source, "channels"),
        (
            '[sentiment]\ntype = "http"\nurl = "http://a"\nbudget = "x"',
            "classifier-http",
            Classifier,
            "budget",
        ),
        ('[desk]\nholidays = ["2026-13-01"]', "settings-desk", DeskTable, "holidays"),
    ],
)
def test_what_does_not_fit_is_told_what_the_option_is_for(
    tmp_path: Path, table: str, owner: str, kind: type[BaseModel], option: str
) -> None:
    model = find(kind, owner.partition("-")[2]) if kind in (Source, Classifier) else kind
    error = complaint(tmp_path, f'[[topics]]\nname = "A"\nquery = "Acme"\n{table}\n')
    for language in ("en", "ru"):
        (meaning,) = [one.meaning for one in options(owner, model, language) if one.name == option]
        assert meaning in error.say(language)
