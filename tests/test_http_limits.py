"""Broken, endless, slow and treacherous answers: each ends soon, with its own word."""

from __future__ import annotations

import socket
import threading
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
import pytest

from mentionwatch.errors import SourceError
from mentionwatch.http.dial import Dialler
from mentionwatch.http.head import Head
from mentionwatch.http.line import Line
from mentionwatch.http.transport import Transport
from servers import (
    Answer,
    Raw,
    Request,
    Route,
    Server,
    at_leisure,
    drip,
    endless,
    networked,
    resolver,
    silent,
)

OK = b"HTTP/1.1 200 OK\r\n"
CERTIFICATES = Path(__file__).parent / "certificates"


def failure(route: Route, **options: Any) -> SourceError:
    """The error that asking a server with that one route ends in."""
    with Server({"/": route}) as server, networked(**{"retries": 0, **options}) as network:
        with pytest.raises(SourceError) as caught:
            network.session().get(f"{server.url}/")
        for language in ("en", "ru"):
            assert "127.0.0.1" in caught.value.say(language)
    return caught.value


def coded(body: bytes, coding: str) -> Answer:
    return Answer(body, headers={"Content-Encoding": coding})


brotlied: Any = brotli.compress


def _bomb(coding: str) -> bytes:
    body = bytes(100_000_000)
    for name in coding.split(", "):
        body = brotlied(body, quality=1) if name == "br" else zlib.compress(body, 1, _WINDOWS[name])
    return body


_WINDOWS = {"gzip": 31, "deflate": 15}


def gzipped(body: bytes) -> bytes:
    return zlib.compress(body, wbits=31)


class TestCompression:
    @pytest.mark.parametrize(
        ("coding", "body"),
        [
            ("gzip", gzipped(b"news")),
            ("x-gzip", gzipped(b"news")),
            ("GZIP , identity", gzipped(b"news")),
            ("gzip", gzipped(b"ne") + gzipped(b"ws")),
            ("gzip", gzipped(b"news") + b"\0\0trailing rubbish"),
            ("deflate", zlib.compress(b"news")),
            ("deflate", zlib.compress(b"news", wbits=-15)),
            ("br", brotlied(b"news")),
            ("br, gzip", gzipped(brotlied(b"news"))),
            ("identity", b"news"),
        ],
    )
    def test_every_coding_that_we_accept_is_read(self, coding: str, body: bytes) -> None:
        with Server({"/": coded(body, coding)}) as server, networked() as network:
            assert network.session().get(f"{server.url}/").body == b"news"
        assert server.requests[0].headers["accept-encoding"] == "gzip, deflate, br"

    @pytest.mark.parametrize("coding", ["gzip", "br", "deflate"])
    def test_an_empty_body_needs_no_coding(self, coding: str) -> None:
        with Server({"/": coded(b"", coding)}) as server, networked() as network:
            assert network.session().get(f"{server.url}/").body == b""

    @pytest.mark.parametrize(
        ("coding", "body", "message"),
        [
            ("gzip", b"plain text", "http-coding"),
            ("br", b"plain text, not brotli at all", "http-coding"),
            ("deflate", b"\x78\x9cnothing of the kind", "http-coding"),
            ("zstd", b"x", "http-coding"),
            ("gzip, gzip, gzip, gzip", b"x", "http-coding"),
            ("gzip", gzipped(b"news" * 999)[:-9], "http-cut"),
            ("br", brotlied(bytes(range(256)) * 9)[:-9], "http-cut"),
            ("deflate", zlib.compress(b"news" * 999)[:-9], "http-cut"),
        ],
    )
    def test_a_body_that_is_not_as_it_says(self, coding: str, body: bytes, message: str) -> None:
        assert failure(coded(body, coding)).message == message

    @pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "gzip, gzip"])
    def test_bombs_do_not_go_off(self, coding: str) -> None:
        bomb = _bomb(coding)
        tracemalloc.start()
        try:
            assert failure(coded(bomb, coding), max_bytes=1_000_000).message == "http-large"
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert peak < 6_000_000 + 2 * len(bomb)


