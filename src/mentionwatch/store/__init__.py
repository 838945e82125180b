"""The database of mentions. The only package that speaks SQL: one method, one question.

    with Store.open(path, now=now) as store, store.scanning(wait=60):
        fresh = store.keep(batches, now)

Reading imports nothing but the standard library; what only writing needs is imported when writing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import date, datetime, tzinfo
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from mentionwatch.errors import StoreError
from mentionwatch.model import (
    Author,
    Cut,
    Filter,
    Kinship,
    Loudest,
    Mention,
    Period,
    Place,
    Post,
    Revision,
    Sample,
    SourceState,
    Story,
    Tally,
    Validator,
)
from mentionwatch.store import cuts, figures, read, samples, spending, states, stories, writers
from mentionwatch.store.alerting import Alerting
from mentionwatch.store.answering import Answering
from mentionwatch.store.batch import Batch, Calibration, Enriched, Lesson, Look, Parcel, Reply
from mentionwatch.store.figures import By
from mentionwatch.store.following import Following
from mentionwatch.store.opening import connect
from mentionwatch.store.opinions import Opinions
from mentionwatch.store.transaction import transaction
from mentionwatch.store.trouble import explained
from mentionwatch.store.tuning import Tuning
from mentionwatch.store.writers import Shared, Written

if TYPE_CHECKING:
    from mentionwatch.store.beside import Beside
    from mentionwatch.store.forgetting import Forgotten, Somebody
    from mentionwatch.store.grouping import Groups

__all__ = ["Batch", "By", "Calibration", "Enriched", "Lesson", "Look", "Parcel", "Reply", "Store"]


class Store(Tuning, Alerting, Following, Opinions, Answering):
    """An open database. Every method may raise StoreError, which says what to do about it.

    Several processes may read while one writes. Threads may share a store as long as only one writes.
    """

    @classmethod
    def open(cls, path: Path, *, now: datetime, readonly: bool = False) -> Store:
        """The database at ``path``. It is created unless it is only read, and migrated after a backup copy.

        Raises StoreError where there is none to read, or where it is damaged, newer than this program, no
        database of mentionwatch, or not to be opened.
        """
        with explained(path):
            return cls(connect(path, now=now, readonly=readonly), path, now=now, readonly=readonly)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def scanning(self, wait: float) -> AbstractContextManager[None]:
        """Hold the right to scan, waiting ``wait`` seconds for it. Raises StoreError("store-busy")."""
        from mentionwatch.store.lock import scanning

        return scanning(self.path, wait)

    # Scanning

    def keep(self, batches: Sequence[Batch], now: datetime) -> list[Mention]:
        """Keep what sources brought, all or nothing; the mentions (new pairs of post and topic) that are new."""
        from mentionwatch.store.collecting import uncollected

        if not any(batch.found or batch.own or batch.archive for batch in batches):
            with self._changing():
                states.note(self._db, [(batch, 0) for batch in batches])
            return []
        from mentionwatch.store.keep import keep  # most days most sources bring nothing

        with explained(self.path), uncollected():
            self._writable()
            return keep(self._db, batches, now)

    def spoken(self, posts: Sequence[Post]) -> set[tuple[str, str]]:
        """Source and id of those of these posts that are kept with their language."""
        from mentionwatch.store.known import spoken

        with explained(self.path):
            return spoken(self._db, posts)

    def unread(self, limit: int) -> list[Mention]:
        """Mentions that are new or edited and were not enriched since, oldest first."""
        with explained(self.path):
            return read.unread(self._db, limit)

    def enrich(self, rows: Sequence[Enriched], *, replace: bool = False) -> None:
        """Fill in what mentions lack; with ``replace`` also what was filled in before. They count as read."""
        from mentionwatch.store.enriching import enrich

        with self._changing():
            enrich(self._db, rows, replace=replace)

    def ungrouped(self) -> bool:
        """Whether there are mentions without a story."""
        with explained(self.path):
            return stories.ungrouped(self._db)

    @contextmanager
    def grouping(self, limit: int) -> Iterator[Groups]:
        """The shelf on which ``analysis.placing`` places the ``limit`` oldest posts without a story: all or none."""
        from mentionwatch.store.grouping import groups

        with explained(self.path):
            self._writable()
            with transaction(self._db):
                shelf = groups(self._db, limit)
                yield shelf
                shelf.finish()

    # How sources fare

    def configured(self, sources: Mapping[str, str]) -> None:
        """Tell which sources (key to type) are configured; those that no longer are become inactive."""
        with self._changing():
            states.configured(self._db, sources)

    def states(self) -> dict[str, SourceState]:
        """How each source fares, by key."""
        with explained(self.path):
            return states.states(self._db)

    def validators(self, keys: Sequence[str], fingerprint: str) -> dict[str, dict[str, Validator]]:
        """What is remembered of the addresses of sources, by key, if read with the queries of that fingerprint."""
        with explained(self.path):
            return states.validators(self._db, keys, fingerprint)

    def sample(self, key: str) -> Sample | None:
        """The answer at which a source failed last, where that was not what it should be."""
        with explained(self.path):
            return samples.sample(self._db, key)

    def sampled(self) -> set[str]:
        """The sources of which such an answer is kept."""
        with explained(self.path):
            return samples.sampled(self._db)

    def marks(self, keys: Sequence[str]) -> dict[tuple[str, str], datetime]:
        """The newest time that each of these sources was read up to, by key and term; none where it never was."""
        with explained(self.path):
            return states.marks(self._db, keys)

    def spent(self, key: str, since: datetime) -> int:
        """How many requests a source took since then."""
        with explained(self.path):
            return spending.spent(self._db, key, since)

    def capped(self, period: Period) -> dict[str, tuple[datetime, datetime]]:
        """The sources whose budget was spent within the period, by key: since when, and when there is more again."""
        with explained(self.path):
            return spending.capped(self._db, period.start, period.end)

    def cuts(self, period: Period) -> dict[str, Cut]:
        """What is missing of what was published in the period, since searches ended at a limit, by source."""
        with explained(self.path):
            return cuts.between(self._db, period.start, period.end)

    def terms_asked(self, key: str) -> dict[str, datetime]:
        """When each term of a source was last asked to its end."""
        with explained(self.path):
            return spending.terms_asked(self._db, key)

    def last_scan(self) -> datetime | None:
        """When a source was last asked."""
        with explained(self.path):
            return states.last_scan(self._db)

    def set_back(self, now: datetime) -> bool:
        """Whether the machine's clock was set back since the last scan; nothing waits for the wrong time then."""
        from mentionwatch.store import setback

        with self._changing():
            return setback.set_back(self._db, now)

    # Mentions

    def mentions(self, asked: Filter, *, limit: int | None = None) -> Iterator[Mention]:
        """Mentions, newest first, one by one."""
        with explained(self.path):
            yield from read.mentions(self._db, asked, limit)

    def mentions_json(self, asked: Filter, *, limit: int | None = None) -> Iterator[str]:
        """The same mentions as lines of JSON, without line breaks."""
        with explained(self.path):
            yield from read.lines(self._db, asked, limit)

    def mention(self, id: int) -> Mention | None:  # noqa: A002 - what users call it
        """One mention; None where there is none of that number."""
        with explained(self.path):
            return next(iter(read.chosen(self._db, [id])), None)

    def places(self, id: int) -> list[Place]:  # noqa: A002
        """Everywhere that the post of a mention was seen, first place first."""
        with explained(self.path):
            return read.places(self._db, id)

    def revisions(self, id: int) -> list[Revision]:  # noqa: A002
        """What the post of a mention said before it was edited, oldest first."""
        with explained(self.path):
            return read.revisions(self._db, id)

    # Figures

    def counts(self, asked: Filter, by: Sequence[By]) -> list[tuple[tuple[str | None, ...], Tally]]:
        """Tallies for every combination of names that there is, most first."""
        with explained(self.path):
            return figures.counts(self._db, asked, by)

    def days(self, asked: Filter, zone: tzinfo) -> dict[date, Tally]:
        """Tallies by the day that it was in a time zone, of all days that have mentions."""
        with explained(self.path):
            return figures.days(self._db, asked, zone)

    def loudest(self, asked: Filter, limit: int, zone: tzinfo) -> list[Loudest]:
        """The authors with most mentions, and on how many days of a time zone each wrote something negative."""
        with explained(self.path):
            return figures.loudest(self._db, asked, limit, zone)

    def engaging(self, asked: Filter, limit: int) -> list[Mention]:
        """The mentions with most reactions."""
        with explained(self.path):
            return figures.engaging(self._db, asked, limit)

    def newest(self, asked: Filter, limit: int) -> list[Mention]:
        """The latest mentions."""
        return list(self.mentions(asked, limit=limit))

    def negatives(self, asked: Filter, limit: int) -> list[Mention]:
        """The latest negative mentions; none where a filter asks for other sentiments only."""
        if asked.sentiments and "negative" not in asked.sentiments:
            return []
        return list(self.mentions(replace(asked, sentiments=("negative",)), limit=limit))

    def waiting_negatives(self, asked: Filter) -> int:
        """How many negative mentions are new or open."""
        with explained(self.path):
            return figures.waiting(self._db, asked)

    def late(self, asked: Filter) -> int:
        """How many were first seen between ``since`` and ``until`` but count for a time before."""
        with explained(self.path):
            return figures.late(self._db, asked)

    def doubtful(self, asked: Filter) -> int:
        """How many mentions are left out as doubtful."""
        with explained(self.path):
            return figures.doubtful(self._db, asked)

    def hourly(self, asked: Filter, start: datetime) -> list[tuple[str, int, int, int]]:
        """Topic, hour counted from ``start``, mentions and negative mentions, of every hour that has any.

        ``start`` is a whole hour of UTC.
        """
        with explained(self.path):
            return figures.hourly(self._db, asked, start)

    def hourly_of_stories(
        self, asked: Filter, start: datetime, least: int
    ) -> list[tuple[str, int, int, int, int]]:
        """Topic, story, hour counted from ``start``, mentions and negative ones, of stories of at least ``least``."""
        with explained(self.path):
            return figures.hourly_of_stories(self._db, asked, start, least)

    def beside(self, asked: Filter, limit: int) -> Beside:
        """Which topics share the newest ``limit`` mentions' posts."""
        from mentionwatch.store.beside import beside

        with explained(self.path):
            return beside(self._db, asked, limit)

    # Stories and people

    def stories(
        self, asked: Filter, *, least: int = 2, limit: int = 20, before: Period | None = None
    ) -> list[Story]:
        """The largest stories of at least ``least`` mentions, beside ``before``.

        By default that is the time of equal length before, where both bounds of time are given.
        """
        with explained(self.path):
            return stories.stories(self._db, asked, least, limit, before)

    def kinship(self, id: int) -> Kinship | None:  # noqa: A002
        """Why a mention is in its story; None where it was the first, or has none."""
        with explained(self.path):
            return stories.why(self._db, id)

    def voices(self, asked: Filter, limit: int) -> list[tuple[int, str, str | None]]:
        """Number, text and author's key of one mention of each story, at most ``limit``, newest first."""
        with explained(self.path):
            return stories.voices(self._db, asked, limit)

    def written(self, asked: Filter) -> list[Written]:
        """Every mention whose author is known, without its text."""
        with explained(self.path):
            return writers.written(self._db, asked)

    def reaches(self, asked: Filter) -> list[int]:
        """How many followers each author has of whom that is known."""
        with explained(self.path):
            return writers.reaches(self._db, asked)

    def authors(self, numbers: Sequence[int]) -> dict[int, Author]:
        """Authors by their numbers."""
        with explained(self.path):
            return writers.authors(self._db, list(numbers))

    def by_author(self, name: str, asked: Filter) -> list[Mention]:
        """Everything that authors of this name, handle or id wrote, newest first."""
        with explained(self.path):
            return writers.by_author(self._db, name, asked)

    def shared(self, asked: Filter, limit: int) -> list[Shared]:
        """The latest posts of known authors that are copies, have copies, or may hold links or tags."""
        with explained(self.path):
            return writers.shared(self._db, asked, limit)

    # Upkeep

    def info(self) -> dict[str, str | int | None]:
        """What there is: rows of each kind, first and last time, bytes, version."""
        from mentionwatch.store import upkeep

        with explained(self.path):
            return upkeep.info(self._db, self.path)

    def check(self) -> list[StoreError]:
        """Everything that is wrong with the database, worst first; each says what to do. Nothing is changed."""
        from mentionwatch.store import upkeep

        with explained(self.path):
            return upkeep.check(self._db, self.path, readonly=self.readonly)

    def backup(self, target: Path) -> None:
        """A consistent copy, also while a scan is writing; it replaces an older file once it is whole."""
        from mentionwatch.store import upkeep

        with explained(target):
            upkeep.backup(self._db, self.path, target)

    def prune(self, older_than: datetime) -> int:
        """Forget posts that count for a time before, for good; how many mentions that were."""
        from mentionwatch.store import upkeep

        with explained(self.path):
            self._writable()
            return upkeep.prune(self._db, older_than)

    def called(self, name: str) -> list[Somebody]:
        """Everybody whose name, handle (with or without @), id or address this is."""
        from mentionwatch.store import forgetting

        with explained(self.path):
            return forgetting.called(self._db, name)

    def forget(self, people: Sequence[Somebody], name: str, source: str | None = None) -> Forgotten:
        """Remove these people and all they wrote, for good, and what somebody called ``name`` has in the archive."""
        from mentionwatch.store import forgetting

        with explained(self.path):
            self._writable()
            return forgetting.forget(self._db, people, name, source)

    def rename_topic(self, old: str, new: str) -> int:
        """Give the mentions of one topic, and what was done with them, to another; how many there were."""
        from mentionwatch.store.renaming import rename_topic

        with explained(self.path):
            self._writable()
            return rename_topic(self._db, old, new)

    def merge(self, other: Path) -> int:
        """Take in the mentions of another database, each once; how many are new here."""
        from mentionwatch.store.merge import merge

        if other.exists() and other.samefile(self.path):
            raise StoreError("store-merge-self", path=str(other))
        with Store.open(other, now=self._now, readonly=True) as theirs, explained(self.path):
            self._writable()
            return merge(self._db, theirs._db)
