"""The commands as a person and as a script use them: in process, on a database filled by the demo."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mentionwatch.cli import hoisted
from mentionwatch.cli.context import Context
from mentionwatch.cli.demo import _make
from mentionwatch.cli.shapes import EvaluateShape, MentionShape, TryShape
from mentionwatch.config import load
from running import Run
from servers import Answer, Server
from store_samples import all_closed


@pytest.fixture
def run(sample: Path, run_here: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in the sample's folder; gives back its exit code, stdout and stderr."""
    monkeypatch.chdir(sample)
    return run_here


def _mentionwatch(args: Sequence[str], **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mentionwatch", *args]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, **options)  # type: ignore[call-overload,no-any-return]


class TestDemo:
    def test_prints_the_report_and_how_to_go_on(self) -> None:
        done = _mentionwatch(["demo"])
        assert done.returncode == 0
        assert "Северлинк" in done.stdout
        assert "UTC+3" in done.stdout  # the clock of the desk of the sample
        assert "mentionwatch init" in done.stderr
        assert max(map(len, done.stdout.splitlines())) <= 80

    def test_speaks_russian(self, tmp_path: Path) -> None:
        done = _mentionwatch(["--lang", "ru", "demo", "--folder", str(tmp_path)])
        assert "упоминани" in done.stdout
        assert "mentionwatch init" in done.stderr
        config = load(tmp_path / "mentionwatch.toml", {})
        assert [rule.name for rule in config.playbook] == ["нет связи", "вопросы", "добрые слова"]
        _make(tmp_path)  # the sample of either language may be written anew

    @pytest.mark.parametrize("encoding", ["ascii", "cp1251"])
    def test_data_are_utf_8_whatever_the_locale(self, sample: Path, encoding: str) -> None:
        env = os.environ | {"PYTHONIOENCODING": encoding}
        done = subprocess.run(
            [sys.executable, "-m", "mentionwatch", "mentions"],
            capture_output=True, env=env, cwd=sample, check=True,
        )  # fmt: skip
        assert "Северлинк  ·" in done.stdout.decode("utf-8")

    def test_finds_the_copies_and_not_the_rainbow(self, run: Run) -> None:
        mentions = [json.loads(line) for line in run("mentions", "--json")[1].splitlines()]
        titles = [(mention["topic"], mention["title"]) for mention in mentions]
        assert len(titles) > 80
        assert titles.count(("Северлинк", "«Северлинк» вернёт абонентам плату за три дня")) == 1
        assert ("Радуга", "Над городом видели двойную радугу") not in titles
        assert ("Радуга", "Радуга подняла цены") in titles

    def test_tells_which_site_is_out_of_order(self, run: Run) -> None:
        assert "radio" in run("report")[1]

    def test_shows_how_people_are_answered(self, run: Run) -> None:
        (told,) = [json.loads(line) for line in run("audit", "--since", "15d", "--json")[1].splitlines()]
        assert told["topic"] == "Северлинк"
        assert told["answered"] >= 2
        assert told["unanswered"] >= 3

    def test_shows_what_alerts_would_have_told_and_sends_nothing(self, run: Run) -> None:
        code, out, _ = run("alerts", "--since", "15d")
        assert code == 0
        assert "negative mentions in a day" in out
        assert run("alerts")[:2] == (0, "")

    def test_every_thread_is_a_conversation_of_its_own(self, run: Run) -> None:
        mentions = [
            json.loads(line) for line in run("mentions", "--json", "--source", "hackernews")[1].splitlines()
        ]
        threads = {mention["thread"] for mention in mentions}
        assert len(threads) > 5
        outage = next(mention for mention in mentions if "completely down" in mention["text"])
        assert sum(mention["thread"] == outage["thread"] for mention in mentions) == 4

    def test_a_source_is_meant_by_its_type_or_its_name(self, run: Run) -> None:
        def found(*names: str) -> int:
            options = [word for name in names for word in ("--source", name)]
            return len(run("mentions", "--json", *options)[1].splitlines())

        assert 0 < found("forum") < found("forum", "news") < found("rss")
        assert found("rss", "hackernews") == found()
        assert found("mirror") > 0  # what it brought, news had brought before
        assert found("radio") == 0
        code, out, err = run("mentions", "--source", "fourm")
        assert (code, out) == (2, "")
        assert "forum" in err

    def test_what_fails_or_is_silent_is_named_without_asking(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert "radio: failing since" in run("check")[1]
        assert "silent" not in run("check")[1] + run("sources")[1]
        later = datetime.now(UTC) + timedelta(days=40)
        monkeypatch.setattr(Context, "now", lambda _: later)
        for lang, words in (("en", "silent since"), ("ru", "молчит с")):
            assert f"forum: {words}" in run("--lang", lang, "check")[1]
            assert words in run("--lang", lang, "sources")[1]
        week = ("--since", f"{later - timedelta(days=7):%Y-%m-%d}", "--until", f"{later:%Y-%m-%d}")
        silent = json.loads(run("report", "--format", "json", *week)[1])["coverage"]["silent"]
        assert "/forum" in json.dumps(silent)


class TestMentions:
    def test_lines_keep_the_schema_and_its_order(self, run: Run) -> None:
        schema = json.loads(run("schema")[1])
        for line in run("mentions", "--json")[1].splitlines():
            mention = json.loads(line)
            assert list(mention) == list(schema["properties"]) == list(MentionShape.model_fields)
            MentionShape.model_validate(mention)
            whole = f"{mention['title']}\n{mention['text']}" if mention["title"] else mention["text"]
            assert all(whole[match["start"] : match["end"]] == match["text"] for match in mention["matches"])
            assert mention["first_seen"].endswith("Z")

    def test_newest_first(self, run: Run) -> None:
        times = [json.loads(line)["published"] for line in run("mentions", "--json")[1].splitlines()]
        assert times == sorted(times, reverse=True)

    def test_filters(self, run: Run) -> None:
        lines = run("mentions", "--json", "--topic", "Северлинк", "--sentiment", "negative", "--since", "5d")[
            1
        ]
        mentions = [json.loads(line) for line in lines.splitlines()]
        assert mentions
        assert {(mention["topic"], mention["sentiment"]["label"]) for mention in mentions} == {
            ("Северлинк", "negative")
        }

    def test_intent_filter(self, run: Run) -> None:
        lines = run("mentions", "--intent", "complaint", "--intent", "question", "--json")[1].splitlines()
        assert {json.loads(line)["intent"] for line in lines} == {"complaint", "question"}
        every = [json.loads(line)["intent"] for line in run("mentions", "--json")[1].splitlines()]
        assert len(lines) == every.count("complaint") + every.count("question")

    def test_search_finds_inflection_free_words_and_obeys_no_operator(self, run: Run) -> None:
        assert "Перерасчёт" in run("mentions", "--search", "перерасчет")[1]
        for words in ('"', "a OR b", "NEAR(a b)", "title:x", "*", "а*б", "'; DROP TABLE mentions"):
            assert run("mentions", "--search", words)[0] == 0

    def test_a_pipe_that_closes_is_no_error(self, sample: Path) -> None:
        command = f"{sys.executable} -m mentionwatch mentions --json | head -1"
        done = subprocess.run(command, shell=True, cwd=sample, capture_output=True, text=True, check=False)
        assert done.stdout.count("\n") == 1
        assert done.stderr == ""

    def test_csv(self, run: Run) -> None:
        rows = list(csv.DictReader(io.StringIO(run("mentions", "--csv")[1])))
        assert len(rows) > 80
        assert rows[0]["topic"]
        assert "complaint" in {row["intent"] for row in rows}

    def test_limit(self, run: Run) -> None:
        assert run("mentions", "--limit", "3")[1].count("\n") == 3

    @pytest.mark.parametrize(
        "args",
        [
            ["--sentiment", "angry"],
            ["--intent", "grumble"],
            ["--status", "done"],
            ["--since", "soon"],
            ["--json", "--csv"],
            ["--limit", "0"],
        ],
    )
    def test_what_makes_no_sense_is_refused(self, run: Run, args: list[str]) -> None:
        code, out, err = run("mentions", *args)
        assert (code, out) == (2, "")
        assert err.startswith("mentionwatch: ")


class TestShow:
    def test_whole_with_its_reasons(self, run: Run) -> None:
        number = json.loads(run("mentions", "--json", "--search", "Рекомендую")[1])["id"]
        out = run("show", str(number), "--why")[1]
        assert "честные цены" in out
        assert "Северлинк" in out.split("Why it matched")[1]
        assert "Sentiment: positive, score +" in out
        assert "[лучший]" in out

    def test_the_places_of_copies(self, run: Run) -> None:
        number = json.loads(
            run("mentions", "--json", "--search", "вернёт абонентам плату")[1].splitlines()[0]
        )["id"]
        assert "utm" not in run("show", str(number))[1]
        assert "also seen" in run("show", str(number))[1]

    def test_no_such_mention(self, run: Run) -> None:
        code, _, err = run("show", "99999")
        assert code == 2
        assert "99999" in err


class TestReport:
    @pytest.mark.parametrize("form", ["table", "markdown", "html", "json", "csv", "feed", "jsonfeed"])
    @pytest.mark.parametrize("language", ["en", "ru"])
    def test_every_format_in_both_languages(self, run: Run, form: str, language: str) -> None:
        code, out, err = run("report", "--format", form, "--lang", language)
        assert (code, err) == (0, "")
        assert "Северлинк" in out

    @pytest.mark.parametrize("machine", ["America/New_York", "Asia/Tokyo"])
    def test_hours_are_the_desks(self, run: Run, monkeypatch: pytest.MonkeyPatch, machine: str) -> None:
        monkeypatch.setenv("TZ", machine)
        time.tzset()
        try:
            assert json.loads(run("report", "--format", "json")[1])["zone"] == "UTC+03:00"
        finally:
            monkeypatch.undo()
            time.tzset()

    def test_into_a_file(self, run: Run, tmp_path: Path) -> None:
        code, out, _ = run("report", "--format", "json", "--output", str(tmp_path / "r.json"))
        assert (code, out) == (0, "")
        assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))

    def test_a_file_that_cannot_be_written(self, run: Run, tmp_path: Path) -> None:
        code, _, err = run("report", "--output", str(tmp_path / "no" / "r.txt"))
        assert code == 2
        assert "r.txt" in err

    def test_a_period_upside_down(self, run: Run) -> None:
        assert run("report", "--since", "1d", "--until", "2d")[0] == 2

    def test_an_empty_period_is_said_kindly(self, run: Run) -> None:
        code, out, _ = run("report", "--since", "2020-01-01", "--until", "2020-01-08")
        assert code == 0
        assert out

    def test_without_a_configuration(
        self, run: Run, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
        assert run("report")[0] == 2
        assert run("--db", str(sample / "mentions.db"), "report")[0] == 0


class TestTry:
    def test_json(self, run: Run) -> None:
        code, out, _ = run(
            "try",
            "--json",
            "--query",
            "Билайн, Beeline",
            stdin='Ушёл от Билайна\n{"text": "Погода хорошая"}\n',
        )
        first, second = map(json.loads, out.splitlines())
        assert code == 0
        assert list(first) == list(TryShape.model_fields)
        TryShape.model_validate(first)
        assert (first["match"], first["matches"][0]["text"]) == (True, "Билайна")
        assert (second["match"], second["matches"], second["confidence"]) == (False, [], None)

    def test_left_a_for_b_is_bad_for_a_and_good_for_b(self, run: Run) -> None:
        lines = "".join(
            json.dumps({"text": "Перешёл с Мегафона на Билайн и очень доволен", "target": target}) + "\n"
            for target in ("Мегафон", "Билайн")
        )
        scores = [
            json.loads(line)["sentiment"]["score"]
            for line in run("try", "--json", stdin=lines)[1].splitlines()
        ]
        assert scores[0] < scores[1]

    def test_for_a_person_with_the_tree_and_the_forms(self, run: Run) -> None:
        out = run("try", "--query", "Билайн -трактор", stdin="Билайна нет\nБилайн и трактор\n")[1]
        assert "билайном" in out
        assert "\n+ " in out
        assert "\n- " in out

    def test_forms_are_told_shortly(self, run: Run) -> None:
        out = run("try", "--query", "SpaceX", stdin="о SpaceX\n")[1]
        assert "spacexовский" in out
        assert "spacexовского" not in out
        assert "спакекс, " in out
        assert "спакексами" not in out

    def test_what_speaks_for_and_against_a_doubtful_name(self, run: Run) -> None:
        out = run("try", "--query", "Мегафон", stdin="Тренер кричал в мегафон\nМегафон поднял цены\n")[1]
        doubtful, sure = out.split("\n? ")[1].split("\n+ ")
        assert "    − " in doubtful
        assert "--doubtful" in doubtful
        assert "    + " in sure
        assert "--doubtful" not in sure

    def test_a_list_of_spellings_is_missing_as_one(self, run: Run) -> None:
        out = run("try", "--query", "Билайн, Beeline", stdin="погода\n")[1]
        assert [line.strip().partition(": ")[2] for line in out.splitlines()[-1:]] == ["Билайн, Beeline"]

    def test_a_text_where_a_file_is_wanted(self, run: Run) -> None:
        code, _, err = run("try", "--query", "Билайн", "ушёл от Билайна")
        assert code == 2
        assert "echo" in err

    def test_topics_of_the_configuration(self, run: Run) -> None:
        assert "+ " in run("try", stdin="Северлинк лежит\n")[1]
        assert run("try", "--topic", "нет такой")[0] == 2

    @pytest.mark.parametrize(
        ("stdin", "words"),
        [
            ('{"text": 3}', "text"),
            ("{broken", "JSON"),
            ('{"text": "a", "topic": "нет"}', "нет"),
            ("{" * 5000, "JSON"),
        ],
    )
    def test_a_bad_line_is_told_with_its_number(self, run: Run, stdin: str, words: str) -> None:
        code, _, err = run("try", stdin=f"строка\n{stdin}\n")
        assert code == 2
        assert words in err
        assert "2" in err

    def test_a_query_that_cannot_be_read(self, run: Run) -> None:
        code, _, err = run("try", "--query", '"abc', stdin="")
        assert code == 2
        assert err.splitlines()[-1].strip() == "^"


class TestEvaluate:
    def test_scores(self, run: Run, tmp_path: Path) -> None:
        lines = [
            {"text": "Северлинк лежит, ужас", "topic": "Северлинк", "match": True, "sentiment": "negative"},
            {
                "text": "Спасибо Северлинку, отлично",
                "topic": "Северлинк",
                "match": True,
                "sentiment": "positive",
            },
            {"text": "Погода", "topic": "Северлинк", "match": False},
        ]
        file = tmp_path / "l.jsonl"
        file.write_text("".join(json.dumps(line) + "\n" for line in lines))
        code, out, _ = run("evaluate", str(file), "--json")
        scores = json.loads(out)
        assert code == 0
        EvaluateShape.model_validate(scores)
        assert (scores["match"]["n"], scores["match"]["accuracy"]) == (3, 1.0)
        assert scores["sentiment"]["n"] == 2
        assert scores["intent"]["n"] == 0
        assert "negative" in run("evaluate", str(file))[1]

    def test_labels_that_are_none(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "l.jsonl"
        file.write_text('{"text": "a", "target": "b", "sentiment": "angry"}\n')
        code, _, err = run("evaluate", str(file))
        assert code == 2
        assert "angry" in err
        file.write_text('{"text": "a", "target": "b"}\n')
        assert run("evaluate", str(file))[0] == 2


class TestImport:
    def test_what_mentions_prints_comes_back_as_the_same(self, run: Run, tmp_path: Path) -> None:
        out = run("mentions", "--json")[1]
        (tmp_path / "m.jsonl").write_text(out, encoding="utf-8")
        before = len(out.splitlines())
        assert run("import", str(tmp_path / "m.jsonl"))[0] == 0
        assert len(run("mentions", "--json")[1].splitlines()) == before

    def test_new_posts_from_standard_input(self, sample: Path, tmp_path: Path) -> None:
        config = tmp_path / "c.toml"
        config.write_text('[[topics]]\nname = "Северлинк"\nquery = "Северлинк"\n', encoding="utf-8")
        line = '{"text": "У Северлинка новый тариф"}\n'
        done = _mentionwatch(["--config", str(config), "import", "-"], input=line)
        assert done.returncode == 0, done.stderr
        listed = _mentionwatch(["--config", str(config), "mentions", "--json"])
        assert json.loads(listed.stdout)["text"] == "У Северлинка новый тариф"

    def test_a_file_that_is_not_there(self, run: Run) -> None:
        assert run("import", "nowhere.jsonl")[0] == 2


class TestCheck:
    @pytest.mark.parametrize(
        ("languages", "advised"), [('["hu", "ja"]', True), ('["ru", "ja", "kk"]', False)]
    )
    def test_languages_without_endings_are_told(
        self, run: Run, tmp_path: Path, languages: str, advised: bool
    ) -> None:
        file = tmp_path / "mentionwatch.toml"
        file.write_text(
            f'[[topics]]\nname = "Nokia"\nquery = "Nokia"\nlanguages = {languages}\n', encoding="utf-8"
        )
        code, out, _ = run("--config", str(file), "check")
        assert code == 0
        assert ("for hu," in out) == advised

    @pytest.mark.parametrize(
        ("line", "advised"),
        [
            ('token = "abc"', True),
            ("token='abc'", True),
            ('token = "${VK_TOKEN}"', False),
            ('# token = "abc"', False),
            ('budget = "1/day"', False),
        ],
    )
    def test_a_file_with_secrets_is_its_owners_alone(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, advised: bool
    ) -> None:
        monkeypatch.setenv("VK_TOKEN", "abc")
        file = tmp_path / "mentionwatch.toml"
        source = "vk" if line.startswith("token") else "hackernews"
        file.write_text(
            f'[[topics]]\nname = "Acme"\nquery = "Acme"\n[[sources]]\ntype = "{source}"\n{line}\n',
            encoding="utf-8",
        )
        file.chmod(0o644)
        code, out, _ = run("--config", str(file), "check")
        assert (code, "chmod 600" in out) == (0, advised)


class TestInit:
    def test_proposes_spellings_and_sources_that_load(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "new.toml"
        code, out, _ = run(
            "init", "--brand", "Дом.ру", "--site", "https://dom.ru/about", "--output", str(file)
        )
        assert (code, out) == (0, "")
        text = file.read_text(encoding="utf-8")
        assert "query = '\"Дом.ру\", Domru, #домру, dom.ru'" in text
        assert run("--config", str(file), "check")[0] == 0
        out = run("--config", str(file), "try", stdin="Опять Дом.ру лежит\nкупил дом. Русский стиль\n")[1]
        assert out.startswith("+ ")
        assert "\n- " in out

    @pytest.mark.parametrize(
        ("brand", "twin"),
        [("iPhone", "Айфон"), ("Burger King", "Бургер Кинг"), ("Spotify", "Спотифай"), ("Билайн", "Bilayn")],
    )
    def test_proposes_what_is_heard(self, run: Run, tmp_path: Path, brand: str, twin: str) -> None:
        file = tmp_path / "new.toml"
        assert run("init", "--brand", brand, "--output", str(file))[0] == 0
        assert twin in file.read_text(encoding="utf-8")

    @pytest.mark.parametrize(
        "brand", ['Кавы"чки', "AT&T", "O'Reilly \\ Co", "М.Видео", "1С", "日本航空", "Ёлки-Палки"]
    )
    @pytest.mark.parametrize("language", ["en", "ru"])
    def test_any_name_makes_a_valid_configuration(
        self, run: Run, tmp_path: Path, brand: str, language: str
    ) -> None:
        file = tmp_path / "new.toml"
        assert run("--lang", language, "init", "--brand", brand, "--output", str(file))[0] == 0
        assert run("--config", str(file), "check")[0] == 0

    @pytest.mark.parametrize("args", [["--brand", "!!!"], ["--brand", "A", "--site", "a b"], []])
    def test_what_cannot_be_watched(self, run: Run, tmp_path: Path, args: list[str]) -> None:
        assert run("init", *args, "--output", str(tmp_path / "n.toml"))[0] == 2

    def test_a_dash_is_stdout(self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        code, out, err = run("init", "--brand", "Acme", "--output", "-")
        assert (code, err) == (0, "")
        assert 'name = "Acme"' in out
        assert not list(tmp_path.iterdir())

    def test_never_overwrites(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "n.toml"
        file.write_text("mine")
        assert run("init", "--brand", "A1", "--output", str(file))[0] == 2
        assert file.read_text() == "mine"


class TestSources:
    def test_how_they_fare(self, run: Run) -> None:
        code, out, _ = run("sources")
        assert code == 0
        assert "radio" in out.splitlines()[1]  # the failing first
        states = [json.loads(line) for line in run("sources", "--json")[1].splitlines()]
        assert sum(state["failures"] > 0 for state in states) == 1

    def test_why_one_fails_is_told_in_the_language_of_who_asks(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        with Server({"/gone": Answer("", 404)}) as server:
            (tmp_path / "mentionwatch.toml").write_text(
                f'database = "m.db"\nfeeds = ["{server.url}/gone"]\n[[topics]]\nname = "A"\nquery = "Acme"\n',
                encoding="utf-8",
            )
            assert "There is nothing at" in run("--lang", "en", "scan")[2]
        shown = (("sources",), ("check",), ("report",), ("report", "--format", "markdown"))
        for command in shown:
            assert "ничего нет" in " ".join(run("--lang", "ru", *command)[1].split()), command
            assert "There is nothing at" in " ".join(run("--lang", "en", *command)[1].split()), command
        for told in (("sources", "--json"), ("report", "--format", "json")):
            assert "There is nothing at" in run("--lang", "ru", *told)[1]  # programs read one language
        with closing(sqlite3.connect(tmp_path / "m.db")) as db, db:
            db.execute("UPDATE sources SET cause = NULL, error = 'as it was told then'")
        for command in shown:
            assert "as it was told then" in " ".join(run("--lang", "ru", *command)[1].split()), command

    @pytest.mark.parametrize(
        ("language", "words"), [("en", "its budget is spent"), ("ru", "бюджет исчерпан")]
    )
    def test_a_spent_budget_is_told_everywhere(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, words: str
    ) -> None:
        monkeypatch.chdir(tmp_path)
        with Server({"/feed": "<rss version='2.0'><channel><title>t</title></channel></rss>"}) as server:
            (tmp_path / "mentionwatch.toml").write_text(
                '[[topics]]\nname = "Acme"\nquery = "Acme"\n[[sources]]\ntype = "rss"\nname = "press"\n'
                f'url = "{server.url}/feed"\nbudget = "1/month"\n'
            )
            assert run("scan")[0] == 0
        for command in ("sources", "check"):
            assert words in run("--lang", language, command)[1]
        assert "press" in run("--lang", language, "report")[1]
        (capped,) = json.loads(run("report", "--format", "json")[1])["coverage"]["capped"]
        assert capped["source"] == "rss"
        assert capped["since"] < capped["until"]

    @pytest.mark.parametrize("language", ["en", "ru"])
    def test_of_one_kind(self, run: Run, language: str) -> None:
        out = run("sources", "rss", "--lang", language)[1]
        assert "url" in out
        assert "every" in out
        assert run("sources", "vkontakte")[0] == 2

    def test_topics(self, run: Run) -> None:
        assert "Полюс" in run("topics")[1]
        assert json.loads(run("topics", "--json")[1].splitlines()[0])["name"] == "Северлинк"


class TestDatabase:
    def test_upkeep(self, run: Run, tmp_path: Path) -> None:
        assert run("db", "check")[0] == 0
        facts = json.loads(run("db", "info", "--json")[1])
        copy = tmp_path / "copy.db"
        assert run("db", "backup", str(copy))[0] == 0
        assert json.loads(run("--db", str(copy), "db", "info", "--json")[1])["mentions"] == facts["mentions"]
        assert run("--db", str(copy), "db", "prune", "--older", "7d")[0] == 0
        assert json.loads(run("--db", str(copy), "db", "info", "--json")[1])["mentions"] < facts["mentions"]
        assert run("--db", str(copy), "db", "merge", "mentions.db")[0] == 0
        assert run("db", "merge", "nowhere.db")[0] == 1

    def test_forgetting_somebody(self, run: Run, tmp_path: Path) -> None:
        copy = ("--db", str(tmp_path / "copy.db"))
        run("db", "backup", copy[1])
        told = [json.loads(line) for line in run("mentions", "--json")[1].splitlines()]
        name = next(one["author"]["name"] for one in told if one["author"] and one["author"]["name"])
        code, out, _ = run(*copy, "db", "forget", name, "--dry-run", "--everywhere")
        assert (code, name in out) == (0, True)
        assert run(*copy, "mentions", "--json")[1] == run("mentions", "--json")[1]
        assert run(*copy, "db", "forget", name, "--everywhere")[0] == 0
        assert run(*copy, "authors", name)[0] == 2
        assert run(*copy, "db", "forget", name)[0] == 2
        assert run(*copy, "db", "check")[0] == 0

    @pytest.mark.parametrize(
        ("language", "wrong", "held"),
        [("en", "disagrees with itself", "mentions"), ("ru", "противоречит", "упоминаний")],
    )
    def test_is_told_in_the_users_language(
        self, run: Run, tmp_path: Path, language: str, wrong: str, held: str
    ) -> None:
        copy = tmp_path / "copy.db"
        run("db", "backup", str(copy))
        with closing(sqlite3.connect(copy)) as db, db:
            db.execute("DELETE FROM keys")
        code, out, _ = run("--lang", language, "--db", str(copy), "db", "check")
        assert code == 1
        assert wrong in out
        told = run("--lang", language, "--db", str(copy), "db", "info")[1]
        facts = json.loads(run("--db", str(copy), "db", "info", "--json")[1])
        assert f"{held}  " in told
        assert all(str(value) in told for value in facts.values())
        assert len(told.splitlines()) == len(facts)

    def test_damaged_newer_missing(self, run: Run, tmp_path: Path) -> None:
        broken = tmp_path / "broken.db"
        broken.write_bytes(b"this is no database" * 100)
        for args in (["mentions"], ["scan"], ["report"], ["db", "check"]):
            with all_closed():
                code, _, err = run("--db", str(broken), *args)
            assert code == 1
            assert "broken.db" in err
            assert "Traceback" not in err
        code, _, err = run("--db", str(tmp_path / "missing.db"), "mentions")
        assert (code, "missing.db" in err) == (1, True)


class TestScan:
    def test_a_second_scan_at_the_same_time_leaves_with_a_word(self, run: Run, sample: Path) -> None:
        from datetime import UTC, datetime

        from mentionwatch.store import Store

        with Store.open(sample / "mentions.db", now=datetime.now(UTC)) as store, store.scanning(0):
            code, out, err = run("scan")
        assert (code, out) == (1, "")
        assert "scan" in err

    def test_failures_are_told_and_counted(self, run: Run) -> None:
        code, out, err = run("scan", "--source", "forum")  # the demo's server is gone
        assert (code, out) == (3, "")
        assert "1 of 1" in err

    def test_unknown_names(self, run: Run) -> None:
        assert run("scan", "--source", "нет")[0] == 2
        assert run("scan", "--topic", "нет")[0] == 2


def test_times_and_days_are_those_of_the_desk(
    run: Run, tmp_path: Path, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever the machine is; in JSON they are UTC."""
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    config = tmp_path / "there.toml"
    text = (sample / "mentionwatch.toml").read_text(encoding="utf-8")
    database = f'database = "{(sample / "mentions.db").as_posix()}"'
    for zone, hours, told_as in (
        ("Asia/Tokyo", 9, "UTC+9)"),
        ("Asia/Kolkata", 5.5, "UTC+5:30)"),
        ("UTC", 0, "UTC)"),
    ):
        there = text.replace("Europe/Moscow", zone).replace('database = "mentions.db"', database)
        config.write_text(there, encoding="utf-8")
        told = json.loads(run("--config", str(config), "mentions", "--json", "--limit", "1")[1])
        local = datetime.fromisoformat(told["published"]) + timedelta(hours=hours)
        assert f"{local:%m-%d %H:%M}" in run("--config", str(config), "mentions", "--limit", "1")[1]
        assert f"{local:%Y-%m-%d %H:%M}" in run("--config", str(config), "show", str(told["id"]))[1]
        assert told_as in " ".join(run("--config", str(config), "stories")[1].split())
        report = json.loads(run("--config", str(config), "report", "--format", "json")[1])
        days = [day["name"] for day in report["days"]]
        assert f"{local:%Y-%m-%d}" in days
        ends = datetime.fromisoformat(report["period"]["end"]) - timedelta(seconds=1) + timedelta(hours=hours)
        assert days[-1] == f"{ends:%Y-%m-%d}"
    config.write_text(there.replace('timezone = "UTC"', 'timezone = "Mars"'), encoding="utf-8")
    assert run("--config", str(config), "mentions", "--limit", "1")[0] == 0
    assert "Mars" in run("--config", str(config), "check")[2]
    monkeypatch.undo()
    time.tzset()


def test_the_readers_language_is_the_systems(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "ru_RU.UTF-8")
    assert "Номера" in run("show", "99999")[2]
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert "numbers" in run("show", "99999")[2]
    assert run("--lang", "de", "topics")[0] == 2


def test_help_is_in_both_languages(run: Run) -> None:
    assert "Команды:" in run("--lang", "ru", "--help")[1]
    assert "Не старше" in run("mentions", "--help", "--lang", "ru")[1]
    assert "Commands:" in run("--help")[1]


def test_an_unknown_command_and_option(run: Run) -> None:
    assert run("scann")[0] == 2
    assert run("scan", "--hurry")[0] == 2


@pytest.mark.parametrize(
    ("args", "sorted_args"),
    [
        (["scan", "--config", "a", "-v"], ["--config", "a", "-v", "scan"]),
        (["report", "--lang=ru", "--since", "7d"], ["--lang=ru", "report", "--since", "7d"]),
        (["try", "--", "--config"], ["try", "--", "--config"]),
        (["scan", "--db"], ["--db", "scan"]),
    ],
)
def test_global_options_may_stand_anywhere(args: list[str], sorted_args: list[str]) -> None:
    assert hoisted(args) == sorted_args


class TestReportBeside:
    @pytest.mark.parametrize("lang", ["en", "ru"])
    def test_compares_with_another_period(self, run: Run, lang: str) -> None:
        code, out, _ = run(
            "--lang", lang, "report", "--format", "json", "--since", "7d", "--compare", "14d..7d"
        )
        assert code == 0
        told = json.loads(out)
        assert told["period_before"]["end"] <= told["period"]["end"]
        assert told["before"]["mentions"] == sum(row["before"]["mentions"] for row in told["days"])

    def test_compares_with_the_same_days_a_year_ago(self, run: Run) -> None:
        _, out, _ = run(
            "report",
            "--since",
            "2024-02-29",
            "--until",
            "2024-03-03",
            "--compare",
            "last-year",
            "--format",
            "json",
        )
        assert json.loads(out)["period_before"]["start"].startswith("2023-02-28")

    def test_says_that_periods_are_not_equally_long(self, run: Run) -> None:
        _, out, _ = run("report", "--compare", "2026-01-01..2026-01-31")
        assert "not equally long (7 and 31 days)" in out.replace("\n", " ")

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("soon", "last-year"),
            ("2026-01-02..2026-01-01", "last-year"),
            ("..", "is not a time"),
            ("2026-01-01", "last-year"),
        ],
    )
    def test_no_period_is_said(self, run: Run, text: str, told: str) -> None:
        code, out, err = run("report", "--compare", text)
        assert (code, out) == (2, "")
        assert told in err

    def test_sets_figures_beside_mentions(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "sales.csv"
        today = datetime.now(UTC).date()
        lines = [f"{today - timedelta(days=place)};{place * place % 11},5" for place in range(10)]
        file.write_text("\n".join(["день;продажи", *lines]), encoding="cp1251")
        code, out, _ = run("--lang", "ru", "report", "--kpi", str(file))
        assert code == 0
        assert "Рядом с вашими показателями: продажи" in out
        assert "мало для выводов" in out.replace("\n  ", " ")

    def test_a_missing_file_of_figures_is_said(self, run: Run) -> None:
        code, _, err = run("report", "--kpi", "nowhere.csv")
        assert code == 2
        assert "nowhere.csv" in err


class TestRenamedTopics:
    @pytest.fixture
    def folder(self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """Three mentions of Acme, the second answered and called a complaint; then Acme is renamed and rescanned."""
        monkeypatch.chdir(tmp_path)
        posts = [
            {"text": f"Acme {word}", "url": f"https://a.example/{word}"} for word in ("one", "two", "three")
        ]
        Path("posts.jsonl").write_text("\n".join(map(json.dumps, posts)), encoding="utf-8")
        self._configure("Acme")
        assert run("import", "posts.jsonl")[0] == 0
        assert (
            run("triage", "2", "--status", "answered", "--note", "called", "--sentiment", "negative")[0] == 0
        )
        self._configure("Acme Ltd")
        assert run("rescan")[0] == 0
        return tmp_path

    def _configure(self, name: str) -> None:
        text = f'[[topics]]\nname = "{name}"\nquery = "Acme"\n[[topics]]\nname = "Other"\nquery = "Other"\n'
        Path("mentionwatch.toml").write_text(text, encoding="utf-8")

    @pytest.mark.usefixtures("folder")
    def test_mentions_go_with_the_name_and_keep_what_was_done(self, run: Run) -> None:
        assert 'mentionwatch topics rename "Acme"' in run("check")[1]
        code, out, err = run("topics", "rename", "Acme", "Acme Ltd")
        assert (code, out) == (0, "")
        assert err == "3 mentions belong to “Acme Ltd” now.\n"
        kept = [json.loads(line) for line in run("mentions", "--json")[1].splitlines()]
        assert sorted((one["topic"], one["text"]) for one in kept) == [
            ("Acme Ltd", "Acme one"), ("Acme Ltd", "Acme three"), ("Acme Ltd", "Acme two"),
        ]  # fmt: skip
        two = next(one for one in kept if one["text"] == "Acme two")
        assert (two["status"], two["sentiment"]["label"]) == ("answered", "negative")
        assert "called" in run("show", str(two["id"]))[1]
        assert run("db", "check")[0] == 0
        assert "rename" not in run("check")[1]
        week = json.loads(run("report", "--format", "json")[1])
        assert [(row["name"], row["now"]["mentions"]) for row in week["topics"]] == [
            ("Acme Ltd", 3),
            ("Other", 0),
        ]

    @pytest.mark.usefixtures("folder")
    def test_what_cannot_be_renamed(self, run: Run) -> None:
        before = run("mentions", "--json")[1]
        assert "still a topic" in run("topics", "rename", "Other", "Acme Ltd")[2]
        assert "There are: Acme." in run("topics", "rename", "Nobody", "Acme Ltd")[2]
        code, _, err = run("topics", "rename", "Acme", "Nobody")
        assert code == 2
        assert "Acme Ltd" in err
        assert run("mentions", "--json")[1] == before


class TestYears:
    def test_a_mention_of_another_year_is_listed_with_it(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        Path("mentionwatch.toml").write_text('[[topics]]\nname = "Acme"\nquery = "Acme"\n', encoding="utf-8")
        recent = datetime.now(UTC) - timedelta(days=2)
        posts = [
            {"text": "Acme of old", "published": "2017-01-24T21:00:00Z"},
            {"text": "Acme today", "published": recent.isoformat()},
        ]
        Path("posts.jsonl").write_text("\n".join(map(json.dumps, posts)), encoding="utf-8")
        assert run("import", "posts.jsonl")[0] == 0
        new, old = run("mentions")[1].splitlines()
        assert f"  {recent.astimezone():%m-%d %H:%M}  " in new
        assert "  2017-01-2" in old
        assert new.index("Acme today") == old.index("Acme of old")
