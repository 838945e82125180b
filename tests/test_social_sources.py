"""Social networks: options as people write them, what lists and searches share, and answers gone wrong."""

from __future__ import annotations

import copy
import json
import random
import tomllib
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from pydantic import ValidationError

import recordings_runner as runner
from mentionwatch.errors import LayoutChanged, MentionwatchError, RateLimited
from mentionwatch.http import Network, NotModified
from mentionwatch.model import Author, Post, Search
from mentionwatch.plugins import Source, find
from mentionwatch.sources import _told as told
from mentionwatch.sources._telegram_page import read as telegram_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCES = (
    "vk", "telegram", "mastodon", "bluesky", "reddit", "youtube", "x", "lemmy", "threads", "facebook", "instagram"
)  # fmt: skip
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ODD: tuple[Any, ...] = (
    None, True, -1, 1e308, float("inf"), 2**70, "", "<b>", "\ud800", "9" * 5000, "javascript:alert(1)", "http://[::1",
    "at://x", [], [None], [{}], {}, {"a": 1},
)  # fmt: skip


@pytest.mark.parametrize("name", SOURCES)
def test_examples_are_configurations(name: str) -> None:
    kind = _kind(name)
    tables = tomllib.loads(kind.example)["sources"]
    assert all(table.pop("type") == name and kind(**table).host for table in tables)


@pytest.mark.parametrize("name", SOURCES)
def test_secrets_are_not_shown(name: str) -> None:
    kind = _kind(name)
    secret = {"token", "app_password", "client_secret", "api_key"} & set(kind.model_fields)
    assert not any(kind.model_fields[field].repr for field in secret)


@pytest.mark.parametrize(
    ("name", "option", "written", "meant"),
    [
        ("vk", "groups", "https://vk.com/starlink", "starlink"),
        ("vk", "groups", "m.vk.ru/m.video", "m.video"),
        ("vk", "groups", "@boardgames", "boardgames"),
        ("vk", "boards", "vk.com/board123", "123"),
        ("vk", "boards", "https://vk.com/topic-1_2", "topic-1_2"),
        ("telegram", "channels", "https://t.me/s/durov", "durov"),
        ("telegram", "channels", "@durov", "durov"),
        ("reddit", "subreddits", "https://www.reddit.com/r/Starlink/", "Starlink"),
        ("reddit", "subreddits", "r/Starlink", "Starlink"),
        ("instagram", "hashtags", "#старлинк", "старлинк"),
    ],
)
def test_lists_take_what_people_copy(name: str, option: str, written: str, meant: str) -> None:
    source = _kind(name)(**{**_required(name), option: [written]})
    assert getattr(source, option) == (meant,)


@pytest.mark.parametrize(
    ("name", "option", "written"),
    [
        ("vk", "groups", "../method"),
        ("vk", "boards", "starlink"),
        ("vk", "boards", "topic-1"),
        ("telegram", "channels", "durov?q=x"),
        ("telegram", "channels", "+invite"),
        ("reddit", "subreddits", "a+b"),
        ("instagram", "hashtags", "two words"),
        ("youtube", "channels", "@name"),
    ],
)
def test_lists_refuse_what_is_none(name: str, option: str, written: str) -> None:
    with pytest.raises(ValidationError):
        _kind(name)(**{**_required(name), option: [written]})


def test_lists_are_read_once_and_searches_for_each_phrase() -> None:
    vk, reddit, telegram = _kind("vk"), _kind("reddit"), _kind("telegram")
    assert vk(token="t").searches
    assert not vk(token="t", groups=["a"]).searches
    assert not vk(token="t", boards=["1"]).searches
    assert reddit().searches
    assert not reddit(subreddits=["ab"]).searches
    assert not telegram(channels=["abc"]).searches
    assert telegram(channels=["abc"], search=True).searches


def test_sources_of_one_type_differ_by_their_lists() -> None:
    telegram = _kind("telegram")
    assert telegram(channels=["abc"]).key != telegram(channels=["abd"]).key
    assert telegram(channels=["abc"]).host == "t.me"


@pytest.mark.parametrize(
    ("code", "text", "meant"),
    [
        ("en", "Lufthansa lost my luggage", "en"),
        ("en-US", "Lost", "en"),
        ("en", "Третий день нет связи https://example.org/a-long-path", None),
        ("ru", "Третий день нет связи https://example.org/a-very-long-path-of-latin-letters", "ru"),
        ("ru", "Where is my luggage?", None),
        ("de", "Третий день нет связи", None),
        ("uk", "Третій день", "uk"),
        ("kk", "Қазақстан байланысы", "kk"),
        ("en", "たぶん元ネタはこれです", None),
        ("ja", "たぶん元ネタはこれです", "ja"),
        ("ru", "👍", "ru"),
        ("und", "?", None),
        ("", "text", None),
    ],
)
def test_a_declared_language_counts_unless_the_letters_say_otherwise(
    code: str, text: str, meant: str | None
) -> None:
    assert told.language(code, text) == meant