class TestSize:
    def test_a_length_above_the_limit_is_not_even_begun(self) -> None:
        error = failure(Raw(OK + b"Content-Length: 100000000\r\n\r\n"), max_bytes=1_000_000)
        assert error.message == "http-large"
        assert "1 MB" in error.say("en").replace(".0", "")

    @pytest.mark.parametrize(
        "route",
        [
            endless(bytes(65536), head=OK + b"\r\n"),
            endless(b"10000\r\n" + bytes(65536) + b"\r\n", head=OK + b"Transfer-Encoding: chunked\r\n\r\n"),
            endless(bytes(65536), head=OK + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n"),
            endless(b"X: " + b"y" * 60000 + b"\r\n", head=OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n"),
            endless(b"HTTP/1.1 100 Continue\r\nX: " + b"y" * 60000 + b"\r\n\r\n", head=b""),
        ],
    )
    def test_what_never_ends_is_ended(self, route: Route) -> None:
        assert failure(route, max_bytes=1_000_000).message == "http-large"

    def test_what_fits_exactly_fits(self) -> None:
        with Server({"/": b"x" * 1000}) as server, networked(max_bytes=1000) as network:
            assert len(network.session().get(f"{server.url}/").body) == 1000
        assert failure(b"x" * 1001, max_bytes=1000).message == "http-large"

    @pytest.mark.parametrize("head", [b"X: " + b"y" * 70_000 + b"\r\n", b"X: y\r\n" * 200])
    def test_too_much_of_a_head(self, head: bytes) -> None:
        assert failure(Raw(OK + head + b"\r\n")).message == "http-malformed"


class TestTime:
    @pytest.mark.parametrize(
        ("route", "message"),
        [
            (Raw(silent), "http-timeout"),
            (drip(b"x", head=OK + b"\r\n"), "http-slow"),
            (drip(b"x", head=OK + b"Content-Length: 10000\r\n\r\n"), "http-slow"),
            (drip(b"x", head=OK + b"X: "), "http-slow"),
            (drip(b"1\r\nx\r\n", head=OK + b"Transfer-Encoding: chunked\r\n\r\n"), "http-slow"),
        ],
    )
    def test_the_whole_answer_has_one_deadline(self, route: Route, message: str) -> None:
        def check(seconds: float) -> None:
            begun = time.monotonic()
            assert failure(route, timeout=seconds).message == message
            assert time.monotonic() - begun < 2.5 * seconds

        at_leisure(check)

    def test_redirects_share_the_deadline(self) -> None:
        def route(request: Request) -> Answer:
            return Answer(status=302, headers={"Location": f"{request.target}x"})

        def check(seconds: float) -> None:
            begun = time.monotonic()
            with (
                Server({"*": route}, latency=seconds / 2) as server,
                networked(retries=0, timeout=1.25 * seconds) as network,
                pytest.raises(SourceError) as caught,
            ):
                network.session().get(f"{server.url}/")
            assert caught.value.message == "http-timeout"
            assert time.monotonic() - begun < 3 * seconds

        at_leisure(check)

    def test_a_time_out_is_tried_again(self) -> None:
        def check(seconds: float) -> None:
            outcomes: Iterator[Any] = iter([Raw(silent), b"ok", b"ok"])
            with Server({"/": lambda request: next(outcomes)}) as server:
                with networked(timeout=seconds) as network:
                    assert network.session().get(f"{server.url}/").body == b"ok"
                assert len(server.requests) == 2

        at_leisure(check)


class TestBrokenAnswers:
    @pytest.mark.parametrize(
        ("raw", "message"),
        [
            (b"", "http-reset"),
            (b"SSH-2.0-OpenSSH_9.6\r\n", "http-malformed"),
            (b"HTTP/1.1 abc\r\n\r\n", "http-malformed"),
            (OK + b"Content-Length: 10\r\n\r\nshort", "http-cut"),
            (OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab", "http-cut"),
            (OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n", "http-malformed"),
            (OK + b"Transfer-Encoding: chunked\r\n\r\n-5\r\nab\r\n0\r\n\r\n", "http-malformed"),
        ],
    )
    def test_each_has_its_word(self, raw: bytes, message: str) -> None:
        assert failure(Raw(raw)).message == message

    @pytest.mark.parametrize(
        "route",
        [
            Raw(b""),
            Raw(b"SSH-2.0-OpenSSH_9.6\r\n"),
            Raw(b"HTTP/1.1 abc\r\n\r\n"),
            endless(b"X: y\r\n", head=OK),
        ],
    )
    def test_a_head_that_cannot_be_read_holds_nothing(
        self, route: Route, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It goes at some later moment, and Python 3.14 complains if what it reads from went before."""
        heads: list[Head] = []

        class Kept(Head):
            def __init__(self, line: Line, method: str) -> None:
                super().__init__(line, method)
                heads.append(self)

        monkeypatch.setattr("mentionwatch.http.transport.Head", Kept)
        failure(route)
        assert [head.fp for head in heads] == [None]

    def test_a_reset_in_the_middle(self) -> None:
        def act(connection: socket.socket) -> None:
            connection.sendall(OK + b"Content-Length: 10\r\n\r\nab")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            connection.close()

        assert failure(Raw(act)).message == "http-cut"

    def test_informational_answers_come_before_the_answer(self) -> None:
        hints = b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
        with (
            Server({"/": Raw(hints + hints + OK + b"Content-Length: 2\r\n\r\nok")}) as server,
            networked() as network,
        ):
            assert network.session().get(f"{server.url}/").body == b"ok"

    @pytest.mark.parametrize("together", [True, False])
    def test_bytes_beyond_the_length_do_not_become_the_next_answer(self, together: bool) -> None:
        read, sent = threading.Event(), threading.Event()

        def act(connection: socket.socket) -> None:
            news, evil = (OK + b"Content-Length: 4\r\n\r\n" + body for body in (b"news", b"evil"))
            connection.sendall(news + evil if together else news)
            read.wait(60)
            if not together:
                connection.sendall(evil)
            sent.set()
            silent(connection)

        with Server({"/": Raw(act), "/2": b"good"}) as server, networked() as network:
            http = network.session()
            assert http.get(f"{server.url}/").body == b"news"
            read.set()
            sent.wait(60)
            time.sleep(0.05)  # what was sent has yet to arrive
            assert http.get(f"{server.url}/2").body == b"good"

    def test_odd_header_bytes_are_read_as_far_as_they_can_be(self) -> None:
        raw = Raw(OK + b'ETag: "\xd1\x91"\r\nX-Latin: \xe9\r\nContent-Length: 1\r\n\r\nx')
        with Server({"/": raw}) as server, networked() as network:
            headers = network.session().get(f"{server.url}/").headers
        assert headers["x-latin"] == "é"


class TestNoConnection:
    def test_refused(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        with networked() as network, pytest.raises(SourceError) as caught:
            network.session().get(f"http://127.0.0.1:{port}/")
        assert caught.value.message == "http-refused"

    @pytest.mark.parametrize("host", ["nowhere.invalid", "a" * 64 + ".example", "президент.invalid"])
    def test_unknown_names(self, host: str) -> None:
        with networked(retries=0) as network, pytest.raises(SourceError) as caught:
            network.session().get(f"http://{host}/")
        assert caught.value.message == "http-dns"

    def test_an_address_that_swallows_everything_leaves_time_for_the_next(self) -> None:
        with socket.create_server(("127.0.0.3", 0), backlog=0) as deaf, socket.socket() as first:
            port = deaf.getsockname()[1]
            first.connect(("127.0.0.3", port))  # fills the queue: further connections get no answer
            resolve = resolver({"two.example": ["127.0.0.3", "127.0.0.1"]})

            def check(seconds: float) -> None:
                transport = Transport(Dialler(resolve=resolve))
                with (
                    Server({"/": b"ok"}, port=port) as server,
                    networked(transport=transport, timeout=seconds, retries=0) as network,
                ):
                    assert network.session().get(f"http://two.example:{server.port}/").body == b"ok"

            at_leisure(check, 0.4)

    def test_every_address_of_a_name_is_tried(self) -> None:
        with Server({"/": b"ok"}) as server:
            resolve = resolver({"two.example": ["127.0.0.2", "127.0.0.1"]})
            with networked(transport=Transport(Dialler(resolve=resolve))) as network:
                assert network.session().get(f"http://two.example:{server.port}/").body == b"ok"
