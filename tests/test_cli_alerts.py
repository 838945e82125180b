"""``alerts`` as a person and as cron use it: rules in a file, a mail server and a webhook on loopback."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from receivers import Hook, Mailbox, free_port, mail_server
from servers import Answer, Server
from tuning_samples import CONFIG, ENGLISH, SURE, Place, place


@pytest.fixture
def here(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Place:
    return place(tmp_path, capsys, monkeypatch)


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hook]:
    """A webhook whose address stands in the environment."""
    made = Hook()
    with Server({"/in": made}) as server:
        monkeypatch.setenv("ALERT_URL", f"webhook+{server.url}/in?secret=hunter2hunter2")
        yield made


def ruled(here: Place, *tables: str) -> None:
    """The usual configuration with rules of alerts."""
    here.config(CONFIG + "".join(f"\n[[alerts]]\n{table}\n" for table in tables))


MENTION = 'when = "mention"\nto = "${ALERT_URL}"'


def fresh(text: str, number: int = 1) -> dict[str, Any]:
    """A post of a minute ago."""
    now = datetime.now(UTC) - timedelta(minutes=1)
    return {
        "text": text, "id": f"new{number}", "url": f"https://site.example/new{number}",
        "published": now.isoformat(timespec="seconds"),
    }  # fmt: skip


def test_a_scan_tells_what_is_fresh_once_and_cron_hears_nothing(here: Place, hook: Hook) -> None:
    ruled(here, MENTION)
    assert here.run("scan") == (0, "", "")
    assert hook.bodies == []
    here.posts(SURE, ENGLISH, fresh("Acme is down in the whole of the north"))
    assert here.run("scan") == (0, "", "")
    assert here.run("scan") == (0, "", "")
    (body,) = hook.bodies
    assert body["title"] == "Acme: new mention: “Acme is down in the whole of the north”"
    assert [mention["text"] for mention in body["mentions"]] == ["Acme is down in the whole of the north"]
    assert here.run("alerts") == (0, "", "")
    assert here.run("alerts", "--outbox")[1] == ""


def test_messages_speak_russian(here: Place, hook: Hook) -> None:
    here.config('language = "ru"\n' + CONFIG + f"\n[[alerts]]\n{MENTION}\n")
    here.well("scan")
    here.posts(fresh("Acme опять не работает"))
    here.well("scan")
    assert hook.bodies[0]["title"] == "Acme: новое упоминание: «Acme опять не работает»"


def test_a_receiver_that_is_down_is_told_waits_and_gets_it_later(
    here: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free_port()
    monkeypatch.setenv("ALERT_URL", f"webhook+http://127.0.0.1:{port}/in?secret=hunter2hunter2")
    ruled(here, MENTION)
    here.well("scan")
    here.posts(fresh("Acme is down in the whole of the north"))
    code, out, err = here.run("scan")
    assert (code, out) == (3, "")
    assert "“mention”" in err
    assert "webhook+http ${ALERT_URL}" in err
    assert "hunter2" not in err
    assert here.run("scan") == (0, "", "")  # it rests, and says nothing meanwhile
    listed = here.well("alerts", "--outbox")
    assert "new mention" in listed
    assert max(map(len, listed.splitlines())) <= 80
    (line,) = here.lines("alerts", "--outbox", "--json")
    assert (line["state"], line["tries"], line["rule"]) == ("waiting", 1, "mention")
    assert json.loads(here.well("report", "--format", "json"))["coverage"]["unsent"] == 1
    assert "1 alert did not arrive" in here.well("report")
    made = Hook()
    with Server({"/in": made}, port=port):
        here.well("alerts", "--retry")
    assert len(made.bodies) == 1
    assert "everything was sent" in here.run("alerts", "--outbox")[2]


def test_a_dry_run_shows_and_tells_nothing(here: Place, hook: Hook) -> None:
    ruled(here, MENTION, 'when = "source fails"\nto = "${ALERT_URL}"')
    here.well("scan")
    here.posts(fresh("Acme is down in the whole of the north"))
    here.config(CONFIG)
    here.well("scan")
    ruled(here, MENTION)
    shown = here.well("alerts", "--dry-run")
    assert "Acme: new mention" in shown
    assert "mentionwatch show" in shown
    assert here.lines("alerts", "--dry-run", "--json")[0]["count"] == 1
    assert hook.asked == 0
    here.well("alerts")
    assert hook.asked == 1
    assert "Nothing to tell" in here.run("alerts", "--dry-run")[2]


def test_a_test_message_goes_to_every_target(
    here: Place, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox = Mailbox()
    with mail_server(mailbox) as port:
        monkeypatch.setenv("MAIL", f"mailto://127.0.0.1:{port}?from=a@b.test&to=c@d.test&mode=insecure")
        ruled(here, 'when = "spike"\nto = ["${ALERT_URL}", "${MAIL}"]')
        code, out, err = here.run("alerts", "--test")
    assert (code, out, err.count("the test was sent")) == (0, "", 2)
    assert mailbox.mails[0]["Subject"] == "mentionwatch: a test"
    assert hook.bodies[0]["alerts"] == []
    monkeypatch.setenv("MAIL", f"ntfy://127.0.0.1:{free_port()}/my-secret-topic")
    code, _, err = here.run("alerts", "--test")
    assert code == 3
    assert "my-secret-topic" not in err


def test_the_past_is_replayed(here: Place, hook: Hook) -> None:
    ruled(here, MENTION)
    here.well("scan")
    code, out, err = here.run("alerts", "--since", "2026-11-20", "--until", "2026-11-21")
    assert code == 0
    assert out.startswith("2026-11-20 ")
    assert "would have been sent in a day" in err
    assert here.run("alerts", "--at", "2026-11-20T23:00")[1].count("\n") >= 1
    assert here.run("alerts", "--at", "2026-11-20T23:00", "--since", "1d")[0] == 2
    assert here.run("alerts", "--since", "2026-11-21", "--until", "2026-11-20")[0] == 2
    (line, *_) = here.lines("alerts", "--since", "2026-11-20", "--until", "2026-11-21", "--json")
    assert list(line) == [
        "rule", "when", "topic", "at", "since", "count", "before", "hours", "recovered", "mentions", "spike", "source",
    ]  # fmt: skip
    assert hook.asked == 0


def test_without_rules_there_is_nobody_to_tell(here: Place) -> None:
    code, out, err = here.run("alerts")
    assert (code, out) == (0, "")
    assert "[[alerts]]" in err


def test_an_overdue_answer_is_told_once(here: Place, hook: Hook) -> None:
    plan = '\n[[playbook]]\nname = "all"\nanswer_within = "1m"\n'
    here.config(CONFIG + plan + '\n[[alerts]]\nwhen = "promise broken"\nto = "${ALERT_URL}"\n')
    old = fresh("Acme is down, nobody answers the telephone, I want my money back")
    old["published"] = (datetime.now(UTC) - timedelta(hours=2)).isoformat(timespec="seconds")
    here.posts(old)
    assert here.run("scan") == (0, "", "")
    assert here.run("scan") == (0, "", "")
    (body,) = hook.bodies
    assert body["title"] == "Acme: 1 answer is overdue"
    assert "mentionwatch inbox" in body["text"]


def test_a_source_that_fails_is_told_once_and_its_recovery_once(here: Place, hook: Hook) -> None:
    feed = "<rss version='2.0'><channel><title>t</title></channel></rss>"
    with Server({"/feed": Answer(b"no", 404)}) as server:
        here.config(
            CONFIG
            + f'\n[[sources]]\ntype = "rss"\nname = "news"\nurl = "{server.url}/feed"\n'
            + '\n[[alerts]]\nwhen = "source fails"\nat_least = 1\nto = "${ALERT_URL}"\n'
        )
        here.posts(SURE)
        assert [here.run("scan")[0] for _ in range(2)] == [3, 3]
        server.routes = {"/feed": Answer(feed)}
        time.sleep(1.1)  # answers within one second count as one
        assert [here.run("scan")[0] for _ in range(2)] == [0, 0]
    titles = [body["title"] for body in hook.bodies]
    assert titles == ["Source fails: rss news", "Source answers again: rss news"]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('when = "negative spik"\nto = "x://y"', ["alerts[1].when", "negative spike"]),
        ('when = "mention"', ["alerts[1].to"]),
        ('when = "mention"\nto = []', ["alerts[1].to"]),
        ('when = "mention"\nto = "${NOT_SET}"', ["alerts[1].to", "NOT_SET"]),
        ('when = "mention"\nto = "x://y"\ntopic = "Nobody"', ["Nobody", "Acme"]),
        ('when = "spike"\nto = "x://y"\nquery = "a"', ["query", "spike"]),
        ('when = "mention"\nto = "x://y"\nonce_in = "7d"', ["once_in", "mention"]),
        ('when = "mention"\nto = "x://y"\nquery = "a AND"', ["^"]),
        ('when = "mention"\nto = "x://y"\ndigest = "weekly"', ["alerts[1].digest", "daily 09:00"]),
        ('when = "mention"\nto = "x://y"\ndigest = "1s"', ["alerts[1].digest"]),
        ('when = "mention"\nto = "x://y"\nquiet = "22-8"', ["alerts[1].quiet", "22:00-08:00"]),
        ('when = "mention"\nto = "x://y"\nquiet = "08:00-08:00"', ["alerts[1].quiet"]),
        ('when = "mention"\nto = "x://y"\ndigests = "1h"', ["digests", "digest"]),
        ('when = "mention"\nto = "x://y"\nat_least = 0', ["alerts[1]"]),
    ],
)
def test_mistakes_are_told_before_anything_is_asked(here: Place, table: str, said: list[str]) -> None:
    ruled(here, table)
    for command in ("scan", "alerts", "check"):
        code, out, err = here.run(command)
        assert (code, out) == (2, "")
        for part in said:
            assert part in err


def test_two_rules_need_two_names(here: Place, hook: Hook) -> None:
    ruled(here, MENTION, MENTION)
    code, _, err = here.run("check")
    assert code == 2
    assert "alerts[2].name" in err


@pytest.mark.parametrize(
    "address", ["nonsense", "tgram://short", "webhook+https://", "unknown://hunter2hunter2"]
)
def test_check_finds_addresses_that_are_none_and_shows_no_secret(
    here: Place, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("ALERT_URL", address)
    ruled(here, MENTION)
    code, out, err = here.run("check")
    assert (code, out) == (2, "")
    assert "“mention”" in err
    assert "hunter2" not in err


def test_check_sends_nothing_and_tells_of_a_promise_that_nobody_made(here: Place, hook: Hook) -> None:
    ruled(here, MENTION, 'when = "promise broken"\nto = "${ALERT_URL}"')
    code, out, _ = here.run("check")
    assert code == 0
    assert "answer_within" in out
    assert hook.asked == 0