@pytest.mark.parametrize(
    ("value", "meant"),
    [(3, 3), ("12300", 12300), (0, 0), (-4, None), (True, None), ("1e5", None), (None, None), (2**60, None)],
)
def test_counts_are_counts_or_not_told(value: object, meant: int | None) -> None:
    assert told.count({"a": {"b": value}}, "a", "b") == meant


def test_what_is_missing_is_named() -> None:
    with pytest.raises(LayoutChanged, match=r"a\.b") as caught:
        told.need({"a": {"c": 1}}, "a", "b", url="https://api.example.org/x")
    assert "api.example.org" in caught.value.say("ru")


@pytest.mark.parametrize("value", ["", " ", None, True, {"id": 1}, ["1"]])
def test_what_names_nothing_is_no_identifier(value: object) -> None:
    with pytest.raises(LayoutChanged):
        told.id_of({"id": value}, "id", url="https://api.example.org/x")


def test_an_identifier_can_be_written_and_put_into_an_address() -> None:
    assert told.id_of({"id": 7}, "id", url="https://api.example.org/x") == "7"
    assert told.id_of({"id": "\ud800 "}, "id", url="https://api.example.org/x") == "?"


def test_a_list_ends_at_old_posts_but_not_at_pinned_ones() -> None:
    def ages() -> Iterator[Post]:
        for number, days in enumerate([400, 0, 1, 400, 2, *[30] * 4, 3, *[30] * 9]):
            yield Post(source="x", id=str(number), text="", published=NOW - timedelta(days=days))
        raise AssertionError("read to the end")

    found = told.recent(ages(), NOW - timedelta(days=7))
    assert [post.id for post in found] == ["1", "2", "4", "9"]


def test_a_host_is_asked_as_slowly_as_its_rules_have_it() -> None:
    slept: list[float] = []
    clock = iter(range(1000))
    mock = httpx.MockTransport(lambda request: httpx.Response(200))
    network = Network(
        transport=mock, pause=0.0, sleep=slept.append, clock=lambda: next(clock) * 0.0, now=lambda: NOW
    )
    http = network.session()
    http.slow("https://slow.example", 0.35)
    for address in ("https://slow.example/a", "https://slow.example/b", "https://fast.example/a"):
        http.get(address)
    http.slow("https://fast.example", 0.5)
    http.get("https://fast.example/b")
    network.close()
    assert slept == [0.35, 0.5]
    assert http.now == NOW


@pytest.mark.parametrize(("backoff", "slept"), [(20, [20]), (3600, [])])
def test_a_service_that_wants_a_rest_gets_it_and_what_it_told_is_kept(
    backoff: int, slept: list[float]
) -> None:
    hit = {"question_id": 9, "item_type": "question"}
    whole = {
        "post_id": 9,
        "post_type": "question",
        "title": "Starlink",
        "body": "?",
        "creation_date": 1795252000,
    }
    answers = iter(
        [{"items": [hit], "has_more": True}, {"items": [whole], "backoff": backoff}, {"items": []}]
    )
    waited: list[float] = []
    network = Network(
        transport=httpx.MockTransport(lambda request: httpx.Response(200, json=next(answers))),
        pause=0.0,
        sleep=waited.append,
        clock=lambda: 0.0,
        now=lambda: NOW,
    )
    posts = find(Source, "stackexchange")().fetch(
        network.session(), Search(since=NOW - timedelta(days=1), term="Starlink")
    )
    assert next(posts).id == "stackoverflow/9"
    waited.clear()
    if slept:
        assert not list(posts)
    else:
        with pytest.raises(RateLimited) as raised:
            next(posts)
        assert raised.value.until == NOW + timedelta(seconds=backoff)
    network.close()
    assert waited == slept


@pytest.mark.parametrize(
    "body",
    [
        {"error": {"errors": [{"reason": "keyInvalid"}], "message": "API key not valid"}},
        {"error": "AuthenticationRequired", "message": "API key not valid"},
        {"title": "Unauthorized", "detail": "API key not valid", "status": 401},
        {"errors": [{"message": "API key not valid"}]},
        {"error": "invalid_grant", "error_description": "API key not valid"},
    ],
)
def test_a_service_is_quoted_with_its_own_complaint(body: dict[str, Any]) -> None:
    network = Network(transport=httpx.MockTransport(lambda request: httpx.Response(401, json=body)))
    with pytest.raises(MentionwatchError, match="API key not valid"):
        network.session().get("https://api.example.org/")
    network.close()


