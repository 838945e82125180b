"""Asking a server through mentionwatch as a user would, and comparing what it kept with what was written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from live_servers._following import look_after, look_before
from live_servers._seeds import BY_KEY, EDITED, OWN_ACCOUNTS, SEEDS, TOPICS, Seed, crowd, own
from live_servers._site import Case, Happening, Refusal
from mentionwatch.errors import MentionwatchError
from mentionwatch.http import Network
from mentionwatch.model import Search
from mentionwatch.plugins import Source, find
from mentionwatch.store import Store

Told = dict[str, Any]
"""A mention as ``mentions --json`` prints it."""

_LONGEST_AGO = timedelta(days=30)


@dataclass(kw_only=True)
class Asked:
    """A case that was tried: what went wrong, and how many mentions and answers came."""

    case: Case
    folder: Path
    wrong: list[str] = field(default_factory=list)
    mentions: int = 0
    russian: int = 0
    replies: int = 0
    edited: bool = False
    noticed: frozenset[Happening] = frozenset()

    @property
    def searches(self) -> bool:
        """Whether the source is asked for phrases, not for everything new."""
        return find(Source, self.case.options["type"])(**_without_type(self.case.options)).searches


def ask(case: Case, folder: Path) -> Asked:
    """Scan twice with a configuration of its own, and compare; then ask for the threads."""
    folder.mkdir()
    (folder / "mentionwatch.toml").write_text(_configuration(case.options), encoding="utf-8")
    asked = Asked(case=case, folder=folder)
    _mentionwatch(asked, "scan")
    told = mentions(asked)
    asked.mentions = len(told)
    asked.russian = sum(each["language"] == "ru" for each in told)
    asked.wrong += _differences(case, told)
    asked.wrong += _too_much(asked)
    if fresh := _mentionwatch(asked, "scan", "--json"):
        asked.wrong.append(f"the second scan found something new: {fresh[:300]}")
    for key, expected in case.replies.items():
        asked.wrong += _threads(asked, told, key, expected)
    return asked


def ask_after_edit(asked: Asked) -> None:
    """The first post says something else now: that is a revision of its mention, no other mention."""
    before = {each["id"] for each in mentions(asked)}
    _mentionwatch(asked, "scan")
    after = mentions(asked)
    edited = [each for each in after if own(each["text"]) == EDITED]
    if {each["id"] for each in after} != before or len(edited) != 1:
        asked.wrong.append(f"an edit: {len(edited)} mentions say it, {len(after) - len(before)} are new")
    elif BY_KEY["outage"].text not in own(_mentionwatch(asked, "show", str(edited[0]["id"]))):
        asked.wrong.append("an edit: show does not tell what the mention said before")
    asked.edited = True


def look_again_before(asked: Asked) -> None:
    """Look at what was found, before anything happened to it."""
    asked.wrong += look_before(asked.case, asked.folder)


def look_again_after(asked: Asked) -> None:
    """Look at it again, after all that happened."""
    asked.noticed, wrong = look_after(asked.case, asked.folder)
    asked.wrong += wrong


def refused(refusal: Refusal) -> str | None:
    """What is wrong with how a source fails; None where it fails as it must."""
    source = find(Source, refusal.options["type"])(**_without_type(refusal.options))
    network = Network()
    try:
        found = list(source.fetch(network.session(), Search(since=_since(), term=refusal.term)))
    except MentionwatchError as error:
        return None if error.message == refusal.message else f"{refusal.name}: {error.message}: {error}"
    finally:
        network.close()
    return f"{refusal.name}: no refusal, but {len(found)} posts"


def mentions(asked: Asked) -> list[Told]:
    """What is kept."""
    return [json.loads(line) for line in _mentionwatch(asked, "mentions", "--json").splitlines()]


def _mentionwatch(asked: Asked, *words: str) -> str:
    """What a command prints; what it says besides, or a failure, is wrong."""
    told = {name: value for name, value in os.environ.items() if not name.startswith("MENTIONWATCH")}
    command = [sys.executable, "-m", "mentionwatch", *words]
    done = subprocess.run(
        command, cwd=asked.folder, env={**told, "COLUMNS": "500"}, capture_output=True, text=True, check=False
    )
    if done.returncode or done.stderr:
        asked.wrong.append(f"{' '.join(words)}: {done.returncode} {done.stderr.strip()[-500:]}")
    return done.stdout


def _configuration(options: Mapping[str, Any]) -> str:
    lines = ['database = "mentions.db"', 'first_scan = "30d"', 'contact = "test@example.org"']
    for name, query in TOPICS.items():
        lines += ["", "[[topics]]", f"name = {json.dumps(name)}", f"query = {json.dumps(query)}"]
        lines += [f"own_accounts = {json.dumps(OWN_ACCOUNTS)}"] if name == "Lufthansa" else []
    lines += ["", "[[sources]]", *(f"{name} = {_toml(value)}" for name, value in options.items())]
    return "\n".join(lines) + "\n"


def _toml(value: Any) -> str:
    """A value as it is written in the configuration."""
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{name} = {_toml(each)}' for name, each in value.items())} }}"
    return json.dumps(value, ensure_ascii=False)


def _differences(case: Case, told: Sequence[Told]) -> Iterator[str]:
    """Posts that are missing, too many, or told otherwise than they were written."""
    crowded = set(crowd(case.crowd))
    found: dict[str, Told] = {}
    for mention in told:
        seed = _seed_of(case, mention)
        if seed is None and own(mention["text"]) in crowded:
            crowded.discard(own(mention["text"]))
        elif seed is None or seed.topic != mention["topic"] or seed.key in found:
            yield f"not expected: {mention['topic']}: {mention['title']!r} {mention['text'][:200]!r}"
        else:
            found[seed.key] = mention
    for key in sorted(case.finds - found.keys()):
        yield f"missing: {key}"
    for key in sorted(found.keys() - case.finds):
        yield f"found, though the server cannot tell it: {key}"
    if crowded:
        yield f"missing: {len(crowded)} of {case.crowd} of the crowd"
    for key, mention in found.items():
        yield from (f"{key}: {why}" for why in _ill_told(case, BY_KEY[key], mention, found))


def _seed_of(case: Case, mention: Told) -> Seed | None:
    text = own(mention["text"])
    same = (seed for seed in SEEDS if seed.text == text or (case.cut and text[:20] == seed.text[:20]))
    return next(same, None)


def _ill_told(case: Case, seed: Seed, mention: Told, found: Mapping[str, Told]) -> Iterator[str]:
    if case.titled and seed.answers is None and mention["title"] != seed.title:
        yield f"title {mention['title']!r}"
    published = mention["published"] and datetime.fromisoformat(mention["published"])
    if not published or not _since() < published < datetime.now(UTC) + timedelta(minutes=5):
        yield f"published {published}"
    if case.addressed and not urlsplit(mention["url"] or "").netloc:
        yield f"url {mention['url']}"
    if case.authored and seed.author not in str(mention["author"]).casefold():
        yield f"author {mention['author']}"
    if case.threaded and seed.answers and (answered := found.get(seed.answers)):
        yield from _ill_threaded(mention, answered)


def _ill_threaded(mention: Told, answered: Told) -> Iterator[str]:
    """An answer stands in the thread of what it answers, which it names as its parent."""
    if mention["kind"] != "comment":
        yield f"kind {mention['kind']}"
    if mention["parent"] not in (answered["url"], answered["thread"]):
        yield f"parent {mention['parent']}, but it answers {answered['url']}"
    if mention["thread"] and answered["thread"] and mention["thread"] != answered["thread"]:
        yield f"thread {mention['thread']}, not {answered['thread']}"


def _too_much(asked: Asked) -> Iterator[str]:
    """Whether more posts were read than the mark allows."""
    if asked.case.most_posts is None:
        return
    state = json.loads(_mentionwatch(asked, "sources", "--json"))
    if state["posts"] > asked.case.most_posts:
        yield f"{state['posts']} posts were read: paging does not stop at the mark"


def _threads(asked: Asked, told: Sequence[Told], key: str, expected: frozenset[str]) -> Iterator[str]:
    """Whether ``replies()`` brings what answers a post, and nothing else."""
    mention = next((each for each in told if (seed := _seed_of(asked.case, each)) and seed.key == key), None)
    if mention is None:
        return
    with Store.open(asked.folder / "mentions.db", now=datetime.now(UTC), readonly=True) as store:
        kept = store.mention(mention["id"])
    source = find(Source, asked.case.options["type"])(**_without_type(asked.case.options))
    network = Network()
    try:
        posts = list(source.replies(network.session(), kept.post)) if kept else []
    except MentionwatchError as error:
        yield f"replies to {key}: {error}"
        return
    finally:
        network.close()
    texts = {own(post.text): post for post in posts}
    asked.replies += len(posts)
    if texts.keys() != {BY_KEY[each].text for each in expected} or len(posts) != len(texts):
        yield f"replies to {key}: {[post.text for post in posts]}"
    for post in posts:
        if post.published is None or post.published.tzinfo is None or not post.parent:
            yield f"replies to {key}: {post.text!r} published {post.published}, parent {post.parent}"


def _without_type(options: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if name != "type"}


def _since() -> datetime:
    return datetime.now(UTC) - _LONGEST_AGO
