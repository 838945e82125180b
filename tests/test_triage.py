"""What people do with mentions: verdicts, work, sentiment, notes; all of it history, all of it taken back."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

import pytest

from tuning_samples import DOUBTFUL, ENGLISH, SURE, Place, place, texts_of


@pytest.fixture
def here(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Place:
    made = place(tmp_path, capsys, monkeypatch)
    made.well("scan")
    return made


def test_doubtful_mentions_are_listed_on_their_own(here: Place) -> None:
    assert texts_of(here.lines("mentions", "--json")) == {SURE, ENGLISH}
    assert texts_of(here.lines("mentions", "--json", "--doubtful")) == {DOUBTFUL}
    assert here.well("mentions", "--doubtful").count("\n") == 1


class TestVerdicts:
    def test_what_is_no_mention_is_gone_for_good(self, here: Place) -> None:
        wrong = here.ids()[SURE]
        here.well("triage", str(wrong), "--not-a-mention")
        assert texts_of(here.lines("mentions", "--json")) == {ENGLISH}
        assert texts_of(here.lines("mentions", "--json", "--doubtful")) == {DOUBTFUL}
        report = json.loads(here.well("report", "--format", "json", "--since", "2026-11-19"))
        assert (report["now"]["mentions"], report["coverage"]["doubtful"]) == (1, 1)
        here.posts(
            SURE,
            {"text": SURE, "id": "again", "url": here.lines("show", str(wrong), "--json")[0]["url"]},
            ENGLISH,
        )
        here.well("scan")
        here.well("import", "posts.jsonl")
        assert SURE not in here.ids("--search", "Ленина")
        assert json.loads(here.well("show", str(wrong), "--json"))["text"] == SURE

    def test_what_was_doubted_is_one(self, here: Place) -> None:
        number = here.ids("--doubtful")[DOUBTFUL]
        here.well("triage", str(number), "--is-a-mention")
        assert here.ids()[DOUBTFUL] == number
        assert here.ids("--doubtful") == {}
        here.well("scan")
        assert DOUBTFUL in here.ids()
        here.well("triage", str(number), "--undo")
        here.well("scan")
        assert here.ids("--doubtful") == {DOUBTFUL: number}


class TestWork:
    def test_status_and_assignee(self, here: Place) -> None:
        number = str(here.ids()[SURE])
        (told,) = here.lines("triage", number, "--status", "answered", "--assign", "oleg", "--json")
        assert (told["status"], told["assignee"]) == ("answered", "oleg")
        assert told["answered"] is not None
        assert here.ids("--status", "answered") == {SURE: int(number)}
        (told,) = here.lines("triage", number, "--status", "open", "--assign", "", "--json")
        assert (told["status"], told["assignee"], told["answered"]) == ("open", None, None)
        assert here.lines("triage", number, "--status", "open", "--json") == []  # it is open already

    def test_a_persons_sentiment_stands(self, here: Place) -> None:
        number = str(here.ids()[ENGLISH])
        (told,) = here.lines("triage", number, "--sentiment", "positive", "--json")
        assert told["sentiment"] == {"label": "positive", "score": 1.0, "by": "person", "confidence": 1.0}
        here.posts({"text": f"{ENGLISH}, twice", "id": str(zlib.crc32(ENGLISH.encode()))})
        here.well("scan")
        (told,) = here.lines("mentions", "--json", "--topic", "Acme")
        assert (told["text"], told["sentiment"]["by"]) == (f"{ENGLISH}, twice", "person")
        assert here.ids("--sentiment", "positive", "--topic", "Acme") == {f"{ENGLISH}, twice": int(number)}
        here.well("triage", number, "--undo")
        (told,) = here.lines("mentions", "--json", "--topic", "Acme")
        assert told["sentiment"]["by"].startswith("embedded")

    def test_a_persons_intent_stands(self, here: Place) -> None:
        number = str(here.ids()[ENGLISH])
        (told,) = here.lines("triage", number, "--intent", "question", "--json")
        assert told["intent"] == "question"
        assert here.lines("triage", number, "--intent", "question", "--json") == []
        here.posts({"text": f"{ENGLISH}, twice", "id": str(zlib.crc32(ENGLISH.encode()))})
        here.well("scan")
        (told,) = here.lines("mentions", "--json", "--topic", "Acme")
        assert (told["text"], told["intent"]) == (f"{ENGLISH}, twice", "question")
        assert "intent: " in here.well("show", number)
        here.well("triage", number, "--undo")
        (told,) = here.lines("mentions", "--json", "--topic", "Acme")
        assert told["intent"] not in (None, "question")

    def test_agreeing_with_the_classifier_is_kept_too(self, here: Place) -> None:
        (told,) = here.lines("show", number := str(here.ids()[ENGLISH]), "--json")
        (again,) = here.lines("triage", number, "--intent", told["intent"], "--json")
        assert again["intent"] == told["intent"]
        assert f"intent: {told['intent']} → {told['intent']}" in here.well("show", number)

    def test_numbers_come_from_a_pipe(self, here: Place) -> None:
        lines = here.well("mentions", "--json")
        here.well("triage", "-", "--status", "ignored", stdin=lines)
        assert here.ids("--status", "ignored").keys() == {SURE, ENGLISH}
        numbers = "\n".join(map(str, here.ids().values()))
        here.well("triage", "-", "--status", "open", stdin=numbers)
        assert here.ids("--status", "open").keys() == {SURE, ENGLISH}

    def test_what_is_put_off_says_until_when(self, here: Place) -> None:
        number = str(here.ids()[SURE])
        (told,) = here.lines("triage", number, "--snooze", "2099-12-01T09:00Z", "--json")
        assert told["snoozed"] == "2099-12-01T09:00:00Z"
        assert told == next(line for line in here.lines("mentions", "--json") if line["text"] == SURE)
        assert "snoozed:      2099-12-01" in here.well("show", number)
        (told,) = here.lines("triage", number, "--snooze", "", "--json")
        assert told["snoozed"] is None
        (told,) = here.lines("triage", number, "--undo", "--json")
        assert told["snoozed"] == "2099-12-01T09:00:00Z"
        assert "отложено до: – → 2099-12-01T09:00:00Z" in here.well("--lang", "ru", "show", number)

    def test_work_is_taken(self, here: Place) -> None:
        number = str(here.ids()[SURE])
        assert [line["assignee"] for line in here.lines("triage", number, "--take", "--json")] == ["vera"]
        (told,) = here.lines("triage", number, "--take", "--by", "Оля", "--json")
        assert told["assignee"] == "Оля"

    def test_a_card_of_the_inbox_stands_for_all_that_it_holds(self, here: Place) -> None:
        first, second = here.ids().values()
        here.well("triage", "-", "--status", "open", stdin=json.dumps({"id": first, "ids": [first, second]}))
        assert sorted(here.ids("--status", "open").values()) == sorted((first, second))

    def test_many_are_shown_one_after_the_other(self, here: Place) -> None:
        numbers = "\n".join(map(str, here.ids().values()))
        assert here.well("show", "-", "--json", stdin=numbers) == here.well("mentions", "--json")
        whole = here.well("show", "-", stdin=numbers)
        assert SURE in whole
        assert ENGLISH in whole

    def test_history_is_shown_in_both_languages(self, here: Place) -> None:
        number = str(here.ids()[SURE])
        here.well("triage", number, "--note", "Спросить\x1b[31m на складе", "--by", "Оля")
        here.well("triage", number, "--status", "open", "--not-a-mention")
        here.well("triage", number, "--undo")
        english, russian = here.well("show", number), here.well("--lang", "ru", "show", number)
        assert "Оля: note: Спросить на складе" in english
        assert "vera: verdict: – → not-a-mention" in english
        assert "vera: status: new → open (taken back)" in english
        assert "vera: took back status: open → new" in english
        assert "vera: отменено: статус open → new" in russian
        assert "\x1b" not in english


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize(
    "args",
    [
        ["1"], ["1", "--undo", "--note", "x"], ["1", "--is-a-mention", "--not-a-mention"], ["999", "--undo"],
        ["one", "--undo"], ["1", "--status", "done"], ["1", "--sentiment", "angry"], ["1", "--intent", "rage"],
        ["1", "2", "999", "--note", "x"], ["-", "--undo"], ["1", "--snooze", "yesterday"],
        ["1", "--snooze", "2001-01-01"], ["1", "--snooze", "soon"], ["1", "--take", "--assign", "eve"],
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    here: Place, args: list[str], language: str
) -> None:
    code, out, err = here.run("--lang", language, "triage", *args, stdin='{"no": "number"}\n')
    assert (code, out) == (2, "")
    assert err.startswith("mentionwatch: ")
    assert "What was done" not in here.well("show", "1")


def test_there_is_nothing_to_triage_before_the_first_scan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = place(tmp_path, capsys, monkeypatch)
    code, _, err = empty.run("triage", "1", "--undo")
    assert code == 1
    assert "There is no database" in err
    assert not (tmp_path / "m.db").exists()


def test_urgent_and_rude_words_are_kept_and_shown(here: Place) -> None:
    here.posts({"text": "Acme, second day without light, my lawyer will call, you bastards", "id": "angry"})
    here.well("scan")
    (line,) = here.lines("mentions", "--json", "--search", "lawyer")
    assert (line["urgent"], line["inappropriate"]) == (["second day", "lawyer"], True)
    assert list(line).index("urgent") == list(line).index("intent") + 1
    assert here.lines("show", str(line["id"]), "--json") == [line]
    shown = here.well("show", str(line["id"]), "--why")
    assert "urgent:       second day, lawyer" in shown
    assert "«Acme, [second day] without light, my lawyer" in shown
    assert "rude:" in shown
    calm = here.lines("mentions", "--json", "--search", "Ленина")[0]
    assert (calm["urgent"], calm["inappropriate"]) == ([], False)
