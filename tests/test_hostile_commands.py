"""Everything strangers write, through every command: the whole table of attacks in one database, no exceptions.

What each format makes of an attack is in test_hostile.py, what channels send in test_channels.py, what the screen
shows in test_screen.py.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from attacks import ATTACKS
from mentionwatch.cli import main
from mentionwatch.text.safe import plain
from servers import Answer, Request, Server
from test_safe import is_harmless

CONFIG = """database = "m.db"
archive = "1y"
[[topics]]
name = "Acme"
query = "Acme"
own_accounts = ["us"]
[[topics]]
name = "Globex"
kind = "competitor"
query = "Globex"
[[playbook]]
name = "all"
sentiment = ["positive", "neutral", "negative"]
answer_within = "1h"
[[alerts]]
name = "every mention"
when = "mention"
to = ["webhook+http://127.0.0.1:9/in"]
[[alerts]]
when = "source fails"
at_least = 1
to = ["webhook+http://127.0.0.1:9/in"]
"""
Run = Callable[..., tuple[int, str, str]]


def records() -> Iterator[str]:
    """A post for each attack, which is in every field that a stranger fills."""
    for number, attack in enumerate(ATTACKS.values()):
        yield json.dumps(
            {
                "id": f"{number} {attack}", "title": attack, "text": f"Acme and Globex {attack}",
                "url": f"https://site{number}.example/{attack}", "site": attack, "language": attack,
                "author": {"name": attack, "handle": attack, "id": attack, "url": attack, "followers": 9},
                "thread": attack, "parent": attack, "published": f"2026-11-{number % 27 + 1:02}T10:00:00Z",
            }
        )  # fmt: skip


def broken(request: Request) -> Answer:
    """An answer that is no feed, and begins with an attack; the number of it is in the path."""
    attack = list(ATTACKS.values())[int(request.path.strip("/"))]
    return Answer(
        f"<html><title>{attack}</title>{attack}</html>".encode(errors="replace"),
        (200, 403, 500)[len(attack) % 3],
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database into which everything went that strangers had to say, and sources that failed with it."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "posts.jsonl").write_text("\n".join(records()))
    with Server({"*": broken}) as server:
        feeds = "".join(
            f'[[sources]]\ntype = "rss"\nurl = "{server.url}/{number}"\nname = {_quoted(attack)}\n'
            for number, attack in enumerate(ATTACKS.values())
        )
        (folder / "mentionwatch.toml").write_text(CONFIG + feeds, encoding="utf-8")
        done = command(folder, "import", "posts.jsonl")
        assert done.returncode == 0, done.stderr
        done = command(folder, "scan", "-v")
        assert done.returncode == 3
        assert_shown(done.stdout + done.stderr)
    done = command(folder, "triage", "1", "2", "--by", ATTACKS["terminal colour"], "--assign", ATTACKS["rich markup"],
                   "--note", ATTACKS["bidi override"])  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert_shown(done.stderr)
    return folder


def _name(attack: str) -> str:
    """What a person may have copied from a page into a configuration; TOML takes no half characters."""
    return attack.encode(errors="replace").decode()[:100].replace("\x7f", "") or "none"


def _quoted(attack: str) -> str:
    return json.dumps(_name(attack), ensure_ascii=False)


def command(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mentionwatch", *args], cwd=folder, capture_output=True, text=True, encoding="utf-8",
        check=False, env=os.environ | {"PYTHONIOENCODING": "utf-8"}, input="",
    )  # fmt: skip


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(folder)

    def run(*args: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["mentionwatch", *args])
        given = io.TextIOWrapper(io.BytesIO(stdin.encode(errors="replace")), encoding="utf-8")
        monkeypatch.setattr("sys.stdin", given)
        code = main()
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def assert_shown(text: str) -> None:
    """Nothing in it does anything to a terminal, or is hidden from its reader."""
    for line in text.split("\n"):
        assert is_harmless(line.replace("\u2060", "")), ascii(line)


SHOWN: Sequence[Sequence[str]] = (
    ("mentions",),
    ("report", "--since", "90d"),
    ("report", "--since", "90d", "--format", "markdown"),
    ("report", "--since", "90d", "--format", "html"),
    ("report", "--since", "90d", "--format", "feed"),
    ("report", "--since", "90d", "--format", "jsonfeed"),
    ("report", "--since", "90d", "--format", "csv"),
    ("stories", "--since", "90d", "--least", "1"),
    ("authors", "--since", "90d"),
    ("authors", "--coordination", "--since", "90d"),
    ("audit", "--since", "90d"),
    ("audit", "--since", "90d", "--account", "evil"),
    ("alerts", "--dry-run"),
    ("alerts", "--since", "90d"),
    ("sources",),
    ("topics",),
    ("topics", "suggest", "Acme"),
    ("rescan", "--dry-run"),
    ("check",),
    ("evaluate", "--own"),
    ("db", "info"),
    ("db", "check"),
)
LINES: Sequence[Sequence[str]] = (
    ("mentions", "--json"),
    ("report", "--since", "90d", "--format", "json"),
    ("stories", "--json", "--since", "90d", "--least", "1"),
    ("authors", "--json", "--since", "90d"),
    ("authors", "--coordination", "--json", "--since", "90d"),
    ("inbox", "--json", "--since", "90d"),
    ("audit", "--json", "--since", "90d"),
    ("alerts", "--json", "--dry-run"),
    ("alerts", "--json", "--since", "90d"),
    ("sources", "--json"),
    ("topics", "--json"),
    ("rescan", "--dry-run", "--json"),
)


def _called(args: Sequence[str]) -> str:
    return " ".join(args)


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("args", SHOWN, ids=_called)
def test_what_people_read_is_text(run: Run, args: Sequence[str], language: str) -> None:
    _, out, err = run("-v", "--lang", language, *args)
    assert out or err
    assert_shown(out)
    assert_shown(err)


@pytest.mark.parametrize("args", LINES, ids=_called)
def test_what_programs_read_is_whole_and_hides_nothing(run: Run, args: Sequence[str]) -> None:
    _, out, err = run(*args)
    told = [json.loads(line) for line in out.splitlines()] if "report" not in args else [json.loads(out)]
    assert told or args[0] in ("audit", "authors", "alerts")
    assert_shown(err)


@pytest.mark.parametrize("args", LINES, ids=_called)
def test_a_line_is_a_record_whatever_is_in_it(run: Run, args: Sequence[str]) -> None:
    """What other programs take for the end of a line is in none of them."""
    _, out, _ = run(*args)
    assert not re.search("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", out)


def test_everything_came_in(run: Run) -> None:
    told = [json.loads(line) for line in run("mentions", "--json")[1].splitlines()]
    assert len({mention["id"] for mention in told}) == len(told)
    shown = "\n".join(mention["text"] for mention in told)
    for name in ("rich markup", "formula equals", "braces", "traversal"):
        assert ATTACKS[name] in shown


def test_a_table_for_spreadsheets_holds_no_formula(run: Run) -> None:
    table = list(csv.reader(io.StringIO(run("mentions", "--csv")[1])))
    assert len(table) > len(ATTACKS) // 2
    assert len({len(row) for row in table}) == 1
    for row in table[1:]:
        for cell in row:
            assert_shown(cell)
            assert not re.match(r"[=+@\t\r|%＝＋－＠]|-(?!\d+(\.\d+)?$)", cell), cell


def test_mentions_whole_with_their_reasons(run: Run) -> None:
    numbers = [str(json.loads(line)["id"]) for line in run("mentions", "--json")[1].splitlines()]
    for language in ("en", "ru"):
        code, out, err = run("--lang", language, "show", "--why", *numbers)
        assert (code, err) == (0, "")
        assert_shown(out)


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_what_a_person_copies_into_a_command_is_no_more_than_words(run: Run, attack: str) -> None:
    attack = attack.encode(errors="replace").decode().replace("\x00", "")
    for args in (
        ("mentions", "--search", attack),
        ("mentions", "--since", attack),
        ("authors", attack, "--since", "90d"),
        ("db", "forget", "--dry-run", attack),
        ("sources", attack),
        ("report", "--format", attack),
        ("show", attack),
        ("import", attack),
        ("--config", attack, "topics"),
        ("--lang", attack, "topics"),
        (attack,),
    ):
        if attack.strip() in ("", "-", "--") or (args[:1] == ("import",) and attack == ""):
            continue
        code, out, err = run(*args, stdin=f"{attack} Acme\n")
        assert code in (0, 1, 2, 3)
        assert_shown(out)
        assert_shown(err)


def test_texts_that_are_tried(run: Run) -> None:
    lines = "".join(
        f"{attack} Acme\n" for attack in ATTACKS.values() if "\n" not in attack and attack[:1] != "{"
    )
    for options in ((), ("--json",)):
        code, out, err = run("try", "--topic", "Acme", *options, stdin=lines)
        assert code == 0, err
        assert_shown(out if not options else "")
        assert len(out.splitlines()) >= len(ATTACKS) // 2


def test_answers_that_failed_are_shown_as_text(run: Run) -> None:
    shown = 0
    for name in ATTACKS.values():
        code, out, err = run("sources", "--sample", _name(name))
        shown += code == 0
        assert_shown(out)
        assert_shown(err)
    assert shown > len(ATTACKS) // 4


def test_a_configuration_with_everything_in_it_is_complained_of_in_words(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for attack in ATTACKS.values():
        value = _quoted(attack)
        for text in (
            f"database = 3\n[{value}]\n",
            f"language = {value}\n",
            f"[[topics]]\nname = {value}\nquery = {value}\n{value} = 1\n",
            f"[[topics]]\nname = {value}\nquery = '(one'\n",
            f"[[sources]]\ntype = {value}\n",
            f"[desk]\ntimezone = {value}\n",
            f'[[alerts]]\nwhen = "mention"\nto = [{value}]\n',
        ):
            (tmp_path / "mentionwatch.toml").write_text(text, encoding="utf-8")
            _, out, err = run("check")
            assert_shown(out)
            assert_shown(err)


def test_plain_words_are_still_there(run: Run) -> None:
    """The test of the tests: what is harmless is shown as it was written."""
    out = run("mentions")[1]
    assert plain(ATTACKS["rich markup"])[:20] in out
    assert "👨‍👩‍👧‍👦" in out
