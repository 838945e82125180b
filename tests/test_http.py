"""Asking: what goes out, what comes back, conditional requests, redirects, statuses, retries, politeness."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest

from mentionwatch import __version__
from mentionwatch.errors import AccessDenied, Gone, LayoutChanged, RateLimited, SourceError
from mentionwatch.http import Enough, NotModified
from mentionwatch.http.dial import Dialler
from mentionwatch.http.transport import Transport
from mentionwatch.model import Validator
from servers import NOW, Answer, Raw, Request, Route, Server, networked, resolver


def answers(*outcomes: Any) -> Callable[[Request], Any]:
    """A route that gives each outcome once, then the last for ever."""
    left = list(outcomes)
    return lambda request: left.pop(0) if len(left) > 1 else left[0]


def redirect(to: str, status: int = 302) -> Answer:
    return Answer(status=status, headers={"Location": to})


class TestWhatGoesOut:
    def test_the_user_agent_names_program_version_and_contact(self) -> None:
        with Server({"/": b"ok"}) as server, networked(contact="https://example.org/bot\r\nX: y") as network:
            network.session().get(f"{server.url}/")
        agent = server.requests[0].headers["user-agent"]
        assert agent == f"mentionwatch/{__version__} (+https://example.org/botX: y)"

    def test_parameters_join_the_query_and_none_is_left_out(self) -> None:
        with Server({"/a": b"ok"}) as server, networked() as network:
            network.session().get(
                f"{server.url}/a?x=1", params={"q": "тест +", "n": 5, "no": None, "t": ["a", "b"]}
            )
        assert server.requests[0].target == "/a?x=1&q=%D1%82%D0%B5%D1%81%D1%82+%2B&n=5&t=a&t=b"

    def test_user_and_password_in_the_address_become_basic_authorization(self) -> None:
        with Server({"/": b"ok"}) as server, networked() as network:
            reply = network.session().get(f"http://me:p%40ss@127.0.0.1:{server.port}/")
        assert server.requests[0].headers["authorization"] == "Basic bWU6cEBzcw=="
        assert "p%40ss" not in reply.url

    def test_post_sends_json_form_or_bytes(self) -> None:
        with Server({"/": b"ok"}) as server, networked() as network:
            http = network.session()
            http.post(f"{server.url}/", json={"q": "ё"})
            http.post(f"{server.url}/", form={"a": "б в", "no": None})
            http.post(f"{server.url}/", content=b"raw", headers={"Content-Type": "text/x"})
            http.post(f"{server.url}/")
        assert [(r.method, r.body.decode(), r.headers.get("content-type")) for r in server.requests] == [
            ("POST", '{"q": "ё"}', "application/json"),
            ("POST", "a=%D0%B1+%D0%B2", "application/x-www-form-urlencoded"),
            ("POST", "raw", "text/x"),
            ("POST", "", None),
        ]

    def test_a_header_with_a_line_break_is_refused_and_not_shown(self) -> None:
        with networked() as network, pytest.raises(SourceError) as caught:
            network.session().get("http://127.0.0.1:9/", headers={"X-Key": "hunter2\nHost: evil"})
        assert caught.value.message == "http-header"
        assert "hunter2" not in caught.value.say("ru")

    @pytest.mark.parametrize(
        "url", ["", "ftp://a/b", "file:///etc/passwd", "http://", "/x", "http://[::1", "http://a\x00b/"]
    )
    def test_addresses_that_cannot_be_asked(self, url: str) -> None:
        with networked() as network, pytest.raises(SourceError) as caught:
            network.session().get(url)
        assert caught.value.message == "http-address"

    def test_requests_of_one_host_share_a_connection(self) -> None:
        with Server({"/": b"ok"}) as server, networked() as network:
            for _ in range(5):
                network.session().get(f"{server.url}/")
        assert (len(server.requests), server.connections) == (5, 1)

    def test_a_connection_that_the_server_closed_is_not_used_again(self) -> None:
        closing = Raw(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        with Server({"/": closing}) as server, networked(retries=0) as network:
            for _ in range(3):
                assert network.session().get(f"{server.url}/").body == b"ok"
                time.sleep(0.02)
        assert server.connections == 3

    def test_a_connection_that_ends_as_it_is_used_again_is_replaced(self) -> None:
        route = answers(b"1", Raw(b""), b"2")
        with Server({"/": route}) as server, networked(retries=0) as network:
            assert network.session().get(f"{server.url}/").body == b"1"
            assert network.session().get(f"{server.url}/").body == b"2"

    def test_but_a_post_on_it_is_not_sent_twice(self) -> None:
        with Server({"/": answers(b"1", Raw(b""), b"2")}) as server, networked(retries=0) as network:
            network.session().get(f"{server.url}/")
            with pytest.raises(SourceError):
                network.session().post(f"{server.url}/")
        assert len(server.requests) == 2

    def test_not_all_the_world_is_kept_connected(self) -> None:
        names = {f"h{number}.example": ["127.0.0.1"] for number in range(80)}
        transport = Transport(Dialler(resolve=resolver(names)))
        with Server({"/": b"ok"}) as server, networked(transport=transport) as network:
            for name in names:
                network.session().get(f"http://{name}:{server.port}/")
            until = time.monotonic() + 60
            while server.open_connections > 64 and time.monotonic() < until:
                time.sleep(0.01)
            assert server.open_connections == 64

    def test_enough_stops_a_source_before_its_next_request(self) -> None:
        with Server({"/": b"ok"}) as server, networked() as network:
            http = network.session()
            http.get(f"{server.url}/")
            http.enough = lambda: True
            with pytest.raises(Enough):
                http.get(f"{server.url}/")
        assert http.requests == len(server.requests) == 1

    def test_any_httpx_transport_can_take_the_place_of_the_network(self) -> None:
        mock = httpx.MockTransport(lambda request: httpx.Response(200, json={"host": request.url.host}))
        with networked(transport=mock) as network:
            assert network.session().json("https://api.example/x") == {"host": "api.example"}

    def test_under_the_same_deadline(self) -> None:
        clock = _Clock()

        def slow(request: httpx.Request) -> httpx.Response:
            clock.now += 11
            return httpx.Response(200, content=b"x")

        with (
            networked(transport=httpx.MockTransport(slow), clock=clock, retries=0) as network,
            pytest.raises(SourceError) as caught,
        ):
            network.session().get("http://a.example/")
        assert caught.value.message == "http-slow"


class TestWhatComesBack:
    @pytest.mark.parametrize(
        ("kind", "body", "text"),
        [
            ("text/plain; charset=windows-1251", "Ёж".encode("cp1251"), "Ёж"),
            ("text/plain; charset='koi8-r'", "Ёж".encode("koi8-r"), "Ёж"),
            ("text/plain", b"\xef\xbb\xbfa\xff", "a\ufffd"),
            ("text/plain; charset=zlib", "ж".encode(), "ж"),
            ("text/plain; charset=punycode", b"abc-", "abc-"),
            ("text/plain; charset=unicode_escape", b"\\u0041", "\\u0041"),
            ("text/plain; charset=utf-7", b"+BBY-", "+BBY-"),
            ("text/plain; charset=no-such", "ж".encode(), "ж"),
        ],
    )
    def test_text_follows_the_charset_of_the_header(self, kind: str, body: bytes, text: str) -> None:
        with Server({"/": Answer(body, headers={"Content-Type": kind})}) as server, networked() as network:
            reply = network.session().get(f"{server.url}/")
        assert reply.text() == text
        assert reply.headers["content-type"] == kind

    @pytest.mark.parametrize(
        ("body", "said"),
        [
            (b"<html><head><title>Log\n in &amp; \x1b[31mgo</title>", "Log in & [31mgo"),
            (b"Please wait, secret-token " + b"x" * 100, "Please wait, *** " + "x" * 62 + "…"),
            (b"", "—"),
            (b"[" * 100_000, "[" * 79 + "…"),
            (b"{} <b>PHP warning</b>", "{} <b>PHP warning</b>"),
        ],
    )
    def test_what_is_not_json_says_what_came_instead(self, body: bytes, said: str) -> None:
        with Server({"/": body}) as server, networked() as network:
            http = network.session(secrets=["secret-token"])
            with pytest.raises(LayoutChanged) as caught:
                http.json(f"{server.url}/?access_token=abc")
        assert caught.value.values["said"] == said
        assert "abc" not in str(caught.value)


class TestConditional:
    def test_validators_are_learnt_and_sent_back_verbatim(self) -> None:
        sent = {"ETag": 'W/"odd, one"', "Last-Modified": "yesterday-ish"}

        def route(request: Request) -> Answer:
            return Answer(status=304) if "if-none-match" in request.headers else Answer(b"news", headers=sent)

        with Server({"/": route}) as server, networked() as network:
            first, url = network.session(), f"{server.url}/"
            assert first.get(url, conditional=True).body == b"news"
            second = network.session(first.fresh)
            with pytest.raises(NotModified):
                second.get(url, conditional=True)
        assert first.fresh[url].etag == 'W/"odd, one"'
        headers = server.requests[1].headers
        assert headers["if-none-match"] == 'W/"odd, one"'
        assert headers["if-modified-since"] == "yesterday-ish"
        assert second.fresh == {}

    def test_the_same_body_is_no_news_where_servers_send_no_validators(self) -> None:
        with Server({"/": answers(b"one", b"one", b"two")}) as server, networked() as network:
            url, first = f"{server.url}/", network.session()
            first.get(url, conditional=True)
            with pytest.raises(NotModified):
                network.session(first.fresh).get(url, conditional=True)
            assert network.session(first.fresh).get(url, conditional=True).body == b"two"

    def test_an_unconditional_request_neither_sends_nor_learns(self) -> None:
        with Server({"/": Answer(b"x", headers={"ETag": '"1"'})}) as server, networked() as network:
            http = network.session({f"{server.url}/": Validator(etag='"1"')})
            assert http.get(f"{server.url}/").body == b"x"
        assert "if-none-match" not in server.requests[0].headers
        assert http.fresh == {}

    def test_an_address_with_a_secret_is_remembered_without_it(self) -> None:
        with Server({"/": Answer(b"x", headers={"ETag": '"1"'})}) as server, networked() as network:
            first = network.session(secrets=["s3cret!"])
            first.get(f"{server.url}/", params={"q": "s3cret!"}, conditional=True)
            assert "s3cret" not in repr(first.fresh)
            again = network.session(first.fresh, secrets=["s3cret!"])
            with pytest.raises(NotModified):
                again.get(f"{server.url}/", params={"q": "s3cret!"}, conditional=True)
        assert server.requests[1].headers["if-none-match"] == '"1"'

    def test_a_huge_validator_is_not_kept(self) -> None:
        with (
            Server({"/": Answer(b"x", headers={"ETag": '"' + "e" * 5000 + '"'})}) as server,
            networked() as network,
        ):
            http = network.session()
            http.get(f"{server.url}/", conditional=True)
        assert http.fresh[f"{server.url}/"].etag is None


class TestRedirects:
    def test_they_are_followed_and_the_reply_tells_where_it_came_from(self) -> None:
        routes: dict[str, Route] = {"/": redirect("/a?b=ж"), "/a": redirect("c", 307), "/c": b"here"}
        with Server(routes) as server, networked() as network:
            http = network.session()
            reply = http.get(f"{server.url}/")
        assert (reply.body, reply.url, http.requests) == (b"here", f"{server.url}/c", 3)

    def test_permanent_ones_are_remembered_and_spared_the_next_time(self) -> None:
        routes: dict[str, Route] = {
            "/": redirect("/a", 301),
            "/a": redirect("/b", 308),
            "/b": redirect("/c", 302),
            "/c": b"here",
        }
        with Server(routes) as server, networked() as network:
            first = network.session()
            first.get(f"{server.url}/", conditional=True)
            assert first.fresh[f"{server.url}/"].moved == f"{server.url}/b"
            network.session({f"{server.url}/": Validator(moved=f"{server.url}/b")}).get(
                f"{server.url}/", conditional=True
            )
        assert [r.path for r in server.requests] == ["/", "/a", "/b", "/c", "/b", "/c"]

    def test_a_new_place_that_vanished_is_forgotten(self) -> None:
        with Server({"/": b"back home"}) as server, networked() as network:
            url = f"{server.url}/"
            http = network.session({url: Validator(moved=f"{server.url}/gone", digest="x")})
            assert http.get(url, conditional=True).body == b"back home"
        assert http.fresh[url].moved is None

    def test_what_comes_after_a_temporary_one_is_not_remembered(self) -> None:
        routes: dict[str, Route] = {
            "/": redirect("/a", 301),
            "/a": redirect("/b", 302),
            "/b": redirect("/c", 301),
            "/c": b"x",
        }
        with Server(routes) as server, networked() as network:
            http = network.session()
            http.get(f"{server.url}/", conditional=True)
        assert http.fresh[f"{server.url}/"].moved == f"{server.url}/a"

    def test_an_address_with_a_secret_is_not_remembered(self) -> None:
        with Server({"/": redirect("/a?token=abc", 301), "/a": b"x"}) as server, networked() as network:
            http = network.session()
            http.get(f"{server.url}/", conditional=True)
        assert http.fresh[f"{server.url}/"].moved is None

    def test_a_move_is_learnt_even_where_there_is_no_news(self) -> None:
        routes: dict[str, Route] = {"/": redirect("/a", 301), "/a": Answer(status=304)}
        with Server(routes) as server, networked() as network:
            url = f"{server.url}/"
            http = network.session({url: Validator(etag='"1"')})
            with pytest.raises(NotModified):
                http.get(url, conditional=True)
        assert http.fresh == {url: Validator(etag='"1"', moved=f"{server.url}/a")}

    def test_a_new_place_that_is_busy_is_not_forgotten(self) -> None:
        busy = Answer(b"", 429, {"Retry-After": "60"})
        with Server({"/": busy}) as new, Server({"/": b"old"}) as server, networked() as network:
            http = network.session({f"{server.url}/": Validator(moved=f"{new.url}/")})
            with pytest.raises(RateLimited):
                http.get(f"{server.url}/", conditional=True)
        assert server.requests == []

    def test_a_temporary_one_is_not_remembered(self) -> None:
        with Server({"/": redirect("/a", 302), "/a": b"x"}) as server, networked() as network:
            http = network.session()
            http.get(f"{server.url}/", conditional=True)
        assert http.fresh[f"{server.url}/"].moved is None

    @pytest.mark.parametrize(
        ("routes", "message"),
        [
            ({"/": redirect("/")}, "http-redirect-loop"),
            ({"/": redirect("/a"), "/a": redirect("/")}, "http-redirect-loop"),
            ({"*": lambda r: redirect(f"/{len(r.target)}{r.target}")}, "http-redirects"),
            ({"/": redirect("file:///etc/passwd")}, "http-redirect-address"),
            ({"/": redirect("ftp://example.org/")}, "http-redirect-address"),
            ({"/": redirect("javascript:alert(1)")}, "http-redirect-address"),
            ({"/": redirect("http://[::1")}, "http-redirect-address"),
        ],
    )
    def test_those_that_lead_nowhere(self, routes: dict[str, Any], message: str) -> None:
        with Server(routes) as server, networked() as network, pytest.raises(SourceError) as caught:
            network.session().get(f"{server.url}/")
        assert caught.value.message == message
        assert len(server.requests) <= 6
        assert caught.value.say("en") != caught.value.say("ru")

    def test_a_redirect_that_first_wants_its_cookie_back(self) -> None:
        def route(request: Request) -> Answer:
            if request.headers.get("cookie") == "seen=1":
                return Answer(b"in")
            return Answer(status=302, headers={"Location": "/", "Set-Cookie": "seen=1; Path=/"})

        with Server({"/": route}) as server, networked() as network:
            assert network.session().get(f"{server.url}/").body == b"in"

    def test_headers_stay_on_the_host_and_never_reach_another(self) -> None:
        keys = {"Authorization": "Bearer abc", "X-Api-Key": "k", "Cookie": "a=b", "Accept": "text/x"}
        with Server({"*": b"there"}) as other:
            away = redirect(f"http://localhost:{other.port}/")
            with Server({"/": redirect("/a"), "/a": away}) as server, networked() as network:
                network.session().get(f"{server.url}/", headers=keys)
        assert server.requests[1].headers["authorization"] == "Bearer abc"
        sent = other.requests[0].headers
        assert not {"authorization", "x-api-key", "cookie"} & set(sent)
        assert sent["accept"] == "text/x"

    def test_another_port_is_another_server(self) -> None:
        with (
            Server({"*": b"there"}) as other,
            Server({"/": redirect(f"{other.url}/")}) as server,
            networked() as network,
        ):
            network.session().get(f"{server.url}/", headers={"Authorization": "Bearer abc"})
        assert "authorization" not in other.requests[0].headers

    def test_a_post_becomes_a_get_unless_the_status_says_otherwise(self) -> None:
        routes: dict[str, Route] = {
            "/see": redirect("/end", 303),
            "/same": redirect("/end", 307),
            "/end": b"x",
        }
        with Server(routes) as server, networked() as network:
            network.session().post(f"{server.url}/see", json=1)
            network.session().post(f"{server.url}/same", json=1)
        assert [(r.method, r.body) for r in server.requests if r.path == "/end"] == [
            ("GET", b""),
            ("POST", b"1"),
        ]

    def test_a_body_is_not_handed_to_another_server(self) -> None:
        with (
            Server({"*": b"x"}) as other,
            Server({"/": redirect(f"{other.url}/", 307)}) as server,
            networked() as network,
            pytest.raises(SourceError) as caught,
        ):
            network.session().post(f"{server.url}/", form={"client_secret": "s"})
        assert caught.value.message == "http-redirect-body"
        assert other.requests == []


class TestStatuses:
    @pytest.mark.parametrize(
        ("status", "kind", "message"),
        [
            (400, SourceError, "http-status"),
            (401, AccessDenied, "http-denied-401"),
            (402, AccessDenied, "http-denied-402"),
            (403, AccessDenied, "http-denied-403"),
            (404, SourceError, "http-missing"),
            (407, AccessDenied, "http-denied-407"),
            (410, Gone, "http-gone"),
            (500, SourceError, "http-server"),
            (304, NotModified, ""),
        ],
    )
    def test_each_has_its_error(self, status: int, kind: type[Exception], message: str) -> None:
        answer = Answer(b"why: \x1b[2Jtoo long" if status != 304 else b"", status)
        with Server({"/": answer}) as server, networked() as network, pytest.raises(kind) as caught:
            network.session().get(f"{server.url}/?token=abc")
        if isinstance(caught.value, SourceError):
            assert caught.value.message == message
            for language in ("en", "ru"):
                said = caught.value.say(language)
                assert "127.0.0.1" in said or status == 407
                assert "abc" not in said
                assert "\x1b" not in said

    @pytest.mark.parametrize(
        "answer",
        [
            Answer(b"<html><title>Just a moment...</title>", 403, {"Content-Type": "text/html"}),
            Answer(b"<html><title>Just a moment...</title>", 503, {"Content-Type": "text/html"}),
            Answer(
                b"<html><title>Attention Required! | Cloudflare</title>", 200, {"Content-Type": "text/html"}
            ),
            Answer("<html><title>Вы не робот?</title>", 200, {"Content-Type": "text/html"}),
            Answer(b"<html><script src=/cdn-cgi/challenge-platform/x>", 403, {"Content-Type": "text/html"}),
            Answer(b"<html>", 403, {"cf-mitigated": "challenge"}),
            Answer(b"<!doctype html><body>whoa there, pardner!", 403),
        ],
    )
    def test_pages_that_take_us_for_a_robot(self, answer: Answer) -> None:
        with Server({"/": answer}) as server, networked() as network, pytest.raises(AccessDenied) as caught:
            network.session().get(f"{server.url}/")
        assert caught.value.message == "http-blocked"

    def test_a_page_with_a_captcha_in_place_of_json(self) -> None:
        page = b"<!doctype html><title>Welcome</title><div class=g-recaptcha>"
        with Server({"/": page}) as server, networked() as network:
            assert network.session().get(f"{server.url}/").title == "Welcome"
            with pytest.raises(AccessDenied):
                network.session().json(f"{server.url}/")

    @pytest.mark.parametrize(
        "title", ["How a captcha works, and why you hate it", "Access denied: a film about borders and us"]
    )
    def test_an_article_about_such_pages_is_none(self, title: str) -> None:
        page = Answer(f"<html><title>{title}</title>", 200, {"Content-Type": "text/html"})
        with Server({"/": page}) as server, networked() as network:
            assert network.session().get(f"{server.url}/").title == title


class TestRateLimits:
    @pytest.mark.parametrize(
        ("headers", "seconds"),
        [
            ({"Retry-After": "120"}, 120),
            ({"Retry-After": "Sun, 22 Nov 2026 12:05:00 GMT"}, 300),
            ({"X-RateLimit-Reset": str(int(NOW.timestamp()) + 60)}, 60),
            ({"X-RateLimit-Reset": str((int(NOW.timestamp()) + 60) * 1000)}, 60),
            ({"X-RateLimit-Reset": "2026-11-22T12:02:00.000Z"}, 120),
            ({"x-ratelimit-reset": "45"}, 45),
            ({"Retry-After": "9" * 17}, 7 * 86400),
            ({"Retry-After": "soon"}, 900),
            ({}, 900),
        ],
    )
    def test_long_waits_are_told_not_waited(self, headers: dict[str, str], seconds: int) -> None:
        slept: list[float] = []
        with (
            Server({"/": Answer(b"", 429, headers)}) as server,
            networked(sleep=slept.append) as network,
            pytest.raises(RateLimited) as caught,
        ):
            network.session().get(f"{server.url}/")
        assert caught.value.until == NOW + timedelta(seconds=seconds)
        assert (len(server.requests), slept) == (1, [])
        assert "UTC" in caught.value.say("ru")

    @pytest.mark.parametrize("status", [429, 503])
    def test_short_waits_are_waited(self, status: int) -> None:
        slept: list[float] = []
        busy = Answer(b"", status, {"Retry-After": "3"})
        with Server({"/": answers(busy, b"ok")}) as server, networked(sleep=slept.append) as network:
            assert network.session().get(f"{server.url}/").body == b"ok"
        assert slept == [3.0]

    def test_a_forbidden_that_means_too_often(self) -> None:
        spent = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(NOW.timestamp()) + 600)}
        with (
            Server({"/": Answer(b"", 403, spent)}) as server,
            networked() as network,
            pytest.raises(RateLimited) as caught,
        ):
            network.session().get(f"{server.url}/")
        assert caught.value.until == NOW + timedelta(minutes=10)

    def test_the_host_is_left_alone_by_the_jobs_that_follow(self) -> None:
        with (
            Server({"/": Answer(b"", 429, {"Retry-After": "60"}), "/x": b"x"}) as server,
            networked() as network,
        ):
            for path in ("/", "/x"):
                with pytest.raises(RateLimited) as caught:
                    network.session().get(f"{server.url}{path}")
        assert caught.value.message == "http-resting"
        assert len(server.requests) == 1


class TestRetries:
    def test_trouble_that_passes_is_waited_out_with_growing_jitter(self) -> None:
        slept: list[float] = []
        bad = Answer(b"", 502)
        route = answers(bad, bad, bad, bad, b"ok")
        with Server({"/": route}) as server, networked(sleep=slept.append, retries=4) as network:
            http = network.session()
            assert http.get(f"{server.url}/").body == b"ok"
        assert http.requests == 5
        assert all(0 <= wait <= 0.5 * 2**n for n, wait in enumerate(slept))
        assert slept != [0.5, 1.0, 2.0, 4.0]

    def test_after_the_last_try_comes_the_error(self) -> None:
        with (
            Server({"/": Answer(b"<title>Oops</title>", 500)}) as server,
            networked(retries=2) as network,
            pytest.raises(SourceError) as caught,
        ):
            network.session().get(f"{server.url}/")
        assert len(server.requests) == 3
        assert caught.value.values["said"] == "Oops"

    def test_a_post_that_may_have_worked_is_not_sent_again(self) -> None:
        with Server({"/": Answer(b"", 502)}) as server, networked() as network, pytest.raises(SourceError):
            network.session().post(f"{server.url}/", json={})
        assert len(server.requests) == 1

    def test_a_post_is_sent_again_when_asked_to_wait(self) -> None:
        route = answers(Answer(b"", 429, {"Retry-After": "1"}), b"ok")
        with Server({"/": route}) as server, networked() as network:
            assert network.session().post(f"{server.url}/", json={}).body == b"ok"

    def test_a_reset_is_tried_again(self) -> None:
        with Server({"/": answers(Raw(b""), b"ok")}) as server, networked() as network:
            assert network.session().get(f"{server.url}/").body == b"ok"
        assert len(server.requests) == 2

    def test_a_refusal_is_not(self) -> None:
        with Server({"/": Answer(b"", 403)}) as server, networked() as network, pytest.raises(AccessDenied):
            network.session().get(f"{server.url}/")
        assert len(server.requests) == 1


class TestPoliteness:
    def test_a_host_gets_no_more_requests_at_a_time_than_allowed(self) -> None:
        now, most, lock, reached = 0, 0, threading.Lock(), threading.Event()

        def route(request: Request) -> bytes:
            nonlocal now, most
            with lock:
                now += 1
                most = max(most, now)
            if most == 3:
                reached.set()
            reached.wait(60)
            time.sleep(0.02)  # for one too many, if one comes
            with lock:
                now -= 1
            return b"ok"

        with Server({"/": route}) as server, networked(per_host=3) as network:
            _together(12, lambda: network.session().get(f"{server.url}/"))
        assert most == 3

    def test_requests_to_a_host_start_apart_and_hosts_do_not_wait_for_each_other(self) -> None:
        clock, slept = _Clock(), []

        def sleep(seconds: float) -> None:
            slept.append(round(seconds, 3))
            clock.now += seconds

        mock = httpx.MockTransport(lambda request: httpx.Response(200))
        with networked(transport=mock, pause=0.5, sleep=sleep, clock=clock) as network:
            http = network.session()
            for url in (
                "http://a.example/1",
                "http://a.example/2",
                "http://b.example/",
                "http://a.example/3",
            ):
                http.get(url)
        assert slept == [0.5, 0.5]

    def test_waiting_for_a_turn_does_not_count_as_a_slow_answer(self) -> None:
        clock = _Clock()

        def sleep(seconds: float) -> None:
            clock.now += seconds

        mock = httpx.MockTransport(lambda request: httpx.Response(200, content=b"x"))
        with networked(transport=mock, pause=50, timeout=10, sleep=sleep, clock=clock) as network:
            for _ in range(2):
                network.session().get("http://a.example/")

    def test_this_computer_is_not_spared(self) -> None:
        slept: list[float] = []
        with Server({"/": b"ok"}) as server, networked(pause=5, sleep=slept.append) as network:
            for _ in range(3):
                network.session().get(f"{server.url}/")
        assert slept == []


class _Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def _together(count: int, act: Callable[[], object]) -> None:
    threads = [threading.Thread(target=act) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_httpx_is_loaded_where_it_is_needed_and_never_its_command_line() -> None:
    import subprocess
    import sys

    with Server({"/": b"ok"}) as server:
        program = (
            "import sys; from mentionwatch.http import Network; http = Network().session();"
            f"http.get({server.url + '/'!r}); assert 'httpx' not in sys.modules;"
            f"http.get({server.url + '/'!r}, params={{'q': 1}});"
            "assert 'httpx' in sys.modules and 'rich' not in sys.modules;"
            "assert 'httpx._main' not in sys.modules"
        )
        subprocess.run([sys.executable, "-c", program], check=True)
    assert [request.target for request in server.requests] == ["/", "/?q=1"]
