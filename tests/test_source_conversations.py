"""Sources that speak other protocols than HTTP, against servers on loopback that follow a script."""

from __future__ import annotations

import socket
import struct
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from conversations import Script, server
from mentionwatch.errors import AccessDenied, LayoutChanged, MentionwatchError, SourceError
from mentionwatch.http import Enough, Network
from mentionwatch.model import Post, Search
from mentionwatch.sources import _conversation
from mentionwatch.sources._mailbox import _quoted
from mentionwatch.sources.imap import Imap
from mentionwatch.sources.nntp import Nntp

if TYPE_CHECKING:
    from mentionwatch.plugins import Source

SINCE = Search(since=datetime(2026, 11, 1, tzinfo=UTC))
ARTICLE = (
    "From: Ivan <ivan@example.org>\r\nSubject: =?utf-8?b?0KHRgtCw0YDQu9C40L3Qug==?=\r\n"
    "Date: Fri, 20 Nov 2026 09:15:00 +0300\r\nMessage-ID: <a1@example.org>\r\n"
    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    "> Третий день\r\nСтарлинк теряет связь.\r\n..точка в начале\r\n"
).encode()
OVERVIEW = (
    b"224 Overview\r\n1\told\tx\tFri, 20 Nov 2020 06:15:00 +0000\t<a0@example.org>\t\t1\t1\r\n"
    b"2\tnew\tx\tFri, 20 Nov 2026 06:15:00 +0000\t<a1@example.org>\t\t1\t1\r\nrubbish\r\n"
    b"3\tnew\tx\tFri, 20 Nov 2026 06:16:00 +0000\t<a2@example.org>\t\t1\t1\r\n.\r\n"
)
READER: Script = [
    ("MODE READER", b"201 no posting\r\n"),
    ("GROUP local.brands", b"211 3 1 3 local.brands\r\n"),
]
NEWS: Script = [
    *READER,
    ("OVER 1-3", OVERVIEW),
    ("ARTICLE 3", b"423 cancelled\r\n"),
    ("ARTICLE 2", b"220 2 <a1@example.org>\r\n" + ARTICLE + b".\r\n"),
    ("QUIT", b"205 bye\r\n"),
]


def posts(source: Source, search: Search = SINCE, *secrets: str) -> list[Post]:
    network = Network()
    try:
        return list(source.fetch(network.session(secrets=secrets), search))
    finally:
        network.close()


def news(port: int, **options: str) -> Nntp:
    return Nntp(url=f"nntp://127.0.0.1:{port}/local.brands", **options)


def test_new_articles_are_read_from_the_last_backwards() -> None:
    with server(b"200 hello\r\n", NEWS) as (port, heard):
        (post,) = posts(news(port))
    assert heard == ["MODE READER", "GROUP local.brands", "OVER 1-3", "ARTICLE 3", "ARTICLE 2", "QUIT"]
    assert post.id == "a1@example.org"
    assert post.title == "Старлинк"
    assert post.text == "Старлинк теряет связь.\n.точка в начале"
    assert post.published == datetime(2026, 11, 20, 6, 15, tzinfo=UTC)
    assert post.site == "127.0.0.1"


def test_servers_without_over_are_asked_as_they_used_to_be() -> None:
    script = [*READER, ("OVER", b"500 what?\r\n"), ("XOVER 1-3", b"420 none\r\n"), ("QUIT", b"205 bye\r\n")]
    with server(b"200 hello\r\n", script) as (port, heard):
        assert posts(news(port)) == []
    assert "XOVER 1-3" in heard


def test_an_account_is_told_where_it_is_wanted() -> None:
    script = [
        ("MODE READER", b"480 later\r\n"),
    ]
    with server(b"200 hello\r\n", script) as (port, _), pytest.raises(AccessDenied):
        posts(news(port))
    script = [
        ("MODE READER", b"200 ok\r\n"),
        ("AUTHINFO USER reader", b"381 more\r\n"),
        ("AUTHINFO PASS sesame-street", b"481 sesame-street is wrong\r\n"),
    ]
    with server(b"200 hello\r\n", script) as (port, _), pytest.raises(AccessDenied) as caught:
        posts(news(port, user="reader", password="sesame-street"), SINCE, "sesame-street")
    assert "sesame" not in caught.value.say("en") + caught.value.say("ru")


