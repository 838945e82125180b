"""The formats: what they say, in both languages, against golden files and one by one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from fluent.syntax import FluentParser, ast
from rich.cells import cell_len

from mentionwatch import messages
from mentionwatch.formats._bars import apportioned, bar, sparkline
from mentionwatch.formats._charts import day_labels
from mentionwatch.formats._figures import Figures, folded, is_notable
from mentionwatch.formats._records import mention_record
from mentionwatch.formats.json import mention_schema, schema
from mentionwatch.model import Period, Report, Row, Share, SourceState, Tally
from mentionwatch.plugins import Format, find
from mentionwatch.text import feeds
from report_samples import EMPTY, FULL, tally

FORMATS = {
    "table": "txt",
    "markdown": "md",
    "html": "html",
    "json": "json",
    "csv": "csv",
    "feed": "xml",
    "jsonfeed": "feed.json",
}
GOLDEN = Path(__file__).parent / "golden"
LANGUAGES = ("en", "ru")
REPORTS = {"full": FULL, "empty": EMPTY}

every_format = pytest.mark.parametrize("name", FORMATS)
every_language = pytest.mark.parametrize("lang", LANGUAGES)


def rendered(name: str, report: Report = FULL, **options: Any) -> str:
    return find(Format, name).model_validate(options).render(report)


# -- golden files


def goldens() -> Iterator[tuple[Path, str, str, str]]:
    for which in REPORTS:
        for name, suffix in FORMATS.items():
            for lang in LANGUAGES:
                yield GOLDEN / f"{which}.{lang}.{suffix}", which, name, lang


@pytest.mark.parametrize(
    ("path", "which", "name", "lang"), list(goldens()), ids=lambda value: getattr(value, "name", "")
)
def test_golden(path: Path, which: str, name: str, lang: str) -> None:
    """To accept a change: python tests/golden/write.py, then read the difference."""
    assert rendered(name, REPORTS[which], lang=lang) == path.read_text(encoding="utf-8")


# -- every format


@every_format
@every_language
def test_ends_in_one_line_break(name: str, lang: str) -> None:
    text = rendered(name, lang=lang)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@every_format
def test_secrets_in_addresses_of_sources_are_not_shown(name: str) -> None:
    assert "SECRET" not in rendered(name)


@every_format
def test_a_language_that_we_do_not_speak_gets_english(name: str) -> None:
    assert rendered(name, lang="tlh") == rendered(name, lang="en")


@pytest.mark.parametrize("name", ["table", "markdown", "html"])
@every_language
def test_an_empty_period_says_what_to_do(name: str, lang: str) -> None:
    assert "mentionwatch scan" in rendered(name, EMPTY, lang=lang)


def test_both_languages_have_the_same_messages() -> None:
    ours, theirs = (messages_of(lang) for lang in LANGUAGES)
    assert ours == theirs


def messages_of(lang: str) -> dict[str, set[str]]:
    """Each message with the variables that it fills in."""
    path = Path(messages.__file__).parent / "locale" / lang / "report.ftl"
    parsed = FluentParser().parse(path.read_text(encoding="utf-8"))
    assert not [entry for entry in parsed.body if isinstance(entry, ast.Junk)]
    found = [entry for entry in parsed.body if isinstance(entry, ast.Message)]
    return {entry.id.name: set(re.findall(r"\{ \$(\w+)", serialized(entry, path))) for entry in found}


def serialized(entry: ast.Message, path: Path) -> str:
    assert entry.span is not None
    return path.read_text(encoding="utf-8")[entry.span.start : entry.span.end]


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 упоминание"), (2, "2 упоминания"), (5, "5 упоминаний"), (21, "21 упоминание")]
)
def test_russian_plurals(count: int, words: str) -> None:
    report = replace(FULL, now=tally(0, count, 0), before=tally(0, 0, 0))
    assert words in rendered("table", report, lang="ru")
    assert f"{words} " not in rendered("table", report, lang="en")


# -- the terminal


@pytest.mark.parametrize("width", [1, 40, 60, 80, 120, 200])
@every_language
def test_lines_fit(width: int, lang: str) -> None:
    lines = rendered("table", lang=lang, width=width).splitlines()
    assert all(cell_len(line) <= max(width, 40) for line in lines if "https://" not in line)


def test_a_bar_shows_its_proportions() -> None:
    assert bar(tally(2, 4, 2), most=8, width=8) == "++····−−"
    assert bar(tally(0, 1, 0), most=1000) == "·"
    assert bar(tally(0, 0, 0), most=8) == ""


def test_cells_are_apportioned_whole() -> None:
    assert apportioned({"a": 1, "b": 1, "c": 1}, 10) == {"a": 4, "b": 3, "c": 3}


def test_a_sparkline_folds_what_does_not_fit() -> None:
    assert sparkline([0, 1, 2, 7], 10) == "▁▂▃█"
    assert len(sparkline(list(range(365)), 40)) <= 40
    assert sparkline([], 10) == ""


# -- long, several and missing


def quarter() -> Report:
    """Ninety days that begin at half past nine, some of them without a sentiment or a mention."""
    start = FULL.made.replace(month=8, day=25, hour=9, minute=30)
    days = tuple(
        Row(
            name=f"{start + timedelta(days=n):%Y-%m-%d}",
            now=tally(n % 3, n % 5, n % 2, n % 7),
            before=tally(0, n, 0),
        )
        for n in range(91)
    )
    return replace(FULL, period=Period(start=start, end=start + timedelta(days=90)), days=days)


@pytest.mark.parametrize("name", ["table", "markdown", "html"])
@every_language
def test_a_quarter_says_that_its_first_day_is_not_whole(name: str, lang: str) -> None:
    text = rendered(name, quarter(), lang=lang)
    if name != "table":
        assert Figures(lang).say("partial-days") in text
    assert Figures(lang).period(quarter().period) in text
    assert text.count("NaN") == 0


def test_days_without_a_sentiment_break_the_line() -> None:
    blank = replace(FULL.days[3], now=tally(0, 0, 0, 5))
    text = rendered("html", replace(FULL, days=(*FULL.days[:3], blank, *FULL.days[4:])))
    assert len(re.findall(r"[ML]", re.search(r'd="([^"]+)" class="line net"', text)[1])) == 6  # type: ignore[index]
    assert re.search(r'd="M[^"]+M[^"]+" class="line net"', text)
    alone = (FULL.days[0], *(replace(day, now=tally(0, 0, 0, 5)) for day in FULL.days[1:]))
    assert "line net" not in rendered("html", replace(FULL, days=alone))


def test_shares_name_their_group_where_there_are_several() -> None:
    second = Share(group="banks", topic="Сбер", mentions=3, share=1.0, share_before=None)
    several = replace(FULL, shares=(*FULL.shares, second))
    for name in ("table", "markdown", "html"):
        assert "Старлинк (internet providers)" in re.sub(r"\\", "", rendered(name, several))
        assert "Старлинк (" not in rendered(name)


def test_what_is_missing_has_no_section() -> None:
    bare = replace(
        FULL, topics=FULL.topics[:1], shares=(), authors=(), negatives=(), engaging=(), positives=()
    )
    for name in ("table", "markdown", "html"):
        text = rendered(name, bare)
        for section in ("shares", "authors", "negatives", "engaging", "positives"):
            assert Figures("en").say(f"section-{section}") not in text


def test_many_topics_are_not_all_named_in_the_title() -> None:
    rows = tuple(replace(FULL.topics[0], name=f"topic {n}") for n in range(9))
    assert rendered("table", replace(FULL, topics=rows)).startswith("Mentions\n")
    asked = replace(FULL, topics=rows, topics_asked=tuple(row.name for row in rows))
    assert rendered("table", asked).startswith("Mentions of topic 0, topic 1, topic 2, topic 3 …\n")


# -- figures


def test_figures_speak_the_language() -> None:
    english, russian = Figures("en"), Figures("ru")
    assert (english.number(12345), russian.number(12345)) == ("12,345", "12\xa0345")
    assert (english.percent(0.184), russian.percent(0.184)) == ("18%", "18\xa0%")
    assert (english.signed_percent(-0.3), english.signed_percent(0.3), english.signed_percent(0.0)) == (
        "−30%",
        "+30%",
        "0%",
    )
    assert english.percent(0.004) == "0.4%"
    assert english.percent(None) == "–"
    assert (english.day("2026-11-16"), russian.day("2026-11-16")) == ("Mon 16 Nov", "пн, 16 нояб.")
    assert english.moment(FULL.made) == "23 Nov 2026, 06:00 UTC"
    assert (english.language("ru"), russian.language("ru"), english.language("xx-made-up")) == (
        "Russian",
        "русский",
        "xx-made-up",
    )


def test_small_differences_are_called_chance() -> None:
    assert not is_notable(8, 5)
    assert is_notable(80, 50)
    assert not is_notable(0, 0)
    close = replace(FULL, before=FULL.now, now=replace(FULL.now, total=FULL.now.total + 1))
    assert Figures("en").say("headline-chance") in rendered("table", close)


def test_folding_keeps_the_sum() -> None:
    rows = [Row(name=str(n), now=tally(n, n, n), before=tally(n, 0, 0)) for n in range(20)]
    shown = folded(rows, 5, "others")
    assert len(shown) == 6
    assert sum(row.now.total for row in shown) == sum(row.now.total for row in rows)
    assert sum(row.before.positive for row in shown) == sum(row.before.positive for row in rows)


# -- coverage


def test_failing_sources_are_told_with_their_reason() -> None:
    for name in ("table", "markdown", "html"):
        text = rendered(name)
        assert "2 of 40 sources have been failing, the first since Tue 17 Nov." in text
        assert "user authorization failed" in text.replace("\n    ", " ")


@pytest.mark.parametrize(("year", "told"), [(2026, "since Sun 4 Oct"), (2013, "since Fri, 4 Oct 2013")])
def test_what_began_in_another_year_is_told_with_it(year: int, told: str) -> None:
    silent = replace(FULL.coverage.silent[0], newest=datetime(year, 10, 4, 12, tzinfo=UTC))
    text = rendered("table", replace(FULL, coverage=replace(FULL.coverage, silent=(silent,))))
    assert f"nothing new {told}" in " ".join(text.split())


@pytest.mark.parametrize("name", ["table", "markdown", "html"])
def test_a_story_of_another_year_is_told_with_it(name: str) -> None:
    story = FULL.stories[0]
    old = replace(story, first=story.first.replace(year=story.first.year - 1))
    text = rendered(name, replace(FULL, stories=(old,)))
    assert f"{old.first:%b %Y}" in text
    assert f"{old.first:%b %Y}" not in rendered(name, replace(FULL, stories=(story,)))


def test_all_is_well() -> None:
    well = replace(FULL.coverage, failing=(), silent=(), capped=(), cut=(), late=0, doubtful=0)
    text = rendered("table", replace(FULL, coverage=well))
    assert "All 40 sources answered." in text
    assert "too low" not in text


@pytest.mark.parametrize(
    ("lang", "sentence", "trouble", "warning"),
    [
        (
            "en",
            "1 source spent its budget of requests and was then asked no more.",
            "budget spent, first on Wed 18 Nov; more from 22 Nov 2026, 03:00 UTC+3",
            "So the figures may be too low.",
        ),
        (
            "ru",
            "1 источник исчерпал бюджет запросов, и дальше его не спрашивали.",
            "бюджет исчерпан (впервые ср, 18 нояб.); снова можно с 22 нояб. 2026 г., 03:00 UTC+3",
            "Поэтому числа могут быть занижены.",
        ),
    ],
    ids=LANGUAGES,
)
def test_a_spent_budget_is_told(lang: str, sentence: str, trouble: str, warning: str) -> None:
    made = replace(FULL, coverage=replace(FULL.coverage, failing=()))
    for name in ("table", "markdown", "html"):
        text = " ".join(rendered(name, made, lang=lang).replace("\\", "").split())
        assert sentence in text
        assert trouble in text.replace("</b>", "")
        assert warning in text


def test_a_spent_budget_is_told_to_programs() -> None:
    assert json.loads(rendered("json"))["coverage"]["capped"] == [
        {
            "source": "youtube",
            "key": "https://api.video.example/search?key=***",
            "since": "2026-11-18T20:00:00Z",
            "until": "2026-11-22T00:00:00Z",
        }
    ]
    assert "coverage,,capped,1," in rendered("csv")


@pytest.mark.parametrize(
    ("lang", "sentence", "trouble", "trouble_untold"),
    [
        (
            "en",
            "1 source had more posts than could be read; some are missing.",
            "not read whole (1,500 of about 2,300 posts): some from Tue 17 Nov to Thu 19 Nov are missing",
            "not read whole (1,500 posts): some from",
        ),
        (
            "ru",
            "У 1 источника записей было больше, чем удалось прочитать; части не хватает.",
            "прочитан не целиком (записей: 1 500 примерно из 2 300); не хватает части за время с вт, 17",
            "(записей: 1 500); не хватает",
        ),
    ],
    ids=LANGUAGES,
)
def test_what_was_left_out_is_told(lang: str, sentence: str, trouble: str, trouble_untold: str) -> None:
    (source,) = FULL.coverage.cut
    assert source.cut
    untold = replace(source, cut=replace(source.cut, told=None))
    for told, said in ((source, trouble), (untold, trouble_untold)):
        made = replace(FULL, coverage=replace(FULL.coverage, failing=(), capped=(), cut=(told,)))
        for name in ("table", "markdown", "html"):
            text = " ".join(rendered(name, made, lang=lang).replace("\\", "").split())
            assert sentence in text
            assert said in text


def test_what_was_left_out_is_told_to_programs() -> None:
    assert json.loads(rendered("json"))["coverage"]["cut"] == [
        {
            "source": "vk",
            "key": "https://api.social.example",
            "since": "2026-11-17T09:00:00Z",
            "until": "2026-11-19T09:00:00Z",
            "read": 1500,
            "told": 2300,
            "searches": 2,
        }
    ]
    assert "coverage,,cut,1," in rendered("csv")


def test_a_source_that_never_answered_is_told() -> None:
    never = SourceState(key="https://example.org", source="rss", last_asked=FULL.made, failures=3)
    text = rendered("table", replace(FULL, coverage=replace(FULL.coverage, never_answered=(never,))))
    assert "1 source has never answered." in text


def test_a_source_goes_by_its_name() -> None:
    state = replace(FULL.coverage.failing[0], name="Our city")
    text = rendered("table", replace(FULL, coverage=replace(FULL.coverage, failing=(state,))))
    assert "vk Our city" in text
    assert "api.vk.example/method –" not in text


# -- json and feed


def test_the_schema_describes_the_report() -> None:
    assert not list(faults(json.loads(rendered("json")), schema(), schema()))
    assert not list(faults(json.loads(rendered("json", EMPTY)), schema(), schema()))
    assert list(faults({"made": 1}, schema(), schema()))


def test_the_schema_describes_a_mention() -> None:
    assert not list(faults(mention_record(FULL.newest[0]), mention_schema(), mention_schema()))


def faults(value: Any, wanted: dict[str, Any], root: dict[str, Any]) -> Iterator[str]:
    """Where a value does not follow a schema of the few keywords that ours use."""
    if "$ref" in wanted:
        yield from faults(value, root["$defs"][wanted["$ref"].rpartition("/")[2]], root)
    elif "anyOf" in wanted:
        if all(list(faults(value, choice, root)) for choice in wanted["anyOf"]):
            yield f"{value!r} is none of {wanted['anyOf']}"
    elif "enum" in wanted:
        if value not in wanted["enum"]:
            yield f"{value!r} is not in {wanted['enum']}"
    else:
        yield from faults_of_type(value, wanted, root)


TYPES: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "number": (int, float),
    "null": type(None),
}


def faults_of_type(value: Any, wanted: dict[str, Any], root: dict[str, Any]) -> Iterator[str]:
    if not isinstance(value, TYPES[wanted["type"]]):
        yield f"{value!r} is no {wanted['type']}"
    elif isinstance(value, dict):
        if list(value) != list(wanted["properties"]):
            yield f"keys {list(value)} are not {list(wanted['properties'])}"
        for key, part in value.items():
            yield from faults(part, wanted["properties"].get(key, {"enum": []}), root)
    elif isinstance(value, list):
        for part in value:
            yield from faults(part, wanted["items"], root)


def test_mentions_look_as_the_contract_says() -> None:
    told = mention_record(FULL.negatives[0])
    assert " ".join(told) == (
        "id topic kind source site url title text matches confidence author published first_seen language"
        " sentiment intent urgent inappropriate engagement story thread parent status assignee answered snoozed"
    )
    assert told["published"] == "2026-11-22T18:00:00Z"
    assert told["matches"] == [{"start": 45, "end": 53, "text": "Старлинк", "term": "Старлинк"}]
    assert told["engagement"] == {"likes": 41, "comments": 17, "shares": None, "views": 5230}


def followed(text: str) -> Any:
    """As a feed reader understands it."""
    return feedparser.parse(text)  # type: ignore[attr-defined, no-untyped-call]


def test_the_feed_can_be_followed() -> None:
    feed = followed(rendered("feed"))
    assert not feed.bozo
    assert [entry.link for entry in feed.entries] == [mention.post.url for mention in FULL.newest]
    later = replace(FULL, made=FULL.made.replace(year=2027))
    assert rendered("feed", later) == rendered("feed")


def test_the_json_feed_tells_what_the_feed_tells() -> None:
    told, entries = json.loads(rendered("jsonfeed")), followed(rendered("feed")).entries
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"] for item in told["items"]] == [entry.id for entry in entries]
    assert [item.get("url") for item in told["items"]] == [entry.get("link") for entry in entries]
    assert [item["date_modified"] for item in told["items"]] == [entry.updated for entry in entries]


def test_our_own_source_reads_the_json_feed() -> None:
    read = feeds.read(rendered("jsonfeed").encode(), url="https://example.org/feed.json")
    assert [post.url for post in read.posts] == [mention.post.url for mention in FULL.newest]


def test_a_feed_entry_keeps_its_identifier() -> None:
    other = replace(FULL, newest=(replace(FULL.newest[0], id=999, status="answered"),))
    ids = {entry.id for entry in followed(rendered("feed", other)).entries}
    assert ids == {followed(rendered("feed")).entries[0].id}


def test_the_feed_speaks_of_missing_things() -> None:
    bare = replace(
        FULL.newest[0],
        sentiment=None,
        post=replace(FULL.newest[0].post, url=None, author=None, published=None),
    )
    entry = followed(rendered("feed", replace(FULL, newest=(bare,)))).entries[0]
    assert entry.author == "unknown author"
    assert not entry.get("links")


def test_excel_gets_its_mark() -> None:
    assert rendered("csv", bom=True) == "\ufeff" + rendered("csv")


def test_a_spike_is_marked_at_the_day_that_most_of_it_falls_on() -> None:
    """A day's spike that ends at six in the morning of a loud day is that day's."""
    loud = FULL.days[4]
    ends = datetime.fromisoformat(loud.name).replace(hour=6, tzinfo=FULL.zone)
    days = [
        replace(row, now=Tally(total=9, negative=9) if row is loud else Tally(total=1)) for row in FULL.days
    ]
    spike = replace(FULL.spikes[0], time=ends, span=timedelta(days=1), negative=True)
    html = rendered("html", replace(FULL, days=tuple(days), spikes=(spike,)))
    marked = re.findall(r"<b>[^<]*</b><br/>(\d+)<br/><i class=\"spike\">", html)
    assert marked == [loud.name[-2:]]


@pytest.mark.parametrize(
    ("lang", "first", "second"), [("en", "28 Nov", "2 Dec"), ("ru", "28 нояб.", "2 дек.")]
)
def test_under_many_days_the_month_stands_once_and_no_spike_is_left_out(
    lang: str, first: str, second: str
) -> None:
    names = [(date(2026, 11, 28) + timedelta(days=place)).isoformat() for place in range(15)]
    rows = [Row(name=name, now=Tally(), before=Tally()) for name in names]
    spans = day_labels(rows, Figures(lang), {names[5]: "1", names[8]: "2, 3"}).split("<span>")[1:]
    told = [re.sub("<[^>]+>", " ", span).split("▲") for span in spans]
    assert [label.strip().replace("\xa0", " ") for label, *_ in told] == [
        first,
        "30",
        second,
        "4",
        "6",
        "8",
        "10",
        "12",
    ]
    assert [mark[0].strip() for _, *mark in told if mark] == ["1", "2, 3"]
