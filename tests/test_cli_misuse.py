"""What people are told who type something wrong: what, where, and what to do next, in their language."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mentionwatch.store import Store
from running import Run

_GOOD = '[[topics]]\nname = "Acme"\nquery = "Acme"\n[[sources]]\ntype = "hackernews"\n'
_CYRILLIC = set("абвгдежзийклмнопрстуфхцчшщъыьэюя")


@pytest.fixture
def run(tmp_path: Path, run_here: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in a folder with a configuration and an empty database; exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mentionwatch.toml").write_text(_GOOD, encoding="utf-8")
    Store.open(tmp_path / "mentions.db", now=datetime(2026, 11, 28, tzinfo=UTC)).close()
    return run_here


class TestCommandLine:
    @pytest.mark.parametrize(
        ("args", "english", "russian"),
        [
            (["mention"], "Did you mean “mentions”? How it is written: mentionwatch --help", "Может быть, «mentions»?"),
            (["zzz"], "There are: demo, init", "Есть: demo, init"),
            (["db"], "Which command? There are: info", "Какая команда? Есть: info"),
            (["mentions", "--limt", "3"], "Did you mean --limit", "Может быть, --limit"),
            (["mentions", "--zzzzzzzz"], "no option --zzzzzzzz here. How it is", "нет параметра --zzzzzzzz"),
            (["mentions", "--since"], "--since needs a value", "После --since нужно значение"),
            (["mentions", "--json=1"], "--json takes no value", "--json пишется без значения"),
            (["mentions", "--limit", "0"], "whole number, 1 or more", "целое число не меньше 1"),
            (["mentions", "--limit", "x"], "whole number, 1 or more", "целое число не меньше 1"),
            (["scan", "--wait", "x"], "--wait wants a number", "--wait: нужно число"),
            (["mentions", "a", "b"], "Nothing is expected here: a b.", "Здесь ничего не ожидалось: a b."),
            (["show"], "ID...|- is missing. How it is written: mentionwatch show --help", "Не хватает: НОМЕР...|-"),
            (["db", "prune"], "--older is missing", "Не хватает: --older"),
        ],
    )  # fmt: skip
    def test_is_explained_in_both_languages(
        self, run: Run, args: list[str], english: str, russian: str
    ) -> None:
        for language, wanted in (("en", english), ("ru", russian)):
            code, out, err = run("--lang", language, *args)
            assert (code, out) == (2, "")
            assert wanted in err

    def test_shows_no_escape_sequence_of_a_stranger(self, run: Run) -> None:
        assert "\x1b" not in run("\x1b[31mred")[2]


class TestConfiguration:
    @pytest.mark.parametrize(
        ("before", "topic", "place"),
        [
            ("workers = 'a'\n", "", "workers = a:"),
            ("workers = 0\n", "", "workers = 0:"),
            ("workers = 501\n", "", "workers = 501:"),
            ("timeout = 0\n", "", "timeout = 0:"),
            ("feeds = 'x'\n", "", "feeds = x:"),
            ("follow = 'perhaps'\n", "", "follow = perhaps:"),
            ("language = 'xx'\n", "", "language = xx:"),
            ("database = 5\n", "", "database = 5:"),
            ("first_scan = 7\n", "", "first_scan = 7:"),
            ("", "kind = 'brnd'\n", "topics[1].kind = brnd:"),
            ("", "own_accounts = 3\n", "topics[1].own_accounts = 3:"),
            ("", "min_confidence = 2\n", "topics[1].min_confidence = 2:"),
            ("", "wrong_layout = 3\n", "topics[1].wrong_layout = 3:"),
            ("", "group = 7\n", "topics[1].group = 7:"),
        ],
    )
    def test_a_wrong_value_is_explained_in_russian(
        self, run: Run, before: str, topic: str, place: str, tmp_path: Path
    ) -> None:
        (tmp_path / "mentionwatch.toml").write_text(
            before + _GOOD.replace("[[sources]]", topic + "[[sources]]"), encoding="utf-8"
        )
        code, out, err = run("--lang", "ru", "check")
        assert (code, out) == (2, "")
        assert f"mentionwatch.toml: {place}" in err
        assert _CYRILLIC & set(err.partition(place)[2]), err
        assert "Input should" not in run("check")[2]

    def test_an_unknown_plug_in_is_told_with_its_place(self, run: Run, tmp_path: Path) -> None:
        text = _GOOD.replace("hackernews", "hakernews")
        (tmp_path / "mentionwatch.toml").write_text(text, encoding="utf-8")
        assert "mentionwatch.toml: sources[1].type: " in run("check")[2]
        (tmp_path / "mentionwatch.toml").write_text(
            _GOOD + '[sentiment]\ntype = "lexicn"\n', encoding="utf-8"
        )
        assert "mentionwatch.toml: sentiment.type: " in run("check")[2]

    def test_without_a_topic_nothing_is_well(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "mentionwatch.toml").write_text('[[sources]]\ntype = "hackernews"\n', encoding="utf-8")
        code, out, err = run("check")
        assert (code, out) == (2, "")
        assert "[[topics]]" in err

    def test_advice_and_all_is_well_are_not_told_together(self, run: Run, tmp_path: Path) -> None:
        assert "is well" in run("check")[2]
        (tmp_path / "mentionwatch.toml").write_text(_GOOD.partition("[[sources]]")[0], encoding="utf-8")
        code, out, err = run("check")
        assert code == 0
        assert "no sources" in out
        assert "is well" not in err

    def test_a_folder_is_no_configuration(self, run: Run) -> None:
        code, _, err = run("--config", ".", "check")
        assert code == 2
        assert "is a folder" in err


class TestUnneededConfiguration:
    """What is wrong with a file that a command can do without is told, and keeps nobody from working."""

    TRIED = ("try", "--query", "Acme", "--json", "texts.txt")

    @pytest.fixture(autouse=True)
    def _texts(self, tmp_path: Path) -> None:
        (tmp_path / "texts.txt").write_text("Acme is fine\n", encoding="utf-8")

    @pytest.mark.parametrize(
        "text",
        [
            b"[[topics]\nname = 3\n",
            b"\xff",
            _GOOD.replace('"Acme"\n[', '"(a"\n[').encode(),
            _GOOD.encode() + b'[sentiment]\ntype = "lexicn"\n',
            _GOOD.encode() + b'[sentiment]\ntype = "http"\nurl = "${NOT_SET}"\n',
        ],
    )
    def test_a_query_is_tried_without_it(self, run: Run, tmp_path: Path, text: bytes) -> None:
        file = tmp_path / "mentionwatch.toml"
        file.write_bytes(text)
        for language in ("en", "ru"):
            code, out, err = run("--lang", language, *self.TRIED)
            assert code == 0
            assert json.loads(out)["match"]
            assert err.count("\n") == 1
            assert f"mentionwatch check --config {file}" in err
        assert run("-q", *self.TRIED)[2] == ""
        code, out, err = run("--config", "mentionwatch.toml", *self.TRIED)
        assert (code, out) == (2, "")
        assert "check --config" not in err

    def test_nothing_is_told_of_one_that_is_sound_or_is_not_there(self, run: Run, tmp_path: Path) -> None:
        assert run(*self.TRIED)[2] == ""
        (tmp_path / "mentionwatch.toml").unlink()
        assert run(*self.TRIED)[2] == ""

    def test_labelled_texts_are_measured_without_it(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "mentionwatch.toml").write_text("[[", encoding="utf-8")
        (tmp_path / "l.jsonl").write_text('{"text": "Acme", "match": true}\n', encoding="utf-8")
        code, out, err = run("evaluate", "l.jsonl", "--query", "Acme")
        assert code == 0
        assert "match" in out
        assert "mentionwatch check" in err

    @pytest.mark.parametrize("args", [["mentions"], ["stories"], ["authors"], ["db", "info"]])
    def test_a_time_zone_that_is_none_is_told(self, run: Run, tmp_path: Path, args: list[str]) -> None:
        file = tmp_path / "mentionwatch.toml"
        file.write_text(_GOOD + '[desk]\ntimezone = "Mars/Olympus"\n', encoding="utf-8")
        code, _, err = run(*args)
        assert code == 0
        assert err.count(f"check --config {file}") == 1

    def test_a_database_is_read_without_it_and_by_this_machines_clock(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "mentionwatch.toml").write_text("[[", encoding="utf-8")
        code, _, err = run("--db", "mentions.db", "mentions")
        assert code == 0
        assert "no time zone that can be read" in err
        code, _, err = run("mentions")
        assert code == 2
        assert "time zone" not in err


class TestOptionsThatDoNotGoTogether:
    @pytest.mark.parametrize(
        ("args", "said"),
        [
            (["mentions", "--follow", "--csv"], "--follow and --csv"),
            (["mentions", "--follow", "--until", "yesterday"], "--follow and --until"),
            (["authors", "Ann", "--coordination"], "NAME and --coordination"),
            (["try", "--query", "", "--topic", "Acme"], "--query and --topic"),
        ],
    )
    def test_are_told(self, run: Run, args: list[str], said: str) -> None:
        code, out, err = run(*args)
        assert (code, out) == (2, "")
        assert f"{said} exclude each other" in err

    @pytest.mark.parametrize("args", [["--query", ""], ["--topic", ""]])
    def test_what_is_empty_is_not_taken_for_what_is_not_given(self, run: Run, args: list[str]) -> None:
        """``--query "$QUERY"`` of a script whose variable is not set must not try all topics."""
        code, out, err = run("try", *args, stdin="Acme is fine\n")
        assert (code, out) == (2, "")
        assert err

    def test_a_topic_to_follow_must_be_there(self, run: Run) -> None:
        code, out, err = run("mentions", "--follow", "--topic", "Acne")
        assert (code, out) == (2, "")
        assert "There is no topic “Acne”" in err

    def test_a_day_is_its_beginning(self, run: Run) -> None:
        code, _, err = run("mentions", "--since", "yesterday", "--until", "yesterday")
        assert code == 2
        assert "A day means its beginning" in err


def test_nothing_is_pruned_where_there_is_no_database(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mentions.db").unlink()
    code, _, err = run("db", "prune", "--older", "1y")
    assert code == 1
    assert "mentionwatch scan" in err
    assert not (tmp_path / "mentions.db").exists()


class TestNames:
    @pytest.mark.parametrize("command", ["mentions", "report", "stories", "authors", "inbox"])
    def test_an_unknown_topic_is_told_with_the_known_ones(self, run: Run, command: str) -> None:
        code, out, err = run(command, "--topic", "Acne")
        assert (code, out) == (2, "")
        assert "“Acne”" in err
        assert "There are: Acme." in err
        assert run(command, "--topic", "Acme")[0] == 0

    def test_nothing_found_is_said(self, run: Run) -> None:
        assert run("mentions") == (
            0,
            "",
            "No mention fits. What is kept of each topic: mentionwatch topics\n",
        )
        assert run("mentions", "--json") == (0, "", "")
        assert run("mentions", "-q") == (0, "", "")

    def test_a_period_that_ends_before_it_begins(self, run: Run) -> None:
        for command in ("mentions", "stories", "authors", "report"):
            code, _, err = run(command, "--since", "1d", "--until", "2d")
            assert code == 2
            assert "Nothing lies between 2" in err


def test_a_topic_s_name_does_nothing_to_a_terminal(run: Run) -> None:
    name = "Acme\\u001b[31m\\u202e"
    text = f'{_GOOD}[[topics]]\nname = "{name}"\nquery = "Acme"\n'
    Path("mentionwatch.toml").write_text(text, encoding="utf-8")
    code, out, err = run("check")
    assert code == 0
    assert "Acme" in out
    assert not {"\x1b", "\u202e"} & set(out + err)


class TestFiles:
    def test_a_report_is_not_written_over_a_folder(self, run: Run) -> None:
        code, out, err = run("report", "--output", ".")
        assert (code, out) == (2, "")
        assert err == "mentionwatch: . cannot be written: it is a folder.\n"

    def test_the_sample_is_not_written_where_there_is_a_file(self, run: Run) -> None:
        code, out, err = run("--lang", "ru", "demo", "--folder", "mentionwatch.toml/sample")
        assert (code, out) == (2, "")
        assert "часть этого пути — не папка" in err

    def test_the_sample_is_not_written_over_a_configuration(self, run: Run) -> None:
        code, out, err = run("demo", "--folder", ".")
        assert (code, out) == (2, "")
        assert "--folder sample" in err
        assert Path("mentionwatch.toml").read_text(encoding="utf-8") == _GOOD

    def test_a_dash_is_stdout_and_no_file(self, run: Run) -> None:
        code, out, _ = run("report", "--format", "markdown", "--output", "-")
        assert code == 0
        assert out.startswith("# ")
        assert not Path("-").exists()

    def test_a_report_goes_where_a_link_leads(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "web").mkdir()
        there = tmp_path / "web/index.html"
        there.write_text("old")
        Path("week.html").symlink_to(there)
        assert run("report", "--format", "html", "--output", "week.html")[0] == 0
        assert Path("week.html").is_symlink()
        assert there.read_text(encoding="utf-8").startswith("<!")
        assert [file.name for file in (tmp_path / "web").iterdir()] == ["index.html"]

    def test_what_the_system_says_is_said_in_russian(self, run: Run) -> None:
        assert "такого файла или папки нет" in run("--lang", "ru", "report", "--kpi", "none.csv")[2]
        assert "it is a folder" in run("report", "--kpi", ".")[2]


class TestPartly:
    def test_an_import_that_left_lines_out_says_what_it_kept(self, run: Run, tmp_path: Path) -> None:
        lines = '{"text": "Acme is here", "published": "2026-11-27"}\n{"nope": 1}\n'
        (tmp_path / "posts.jsonl").write_text(lines, encoding="utf-8")
        code, out, err = run("import", "posts.jsonl")
        assert (code, out) == (3, "")
        assert "1 post read, 1 fresh mention kept.\nposts.jsonl: a line was left out" in err
        (tmp_path / "posts.csv").write_text("a,b\n1,2\n", encoding="utf-8")
        code, _, err = run("import", "posts.csv")
        assert code == 2
        assert err.count("posts.csv") == 1

    def test_an_imported_file_is_no_source_of_a_report(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "posts.csv").write_text("a,b\n1,2\n", encoding="utf-8")
        run("import", "posts.csv")
        (tmp_path / "posts.jsonl").write_text('{"text": "Acme is here"}\n', encoding="utf-8")
        assert run("import", "posts.jsonl")[0] == 0
        assert "never answered" not in run("report")[1]

    def test_failed_sources_stand_under_their_heading_with_their_names(
        self, run: Run, tmp_path: Path
    ) -> None:
        missing = '[[sources]]\ntype = "file"\nname = "The old shop"\npath = "none.csv"\n'
        (tmp_path / "mentionwatch.toml").write_text(
            _GOOD.partition("[[sources]]")[0] + missing, encoding="utf-8"
        )
        (tmp_path / "none.csv").write_text("a,b\n1,2\n", encoding="utf-8")
        code, out, err = run("scan")
        assert (code, out) == (3, "")
        first, second, *_ = err.splitlines()
        assert first == "1 of 1 sources failed; the rest is kept:"
        assert second.startswith("  The old shop: ")


class TestHelp:
    def test_the_list_of_commands_cuts_no_thought(self, run: Run) -> None:
        out = run("--help")[1]
        assert "  init      Write a configuration\n" in out
        assert "..." not in out.partition("Commands:")[2].replace("[ARGS]...", "")

    def test_russian_help_has_no_english_headings(self, run: Run) -> None:
        for command in ("triage", "stories", "show", "db"):
            out = run("--lang", "ru", command, "--help")[1]
            for english in ("Arguments:", "Options:", "Commands:", "Usage:", "[required]", "[default"):
                assert english not in out