@pytest.mark.parametrize(
    ("greeting", "script", "message"),
    [
        (b"HTTP/1.1 400 Bad Request\r\n", [], "forums-news-odd"),
        (b"502 no permission\r\n", [], "forums-news-denied"),
        (b"200 hi\r\n", [READER[0], ("GROUP", b"411 none\r\n")], "forums-no-group"),
        (b"200 hi\r\n", [READER[0], ("GROUP", b"211 many\r\n")], "forums-news-odd"),
        (b"200 hi\r\n", [*READER, ("OVER", b"224 go\r\n1\tcut")], "http-cut"),
        (b"200 hi\r\n", [READER[0]], "http-reset"),
        (b"200 " + b"x" * 1_100_000, [], "http-large"),
        (b"200 hi\r\n", [*READER, ("OVER", b"224 go\r\n" + b"1\ta\tb\tc\r\n" * 2_500_000)], "http-large"),
        (b"200 hi \x1b[31m\xff\r\n", [("MODE", b"999 \x1b]0;x\x07\r\n")], "forums-news-odd"),
    ],
)
def test_odd_news_servers_are_explained(greeting: bytes, script: Script, message: str) -> None:
    with server(greeting, script) as (port, _), pytest.raises(MentionwatchError) as caught:
        posts(news(port))
    assert caught.value.message == message
    assert "\x1b" not in caught.value.say("ru")


def test_a_slow_server_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_conversation, "SECONDS", 0.2)
    silent: Script = [("MODE READER", b""), ("never", b"")]
    with server(b"200 hello\r\n", silent) as (port, _), pytest.raises(SourceError) as caught:
        posts(news(port))
    assert caught.value.message == "http-timeout"


@pytest.mark.parametrize("abruptly", [True, False])
@pytest.mark.parametrize(("part", "message"), [(b"", "http-reset"), (b"211 3 1", "http-cut")])
def test_a_server_that_hangs_up_is_told_alike_however_it_does(
    part: bytes, message: str, abruptly: bool
) -> None:
    """A reset or an orderly end: which it is depends on what the server had read by then."""

    def serve(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection, connection.makefile("rb") as lines:
            for answer in (b"200 hi\r\n", b"201 no posting\r\n"):
                connection.sendall(answer)
                lines.readline()
            connection.sendall(part)
            if abruptly:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, args=(listener,))
        thread.start()
        with pytest.raises(SourceError) as caught:
            posts(news(listener.getsockname()[1]))
        thread.join()
    assert caught.value.message == message


def test_nothing_is_asked_once_there_is_enough() -> None:
    with server(b"200 hello\r\n", NEWS) as (port, heard):
        network = Network()
        http = network.session()
        found = news(port).fetch(http, SINCE)
        assert next(found).id == "a1@example.org"
        http.enough = lambda: True
        with pytest.raises(Enough):
            next(found)
        network.close()
    assert "QUIT" not in heard


