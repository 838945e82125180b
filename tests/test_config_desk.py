"""``[desk]`` and ``[[playbook]]``: what may be written, and what is said of what may not."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import pytest

from mentionwatch.errors import QueryError
from mentionwatch.messages import LANGUAGES
from mentionwatch.model import Rule
from test_config import complaint, loaded

TOPIC = '[[topics]]\nname = "Старлинк"\nquery = "Старлинк"\n'


def test_without_a_desk_somebody_is_always_there(tmp_path: Path) -> None:
    config = loaded(tmp_path, "")
    assert config.hours.always
    assert config.playbook == ()


def test_a_desk_in_full(tmp_path: Path) -> None:
    hours = loaded(
        tmp_path,
        '[desk]\ntimezone = "Europe/Moscow"\ndays = "mon-fri"\nhours = "09:00-18:30"\nholidays = ["2026-12-31"]\n',
    ).hours
    assert hours.zone == "Europe/Moscow"
    assert hours.days == {0, 1, 2, 3, 4}
    assert (hours.opens, hours.closes) == (time(9), time(18, 30))
    assert hours.holidays == {date(2026, 12, 31)}


@pytest.mark.parametrize(
    ("days", "numbers"),
    [
        ("sat-mon", {5, 6, 0}), ("mon, wed fri", {0, 2, 4}), ("пн-пт вс", {0, 1, 2, 3, 4, 6}), ("Tue–Thu", {1, 2, 3}),
        ("mon-sun", set(range(7))), ("fri", {4}),
    ],
)  # fmt: skip
def test_days_as_people_write_them(tmp_path: Path, days: str, numbers: set[int]) -> None:
    assert loaded(tmp_path, f'[desk]\ntimezone = "UTC"\ndays = "{days}"\n').hours.days == numbers


@pytest.mark.parametrize(
    ("hours", "opens", "closes"),
    [("9-18", time(9), time(18)), ("22:00 – 06:00", time(22), time(6)), ("8:30-24:00", time(8, 30), time(0))],
)
def test_hours_as_people_write_them(tmp_path: Path, hours: str, opens: time, closes: time) -> None:
    known = loaded(tmp_path, f'[desk]\ntimezone = "UTC"\nhours = "{hours}"\n').hours
    assert (known.opens, known.closes) == (opens, closes)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('timezone = "Europe/Moskow"', ("desk.timezone", "Europe/Moscow")),
        ('timezone = "../../etc/passwd"', ("desk.timezone",)),
        ('days = "mon-fri"', ("desk", "timezone =")),
        ('timezone = "UTC"\ndays = "weekdays"', ("desk.days", "weekdays")),
        ('timezone = "UTC"\ndays = ""', ("desk.days",)),
        ('timezone = "UTC"\nhours = "9"', ("desk.hours",)),
        ('timezone = "UTC"\nhours = "24:00-12:00"', ("desk.hours",)),
        ('timezone = "UTC"\nhours = "12:00-24:30"', ("desk.hours",)),
        ('timezone = "UTC"\nholidays = ["31 December"]', ("desk.holidays",)),
        ("hour = 1", ("desk.hour", "“hours”")),
    ],
)
def test_mistakes_of_a_desk(tmp_path: Path, text: str, said: tuple[str, ...]) -> None:
    error = complaint(tmp_path, f"[desk]\n{text}\n")
    assert all(part in error.say() for part in said)
    assert not any(error.say(language).endswith("..") for language in LANGUAGES)


def test_a_desk_is_one_table(tmp_path: Path) -> None:
    assert "[desk]" in complaint(tmp_path, '[[desk]]\ntimezone = "UTC"\n').say()


def test_a_rule_in_full(tmp_path: Path) -> None:
    config = loaded(
        tmp_path,
        f"""{TOPIC}
[[playbook]]
name = "авария"
query = 'авария OR "нет интернета"'
topic = "Старлинк"
intent = ["complaint", "cancellation"]
sentiment = "negative"
author = ["@big"]
source = "vk"
language = "ru"
min_reach = 1000
spike = true
urgent = true
assign = "дежурный"
answer_within = "1h"
hints = ["Что сломалось и когда заработает?"]
escalate_after = "4h"
escalate_to = "директор"
""",
    )
    assert config.playbook == (
        Rule(
            name="авария", query='авария OR "нет интернета"', topics=("Старлинк",),
            intents=("complaint", "cancellation"), sentiments=("negative",), authors=("@big",), sources=("vk",),
            languages=("ru",), min_reach=1000, spike=True, urgent=True, assign="дежурный",
            within=timedelta(hours=1), hints=("Что сломалось и когда заработает?",),
            escalate_after=timedelta(hours=4), escalate_to="директор",
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('assign = "x"', ("playbook[1].name",)),
        ('name = "a"\nanswer_within = "soon"', ("playbook[1].answer_within", "soon")),
        ('name = "a"\nintent = "rant"', ("playbook[1].intent", "rant")),
        ('name = "a"\ntopic = "Старлик"', ("playbook[1].topic", "Старлик", "Старлинк")),
        ('name = "a"\nescalate_after = "1h"', ("playbook[1]", "escalate_to")),
        ('name = "a"\nescalate_to = "x"', ("playbook[1]", "answer_within")),
        ('name = "a"\nanswer_in = "1h"', ("playbook[1].answer_in", "answer_within")),
        ('name = "a"\n[[playbook]]\nname = "a"', ("playbook[2].name", "“a”")),
        ('name = "a"\nmin_reach = -1', ("playbook[1].min_reach",)),
    ],
)
def test_mistakes_of_a_rule(tmp_path: Path, text: str, said: tuple[str, ...]) -> None:
    error = complaint(tmp_path, f"{TOPIC}[[playbook]]\n{text}\n")
    assert all(part in error.say() for part in said)
    assert not any(error.say(language).endswith("..") for language in LANGUAGES)


def test_a_mistake_in_a_rules_query_is_shown_with_its_place(tmp_path: Path) -> None:
    error = complaint(tmp_path, "[[playbook]]\nname = \"a\"\nquery = '(one'\n")
    assert isinstance(error, QueryError)
    assert "mentionwatch.toml: a" in error.say()
