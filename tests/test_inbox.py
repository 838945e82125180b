"""``inbox`` on the command line: lines of JSON in a pipe, a list on a terminal, and cards that triage understands."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from mentionwatch.cli.shapes import CardShape
from tuning_samples import CONFIG, Place, place

PLAYBOOK = """
[desk]
timezone = "Europe/Moscow"

[[playbook]]
name = "очередь"
query = "очередь"
assign = "Вера"
answer_within = "1h"
hints = ["Какой магазин?"]
escalate_to = "директор"
"""
RIVAL = '\n[[topics]]\nname = "Rival"\nkind = "competitor"\nquery = "Rival"\n'
QUEUE = "В магазине Магнит на Ленина ужасная очередь на кассе, верните деньги"
BILL = "Acme sent me a wrong bill again, I am furious"
ASKS = "Where can I pay my Acme bill?"
THEIRS = "Rival is down again, terrible service"


def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def ago(hours: float) -> str:
    return f"{now() - timedelta(hours=hours):%Y-%m-%dT%H:%M:%SZ}"


def posted(text: str, hours: float, who: str, **fields: Any) -> dict[str, Any]:
    return {
        "text": text,
        "published": ago(hours),
        "author": {"name": who, "handle": who},
        "kind": "post",
        **fields,
    }


@pytest.fixture
def here(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Place:
    made = place(tmp_path, capsys, monkeypatch)
    made.config(CONFIG + RIVAL + PLAYBOOK)
    made.posts(
        posted(QUEUE, 5, "Анна"), posted(BILL, 2, "bob"), posted(ASKS, 1, "cid"), posted(THEIRS, 1, "dan"),
        posted(BILL.replace("furious", "so furious"), 24 * 40, "old"),
    )  # fmt: skip
    made.well("scan")
    return made


def test_in_a_pipe_cards_are_lines_of_json_in_the_promised_shape(here: Place) -> None:
    cards = here.lines("inbox")
    assert [(card["section"], card["text"]) for card in cards] == [
        ("complaints", QUEUE), ("complaints", BILL), ("questions", ASKS),
    ]  # fmt: skip
    for card in cards:
        CardShape.model_validate(card)
        assert list(card) == list(CardShape.model_fields)
        product = 1.0
        for factor in card["factors"].values():
            product *= factor
        assert card["urgency"] == pytest.approx(product, rel=0.01)
    queue = cards[0]
    assert (queue["rule"], queue["assignee"], queue["hints"]) == ("очередь", "Вера", ["Какой магазин?"])
    assert (queue["overdue"], queue["escalate_to"]) == (True, "директор")
    assert any(reason.startswith("unanswered for 5 h ×") for reason in queue["why"])
    assert any(
        reason.startswith("без ответа 5 ч ×") for reason in here.lines("--lang", "ru", "inbox")[0]["why"]
    )


def test_filters(here: Place) -> None:
    assert [card["topic"] for card in here.lines("inbox", "--topic", "Rival")] == ["Rival"]
    cards = here.lines("inbox", "--since", "60d", "--topic", "Acme")
    assert sum(len(card["ids"]) for card in cards) == 3
    assert [card["text"] for card in here.lines("inbox", "--assignee", "вера")] == [QUEUE]
    assert [card["text"] for card in here.lines("inbox", "--assignee", "")] == [BILL, ASKS]
    assert [card["text"] for card in here.lines("inbox", "--limit", "1")] == [QUEUE, ASKS]
    assert here.lines("inbox", "--status", "answered") == []
    assert here.run("inbox", "--status", "done")[0] == 2


def test_cards_go_through_a_pipe_into_triage(here: Place) -> None:
    lines = here.well("inbox", "--assignee", "Вера")
    here.well("triage", "-", "--status", "answered", stdin=lines)
    assert QUEUE not in {card["text"] for card in here.lines("inbox")}
    assert [card["text"] for card in here.lines("inbox", "--status", "answered")] == [QUEUE]
    here.well("triage", "-", "--undo", stdin=lines)
    assert QUEUE in {card["text"] for card in here.lines("inbox")}


def test_what_is_snoozed_is_listed_as_such(here: Place) -> None:
    here.well("triage", "-", "--snooze", "3d", stdin=here.well("inbox", "--assignee", "Вера"))
    (card,) = here.lines("inbox", "--status", "snoozed")
    assert card["text"] == QUEUE
    assert card["snoozed"] > ago(-71)


def test_without_a_configuration_a_database_is_enough(here: Place) -> None:
    (here.folder / "mentionwatch.toml").unlink()
    assert {card["text"] for card in here.lines("--db", "m.db", "inbox")} == {QUEUE, BILL, ASKS, THEIRS}


def test_before_the_first_scan_there_is_no_inbox(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, err = place(tmp_path, capsys, monkeypatch).run("inbox")
    assert (code, out) == (1, "")
    assert "mentionwatch scan" in err


def on_a_terminal(folder: Path, *args: str) -> str:
    """What the command prints on a terminal of 80 columns."""
    ours, theirs = pty.openpty()
    env = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1"}
    try:
        subprocess.run(
            [sys.executable, "-m", "mentionwatch", *args],
            stdout=theirs, stdin=subprocess.DEVNULL, cwd=folder, env=env, check=True,
        )  # fmt: skip
        return os.read(ours, 100_000).decode().replace("\r\n", "\n")
    finally:
        os.close(ours)
        os.close(theirs)


@pytest.mark.skipif(sys.platform == "win32", reason="has no pseudo-terminals")
@pytest.mark.parametrize(("language", "heading"), [("en", "Complaints (2)"), ("ru", "Жалобы (2)")])
def test_with_options_a_terminal_gets_a_list(here: Place, language: str, heading: str) -> None:
    here.posts(posted("Acme \x1b[31mis\x1b]0;x\x07 [bold]bad[/bold] again, I am furious", 1, "eve"))
    here.well("scan")
    out = on_a_terminal(here.folder, "--lang", language, "inbox", "--limit", "9")
    assert heading.replace("2", "3") in out
    assert "\x1b" not in out
    assert "[bold]bad[/bold]" in out
    assert all(len(line) <= 80 for line in out.splitlines())
    assert "Вера" in out


def test_the_schema_of_a_card(here: Place) -> None:
    told = json.loads(here.well("schema", "card"))
    assert list(told["properties"]) == list(CardShape.model_fields)
