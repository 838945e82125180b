"""The three sockets: discovery by file name and by entry point."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest

from mentionwatch.errors import PluginError
from mentionwatch.plugins import Classifier, Format, Source, find, names


def test_built_ins_are_found_by_file_name() -> None:
    assert {"rss", "hackernews", "file"} <= set(names(Source))
    assert {"embedded", "lexicon"} <= set(names(Classifier))
    assert {"table", "markdown", "json", "csv", "html"} <= set(names(Format))
    assert find(Source, "rss").__name__ == "Rss"


@pytest.mark.parametrize("kind", [Source, Classifier, Format])
def test_every_built_in_keeps_the_contract(kind: type[Source] | type[Classifier] | type[Format]) -> None:
    for name in names(kind):
        found = find(kind, name)
        assert issubclass(found, kind), name
        assert found.__doc__, name
        if issubclass(found, Source):
            assert all(field.description for field in found.model_fields.values()), name


@pytest.mark.parametrize("name", names(Source))
def test_every_example_is_a_configuration(name: str) -> None:
    kind = find(Source, name)
    text = re.sub(r"\$\{\w+\}", "https://hidden.example/x", kind.example)
    tables = tomllib.loads(text)["sources"]
    assert all(table.pop("type") == name and kind(**table).key is not None for table in tables)
    assert kind.__doc__
    assert kind.needs
    assert kind.limits
    assert all(field.description for field in kind.model_fields.values())


def test_listing_imports_nothing() -> None:
    for module in [name for name in sys.modules if name.startswith("mentionwatch.sources.")]:
        del sys.modules[module]
    names(Source)
    assert not [name for name in sys.modules if name.startswith("mentionwatch.sources.")]


def test_a_misspelt_name_gets_the_nearest() -> None:
    with pytest.raises(PluginError) as caught:
        find(Source, "hackernew")
    assert "hackernews" in caught.value.say("en")
    assert "hackernews" in caught.value.say("ru")


@pytest.mark.parametrize("name", ["Google+", "odnoklassniki", "google-play", "отзовик"])
def test_a_closed_platform_gets_what_to_use_instead(name: str) -> None:
    with pytest.raises(PluginError) as caught:
        find(Source, name)
    assert caught.value.message.startswith("closed-")
    assert caught.value.say("ru") != caught.value.say("en")


def test_a_name_like_nothing_gets_the_list() -> None:
    with pytest.raises(PluginError, match="rss"):
        find(Source, "qqqqqqqq")


@pytest.mark.parametrize("name", ["../rss", "_feeds", "rss.py", "os", ""])
def test_a_name_is_no_path(name: str) -> None:
    with pytest.raises(PluginError):
        find(Source, name)


SHOUTING = """
from collections.abc import Iterator
from mentionwatch.http import Http
from mentionwatch.model import Post, Search
from mentionwatch.plugins import Source

class Shouting(Source):
    '''Shouts.'''
    word: str

    def fetch(self, http: Http, search: Search) -> Iterator[Post]:
        yield Post(source="shouting", id="1", text=self.word.upper())
"""


def test_an_installed_plug_in_is_found_by_its_entry_point(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shouting.py").write_text(SHOUTING)
    distribution = tmp_path / "shouting-1.0.dist-info"
    distribution.mkdir()
    (distribution / "METADATA").write_text("Metadata-Version: 2.1\nName: shouting\nVersion: 1.0\n")
    (distribution / "entry_points.txt").write_text(
        "[mentionwatch.sources]\nshouting = shouting:Shouting\nbroken = shouting:Iterator\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    assert "shouting" in names(Source)
    assert find(Source, "shouting").model_validate({"word": "a"}).key == ""
    with pytest.raises(PluginError, match="contract"):
        find(Source, "broken")


def test_where_no_package_names_our_groups_the_others_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def entry_points(*, group: str) -> tuple[()]:
        asked.append(group)
        return ()

    monkeypatch.setattr("importlib.metadata.entry_points", entry_points)
    monkeypatch.setattr("sys.path", [str(tmp_path), str(tmp_path / "gone")])
    other = tmp_path / "other-1.0.dist-info"
    other.mkdir()
    (other / "entry_points.txt").write_text("[console_scripts]\nother = mentionwatch.other:main\n")
    assert "rss" in names(Source)
    assert asked == []
    (tmp_path / "packages.zip").write_bytes(b"")
    monkeypatch.setattr("sys.path", [str(tmp_path), str(tmp_path / "packages.zip")])
    names(Source)
    assert asked == ["mentionwatch.sources"]