@pytest.mark.parametrize(
    "body", ["{", '{"a": ' * 2000, '{"error": []}', '{"error": {}, "detail": 3}', "[]", "{}"]
)
def test_a_complaint_that_is_none_does_no_harm(body: str) -> None:
    network = Network(transport=httpx.MockTransport(lambda request: httpx.Response(400, text=body)))
    with pytest.raises(MentionwatchError):
        network.session().get("https://api.example.org/")
    network.close()


@pytest.mark.parametrize(
    "html", ["<div>" * 200_000, "<b>" * 100_000, "<b><p>" * 50_000, '<a href="x"><p>' * 30_000]
)
def test_a_page_that_is_built_to_take_long_is_refused(html: str) -> None:
    page = f'<section class="tgme_channel_history">{html}'
    with pytest.raises(LayoutChanged):
        telegram_page(page, url="https://t.me/s/x")


@pytest.mark.parametrize(
    ("link", "handle", "url"),
    [
        ("href='https://t.me/other/1167'", "other", "https://t.me/other"),
        ("href='https://t.me/Some_User'", "Some_User", "https://t.me/Some_User"),
        ("href='https://t.me/c/1234/5'", None, "https://t.me/c/1234/5"),
        ("href='https://elsewhere.example/other'", None, "https://elsewhere.example/other"),
        ("href='javascript:x'", None, None),
        ("", None, None),
    ],
)
def test_a_forwarded_message_is_its_authors(link: str, handle: str | None, url: str | None) -> None:
    (post,) = telegram_page(_forwarding(link), url="https://t.me/s/news").posts
    assert post.author == Author(name="Anna", handle=handle, id=handle, url=url)
    assert (post.id, post.url, post.text) == ("news/7", "https://t.me/news/7", "Hello")


def test_what_a_channel_forwards_from_itself_is_its_own() -> None:
    (post,) = telegram_page(_forwarding("href='https://t.me/news/3'"), url="https://t.me/s/news").posts
    assert post.author == Author(name="News", handle="news", id="news", url="https://t.me/news")


def _forwarding(link: str) -> str:
    return (
        "<section class='tgme_channel_history'><div class=tgme_widget_message data-post='news/7'>"
        "<a class=tgme_widget_message_owner_name href='https://t.me/news'>News</a>"
        f"<a class=tgme_widget_message_forwarded_from_name {link}><span>Anna</span></a>"
        "<div class=js-message_text>Hello</div><a class=tgme_widget_message_date>"
        "<time datetime='2026-11-21T10:00:00+00:00'></time></a></div></section>"
    )


def _cases() -> list[Path]:
    return [case for case in runner.cases() if case.parent.name in SOURCES and (case / "posts.json").exists()]


@pytest.mark.parametrize("case", _cases(), ids=lambda case: f"{case.parent.name}-{case.name}")
def test_an_answer_with_one_thing_wrong_is_read_or_explained(case: Path) -> None:
    chance = random.Random(case.name)
    recorded = runner.read(case / "replies.json", [])
    answers = [reply["json"] for reply in recorded if "json" in reply]
    for _ in range(12 if answers else 0):
        changed = copy.deepcopy(recorded)
        _spoil(chance, chance.choice([reply for reply in changed if "json" in reply]))
        _walk(case, changed)


def _spoil(chance: random.Random, reply: dict[str, Any]) -> None:
    """Replace one value, anywhere in an answer, by an odd one."""
    places = list(_places(reply["json"], reply, "json"))
    holder, key = chance.choice(places)
    holder[key] = copy.deepcopy(chance.choice(ODD))


def _places(value: Any, holder: Any, key: Any) -> Iterator[tuple[Any, Any]]:
    yield holder, key
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, below in inside:
        yield from _places(below, value, name)


def _walk(case: Path, replies: list[dict[str, Any]]) -> None:
    answers = runner.Answers(case)
    answers.recorded = replies
    network = Network(
        transport=httpx.MockTransport(answers), now=lambda: NOW, sleep=lambda s: None, pause=0.0
    )
    try:
        for post in islice(runner.asked(case, network.session()), 300):
            _check(post)
    except (MentionwatchError, NotModified):
        pass
    finally:
        network.close()


def _check(post: Post) -> None:
    texts = (post.id, post.text, post.title or "", json.dumps((post.author and post.author.name) or ""))
    assert all(isinstance(text, str) and text.encode() is not None for text in texts)
    assert all(link is None or link.startswith("https://") for link in (post.thread, post.parent))
    assert post.url is None or post.url.startswith("https://")


def _kind(name: str) -> Any:
    return find(Source, name)


def _required(name: str) -> dict[str, Any]:
    """What a source cannot do without, but lists."""
    return {
        "vk": {"token": "t"},
        "youtube": {"api_key": "k"},
        "instagram": {"token": "t", "user_id": "1"},
    }.get(name, {})
