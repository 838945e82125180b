"""INN: a news server, read by NNTP."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from live_servers._install import Unavailable, debian
from live_servers._mails import crowded, seeded
from live_servers._processes import HOST, free_port, run
from live_servers._site import Case, Refusal, Server, Site

_CONFIGURATION = Path("/etc/news/inn.conf")
_PROGRAMS = "/usr/lib/news/bin"
_GROUP = f"local.brands{secrets.token_hex(4)}"  # a group of its own: the spool outlives the server
_CROWD = 130  # more than one stretch of articles


class Inn(Server):
    """INN, the news server of Usenet: articles with encoded subjects, a group that is not there."""

    def install(self, cache: Path) -> None:
        debian("inn2")
        if os.geteuid():
            raise Unavailable("INN has to be started by root: it changes users and reads /etc/news")

    @contextmanager
    def running(self, here: Path) -> Iterator[Site]:
        port, kept = free_port(), here / "inn.conf"
        shutil.copy2(_CONFIGURATION, kept)
        try:
            _configure(port)
            with _daemon(port):
                _fill(port)
                yield _site(port)
        finally:
            shutil.copy2(kept, _CONFIGURATION)


def _site(port: int) -> Site:
    group = {"type": "nntp", "url": f"nntp://{HOST}:{port}/{_GROUP}"}
    missing = {"type": "nntp", "url": f"nntp://{HOST}:{port}/no.such"}
    return Site(
        version=run(["dpkg-query", "-W", "-f", "${Version}", "inn2"]).partition("-")[0],
        cases=(Case(name="a newsgroup", options=group, crowd=_CROWD, addressed=False),),
        refusals=(Refusal(name="no such group", options=missing, message="forums-no-group"),),
    )


def _configure(port: int) -> None:
    """Domain, port and address; the package cannot be configured before it has a domain."""
    told = {"pathhost": "news.example.org", "domain": "example.org", "port": str(port), "bindaddress": HOST}
    text = _CONFIGURATION.read_text()
    for name, value in told.items():
        text = re.sub(rf"^#?{name}:.*$", f"{name}: {value}", text, flags=re.MULTILINE)
    _CONFIGURATION.write_text(text)
    run(["dpkg", "--configure", "inn2"]) if _half_configured() else None
    Path("/run/news").mkdir(exist_ok=True)
    shutil.chown("/run/news", "news", "news")


def _half_configured() -> bool:
    return "half-configured" in run(["dpkg-query", "-W", "-f", "${Status}", "inn2"])


@contextmanager
def _daemon(port: int) -> Iterator[None]:
    """innd goes into the background by itself, and has its own way of being stopped."""
    _as_news(f"{_PROGRAMS}/innd")
    try:
        for _ in range(200):
            try:
                socket.create_connection((HOST, port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        _as_news(f"{_PROGRAMS}/ctlinnd", "-t", "20", "newgroup", _GROUP, "y", "admin")
        yield
    finally:
        _as_news(f"{_PROGRAMS}/ctlinnd", "-t", "20", "shutdown", "done")


def _as_news(*command: str) -> None:
    done = subprocess.run(
        ["runuser", "-u", "news", "--", *command], check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {(done.stderr or done.stdout).strip()[-300:]}")


def _fill(port: int) -> None:
    with socket.create_connection((HOST, port), 10) as line, line.makefile("rwb") as stream:
        stream.readline()
        _said(stream, b"MODE READER")
        for mail in (*crowded(_CROWD), *seeded()):
            _said(stream, b"POST")
            body = mail.written(_GROUP).replace(b"\n.", b"\n..").replace(b"\n", b"\r\n")
            _said(stream, body + b".", b"2")
        _said(stream, b"QUIT")


def _said(stream: object, line: bytes, expected: bytes = b"23") -> None:
    stream.write(line + b"\r\n")  # type: ignore[attr-defined]
    stream.flush()  # type: ignore[attr-defined]
    answer = stream.readline()  # type: ignore[attr-defined]
    if answer[:1] not in expected:
        raise RuntimeError(f"INN to {line[:40]!r}: {answer!r}")
