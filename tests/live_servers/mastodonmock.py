"""mastodon-mock: the API of Mastodon, with faults on demand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

from live_servers import _fediverse
from live_servers._install import python
from live_servers._processes import HOST, free_port, running
from live_servers._seeds import SEEDS
from live_servers._site import Case, Server, Site
from live_servers._web import answers

_VERSION = "0.6.1"
_TOKEN = "mock_token"
_CROWD = 90  # more than two pages of 40
_FAULTS = {
    "429 with a time to wait": ({"type": "ratelimit", "headers": {"Retry-After": "9000"}}, "http-limited"),
    "a broken body": ({"type": "malformed"}, "http-not-json"),
}


class MastodonMock(Server):
    """mastodon-mock, an imitation of Mastodon's API by others: paging, threads, edits, rate limits, broken answers."""

    short: ClassVar[bool] = True
    _programs: Path

    def install(self, cache: Path) -> None:
        self._programs = python(cache / "mastodonmock", f"mastodon-mock=={_VERSION}")

    @contextmanager
    def running(self, here: Path) -> Iterator[Site]:
        port = free_port()
        serve = [
            self._programs / "mastodon_mock",
            "serve",
            "--in-memory",
            "--host",
            HOST,
            "--port",
            str(port),
        ]
        with running(serve, port, here):
            base = f"http://{HOST}:{port}"
            answers(f"{base}/api/v2/instance")
            tokens = {seed.author: _TOKEN for seed in SEEDS}
            places = _fediverse.write(base, tokens, _CROWD)
            options = {"type": "mastodon", "endpoint": base, "token": _TOKEN}

            def later() -> None:
                _fediverse.later(base, tokens, places)
                _fediverse.delete(base, tokens, places)

            yield Site(
                version=_VERSION,
                cases=tuple(_cases(options)),
                edit=lambda: _fediverse.edit(base, _TOKEN, places["outage"]),
                later=later,
            )


def _cases(options: dict[str, str]) -> Iterator[Case]:
    yield Case(
        name="a hashtag, and its search",
        options=options,
        crowd=_CROWD,
        titled=False,
        authored=False,
        edits=True,
        notices=frozenset({"reply", "edit", "deletion", "reply deleted"}),
        replies={"outage": frozenset({"antenna", "thanks"}), "luggage": frozenset({"refund"})},
    )
