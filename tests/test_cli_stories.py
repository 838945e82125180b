"""The commands stories and authors, and what the report finds, on the demo's two weeks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mentionwatch.formats._shapes import RingRecord, StoryRecord
from running import Run


@pytest.fixture
def run(sample: Path, run_here: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in the sample's folder; gives back its exit code, stdout and stderr."""
    monkeypatch.chdir(sample)
    return run_here


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_every_mention_has_a_story(run: Run) -> None:
    assert None not in {mention["story"] for mention in lines(run("mentions", "--json")[1])}


def test_the_outage_is_one_story_in_two_languages(run: Run) -> None:
    story = lines(run("stories", "--json")[1])[0]
    assert story["lead"]["title"] == "Северлинк лежит?"
    assert story["mentions"] > 20
    assert story["negative"] > story["mentions"] / 2
    assert story["why"][0]["kind"] == "outage"
    told = [mention for mention in lines(run("mentions", "--json")[1]) if mention["story"] == story["id"]]
    titles = {mention["title"] for mention in told}
    assert {"Re: Северлинк лежит?", "Severlink is down across the whole region", "Опять авария"} <= titles
    assert {"«Северлинк»: сбой вызван обрывом кабеля на мосту"} <= titles
    assert "Радуга подняла цены" not in titles
    assert len({mention["site"] for mention in told}) == story["sites"] >= 4


def test_the_outage_is_a_spike_of_negative_mentions(run: Run) -> None:
    report = json.loads(run("report", "--format", "json")[1])
    spikes = [spike for spike in report["spikes"] if spike["negative"]]
    assert [spike["topic"] for spike in spikes] == ["Северлинк"]
    assert spikes[0]["observed"] > 3 * spikes[0]["expected"]
    assert spikes[0]["story"] == report["stories"][0]["id"]


def test_a_story_that_stood_out_says_so_under_the_table(run: Run) -> None:
    number = lines(run("stories", "--json")[1])[0]["id"]
    table, _, said = run("stories")[1].partition("\n\n")
    assert "Северлинк лежит?" in table
    assert f"▲ {number}  Северлинк: " in said
    assert "▲" not in run("stories", "--since", "2h")[1]


def test_lines_keep_their_shape(run: Run) -> None:
    for story in lines(run("stories", "--json", "--since", "4w", "--least", "1")[1]):
        assert list(story) == list(StoryRecord.__annotations__)
        assert story["size"] >= story["mentions"] >= 1
    assert set(RingRecord.__annotations__) == {"accounts", "ties"}


def test_stories_of_a_topic_count_its_mentions_only(run: Run) -> None:
    for story in lines(run("stories", "--json", "--topic", "Радуга", "--since", "4w")[1]):
        assert story["lead"]["topic"] == "Радуга"


def test_stories_in_a_table(run: Run) -> None:
    code, out, err = run("stories")
    assert (code, err) == (0, "")
    assert "Северлинк" in out
    assert max(map(len, out.splitlines())) <= 80
    code, out, err = run("--lang", "ru", "stories", "--least", "1000")
    assert (code, out) == (0, "")
    assert "mentionwatch stories --since 4w" in err


def test_authors_add_up(run: Run) -> None:
    for person in lines(run("authors", "--json", "--since", "4w")[1]):
        assert person["mentions"] == sum(day["mentions"] for day in person["days"])
        assert person["mentions"] >= person["positive"] + person["neutral"] + person["negative"]
        assert person["roles"]


def test_a_repeated_complainer_is_told_why(run: Run) -> None:
    people = lines(run("authors", "--json", "--since", "4w")[1])
    complainers = [p for p in people if p["roles"][0]["role"] == "complainer"]
    assert complainers
    name = complainers[0]["author"]["name"]
    code, out, err = run("authors", name)
    assert (code, err) == (0, "")
    assert f"complains again and again ({complainers[0]['negative']} negative mentions" in out


