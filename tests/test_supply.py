"""What is depended on is documented with its reason, range and licence, and no module of ours runs at installation."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
COMPATIBLE = re.compile(
    r"MIT|BSD|Apache|PSF|MPL|0BSD|Zlib|CC0|ISC|Python Software Foundation|Mozilla", re.IGNORECASE
)
PAGES = ("dependencies.md", "dependencies.ru.md")
CONTRADICTORY = {"pymorphy3-dicts-uk"}
"""MIT by one field and GPL by another, so it is installed only where it is asked for: docs/dependencies.md says so."""


def required() -> dict[str, str]:
    """The range of each dependency by its name, with what extras it needs in front."""
    groups = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    found = [
        re.fullmatch(r"([\w.-]+)(.*)", line.partition(";")[0].strip()) for group in groups for line in group
    ]
    return {one[1] + ("[fast]" if one[2] == "[fast]" else ""): one[2].strip() for one in found if one}


def documented(page: str) -> dict[str, list[str]]:
    """The cells of each line of the tables, by the package."""
    lines = (ROOT / "docs" / page).read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    told = [row for row in rows if row[0] not in ("package", "пакет")]
    return {row[0] + ("[fast]" if row[1] == "`[fast]`" else ""): row[1:] for row in told}


@pytest.mark.parametrize("page", PAGES)
def test_every_dependency_is_documented_with_its_range_and_no_other(page: str) -> None:
    told = {name: cells[0].strip("`") for name, cells in documented(page).items()}
    assert told == required()


@pytest.mark.parametrize("page", PAGES)
def test_every_dependency_has_its_reason_and_its_licence(page: str) -> None:
    for name, cells in documented(page).items():
        assert all(cells), name
        assert (
            cells[1] in ("see above", "см. выше") if name in CONTRADICTORY else COMPATIBLE.search(cells[1])
        ), name


@pytest.mark.parametrize("line", PROJECT["dependencies"])
def test_what_is_installed_has_a_compatible_licence(line: str) -> None:
    found = re.match(r"[\w.-]+", line)
    assert found
    try:
        told = importlib.metadata.metadata(found[0]).json
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("not for this interpreter")
    classifiers = [text for text in told.get("classifier", []) if text.startswith("License ::")]
    named = [*classifiers, str(told.get("license_expression", "")), str(told.get("license", ""))]
    assert any(COMPATIBLE.search(text) for text in named), named
    assert found[0] not in CONTRADICTORY
    assert not any("GPL" in text.replace("LGPL", "") for text in named), named


def test_every_range_has_a_lower_bound() -> None:
    assert [name for name, span in required().items() if ">=" not in span and span != "[fast]"] == []


def test_no_pattern_repeats_a_group_possessively() -> None:
    """Such repeats go wrong until Python 3.11.5 (gh-106052), and 3.11.2 is what Debian 12 has."""
    repeated, one_of = re.compile(r"[rf][\"'].*[^\\]\)[+*?]\+"), re.compile(r"\[[^]]*\]")
    sources = sorted((ROOT / "src").rglob("*.py"))
    found = [
        file.name for file in sources if repeated.search(one_of.sub("x", file.read_text(encoding="utf-8")))
    ]
    assert not found
