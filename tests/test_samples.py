"""What a source answered when it failed is kept: masked, cut, the latest only."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from servers import Answer, Server

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = "vk1.a.verysecrettoken"
PAGE = f"<html><head><title>Access denied</title></head><body>Нет доступа, {TOKEN} \x1b[31m</body></html>"


def test_the_answer_at_which_a_source_failed_is_kept_without_secrets(tmp_path: Path) -> None:
    with Server(
        {"*": Answer(body=PAGE, headers={"content-type": "text/html", "set-cookie": "a=b"})}
    ) as server:
        configure(tmp_path, server.url)
        failed = mentionwatch(tmp_path, "scan")
        assert failed.returncode == 3
        listed = mentionwatch(tmp_path, "sources")
        assert 'mentionwatch sources --sample "board"' in listed.stderr
        told = mentionwatch(tmp_path, "sources", "--sample", "board").stdout
    assert "Нет доступа, ***" in told
    assert "content-type: text/html" in told
    assert "200" in told.splitlines()[0]
    for hidden in (TOKEN, "\x1b", "a=b"):
        assert hidden not in told
    assert TOKEN.encode() not in (tmp_path / "mentions.db").read_bytes()


def test_what_is_kept_has_an_end(tmp_path: Path) -> None:
    with Server({"*": Answer(body='{"error": "' + "ы" * 300_000 + '"}')}) as server:
        configure(tmp_path, server.url)
        mentionwatch(tmp_path, "scan")
        told = mentionwatch(tmp_path, "sources", "--sample", "vk").stdout
    assert 40_000 < len(told) < 60_000


def test_where_nothing_is_kept_it_says_so(tmp_path: Path) -> None:
    with Server({"*": Answer(body={"response": {"items": []}})}) as server:
        configure(tmp_path, server.url)
        assert mentionwatch(tmp_path, "scan").returncode == 0
        asked = mentionwatch(tmp_path, "--lang", "ru", "sources", "--sample", "board")
    assert asked.returncode == 2
    assert "board" in asked.stderr


def configure(folder: Path, endpoint: str) -> None:
    (folder / "mentionwatch.toml").write_text(
        f'[[topics]]\nname = "a"\nquery = "Старлинк"\n[[sources]]\ntype = "vk"\nname = "board"\n'
        f'token = "{TOKEN}"\nendpoint = "{endpoint}"\n',
        encoding="utf-8",
    )


def mentionwatch(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mentionwatch", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_a_refused_key_is_told_with_where_another_is_got(tmp_path: Path) -> None:
    with Server({"*": Answer(status=401, body={"message": "bad key"})}) as server:
        configure(tmp_path, server.url)
        english = mentionwatch(tmp_path, "check", "--online").stdout
        russian = mentionwatch(tmp_path, "--lang", "ru", "check", "--online").stdout
    assert "id.vk.com/about/business → My apps" in english
    assert "Мои приложения" in russian
    assert TOKEN not in english + russian
