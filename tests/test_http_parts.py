"""The pure parts of HTTP: codings, secrets, waits, addresses, words."""

from __future__ import annotations

import errno
import re
import socket
import zlib
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mentionwatch.http
from mentionwatch.errors import SourceError
from mentionwatch.http import library, mask
from mentionwatch.http.addresses import is_private, is_private_name
from mentionwatch.http.ask import build, encoded
from mentionwatch.http.coding import decoded
from mentionwatch.http.faults import BadCoding, CutShort, Passing, TooLarge, told
from mentionwatch.http.reply import Reply, clean
from mentionwatch.http.url import plain
from mentionwatch.http.verdict import told_wait
from servers import NOW

brotlied: Any = brotli.compress
CODERS = {
    "identity": lambda body: body,
    "gzip": lambda body: zlib.compress(body, wbits=31),
    "deflate": zlib.compress,
    "br": brotlied,
}


def pieces(body: bytes, size: int) -> list[bytes]:
    return [body[start : start + size] for start in range(0, len(body), size)]


@given(st.binary(max_size=3000), st.sampled_from(sorted(CODERS)), st.integers(1, 500))
def test_what_was_coded_is_decoded_however_it_is_cut(body: bytes, coding: str, size: int) -> None:
    assert decoded(pieces(CODERS[coding](body), size), coding, 3000) == body


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=4), st.integers(1, 50))
def test_several_gzip_members_are_one_body(bodies: list[bytes], size: int) -> None:
    coded = b"".join(CODERS["gzip"](body) for body in bodies)
    assert decoded(pieces(coded, size), "gzip", 3000) == b"".join(bodies)


@given(st.binary(min_size=1, max_size=3000), st.sampled_from(sorted(CODERS)))
def test_one_byte_too_many_is_too_many(body: bytes, coding: str) -> None:
    with pytest.raises(TooLarge):
        decoded(pieces(CODERS[coding](body), 100), coding, len(body) - 1)


@given(st.binary(max_size=500), st.sampled_from(["gzip", "deflate", "br"]))
def test_any_bytes_end_in_a_body_or_in_a_word(body: bytes, coding: str) -> None:
    with suppress(TooLarge, CutShort, BadCoding):
        assert len(decoded([body], coding, 10_000)) <= 10_000


@given(st.text("αβγδ/+ =&%?#", min_size=4, max_size=30).filter(lambda secret: set(secret) & set("αβγδ")))
def test_a_known_secret_is_masked_in_every_spelling(secret: str) -> None:
    for spelling in (secret, quote(secret), quote_plus(secret), quote(secret, safe="")):
        shown = mask(f"https://a.example/x?before=1&q={spelling}", [secret])
        assert shown == "https://a.example/x?before=1&q=***"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://me:pw@a.example/x?q=1", "https://***@a.example/x?q=1"),
        ("https://token@a.example/", "https://***@a.example/"),
        ("http://a/?access_token=abc&q=token", "http://a/?access_token=***&q=token"),
        ("http://a/?q=1&API-Key=abc#x", "http://a/?q=1&API-Key=***#x"),
        ("http://a/?client_secret=x;key=y", "http://a/?client_secret=***;key=***"),
        ("no http://u:p@h/ and http://a/?sig=1 today", "no http://***@h/ and http://a/?sig=*** today"),
        ("https://api.telegram.org/bot123456:AA-bb_c/getUpdates", "https://api.telegram.org/bot123456:***/getUpdates"),
        ("http://a/?q=monkey&tokenize=yes&author=ann", "http://a/?q=monkey&tokenize=yes&author=ann"),
        ("http://a/x@y/?mail=a@b.c", "http://a/x@y/?mail=a@b.c"),
    ],
)  # fmt: skip
def test_secrets_that_nobody_told_us(text: str, shown: str) -> None:
    assert mask(text) == shown
    assert mask(shown) == shown


def test_of_a_secret_that_begins_with_another_nothing_is_left() -> None:
    for secrets in (["user", "user-of-bank"], ["user-of-bank", "user"]):
        assert mask("denied to user-of-bank, user", secrets) == "denied to ***, ***"


def test_secrets_too_short_to_mask_are_left() -> None:
    assert mask("http://a/?q=abc", ["a", ""]) == "http://a/?q=abc"


_SCHEMES = st.sampled_from(["http://", "https://", "HTTP://", "ftp://", "//", ""])
_HOSTS = st.sampled_from(
    [
        "a.example", "A.example", "b-c.example", "xn--e1afmkfd.example", "пример.рф", "localhost", "127.0.0.1", "127.1",
        "1.2.3.256", "01.2.3.4", "1.2.3a4", "1.2.3.a4", "1a2a3a4", "a_b.example", "[::1]", "me:pw@a.example", "a..b",
        "",
    ]
)  # fmt: skip
_PORTS = st.sampled_from(["", ":", ":80", ":443", ":8080", ":0", ":065", ":65536", ":99999"])
_PATHS = st.lists(
    st.sampled_from(
        [
            "/",
            "/a",
            "/A.b",
            "/.",
            "/..",
            "/;x=1",
            "?q=1",
            "?",
            "?q=%D1%82",
            "&r=a+b",
            "'",
            "%41",
            "%",
            "#x",
            "é",
            "\x00",
            "*",
        ]
    )
)


@given(st.tuples(_SCHEMES, _HOSTS, _PORTS, _PATHS.map("".join)).map("".join))
def test_a_plain_address_is_read_as_httpx_reads_it(address: str) -> None:
    read = plain(address)
    known = library.parsed(address)
    assert read is None or known == (read, b"")


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/feed.xml", "http://127.0.0.1:8080/", "http://localhost:1/a/b?q=1&r=a+b", "https://x.a1/~me/",
        "https://www.example.org/feeds/posts/default?alt=rss&max-results=25",
    ],
)  # fmt: skip
def test_the_usual_addresses_are_plain(address: str) -> None:
    assert library.parsed(address) == (plain(address), b"")


