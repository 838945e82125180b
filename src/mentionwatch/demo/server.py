"""A small web server on loopback for the sample: real HTTP, with validators, and one site that is gone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import blake2b
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

from mentionwatch.demo import pages
from mentionwatch.demo.world import Told, posts

FEEDS = ("forum", "news", "mirror", "blog", "reviews")
MISSING = "radio"


@contextmanager
def serving(now: datetime) -> Iterator[str]:
    """Serve the sample while the block runs; yields the base address, ``http://127.0.0.1:PORT``."""
    told: dict[str, list[Told]] = {}
    for post in posts(now):
        told.setdefault(post.place, []).append(post)

    class Sample(_Sample):
        sample = told

    server = ThreadingHTTPServer(("127.0.0.1", 0), Sample)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Sample(BaseHTTPRequestHandler):
    """Answers GET for the sample's sites."""

    protocol_version = "HTTP/1.1"
    sample: dict[str, list[Told]]

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        place = asked.path.strip("/")
        if place == "api/v1/search_by_date":
            query = parse_qs(asked.query).get("query", [""])[0]
            self._answer(200, pages.hacker_news(self.sample["hn"], query), "application/json")
        elif post := self._discussed(place):
            self._answer(200, pages.thread(self.sample["hn"], post), "application/json")
        elif place in FEEDS:
            self._feed(place)
        else:
            self._answer(404, b"no such page")

    def _discussed(self, place: str) -> Told | None:
        """The post whose thread is asked for."""
        return next((post for post in self.sample["hn"] if place == f"api/v1/items/{post.number}"), None)

    def _feed(self, place: str) -> None:
        told = self.sample[place]
        body = pages.mirror(told, self.sample["news"]) if place == "mirror" else getattr(pages, place)(told)
        etag = f'"{blake2b(body, digest_size=8).hexdigest()}"'
        if self.headers.get("If-None-Match") == etag:
            self._answer(304, b"", etag=etag)
        else:
            kind = "application/feed+json" if place == "reviews" else "application/xml"
            self._answer(200, body, kind, etag=etag)

    def _answer(self, status: int, body: bytes, kind: str = "text/plain", *, etag: str | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if etag:
            self.send_header("ETag", etag)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: the demo's reader wants the report."""
