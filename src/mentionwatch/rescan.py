"""Apply the present queries to what is kept and to the archive: add, remove, see anew.

    pages of the archive | match | keep     pages of kept posts | match | add, change, remove

What a person said stands: a mention that somebody worked on is never removed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from mentionwatch.lessons import learned
from mentionwatch.matchers import ready
from mentionwatch.model import Match, Mention, Post, Topic
from mentionwatch.remarks import spoken
from mentionwatch.store import Store
from mentionwatch.store.archive import Archived
from mentionwatch.store.rematch import Changes, Held
from mentionwatch.text.accounts import OwnAccounts
from mentionwatch.text.match import Matcher

EXAMPLES = 5
"""Mentions shown of those that come, and of those that go."""


@dataclass(slots=True, kw_only=True)
class Rescanned:
    """What a rescan did, or would do.

    ``posts`` were looked at, of them ``archived`` in the archive; ``added`` mentions came, ``removed`` went,
    ``changed`` have other places or another confidence, by which ``surer`` are no longer doubtful and
    ``doubted`` newly are. ``left`` match no more and stay, because somebody worked on them.
    """

    posts: int = 0
    archived: int = 0
    added: int = 0
    removed: int = 0
    changed: int = 0
    surer: int = 0
    doubted: int = 0
    left: int = 0
    came: list[Mention] = field(default_factory=list)
    went: list[Mention] = field(default_factory=list)

    def add(self, mentions: Sequence[Mention]) -> None:
        """Count mentions that came."""
        self.added += len(mentions)
        self.came += mentions[: EXAMPLES - len(self.came)]

    def remove(self, mention: Mention) -> None:
        """Count a mention that went."""
        self.removed += 1
        self.went += [mention][: EXAMPLES - len(self.went)]


def rescan(store: Store, topics: Sequence[Topic], *, dry_run: bool = False) -> Rescanned:
    """Let every kept and archived post be matched by these topics; other topics' mentions stay as they are.

    In a dry run all is done and taken back, page by page; mentions that would come have the id 0. The caller
    holds the right to scan. Raises StoreError; what was done until then is kept.
    """
    eye = _Eye(
        names=frozenset(topic.name for topic in topics),
        matcher=ready(store, topics, learned(store, topics)),
        own=OwnAccounts(topics),
    )
    done, last = Rescanned(), store.last_post()
    for found in _found(store, eye, done):
        done.add(_shown(store.admit(found, rehearsal=dry_run), dry_run=dry_run))
    for page in store.held(last):
        done.add(_shown(store.rematch(_changes(page, eye, done), rehearsal=dry_run), dry_run=dry_run))
    if done.removed and not dry_run:
        store.tidy()
    return done


def _shown(came: list[Mention], *, dry_run: bool) -> list[Mention]:
    """Mentions that were taken back have no number."""
    return [replace(mention, id=0) for mention in came] if dry_run else came


@dataclass(frozen=True, slots=True, kw_only=True)
class _Eye:
    """How posts are seen now."""

    names: frozenset[str]
    matcher: Matcher
    own: OwnAccounts

    def matches(self, post: Post) -> dict[str, Match]:
        return {
            match.topic: match for match in self.matcher.match(post) if not self.own.wrote(post, match.topic)
        }


def _changes(page: Sequence[Held], eye: _Eye, done: Rescanned) -> Changes:
    """What becomes of the mentions of a page."""
    changes = Changes()
    for held in page:
        done.posts += 1
        matches = eye.matches(held.post)
        changes.add += [(held.number, match) for topic, match in matches.items() if topic not in held.ties]
        for topic in held.ties.keys() & eye.names:
            _change(held, topic, matches.get(topic), changes, done)
    return changes


def _change(held: Held, topic: str, match: Match | None, changes: Changes, done: Rescanned) -> None:
    tie = held.ties[topic]
    mention = tie.mention
    if match is None and tie.worked_on:
        done.left += mention.verdict is not False
    elif match is None:
        changes.remove.append(mention.id)
        done.remove(mention)
    elif not tie.is_as(match):
        changes.change.append((mention.id, match))
        done.changed += 1
        if mention.verdict is None:
            done.surer += tie.doubted and not match.doubtful
            done.doubted += match.doubtful and not tie.doubted


def _found(store: Store, eye: _Eye, done: Rescanned) -> Iterator[list[tuple[Archived, tuple[Match, ...]]]]:
    """Archived posts that match, with their language, page by page."""
    for page in store.unkept():
        done.posts += len(page)
        done.archived += len(page)
        seen = [(one, tuple(eye.matches(one.post).values())) for one in page]
        yield [(replace(one, post=spoken(one.post)), matches) for one, matches in seen if matches]
