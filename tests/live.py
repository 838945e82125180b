"""Install, seed and start real servers on loopback, and find with mentionwatch exactly what was written on them.

    python tests/live.py                 every server
    python tests/live.py NAME...         only these
    python tests/live.py --short         those that install in less than two minutes
    python tests/live.py --list          their names, and what they are
    python tests/live.py --record        write what was proven to docs/reference/live.json

Debian's packages are installed where it runs as root (in a container, best); those of PyPI and npm go into folders
under ~/.cache/mentionwatch-live. A server whose packages cannot be had is skipped, and why is printed. Each source
scans twice with a configuration of its own: it must bring every seeded mention, in Russian and in English, and no
decoy, and the second time nothing. Where a source can follow what it found, answers, edits and deletions that come
later must be noticed, too, and nothing else. Ends with 1 where anything is wrong.
"""

from __future__ import annotations

import argparse
import json
import pkgutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import live_servers
from live_servers._asking import Asked, ask, ask_after_edit, look_again_after, look_again_before, refused
from live_servers._install import Unavailable, cache_folder
from live_servers._site import Server, Site

RECORD = Path(__file__).parents[1] / "docs" / "reference" / "live.json"


@dataclass(kw_only=True)
class Outcome:
    """What became of a server: why it was skipped, or what was asked and what was wrong."""

    name: str
    skipped: str | None = None
    version: str = ""
    asked: list[Asked] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    refusals: int = 0


def main(words: Sequence[str] | None = None) -> int:
    told = _arguments(words)
    chosen = told.names or [name for name in names() if not told.short or find(name).short]
    if told.list:
        for name in chosen:
            print(f"{name:<16}{(find(name).__doc__ or '').splitlines()[0]}")
        return 0
    outcomes = []
    for name in chosen:
        outcomes.append(_tried(name, short=told.short))
        if told.record:
            record(outcomes[-1])
    wrong = sum(len(outcome.wrong) for outcome in outcomes)
    skipped = sum(outcome.skipped is not None for outcome in outcomes)
    print(f"{len(outcomes) - skipped} servers, {skipped} skipped, {wrong} wrong")
    return bool(wrong)


def names() -> list[str]:
    """The servers that there are files for."""
    modules = pkgutil.iter_modules(live_servers.__path__)
    return sorted(module.name for module in modules if not module.name.startswith("_"))


def find(name: str) -> Server:
    """The server of that name."""
    module = import_module(f"live_servers.{name}")
    kinds = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Server) and value.__module__ == module.__name__
    ]
    server: Server = kinds[0]()
    return server


def record(outcome: Outcome) -> None:
    """Keep what was proven: a table of docs/reference/proven.md is made of it."""
    if outcome.wrong or outcome.skipped:
        return
    proven = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}
    proven[outcome.name] = {
        "version": outcome.version,
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "refusals": outcome.refusals,
        "cases": [_recorded(asked) for asked in outcome.asked],
    }
    text = json.dumps(dict(sorted(proven.items())), ensure_ascii=False, indent=1)
    RECORD.write_text(text + "\n", encoding="utf-8")


def _recorded(asked: Asked) -> dict[str, Any]:
    return {
        "source": asked.case.options["type"],
        "searches": asked.searches,
        "case": asked.case.name,
        "mentions": asked.mentions,
        "russian": asked.russian,
        "replies": asked.replies,
        "edited": asked.edited,
        "noticed": sorted(asked.noticed),
    }


def _arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[[], *names()])
    for flag in ("--short", "--list", "--record"):
        parser.add_argument(flag, action="store_true")
    return parser.parse_args(words)


def _tried(name: str, *, short: bool) -> Outcome:
    """Install, start and ask a server. In the short form one that does not start here is skipped, too: it is no fault
    of mentionwatch's, and says nothing about it.
    """
    server, outcome, began = find(name), Outcome(name=name), time.monotonic()
    try:
        server.install(cache_folder())
    except Unavailable as reason:
        outcome.skipped = str(reason)
        print(f"{name}: skipped: {reason}", flush=True)
        return outcome
    installed = time.monotonic()
    with tempfile.TemporaryDirectory(prefix=f"live-{name}-", ignore_cleanup_errors=True) as folder:
        here = Path(folder)
        here.chmod(0o755)
        try:
            with server.running(here) as site:
                _ask(site, here, outcome)
        except (RuntimeError, OSError, subprocess.SubprocessError) as reason:
            if short and not outcome.version:
                outcome.skipped = f"does not start here: {reason}"
                print(f"{name}: skipped: {outcome.skipped}", flush=True)
                return outcome
            outcome.wrong.append(str(reason))
    for why in outcome.wrong:
        print(f"{name}: WRONG: {why}", flush=True)
    spent = f"{installed - began:.0f} s to install, {time.monotonic() - installed:.0f} s to run"
    print(f"{name} {outcome.version}: {len(outcome.wrong)} wrong ({spent})", flush=True)
    return outcome


def _ask(site: Site, here: Path, outcome: Outcome) -> None:
    outcome.version, outcome.refusals = site.version, len(site.refusals)
    outcome.asked = [ask(case, here / f"asking-{number}") for number, case in enumerate(site.cases)]
    if site.edit:
        site.edit()
        for asked in outcome.asked:
            if asked.case.edits:
                ask_after_edit(asked)
    _look_again(site, [asked for asked in outcome.asked if asked.case.notices])
    outcome.wrong += [why for refusal in site.refusals if (why := refused(refusal))]
    for asked in outcome.asked:
        outcome.wrong += [f"{asked.case.name}: {why}" for why in asked.wrong]
        print(f"{outcome.name}: {_line(asked)}", flush=True)


def _look_again(site: Site, followed: Sequence[Asked]) -> None:
    """Look at what was found before and after something happened to it on the server."""
    for asked in followed:
        look_again_before(asked)
    if site.later:
        site.later()
        for asked in followed:
            look_again_after(asked)


def _line(asked: Asked) -> str:
    told = f"{asked.mentions} mentions ({asked.russian} Russian), none the second time"
    replies = f", {asked.replies} by replies()" if asked.case.replies else ""
    edited = ", the edit a revision" if asked.edited else ""
    noticed = f", noticed: {', '.join(sorted(asked.noticed))}" if asked.noticed else ""
    return f"{asked.case.name}: {told}{replies}{edited}{noticed}"


if __name__ == "__main__":
    sys.exit(main())