@pytest.mark.parametrize(
    "options",
    [
        {"url": "nntp://news.example.org/a.b\r\nPOST"},
        {"url": "http://news.example.org/a.b"},
        {"url": "nntps://news.example.org/a.b", "user": "a\r\nQUIT"},
        {"url": "nntp://news.example.org/a.b", "user": "a", "password": "b"},
    ],
)
def test_news_options_that_are_refused(options: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Nntp(**options)


GREETING = b"* OK [CAPABILITY IMAP4rev1] ready\r\n"
LOGIN = ("CAPABILITY", b"* CAPABILITY IMAP4rev1\r\nTAG OK done\r\n"), ("LOGIN", b"TAG OK in\r\n")
EXAMINE = ("EXAMINE", b"* 2 EXISTS\r\n* OK [UIDVALIDITY 77] valid\r\nTAG OK [READ-ONLY] done\r\n")
MAIL = ARTICLE.replace(b"..", b".")
WITHOUT_ID = b"Subject: Evernote\r\n\r\nEvernote lost my notes.\r\n"


def sized(number: int, mail: bytes) -> tuple[str, bytes]:
    told = f'* 1 FETCH (UID {number} INTERNALDATE "20-Nov-2026 06:15:00 +0000" RFC822.SIZE {len(mail)})\r\n'
    return f"UID FETCH {number} .INTERNALDATE RFC822.SIZE", told.encode() + b"TAG OK done\r\n"


def fetched(number: int, mail: bytes) -> tuple[str, bytes]:
    told = f"* 1 FETCH (UID {number} BODY[] {{{len(mail)}}}\r\n".encode()
    return f"UID FETCH {number} .BODY.PEEK", told + mail + b")\r\nTAG OK done\r\n"


def mailbox(port: int, **options: str) -> Imap:
    told = {"user": "name@example.org", "password": "app-password", **options}
    return Imap(url=f"imap://127.0.0.1:{port}", **told)


def test_new_mails_are_read_and_left_unread() -> None:
    script = [
        *LOGIN,
        EXAMINE,
        ("UID SEARCH SINCE 1-Nov-2026", b"* SEARCH 4 9 5\r\nTAG OK done\r\n"),
        sized(9, WITHOUT_ID),
        fetched(9, WITHOUT_ID),
        ("UID FETCH 5", b"TAG OK gone\r\n"),
        sized(4, MAIL),
        fetched(4, MAIL),
        ("LOGOUT", b"* BYE\r\nTAG OK bye\r\n"),
    ]
    with server(GREETING, script) as (port, heard):
        first, second = posts(mailbox(port))
    assert any('EXAMINE "INBOX"' in line for line in heard)
    assert not any("STORE" in line or "SELECT" in line for line in heard)
    assert first.id == f"127.0.0.1:{port}/INBOX/77/9"
    assert first.published == datetime(2026, 11, 20, 6, 15, tzinfo=UTC)
    assert second.id == "a1@example.org"
    assert second.text == "Старлинк теряет связь.\n.точка в начале"


@pytest.mark.parametrize(
    ("script", "kind", "message"),
    [
        (
            [LOGIN[0], ("LOGIN", b"TAG NO [AUTHENTICATIONFAILED] app-password\r\n")],
            AccessDenied,
            "forums-imap-login",
        ),
        ([*LOGIN, ("EXAMINE", b"TAG NO no such folder\r\n")], LayoutChanged, "forums-imap-odd"),
        ([*LOGIN, EXAMINE, ("SEARCH", b"TAG BAD what?\r\n")], LayoutChanged, "forums-imap-odd"),
        ([*LOGIN, EXAMINE, ("SEARCH", b"* SEARCH 1\r\n")], SourceError, "http-cut"),
        (
            [
                *LOGIN,
                EXAMINE,
                ("SEARCH", b"* SEARCH 1\r\nTAG OK done\r\n"),
                ("FETCH", b"* 1 FETCH (X {9999999999}\r\n"),
            ],
            SourceError,
            "http-large",
        ),
    ],
)
def test_odd_mail_servers_are_explained(script: Script, kind: type[SourceError], message: str) -> None:
    with server(GREETING, script) as (port, _), pytest.raises(kind) as caught:
        posts(mailbox(port))
    assert caught.value.message == message
    assert "app-password" not in caught.value.say("en")


def test_a_password_is_not_sent_where_it_could_be_read() -> None:
    with pytest.raises(ValidationError):
        Imap(url="imap://imap.example.org", user="name", password="secret")


def test_folders_are_named_as_imap_has_it() -> None:
    assert _quoted("INBOX") == '"INBOX"'
    assert _quoted("Оповещения 1") == '"&BB4EPwQ+BDIENQRJBDUEPQQ4BE8- 1"'
    assert _quoted('A&B "c"') == '"A&-B \\"c\\""'
