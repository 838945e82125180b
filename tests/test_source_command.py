"""Programs that print posts."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from mentionwatch import programs
from mentionwatch.errors import SourceError
from mentionwatch.http import Network
from mentionwatch.model import Post, Search
from mentionwatch.sources.command import Command

if TYPE_CHECKING:
    from pathlib import Path

SEARCH = Search(since=datetime(2026, 11, 20, 10, tzinfo=UTC), term="$(touch here) Старлинк")


def program(code: str, *arguments: str, **options: object) -> Command:
    return Command.model_validate({"command": [sys.executable, "-c", code, *arguments], **options})


def posts(source: Command, *secrets: str) -> list[Post]:
    network = Network()
    try:
        return list(source.fetch(network.session(secrets=secrets), SEARCH))
    finally:
        network.close()


def failure(source: Command, *secrets: str) -> SourceError:
    with pytest.raises(SourceError) as caught:
        posts(source, *secrets)
    return caught.value


def test_lines_of_json_become_posts_the_newest_first() -> None:
    lines = (
        r'{"text": "Lufthansa", "published": "2026-11-20T11:00:00Z", "author": "John"}\n'
        r'{"text": "Evernote", "published": "2026-11-21T11:00:00Z", "kind": "comment"}\n'
    )
    first, second = posts(program(f"print('{lines}')", source="tickets"))
    assert (first.text, first.kind, first.source) == ("Evernote", "comment", "tickets")
    assert second.author is not None
    assert second.author.name == "John"


def test_since_and_term_are_arguments_and_no_shell_sees_them(tmp_path: Path) -> None:
    code = "import json, sys; print(json.dumps({'text': ' | '.join(sys.argv[1:])}))"
    source = program(code, "{since}", "--term={term}", folder=str(tmp_path))
    assert source.searches
    (post,) = posts(source)
    assert post.text == "2026-11-20T10:00:00Z | --term=$(touch here) Старлинк"
    assert not list(tmp_path.iterdir())
    assert not program(code, "{since}").searches


def test_nothing_printed_is_nothing_new() -> None:
    assert posts(program("pass")) == []


def test_what_was_printed_before_a_failure_is_kept() -> None:
    code = (
        "import sys; print('{\"text\": \"Старлинк\"}'); print('no token-1234', file=sys.stderr); sys.exit(3)"
    )
    source = program(code)
    network = Network()
    found = source.fetch(network.session(secrets=("token-1234",)), SEARCH)
    assert next(found).text == "Старлинк"
    with pytest.raises(SourceError) as caught:
        next(found)
    network.close()
    assert caught.value.message == "forums-command-failed"
    assert "no ***" in caught.value.say("en")
    assert "token-1234" not in caught.value.say("ru")


def test_lines_that_are_none_are_told_after_the_others() -> None:
    source = program('print(\'{"text": "Evernote"}\\nwarning: x\')')
    network = Network()
    found = source.fetch(network.session(), SEARCH)
    assert next(found).text == "Evernote"
    with pytest.raises(SourceError) as caught:
        next(found)
    network.close()
    assert caught.value.message == "file-lines"


def test_a_program_that_takes_too_long_is_stopped_with_what_it_started() -> None:
    code = (
        'import subprocess, sys, time; print(\'{"text": "x"}\', flush=True);'
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); time.sleep(60)"
    )
    began = time.monotonic()
    error = failure(program(code, timeout=timedelta(seconds=1)))
    assert error.message == "forums-command-slow"
    assert time.monotonic() - began < 55


def test_a_program_that_says_too_much_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "_LARGEST", 100_000)
    endless = 'import sys\nwhile True: sys.stdout.write(\'{"text": "x"}\\n\')'
    assert failure(program(endless)).message == "forums-command-large"


@pytest.mark.parametrize("name", ["/no/such/program", "", "with\0zero"])
def test_a_program_that_is_not_there(name: str) -> None:
    assert failure(Command(command=(name,))).message == "forums-command-start"


def test_a_folder_that_is_not_there() -> None:
    assert failure(program("pass", folder="/no/such/folder")).message == "forums-command-start"


def test_arguments_may_be_secret() -> None:
    source = program("pass", "--token=abcdef")
    assert "abcdef" not in source.key + repr(source)
    assert source.key != program("pass", "--token=ghijkl").key
