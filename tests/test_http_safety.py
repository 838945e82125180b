"""Where a request may go, and what it may take along: private addresses, TLS, proxies."""

from __future__ import annotations

import select
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from mentionwatch.errors import ConfigError, SourceError
from mentionwatch.http.dial import Dialler
from mentionwatch.http.transport import Transport
from mentionwatch.http.tunnel import read_proxy
from mentionwatch.model import Validator
from servers import Answer, Raw, Request, Server, at_leisure, drip, networked, resolver

OK = b"HTTP/1.1 200 OK\r\n"
CERTIFICATES = Path(__file__).parent / "certificates"


class TestPrivateAddresses:
    """127.0.0.1 plays the public internet here, 127.0.0.9 the private network."""

    def transport(self, **names: list[str]) -> Transport:
        known = {f"{name}.example": addresses for name, addresses in names.items()}
        return Transport(Dialler(resolve=resolver(known), private=lambda address: address == "127.0.0.9"))

    def refused(self, location: str, transport: Transport) -> str:
        with Server(
            {"*": lambda r: Answer(status=302, headers={"Location": location, "Connection": "close"})}
        ) as server:
            with networked(transport=transport, retries=0) as network, pytest.raises(SourceError) as caught:
                network.session().get(f"http://public.example:{server.port}/")
            assert len(server.requests) == 1
        return caught.value.message

    @pytest.mark.parametrize(
        "location",
        [
            "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://127.1/", "http://2130706433/",
            "http://0x7f.1/", "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://[::ffff:10.0.0.1]/",
            "http://router.local/", "http://[fe80::1]/", "http://[fec0::1]/", "http://[::127.0.0.1]/",
            "http://100.64.0.1/", "http://0.0.0.0/", "http://[fd00::1]/",
        ],
    )  # fmt: skip
    def test_a_public_server_cannot_send_us_there(self, location: str) -> None:
        assert self.refused(location, self.transport(public=["127.0.0.1"])) == "http-private"

    def test_nor_by_a_name_that_leads_there(self) -> None:
        transport = self.transport(public=["127.0.0.1"], inner=["127.0.0.9"])
        assert self.refused("http://inner.example/", transport) == "http-private"

    def test_nor_by_its_own_name_changing_its_mind(self) -> None:
        turns = iter([["127.0.0.1"], ["127.0.0.9"]])

        def resolve(host: str, port: int, **_: Any) -> list[Any]:
            return list(resolver({host: next(turns)})(host, port))

        transport = Transport(Dialler(resolve=resolve, private=lambda address: address == "127.0.0.9"))
        assert self.refused("/next", transport) == "http-private"

    def test_nor_by_an_address_found_in_an_answer(self) -> None:
        transport = self.transport(inner=["127.0.0.9"])
        with networked(transport=transport) as network, pytest.raises(SourceError) as caught:
            network.session(private=False).get("http://inner.example/")
        assert caught.value.message == "http-private"

    def test_nor_by_a_permanent_redirect_remembered(self) -> None:
        with Server({"/": b"home"}) as server, Server({"/": b"inner"}, host="127.0.0.9") as inner:
            transport = self.transport(public=["127.0.0.1"], inner=["127.0.0.9"])
            url = f"http://public.example:{server.port}/"
            with networked(transport=transport) as network:
                http = network.session({url: Validator(moved=f"http://inner.example:{inner.port}/")})
                assert http.get(url, conditional=True).body == b"home"
        assert inner.connections == 0
        assert http.fresh[url].moved is None

    def test_nor_by_a_connection_that_somebody_else_may_use(self) -> None:
        with Server({"/": b"inner"}, host="127.0.0.9") as server:
            transport = self.transport(inner=["127.0.0.9"])
            with networked(transport=transport) as network:
                url = f"http://inner.example:{server.port}/"
                assert network.session().get(url).body == b"inner"
                with pytest.raises(SourceError) as caught:
                    network.session(private=False).get(url)
        assert caught.value.message == "http-private"

    def test_a_source_in_the_own_network_may_send_us_about_in_it(self) -> None:
        def away(request: Request) -> Answer:
            return Answer(status=302, headers={"Location": f"http://localhost:{server.port}/b"})

        with Server({"/": away, "/b": b"in"}) as server, networked() as network:
            assert network.session().get(f"{server.url}/").body == b"in"


def server_context(name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / f"{name}.pem")
    return context


