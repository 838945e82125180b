"""Secrets are planted in every place that may hold one, everything goes wrong, and nobody prints them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from base64 import b64encode
from pathlib import Path
from zlib import crc32

import pytest

from servers import Answer, Request, Server

SECRETS = {
    "BEARER": "planted-bearer-5f2c91",
    "KEY": "planted key+with/signs=7a",
    "PASSWORD": "planted-пароль-31",
    "IN_ADDRESS": "planted-in-the-address-88",
}
LITERAL = "planted-literal-c04d"
COMMANDS = (
    ("check",),
    ("check", "--online"),
    ("scan", "-v"),
    ("scan", "-v", "--json", "--since", "90d"),
    ("sources",),
    ("sources", "--lang", "ru"),
    ("report",),
    ("report", "--format", "html"),
    ("report", "--format", "json"),
    ("report", "--format", "markdown", "--lang", "ru"),
    ("mentions", "--json"),
    ("topics",),
    ("db", "info"),
)


def configured(folder: Path, url: str) -> Path:
    """Sources that carry a secret in each of the ways there are: header, form, address, literally."""
    options = (
        {"type": "vk", "token": "${KEY}"},
        {"type": "youtube", "api_key": "${KEY}"},
        {"type": "mastodon", "endpoint": f"{url}/mastodon", "token": "${BEARER}"},
        {"type": "x", "token": LITERAL},
        {"type": "github", "token": "${BEARER}"},
        {"type": "discourse", "url": f"{url}/discourse", "api_key": LITERAL, "api_user": "me"},
        {"type": "nodebb", "url": f"{url}/nodebb", "token": "${PASSWORD}"},
        {"type": "disqus", "forum": "site", "token": "${KEY}"},
        {"type": "rss", "url": f"{url}/feed?token=${{IN_ADDRESS}}"},
        {"type": "rss", "url": f"{url}/good?key=${{IN_ADDRESS}}"},
        {"type": "rss", "url": url.replace("://", "://someone:${PASSWORD}@") + "/private"},
    )
    tables = "".join(_table(one | _endpoint(one, url)) for one in options)
    text = f'database = "m.db"\n[[topics]]\nname = "Старлинк"\nquery = "Старлинк"\n{tables}'
    (folder / "mentionwatch.toml").write_text(text, encoding="utf-8")
    return folder


def _table(options: dict[str, str]) -> str:
    lines = "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in options.items())
    return f"\n[[sources]]\n{lines}"


def _endpoint(options: dict[str, str], url: str) -> dict[str, str]:
    return {} if "url" in options or "endpoint" in options else {"endpoint": f"{url}/{options['type']}"}


def echo(request: Request, turn: int) -> Answer:
    """Whatever was sent comes back, in an error of every kind: servers do print what they were given."""
    said = (
        f"{request.method} {request.target} {dict(request.headers)} {request.body.decode(errors='replace')}"
    )
    status = (401, 403, 404, 500, 200, 400)[(crc32(request.path.encode()) + turn) % 6]
    kind = "application/json" if status == 400 else "text/html"
    body = json.dumps({"error": said}) if status == 400 else f"<html><title>Denied</title>{said}</html>"
    return Answer(body, status, {"Content-Type": kind})


def good(request: Request) -> Answer:
    link = "https://site.example/1"
    return Answer(
        f"<rss version='2.0'><channel><title>t</title><item><guid>{link}</guid><link>{link}</link>"
        "<title>Старлинк не работает</title></item></channel></rss>",
        headers={"ETag": '"1"', "Content-Type": "application/rss+xml"},
    )


def spellings(secret: str) -> set[str]:
    """How a secret may stand in a text: as it is, in an address, in a literal of Python or JSON."""
    from urllib.parse import quote, quote_plus

    return {secret, quote(secret), quote(secret, safe=""), quote_plus(secret), json.dumps(secret)[1:-1]}


@pytest.mark.parametrize("turn", range(2))
def test_no_output_and_no_file_holds_a_secret(tmp_path: Path, turn: int) -> None:
    with Server({"/good": good, "*": lambda request: echo(request, turn)}) as server:
        folder = configured(tmp_path, server.url)
        env = os.environ | SECRETS | {"PYTHONIOENCODING": "utf-8"}
        shown = []
        for command in COMMANDS:
            done = subprocess.run(
                [sys.executable, "-m", "mentionwatch", *command], cwd=folder, env=env, capture_output=True,
                text=True, encoding="utf-8", check=False,
            )  # fmt: skip
            assert "Traceback" not in done.stderr
            shown.append(f"{command}: {done.stdout}{done.stderr}")
        sent = " ".join(f"{one.target} {dict(one.headers)} {one.body!r}" for one in server.requests)
    assert "Старлинк не работает" in "".join(shown)
    planted = {spelling for secret in (*SECRETS.values(), LITERAL) for spelling in spellings(secret)}
    planted.add(b64encode(f"someone:{SECRETS['PASSWORD']}".encode()).decode()[:40])
    assert any(spelling in sent for spelling in planted), "the secrets were never used"
    for text in shown:
        assert [spelling for spelling in planted if spelling in text] == [], text
    written = b"".join(
        path.read_bytes() for path in folder.glob("**/*") if path.is_file() and path.suffix != ".toml"
    )
    assert [spelling for spelling in planted if spelling.encode() in written] == []
