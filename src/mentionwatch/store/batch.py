"""What is handed to the store, and what it hands back beside mentions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime

from mentionwatch.dataclass import dataclass
from mentionwatch.model import Cut, Intent, Match, Post, Sample, Sentiment, Validator


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A post on its way to the archive: a hash of what tells it from others, one of its words, and its bytes."""

    key: int
    said: int
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A post on its way into a thread, where its words are not kept unless it is ``ours``.

    ``wording`` is a hash of its folded words, ``intent`` what its writer wants, ``refers`` whether it sends the reader
    to another channel.
    """

    post: Post
    wording: int
    ours: bool = False
    refers: bool = False
    intent: Intent | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What came of looking again at the post of that number through the configured source ``key``.

    ``again`` is the post as it is now, with its matches, where the source told it. ``replies`` are all that stand in
    its thread, ``found`` those of them that match a topic; ``whole``: there are no others. ``missing``: the source
    says that the post is no more. ``next`` is when to look again. A look that ``failed`` tells nothing.
    ``requests`` is what it cost.
    """

    post: int
    key: str
    asked: datetime
    next: datetime | None
    again: tuple[Post, tuple[Match, ...]] | None = None
    replies: Sequence[Reply] = ()
    found: Sequence[tuple[Post, tuple[Match, ...]]] = ()
    whole: bool = False
    missing: bool = False
    failed: bool = False
    requests: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What one source brought when it was asked once; it is kept whole or not at all.

    ``key`` is the configured source, ``name`` what its owner calls it, ``source`` its type, ``asked`` when it
    was asked (UTC). ``found`` holds only posts that matched a topic, ``posts`` counts all that were read,
    ``archive`` holds them where they are to be archived, ``own`` are posts by our own accounts. ``marks`` are the
    newest times of each term ("" for a source asked once for everything). ``validators`` count only for the queries
    whose ``fingerprint`` is given: other queries must read the bodies again. A failed source has an ``error``, in
    words, its ``cause`` (``MentionwatchError.packed``, as JSON), both without secrets, and possibly the time to ask it
    again; what it brought before is kept. ``requests`` is what it cost, ``terms`` tells of those that were asked to
    their end how far back, ``cuts`` of those of them that ended at a limit what was left out, ``refilled`` is when its
    budget allows more where this was the last of it.
    """

    key: str
    source: str
    asked: datetime
    found: Sequence[tuple[Post, tuple[Match, ...]]]
    name: str | None = None
    posts: int = 0
    archive: Sequence[Parcel] = ()
    own: Sequence[Reply] = ()
    marks: Mapping[str, datetime] = field(default_factory=dict)
    validators: Mapping[str, Validator] = field(default_factory=dict)
    fingerprint: str = ""
    requests: int = 0
    terms: Mapping[str, datetime] = field(default_factory=dict)
    cuts: Mapping[str, Cut] = field(default_factory=dict)
    refilled: datetime | None = None
    error: str | None = None
    cause: str | None = None
    retry: datetime | None = None
    sample: Sample | None = None
    """The answer at which it failed, where that was not what it should be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enriched:
    """What was found out about the mention ``id``; ``None`` is "could not be told"."""

    id: int
    sentiment: Sentiment | None = None
    intent: Intent | None = None
    urgent: tuple[str, ...] | None = None
    inappropriate: bool | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """What corrections taught about a classifier on a topic; None where it is best left as it is.

    ``curve`` is how much log-odds are sharpened, then what is added to those of each of LABELS; ``digest`` tells from
    which corrections, of which classifier.
    """

    digest: str
    curve: tuple[float, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What verdicts taught about a topic: weights by fact. ``digest`` tells from which verdicts."""

    digest: str
    weights: Mapping[str, float]