class TestTls:
    def asked(self, name: str, *, trust: bool = True, scheme: str = "https") -> bytes:
        trusted = ssl.create_default_context(cafile=CERTIFICATES / "authority.pem") if trust else None
        with Server({"/": b"ok"}, context=server_context(name)) as server:
            with networked(transport=Transport(Dialler(context=trusted)), retries=0) as network:
                session = network.session()
                session.get(f"{scheme}://127.0.0.1:{server.port}/")
                reply = session.get(f"{scheme}://127.0.0.1:{server.port}/")
            assert server.connections == 1
        return reply.body

    def test_a_good_certificate(self) -> None:
        assert self.asked("good") == b"ok"

    @pytest.mark.parametrize(
        ("name", "trust", "scheme", "message"),
        [
            ("good", False, "https", "http-certificate"),
            ("expired", True, "https", "http-certificate-expired"),
            ("other_name", True, "https", "http-certificate-name"),
            ("good", True, "http", "http-reset"),
        ],
    )
    def test_bad_ones_each_have_their_word(self, name: str, trust: bool, scheme: str, message: str) -> None:
        with pytest.raises(SourceError) as caught:
            self.asked(name, trust=trust, scheme=scheme)
        assert caught.value.message == message

    def test_no_tls_at_all(self) -> None:
        with (
            Server({"/": b"ok"}) as server,
            networked(retries=0) as network,
            pytest.raises(SourceError) as caught,
        ):
            network.session().get(f"https://127.0.0.1:{server.port}/")
        assert caught.value.message == "http-tls"

    def test_a_redirect_out_of_tls_takes_no_secret_along(self) -> None:
        def handler(request: httpx.Request) -> httpx.Response:
            if request.url.scheme == "https":
                return httpx.Response(
                    302, headers={"Location": f"http://a.example/?q={request.url.params['q']}"}
                )
            assert "authorization" not in request.headers
            return httpx.Response(200)

        with networked(transport=httpx.MockTransport(handler)) as network:
            http = network.session(secrets=["hunter22"])
            http.get("https://a.example/", params={"q": "free"}, headers={"Authorization": "Bearer hunter22"})
            with pytest.raises(SourceError) as caught:
                http.get("https://a.example/", params={"q": "hunter22"})
        assert caught.value.message == "http-redirect-secret"
        assert "hunter22" not in str(caught.value)


def tunnel(request: Request) -> Raw:
    """What a proxy does for CONNECT."""
    host, port = request.target.rsplit(":", 1)

    def act(connection: socket.socket) -> None:
        with socket.create_connection((host, int(port))) as server:
            connection.sendall(OK + b"\r\n")
            relay(connection, server)

    return Raw(act)


def relay(client: socket.socket, server: socket.socket) -> None:
    """Carry bytes both ways until one side ends."""
    other = {client: server, server: client}
    while True:
        for ready in select.select([client, server], [], [])[0]:
            data = ready.recv(65536)
            if not data:
                return
            other[ready].sendall(data)


@contextmanager
def socks_proxy(login: str) -> Iterator[tuple[int, list[str]]]:
    """A SOCKS 5 proxy for one connection: its port, and the names it was asked for."""
    asked: list[str] = []

    def serve(listener: socket.socket) -> None:
        client = listener.accept()[0]
        with client, client.makefile("rb") as stream:
            methods = stream.read(2 + stream.peek()[1])[2:]
            client.sendall(b"\5\2" if login else b"\5\0")
            assert (2 if login else 0) in methods
            if login:
                stream.read(1)
                given = ":".join(stream.read(stream.read(1)[0]).decode() for _ in range(2))
                client.sendall(b"\1\0" if given == login else b"\1\1")
                if given != login:
                    return
            stream.read(4)
            asked.append(stream.read(stream.read(1)[0]).decode())
            port = int.from_bytes(stream.read(2), "big")
            client.sendall(b"\5\0\0\1" + bytes(6))
            with socket.create_connection(("127.0.0.1", port)) as server:
                relay(client, server)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, args=(listener,))
        thread.start()
        yield listener.getsockname()[1], asked
        thread.join()


