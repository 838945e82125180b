"""snac: a server of the Fediverse, by the API of Mastodon."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlencode

from live_servers import _fediverse
from live_servers._install import debian_newer
from live_servers._processes import HOST, free_port, run, running
from live_servers._seeds import DELETED, SEEDS
from live_servers._site import Case, Refusal, Server, Site
from live_servers._web import answers, ask, ask_json

_ELSEWHERE = "urn:ietf:wg:oauth:2.0:oob"


class Snac(Server):
    """snac, a small server of the Fediverse that speaks Mastodon's API: search, threads, an edited post."""

    short: ClassVar[bool] = True
    _program: Path

    def install(self, cache: Path) -> None:
        self._program = debian_newer(cache / "snac", "bookworm-backports", "snac2") / "usr/bin/snac"

    @contextmanager
    def running(self, here: Path) -> Iterator[Site]:
        port, kept = free_port(), here / "data"
        base = f"http://{HOST}:{port}"
        run([self._program, "init", kept], text=f"{HOST}\n{port}\n{HOST}:{port}\n\nadmin@example.org\n")
        _speak_http(kept / "server.json")
        passwords = {user: self._person(kept, user) for user in sorted({seed.author for seed in SEEDS})}
        with running([self._program, "httpd", kept], port, here):
            answers(f"{base}/api/v1/instance")
            tokens = {user: _log_in(base, user, password) for user, password in passwords.items()}
            # All by one person: its search knows what is in the timeline of who searches, and no more.
            alone = dict.fromkeys(tokens, tokens["ivan"])
            places = _fediverse.write(base, alone)
            _delivered(base, tokens["ivan"])

            def later() -> None:
                _fediverse.later(base, alone, places)
                for key in DELETED:
                    _delete(base, ("ivan", passwords["ivan"]), tokens["ivan"], places[key])

            yield Site(
                version=ask_json(f"{base}/nodeinfo_2_0")["software"]["version"],
                cases=tuple(_cases(base, tokens)),
                refusals=tuple(_refusals(base)),
                edit=lambda: _fediverse.edit(base, tokens["ivan"], places["outage"]),
                later=later,
            )

    def _person(self, kept: Path, user: str) -> str:
        """Make an account; its password."""
        told = run([self._program, "adduser", kept, user], text=f"{user}\n")
        return next(line.split()[-1] for line in told.splitlines() if "password is" in line)


def _cases(base: str, tokens: dict[str, str]) -> Iterator[Case]:
    yield Case(
        name="its search",
        options={"type": "mastodon", "endpoint": base, "token": tokens["ivan"]},
        titled=False,
        authored=False,
        threaded=False,
        edits=True,
        notices=frozenset({"reply", "edit", "deletion", "reply deleted"}),
        replies={"outage": frozenset({"antenna", "thanks"})},
    )
    yield Case(
        name="the feed of a person",
        options={"type": "rss", "url": f"{base}/ivan.rss"},
        titled=False,
        threaded=False,
        authored=False,
    )


def _refusals(base: str) -> Iterator[Refusal]:
    wrong = {"type": "mastodon", "endpoint": base, "token": "wrong"}
    yield Refusal(name="a wrong token", options=wrong, term="Lufthansa", message="http-denied-401")


def _delivered(base: str, token: str) -> None:
    """Wait until the posts have come to everybody: they are delivered in the background."""
    for topic, posts in Counter(seed.topic for seed in SEEDS if seed.topic).items():
        asked = f"{base}/api/v2/search?{urlencode({'q': topic, 'type': 'statuses'})}"
        for _ in range(300):
            if len(ask_json(asked, token=token)["statuses"]) >= posts:
                break
            time.sleep(0.2)


def _delete(base: str, login: tuple[str, str], token: str, place: str) -> None:
    """Delete a post as people do: on its page, since the interface for applications cannot."""
    told = ask_json(f"{base}/api/v1/statuses/{place}", token=token)
    user = login[0]
    form = {"id": told["uri"], "actor": f"{base}/{user}", "action": "Delete", "redir": f"{base}/{user}/admin"}
    ask(f"{base}/{user}/admin/action", form=form, login=login)


def _speak_http(settings: Path) -> None:
    """Without TLS, which is not had on loopback."""
    told = json.loads(settings.read_text())
    settings.write_text(json.dumps({**told, "protocol": "http"}))


def _log_in(base: str, user: str, password: str) -> str:
    """A token, got as an application of Mastodon gets one."""
    app = ask_json(
        f"{base}/api/v1/apps",
        form={"client_name": "live", "redirect_uris": _ELSEWHERE, "scopes": "read write"},
    )
    client = {"client_id": app["client_id"], "client_secret": app["client_secret"]}
    form = {"login": user, "passwd": password, "redir": _ELSEWHERE, "cid": app["client_id"], "state": ""}
    code = ask(f"{base}/oauth/x-snac-login", form=form).strip().splitlines()[-1]
    granted = {"grant_type": "authorization_code", "code": code, "redirect_uri": _ELSEWHERE, **client}
    token: str = ask_json(f"{base}/oauth/token", form=granted)["access_token"]
    return token