def test_all_that_one_author_said_is_one_view(run: Run) -> None:
    person = lines(run("authors", "--json", "--since", "4w")[1])[0]
    name = person["author"]["name"]
    said = lines(run("authors", name, "--json", "--since", "4w")[1])
    assert len(said) == person["mentions"]
    for args in ((), ("--lang", "ru")):
        code, out, _ = run(*args, "authors", name, "--since", "4w")
        head, days, listed = out.split("\n\n")
        assert code == 0
        assert max(map(len, f"{head}\n{days}".splitlines())) <= 80
        assert name in head
        assert sum(int(day.split()[2]) for day in days.splitlines()[1:]) == person["mentions"]
        assert len(listed.splitlines()) == person["mentions"]


def test_no_more_of_an_author_is_shown_than_was_asked_for(run: Run) -> None:
    name = lines(run("authors", "--json", "--since", "4w")[1])[0]["author"]["name"]
    assert len(lines(run("authors", name, "--json", "--limit", "1")[1])) == 1
    whole, limited = (run("authors", name, *more)[1].split("\n\n") for more in ((), ("--limit", "2")))
    assert limited[:2] == whole[:2]
    assert limited[2].splitlines() == whole[2].splitlines()[:2]


def test_authors_in_a_table(run: Run) -> None:
    for args in ((), ("--lang", "ru")):
        code, out, err = run(*args, "authors")
        assert (code, err) == (0, "")
        assert max(map(len, out.splitlines())) <= 80


def test_the_reason_of_a_role_is_told_whole(run: Run) -> None:
    table = run("authors", "--since", "4w")[1]
    column = table.splitlines()[0].index("Role")
    roles = " ".join(line[column:] for line in table.splitlines()[1:21])
    assert "complains again and again (" in roles
    assert "…" not in roles


def test_an_author_that_is_not_there(run: Run) -> None:
    code, out, err = run("authors", "Nobody at all")
    assert (code, out) == (2, "")
    assert "Nobody at all" in err


def test_nobody_looks_coordinated_in_the_demo(run: Run) -> None:
    assert run("authors", "--coordination")[1] == "Nobody looks coordinated.\n"
    assert run("authors", "--coordination", "--json")[1] == ""


def test_show_says_why_two_mentions_are_one_story(run: Run) -> None:
    mentions = lines(run("mentions", "--json")[1])
    down = next(m for m in mentions if m["title"] == "Severlink is down across the whole region")
    lead = next(m for m in mentions if m["title"] == "Северлинк лежит?")
    out = run("show", str(down["id"]), "--why")[1]
    assert f"tells of the same event as #{lead['id']}" in out
    assert "all say it is down: is down, лежит" in out
    assert f"Story {lead['story']}: this was its first mention." in run("show", str(lead["id"]), "--why")[1]
    assert "первого" not in run("--lang", "ru", "show", str(down["id"]), "--why")[1]


BOTS = ("ann", "bob", "cy")


def test_accounts_that_act_together_are_told_with_the_reason(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "c.toml").write_text('database = "m.db"\n[[topics]]\nname = "Acme"\nquery = "Acme"\n')
    posts = [
        {
            "text": f"Acme lies again, see https://lies.example/{day} and tell everybody #acme{day} #lies",
            "author": {"name": name, "id": name},
            "published": f"2026-11-{day:02}T10:00:{number:02}Z",
            "url": f"https://social.example/{name}/{day}",
        }
        for day in range(1, 11)
        for number, name in enumerate((*BOTS, "") if day % 3 else BOTS)
    ] + [
        {
            "text": f"A word about Acme from somebody else, number {number}",
            "author": {"name": f"person {number}", "id": f"p{number}"},
            "published": f"2026-11-{number % 9 + 1:02}T12:{number:02}:00Z",
            "url": f"https://social.example/p/{number}",
        }
        for number in range(30)
    ]
    (tmp_path / "posts.jsonl").write_text("".join(json.dumps(post) + "\n" for post in posts))
    assert run("--config", "c.toml", "import", "posts.jsonl")[0] == 0
    out = run(
        "--config", "c.toml", "authors", "--coordination", "--since", "2026-11-01", "--until", "2026-11-12"
    )[1]
    assert "look coordinated, because" in out
    assert all(name in out for name in BOTS)
    assert "person 3" not in out
    rings = lines(run("--config", "c.toml", "authors", "--coordination", "--json", "--since", "2026-11-01",
                      "--until", "2026-11-12")[1])  # fmt: skip
    assert [sorted(ring["accounts"]) for ring in rings] == [sorted(BOTS)]
