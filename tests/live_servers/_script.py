"""Seeding a server by a script that runs with its own modules, and knows the numbers of the posts from before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from live_servers._processes import run
from live_servers._seeds import DELETED, LATER, REVISED, SEEDS, Seed, crowd


def seed(python: Path, here: Path, env: Mapping[str, str], crowded: int) -> None:
    """Let ``live.py`` of the folder write the crowd, of yesterday, and the seeds."""
    others = [
        _told(Seed(key=f"crowd{place}", author="maria", title=f"Запись {place}", text=text), 86400)
        for place, text in enumerate(crowd(crowded))
    ]
    _run(python, here, env, posts=[*others, *map(_told, SEEDS)])


def later(python: Path, here: Path, env: Mapping[str, str]) -> None:
    """Let it write the further replies, edit, and delete."""
    _run(python, here, env, posts=map(_told, LATER), edits={"luggage": REVISED}, deleted=DELETED)


def _run(
    python: Path,
    here: Path,
    env: Mapping[str, str],
    *,
    posts: Iterable[Mapping[str, Any]],
    edits: Mapping[str, str] | None = None,
    deleted: Iterable[str] = (),
) -> None:
    known = here / "ids.json"
    ids = json.loads(known.read_text()) if known.exists() else {}
    told = {"posts": [*posts], "edits": edits or {}, "deleted": [*deleted], "ids": ids}
    (here / "told.json").write_text(json.dumps(told))
    run([python, here / "live.py", here / "told.json", known], cwd=here, env=env)


def _told(each: Seed, ago: int = 0) -> dict[str, Any]:
    """A post as the script reads it; ``ago`` are the seconds since it was written."""
    told = {"key": each.key, "answers": each.answers, "title": each.title, "ago": ago}
    return {**told, "text": each.text, "author": each.author}