@given(st.text(max_size=40))
def test_no_wait_is_negative_endless_or_a_crash(value: str) -> None:
    wait = told_wait({"retry-after": value, "x-ratelimit-reset": value}, NOW)
    assert wait is None or 0 <= wait <= timedelta(days=7).total_seconds()


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0), ("1.5", 1.5), ("-5", None), ("", None), ("Sun, 22 Nov 2026 11:00:00 GMT", 0),
        ("Sun, 22 Nov 2026 12:00:30 -0000", 30), ("2026-11-22T15:00:00+02:00", 3600), ("٣", None),
        ("Sun, 99 Nov 99999 12:00:00 GMT", None),
    ],
)  # fmt: skip
def test_waits(value: str, seconds: float | None) -> None:
    assert told_wait({"retry-after": value}, NOW) == seconds


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("8.8.8.8", False), ("2606:4700::1111", False), ("127.0.0.1", True), ("10.1.2.3", True),
        ("::1", True),
        ("169.254.169.254", True), ("fe80::1%eth0", True), ("100.64.1.1", True), ("0.0.0.0", True),
        ("::ffff:10.0.0.1", True), ("::ffff:8.8.8.8", False), ("64:ff9b::7f00:1", True), ("fd12::1", True),
        ("64:ff9b::808:808", False), ("2002:7f00:1::", True), ("::", True), ("224.0.0.1", True),
    ],
)  # fmt: skip
def test_which_addresses_are_private(address: str, private: bool) -> None:
    assert is_private(address) is private


@pytest.mark.parametrize(
    ("host", "private"),
    [
        ("example.org", False), ("localhost", True), ("LOCALHOST.", True), ("x.localhost", True),
        ("nas.local", True),
        ("127.1", True), ("0x7f000001", True), ("2130706433", True), ("134744072", False), ("[::1]", True),
        ("local.example.org", False), ("cafe.ba", False),
    ],
)  # fmt: skip
def test_which_names_are_private_by_their_looks(host: str, private: bool) -> None:
    assert is_private_name(host) is private


@given(st.text(max_size=300), st.integers(1, 100))
def test_what_is_shown_is_one_short_visible_line(text: str, limit: int) -> None:
    shown = clean(text, limit)
    assert len(shown) <= limit
    assert shown == " ".join(shown.split())
    assert all(c.isprintable() for c in shown)


def test_every_word_is_there_in_both_languages() -> None:
    package = Path(mentionwatch.http.__file__).parent
    code = "".join(path.read_text(encoding="utf-8") for path in package.glob("*.py"))
    used = set(re.findall(r'"(http-[a-z-]+)"', code)) | {
        f"http-denied-{status}" for status in (401, 402, 403, 407)
    }
    for language in ("en", "ru"):
        words = (package.parent / "locale" / language / "http.ftl").read_text(encoding="utf-8")
        assert set(re.findall(r"^(http-[a-z0-9-]+) =", words, re.MULTILINE)) == used


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b'{"error": {"code": 190, "message": "bad token"}}', "190"),
        (b'{"error": {"code": 403, "errors": [{"reason": "quotaExceeded"}]}}', "quotaExceeded"),
        (b'{"error_id": 502, "error_name": "throttle_violation"}', "502"),
        (b'{"code": 5, "response": "Invalid API key"}', "5"),
        (b'{"code": 400}', ""),  # the status once more
        (b'{"code": {"a": 1}}', ""),
        (b'{"error": []}', ""),
        (b"[1]", ""),
        (rb'{"code": "\u001b[2J"}', "[2J"),
        (b"<html>", ""),
    ],
)
def test_the_code_of_an_error_is_the_services_own(body: bytes, code: str) -> None:
    assert Reply(url="https://api.example/", status=400, headers={}, body=body, secrets=()).code() == code


HALF = "\ud83d"


def test_half_a_character_in_a_parameter_is_told_and_not_a_crash() -> None:
    with pytest.raises(SourceError) as told:
        build("GET", "https://site.example/", params={"continue": HALF}, headers=None)
    assert told.value.message == "http-address"
    assert told.value.say("en").isprintable()


@pytest.mark.parametrize("body", [{"json": {"q": HALF}, "form": None}, {"json": None, "form": {"q": HALF}}])
def test_half_a_character_in_a_body_is_sent_as_a_question_mark(body: dict[str, Any]) -> None:
    sent, _ = encoded(**body, content=None)
    assert b"?" in sent or b"%3F" in sent


@pytest.mark.parametrize(
    ("error", "russian"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "такого имени нет"),
        (
            socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution"),
            "сервер имён не отвечает",
        ),
        (OSError(errno.ENETUNREACH, "Network is unreachable"), "сети нет"),
    ],
)
def test_what_the_system_says_of_the_network_is_said_in_the_users_language(
    error: OSError, russian: str
) -> None:
    passing = told(error, "https://a.example/", (), host="a.example", seconds=30, limit=1)
    assert isinstance(passing, Passing)
    assert russian in passing.error.say("ru")
    assert str(error.strerror) not in passing.error.say("ru")


def test_what_no_catalogue_says_is_said_in_the_systems_words_without_secrets() -> None:
    odd = OSError(errno.EPROTO, "odd: s3cret")
    passing = told(odd, "https://a.example/", ("s3cret",), host="a.example", seconds=30, limit=1)
    assert isinstance(passing, Passing)
    for language in ("en", "ru"):
        assert "odd" in passing.error.say(language)
        assert "s3cret" not in passing.error.say(language)
