"""Dates and pagers of forum pages, and options that are refused."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError
from selectolax.lexbor import LexborHTMLParser

from mentionwatch.sources._forum_dates import Calendar, is_month_first
from mentionwatch.sources._forum_links import Pager, post_number
from mentionwatch.sources._forum_page import Page
from mentionwatch.sources.forum import Forum

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)  # a Sunday; 15:00 in Moscow
MOSCOW = Calendar(now=NOW, zone=ZoneInfo("Europe/Moscow"))
ADDRESS = "https://board.example.org/f/1"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Сегодня, 12:30", "2026-11-22T09:30"),
        ("сегодня в 00:05:12", "2026-11-21T21:05"),
        ("Вчера 18:00:05", "2026-11-21T15:00"),
        ("позавчера, 09:00", "2026-11-20T06:00"),
        ("Yesterday, 10:14 PM", "2026-11-21T19:14"),
        ("Today, 12:05 AM", "2026-11-21T21:05"),
        ("Heute, 11:55", "2026-11-22T08:55"),
        ("Gestern, 23:59 Uhr", "2026-11-21T20:59"),
        ("Сьогодні о 10:00", "2026-11-22T07:00"),
        ("5 minutes ago", "2026-11-22T11:55"),
        ("an hour ago", "2026-11-22T11:00"),
        ("2 часа назад", "2026-11-22T10:00"),
        ("час назад", "2026-11-22T11:00"),
        ("3 дня назад", "2026-11-19T12:00"),
        ("неделю назад", "2026-11-15T12:00"),
        ("vor 3 Stunden", "2026-11-22T09:00"),
        ("il y a 2 jours", "2026-11-20T12:00"),
        ("1 год назад", "2025-11-22T12:00"),
        ("36m", "2026-11-22T11:24"),
        ("Monday at 5:12 PM", "2026-11-16T14:12"),
        ("Sunday at 5:12 PM", "2026-11-15T14:12"),
        ("21 ноя 2026, 09:05", "2026-11-21T06:05"),
        ("« Ответ #3 : 21 ноября 2026, 09:05:12 »", "2026-11-21T06:05"),
        ("21.11.2026 09:05", "2026-11-21T06:05"),
        ("11-21-2026, 09:05 AM", "2026-11-21T06:05"),
        ("12.11.26, 09:05", "2026-11-12T06:05"),
        ("11/12/2026, 09:05", "2026-11-12T06:05"),  # the 11th of December is yet to come
        ("Sat Nov 21, 2026 9:05 am", "2026-11-21T06:05"),
        ("завтра", None),
        ("", None),
        ("#12", None),
    ],
)
def test_dates_that_people_read(text: str, moment: str | None) -> None:
    read = MOSCOW.parse(text)
    assert (read and read.strftime("%Y-%m-%dT%H:%M")) == moment


def test_one_date_tells_the_order_of_all() -> None:
    assert is_month_first(["11-21-2026, 07:05 AM", "11-09-2026"])
    assert not is_month_first(["21-11-2026", "11-09-2026"])
    assert not is_month_first(["11-09-2026"])


@pytest.mark.parametrize(
    ("url", "number"),
    [
        ("https://b.org/viewtopic.php?f=5&p=11#p11", "11"),
        ("https://b.org/threads/x.7/post-23", "23"),
        ("https://b.org/index.php?topic=7.msg62#msg62", "62"),
        ("https://b.org/showthread.php?tid=7&pid=72#pid72", "72"),
        ("https://b.org/viewtopic.php?t=7", ""),
    ],
)
def test_the_number_of_a_post_in_an_address(url: str, number: str) -> None:
    assert post_number(url) == number


@pytest.mark.parametrize(
    "options",
    [
        {"timezone": "Moscow"},
        {"timezone": "../etc/passwd"},
        {"encoding": "windows-9999"},
        {"encoding": "base64"},
        {"selectors": {"post": "div["}},
        {"selectors": {"signature": "div"}},
        {"threads": 0},
    ],
)
def test_options_that_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Forum(url=ADDRESS, **options)


@pytest.mark.parametrize("tag", ["<div>", "<b id=x><p>", "<a href=x><div>", "<blockquote>"])
def test_a_page_built_to_take_long_is_not_read(tag: str) -> None:
    page = Page("<html id=XF data-template=x>" + tag * 50_000, ADDRESS, now=NOW)
    assert page.posts == []
    assert page.engine is None


def test_a_pager_of_arrows_tells_where_the_other_pages_are() -> None:
    bar = (
        '<ul class="paginator"><li class="paginator__pages">Page {0} of 7</li>'
        '<li class="paginator__button"><a href="?page={1}"><i></i></a></li>'
        '<li class="paginator__button"><a href="?page={2}">{3} <i></i></a></li></ul>'
    )
    url = "https://board.example/topic/5/"
    first = Pager(LexborHTMLParser(bar.format(1, 2, 7, "Last")), url, "none")
    last = Pager(LexborHTMLParser(bar.format(7, 1, 6, "First")), f"{url}?page=7", "none")
    assert (first.number, first.next, first.last) == (1, f"{url}?page=2", f"{url}?page=7")
    assert (last.number, last.next, last.last, last.previous) == (7, None, None, f"{url}?page=6")