class TestProxy:
    def test_requests_go_through_it(self) -> None:
        with Server({"*": lambda request: request.target}) as proxy, networked(proxy=proxy.url) as network:
            assert network.session().get("http://a.example/x").body == b"http://a.example/x"

    def test_it_may_be_named_in_the_environment(self) -> None:
        with Server({"*": b"proxied"}) as proxy, Server({"*": b"direct"}) as server:
            environ = {"http_proxy": f"127.0.0.1:{proxy.port}", "NO_PROXY": "skip.example, 127.0.0.1"}
            with networked(environ=environ) as network:
                assert network.session().get("http://a.example/").body == b"proxied"
                assert network.session().get(f"{server.url}/").body == b"direct"

    def test_nothing_in_the_environment_counts_unless_it_is_given(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
        with Server({"/": b"direct"}) as server, networked() as network:
            assert network.session().get(f"{server.url}/").body == b"direct"

    def test_it_opens_a_tunnel_for_tls(self) -> None:
        context = ssl.create_default_context(cafile=CERTIFICATES / "authority.pem")
        with (
            Server({"/": b"secret"}, context=server_context("good")) as server,
            Server({"*": tunnel}) as proxy,
        ):
            way = read_proxy(f"http://me:p%40ss@127.0.0.1:{proxy.port}")
            with networked(transport=Transport(Dialler(proxy=way, context=context))) as network:
                assert network.session().get(f"{server.url}/").body == b"secret"
        assert proxy.requests[0].method == "CONNECT"
        assert proxy.requests[0].headers["proxy-authorization"] == "Basic bWU6cEBzcw=="
        assert "proxy-authorization" not in server.requests[0].headers

    def test_plain_http_shows_it_the_password_too(self) -> None:
        with (
            Server({"*": b"ok"}) as proxy,
            networked(proxy=f"http://me:pw@127.0.0.1:{proxy.port}") as network,
        ):
            network.session().get("http://a.example/")
        assert proxy.requests[0].headers["proxy-authorization"] == "Basic bWU6cHc="

    @pytest.mark.parametrize("login", ["", "me:pw@"])
    def test_socks(self, login: str) -> None:
        with (
            Server({"/": b"ok"}) as server,
            socks_proxy(login.rstrip("@")) as (port, asked),
            networked(proxy=f"socks5://{login}127.0.0.1:{port}") as network,
        ):
            assert network.session().get(f"http://localhost:{server.port}/").body == b"ok"
            network.close()
        assert asked == ["localhost"]

    def test_socks_that_wants_another_login(self) -> None:
        with (
            socks_proxy("me:pw") as (port, _),
            networked(proxy=f"socks5://me:no@127.0.0.1:{port}", retries=0) as network,
            pytest.raises(SourceError) as caught,
        ):
            network.session().get("http://a.example/")
        assert caught.value.message == "http-proxy"
        assert "does not accept" in caught.value.say("en")

    def test_a_slow_one_meets_the_deadline(self) -> None:
        def check(seconds: float) -> None:
            with (
                Server({"*": drip(b"x", head=OK + b"X: ")}) as proxy,
                networked(proxy=proxy.url, retries=0, timeout=seconds) as network,
                pytest.raises(SourceError) as caught,
            ):
                network.session().get("https://a.example/")
            assert caught.value.message == "http-slow"

        at_leisure(check)

    def test_a_private_address_from_the_network_is_not_asked_of_it(self) -> None:
        with (
            Server({"*": b"in"}) as proxy,
            networked(proxy=proxy.url) as network,
            pytest.raises(SourceError) as caught,
        ):
            network.session(private=False).get("http://169.254.169.254/")
        assert caught.value.message == "http-private"
        assert proxy.requests == []

    def test_one_that_is_not_there(self) -> None:
        with (
            networked(proxy="http://127.0.0.1:9", retries=0) as network,
            pytest.raises(SourceError) as caught,
        ):
            network.session().get("http://a.example/")
        assert caught.value.message == "http-proxy"

    def test_one_that_refuses(self) -> None:
        with (
            Server({"*": Answer(b"", 403)}) as proxy,
            networked(proxy=proxy.url, retries=0) as network,
            pytest.raises(SourceError) as caught,
        ):
            network.session().get("https://a.example/")
        assert caught.value.message == "http-proxy"

    @pytest.mark.parametrize("proxy", ["nonsense", "https://u:hunter22@a:1", "http://a:x"])
    def test_one_that_cannot_be_used(self, proxy: str) -> None:
        with pytest.raises(ConfigError) as caught, networked(proxy=proxy):
            pass
        assert caught.value.message == "http-proxy-unusable"
        assert "hunter22" not in caught.value.say("en") + caught.value.say("ru")
