"""``check`` tells what each rule of the playbook would have caught, and what none."""

from __future__ import annotations

from pathlib import Path

import pytest

from test_inbox import posted
from tuning_samples import CONFIG, Place, place

PLAN = """
[[playbook]]
name = "queue"
query = "очередь"
assign = "Вера"

[[playbook]]
name = "asks"
topic = "Acme"
query = "where, why"

[[playbook]]
name = "whatever"
query = "очередь, bill"

[[playbook]]
name = "never"
author = "@nobody"
"""
RIVAL = '\n[[topics]]\nname = "Rival"\nkind = "competitor"\nquery = "Rival"\n'


@pytest.fixture
def here(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Place:
    made = place(tmp_path, capsys, monkeypatch)
    made.config(CONFIG + RIVAL + PLAN)
    made.posts(
        posted("В магазине Магнит опять очередь на кассе", 5, "Анна"),
        posted("В магазине Магнит у дома\x1b[31m очередь на кассе до двери", 6, "Борис"),
        posted("Where do I pay my Acme bill?", 2, "bob"), posted("The Acme bill is wrong", 2, "cid"),
        posted("Acme is fine", 1, "dan"), posted("Rival, where is your office", 1, "eve"),
        posted("Acme, where is my router", 24 * 40, "old"),
    )  # fmt: skip
    return made


def counts(out: str) -> list[tuple[str, str]]:
    """The lines of rules: name and count; those of examples are further in."""
    return [
        (line.rsplit(None, 1)[0].strip(), line.split()[-1])
        for line in out.splitlines()
        if line.startswith("  ") and not line.startswith("      ")
    ]


@pytest.mark.parametrize(("language", "none"), [("en", "(no rule)"), ("ru", "(ни одно)")])
def test_every_mention_counts_for_the_first_rule_that_catches_it(
    here: Place, language: str, none: str
) -> None:
    here.well("scan")
    out = here.well("--lang", language, "check")
    assert counts(out) == [("queue", "2"), ("asks", "1"), ("whatever", "1"), ("never", "0"), (none, "1")]
    assert "Магнит опять очередь" in out
    assert "Acme is fine" in out
    assert "Rival" not in out
    assert "\x1b" not in out


def test_before_the_first_scan_there_is_nothing_to_try_it_on(here: Place) -> None:
    assert counts(here.well("check")) == []
