"""The nouns of mentionwatch: frozen values that every floor shares.

Times are aware datetimes in UTC. ``None`` means "not told by the platform", never zero and never empty.
Texts are plain: what a person sees, without markup, as the source told it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from mentionwatch.dataclass import dataclass

if TYPE_CHECKING:
    from mentionwatch.conversation import Responses

TopicKind: TypeAlias = Literal["brand", "product", "person", "competitor", "subject"]
PostKind: TypeAlias = Literal["article", "post", "comment", "review", "video"]
Label: TypeAlias = Literal["positive", "neutral", "negative"]
Intent: TypeAlias = Literal[
    "complaint", "question", "praise", "cancellation", "news", "advertisement", "job", "other"
]
Status: TypeAlias = Literal["new", "open", "answered", "ignored"]
Stage: TypeAlias = Literal["waiting", "new", "open", "snoozed", "answered", "ignored"]
"""Which part of the work is meant; ``waiting`` is all that is new or open and not put off."""

RoleName: TypeAlias = Literal["complainer", "friend", "leader", "regular", "passer-by"]
SubjectKind: TypeAlias = Literal["question", "phrase", "name"]
EventKind: TypeAlias = Literal["verdict", "sentiment", "intent", "status", "assignee", "note", "snooze"]
AlertKind: TypeAlias = Literal[
    "mention", "spike", "negative spike", "story grows", "loud author", "promise broken", "source fails"
]
MessageState: TypeAlias = Literal["waiting", "sent", "failed"]
UNSURE = 0.55
"""A sentiment of less confidence is unsure: it is wrong about as often as right (benchmarks/unsure.py)."""
LONG_AGO = timedelta(days=300)
"""From then on a day that is told without its year may be taken for that of another."""
PERSON = "person"
"""What a sentiment is ``by`` where a person said it: it stands, whatever a classifier thinks."""

POST_KINDS: tuple[PostKind, ...] = get_args(PostKind)
LABELS: tuple[Label, ...] = get_args(Label)
INTENTS: tuple[Intent, ...] = get_args(Intent)
STATUSES: tuple[Status, ...] = get_args(Status)
STAGES: tuple[Stage, ...] = get_args(Stage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What is watched. ``query`` is the text of the query language (docs/reference/query.md).

    ``wrong_layout``: names are also found as they come out in the other keyboard layout (``vnc`` for ``мтс``).
    """

    name: str
    query: str
    kind: TopicKind = "brand"
    group: str | None = None
    languages: tuple[str, ...] = ()
    own_accounts: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    not_context: tuple[str, ...] = ()
    min_confidence: float = 0.5
    wrong_layout: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of the playbook: which mentions it is about, and what was agreed on for them.

    ``None`` and empty mean "any"; a mention must satisfy everything else. ``authors`` are names, handles, ids or
    addresses, ``sources`` names of sources or hosts of sites, ``min_reach`` is in people, ``spike`` asks that much
    more (or more negative) was said of the topic at that time than is usual, ``urgent`` for words of haste. An answer
    is promised ``within`` so much working time, and ``escalate_to`` is told after ``escalate_after`` of it.
    """

    name: str
    query: str | None = None
    topics: tuple[str, ...] = ()
    intents: tuple[Intent, ...] = ()
    sentiments: tuple[Label, ...] = ()
    authors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    min_reach: int | None = None
    spike: bool = False
    urgent: bool = False
    assign: str | None = None
    within: timedelta | None = None
    hints: tuple[str, ...] = ()
    escalate_after: timedelta | None = None
    escalate_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who wrote a post, as far as the platform tells."""

    name: str | None = None
    handle: str | None = None
    id: str | None = None
    url: str | None = None
    followers: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """Counts as the platform shows them; ``None`` is "not told"."""

    likes: int | None = None
    comments: int | None = None
    shares: int | None = None
    views: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One publication.

    ``source`` is the source's name (``rss``, ``vk``), ``id`` is unique and stable within it, ``url`` is
    absolute and leads a person to this very post. ``site`` is the host that published it, which for an
    aggregator is not the host that was asked. ``thread`` and ``parent`` are addresses of the discussion
    and of the post that this one answers. ``rating`` is in stars, 1 to 5.
    """

    source: str
    id: str
    text: str
    url: str | None = None
    title: str | None = None
    author: Author | None = None
    published: datetime | None = None
    kind: PostKind = "article"
    site: str | None = None
    language: str | None = None
    thread: str | None = None
    parent: str | None = None
    rating: float | None = None
    engagement: Engagement = field(default_factory=Engagement)

    @property
    def whole(self) -> str:
        """The text that queries see and that spans index: title, line break, text."""
        return f"{self.title}\n{self.text}" if self.title else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where a term of the query stands in ``Post.whole``, in Unicode code points, end exclusive."""

    start: int
    end: int
    text: str
    term: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A post concerns a topic. ``confidence`` is 0..1; below the topic's ``min_confidence`` it is doubtful.

    ``reasons`` tell a person why the confidence is what it is, strongest first.
    """

    topic: str
    spans: tuple[Span, ...]
    confidence: float
    doubtful: bool = False
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentiment:
    """Sentiment toward a mention's topic.

    ``score`` is -1 (worst) to 1 (best), ``confidence`` the calibrated probability of ``label`` (0..1),
    ``words`` the deciding words with their weights (positive weights speak for the brand), ``by`` the
    classifier and its version: ``embedded/1``.
    """

    label: Label
    score: float
    by: str
    confidence: float = 1.0
    words: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What a classifier is asked about: a text and the spans of the target in it."""

    text: str
    target: str
    spans: tuple[tuple[int, int], ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a post was seen: the same post can reach us through several sources and addresses."""

    source: str
    id: str
    url: str | None
    seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What a post said until ``seen``, when a changed text was found."""

    title: str | None
    text: str
    seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A post that concerns a topic, with all that was found out about it and done with it.

    ``verdict`` is a person's: True makes a doubtful mention a sure one, False means that it is none. ``urgent`` are
    the words that ask for haste, as written, in lower case; ``inappropriate`` tells of foul language. Both are None
    where nobody looked for them yet. ``snoozed`` is until when the mention is put off, if it is.
    """

    id: int
    post: Post
    topic: str
    spans: tuple[Span, ...]
    confidence: float
    doubtful: bool
    first_seen: datetime
    sentiment: Sentiment | None = None
    intent: Intent | None = None
    urgent: tuple[str, ...] | None = None
    inappropriate: bool | None = None
    story: int | None = None
    status: Status = "new"
    assignee: str | None = None
    answered: datetime | None = None
    verdict: bool | None = None
    snoozed: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What somebody did with a mention: ``before`` became ``value`` (None is "nothing").

    Verdicts are ``mention`` and ``not-a-mention``, the value of a snooze is a time as in JSON. ``undoes`` is the number
    of the event that this one takes back.
    """

    id: int
    at: datetime
    who: str
    kind: EventKind
    value: str | None
    before: str | None
    undoes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A half-open stretch of time: start <= t < end. ``against`` is what it is compared with, if not ``before``."""

    start: datetime
    end: datetime
    against: Period | None = None

    @property
    def before(self) -> Period:
        """What it is compared with: by default the stretch of equal length that ends where this one starts."""
        return self.against or Period(start=self.start - (self.end - self.start), end=self.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which mentions are meant; ``None`` and empty mean "any". ``words`` is searched in title and text.

    ``since`` and ``until`` bound the time a mention counts for: its publication, or, where the platform
    does not tell that, the moment it was first seen. ``sources`` are types of sources, ``feeds`` the keys of
    configured ones: either will do. ``doubtful``: False leaves the doubtful ones out, True
    means them alone, None all. What a person said is no mention is never meant.
    """

    since: datetime | None = None
    until: datetime | None = None
    topics: Sequence[str] = ()
    sources: Sequence[str] = ()
    feeds: Sequence[str] = ()
    sentiments: Sequence[Label] = ()
    intents: Sequence[Intent] = ()
    languages: Sequence[str] = ()
    statuses: Sequence[Status] = ()
    stories: Sequence[int] = ()
    words: str | None = None
    doubtful: bool | None = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What a source is asked for: everything newer than ``since`` that may hold ``term``.

    ``term`` is ``None`` for sources that are asked once for everything new. ``since`` is where a source
    may stop paging; posts older than it do no harm.
    """

    since: datetime
    term: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The answer at which a source failed, for whoever has to find out why: the beginning of it, without secrets.

    ``at`` is when it came (aware), ``head`` some of its headers, a line each, ``body`` its text.
    """

    at: datetime
    url: str
    status: int
    head: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Validator:
    """What is remembered of an address, to ask it cheaply again.

    ``etag`` and ``last_modified`` are the server's own strings, verbatim (RFC 9110 §8.8); ``digest`` is of
    the body, for servers that send neither; ``moved`` is where a permanent redirect (301, 308) led. ``seen`` is
    whatever the source remembers of what it read there.
    """

    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    moved: str | None = None
    seen: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What searches of a source left out: of what was published between ``since`` and ``until`` not all was asked for.

    ``searches`` of it ended at a limit, the source's own or its service's, after ``read`` posts in all; ``told`` is how
    many the service says that there are, None where it does not tell.
    """

    since: datetime
    until: datetime
    read: int
    told: int | None = None
    searches: int = 1

    def __add__(self, other: Cut) -> Cut:
        return Cut(
            since=min(self.since, other.since),
            until=max(self.until, other.until),
            read=self.read + other.read,
            told=None if self.told is None or other.told is None else self.told + other.told,
            searches=self.searches + other.searches,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """How a configured source fares. ``key`` tells configured sources apart, ``name`` is what a person calls it.

    ``error`` is why it fails, in the language of the scan; ``cause`` the same for any language (``messages.retell``).
    ``cut`` is what was left out when it was asked last.
    """

    key: str
    source: str
    name: str | None = None
    last_ok: datetime | None = None
    last_asked: datetime | None = None
    newest: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    next_ask: datetime | None = None
    error: str | None = None
    cause: str | None = None
    posts: int = 0
    mentions: int = 0
    active: bool = True
    cut: Cut | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A source that failed in a scan. ``error`` is a whole sentence, ``again`` when it is asked again."""

    key: str
    error: str
    again: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What looking again did: posts ``looked`` at, ``unread`` ones that could not be, and those that still wait.

    ``fresh`` are mentions found in replies, ``answered`` the numbers of those found to be answered by us.
    """

    looked: int
    unread: int
    waiting: int
    fresh: tuple[Mention, ...]
    answered: tuple[int, ...]
    failed: tuple[Failure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanResult:
    """What a scan did: sources asked and left out (backing off, not yet due), posts read, fresh mentions.

    ``cut`` tells by the key of a source what was left out; ``lost`` are those that missed posts since they were asked
    last, and had missed none then. ``followed`` is what looking again at older mentions did, if it was part of it.
    """

    asked: int
    resting: int
    posts: int
    fresh: tuple[Mention, ...]
    failed: tuple[Failure, ...]
    cut: Mapping[str, Cut] = field(default_factory=dict)
    lost: frozenset[str] = frozenset()
    followed: Followed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many mentions, and how they feel. ``unknown`` were not classified yet.

    ``unsure`` were classified with less confidence than UNSURE; ``unsure_balance`` is the positive of these minus
    the negative of these.
    """

    total: int = 0
    positive: int = 0
    neutral: int = 0
    negative: int = 0
    unsure: int = 0
    unsure_balance: int = 0

    @classmethod
    def of(cls, labels: Iterable[Label | None]) -> Tally:
        """That of mentions with these labels, of which none is said to be unsure."""
        counts = Counter(labels)
        return cls(
            total=counts.total(),
            positive=counts["positive"],
            neutral=counts["neutral"],
            negative=counts["negative"],
        )

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            total=self.total + other.total,
            positive=self.positive + other.positive,
            neutral=self.neutral + other.neutral,
            negative=self.negative + other.negative,
            unsure=self.unsure + other.unsure,
            unsure_balance=self.unsure_balance + other.unsure_balance,
        )

    @property
    def unknown(self) -> int:
        return self.total - self.positive - self.neutral - self.negative

    @property
    def net_sentiment(self) -> float | None:
        """(positive - negative) / all classified, -1..1; ``None`` where nothing was classified."""
        known = self.total - self.unknown
        return (self.positive - self.negative) / known if known else None

    @property
    def net_sentiment_sure(self) -> float | None:
        """The same without those that are unsure; ``None`` where none is left."""
        sure = self.total - self.unknown - self.unsure
        return (self.positive - self.negative - self.unsure_balance) / sure if sure else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a breakdown: a name (a source, a site, a day ...), its tally now and in the period before."""

    name: str
    now: Tally
    before: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A topic's share of voice: its mentions over those of its whole group, 0..1, ``None`` of nothing."""

    group: str
    topic: str
    mentions: int
    share: float | None
    share_before: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What somebody is, and the figures that say so: ``count`` of what the role counts, at least ``least``."""

    name: RoleName
    count: int
    least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinship:
    """Why a mention belongs to its story: what it shares with ``mention``, None where that is gone.

    ``how``: the ``same`` wording, ``cut`` or ``edited``, ``score`` being the share (0..1) of the shorter text; or
    another report of one ``event``, with a score that is 1 at the threshold, and the words shared by kind.
    """

    mention: int | None
    how: Literal["same", "cut", "edited", "event"]
    score: float
    shared: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Mentions of one event. ``tally``, ``sites`` and ``reach`` are of the period, ``before`` counts the one before.

    ``lead`` is the first mention, ``size`` counts all since ``first``; ``reach`` adds up the followers of all authors.
    ``why`` are the commonest reasons for which mentions are in it, as in ``Kinship.shared``.
    """

    id: int
    lead: Mention
    tally: Tally
    before: int
    size: int
    sites: int
    reach: int | None
    first: datetime
    last: datetime
    why: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spike:
    """More mentions of a topic than usual, or more negative ones: ``observed`` in the ``span`` before ``time``.

    ``once_in`` is how often so much happens by chance, judged by the ``known`` past, at most ten years. A ``climb``
    is a whole day far above the days before. ``story`` is the one that brought most of it. ``source`` is told where
    only the topic's mentions by one source stand out. Where ``of_story``, only that one story stands out: its mentions
    are counted, and ``expected`` is what the loudest story of the topic usually has in such a time.
    """

    topic: str
    negative: bool
    kind: Literal["burst", "climb"]
    time: datetime
    span: timedelta
    observed: int
    expected: float
    once_in: timedelta
    known: timedelta
    story: Story | None = None
    source: str | None = None
    of_story: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What recurs: how many people say so now and said so before, and the first of them as examples.

    ``text`` is the commonest wording. ``surprise`` is the log-likelihood ratio of the growth, 0 where there is none.
    """

    kind: SubjectKind
    text: str
    count: int
    before: int
    new: bool
    surprise: float
    examples: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Why two accounts look coordinated.

    Of ``common`` objects that both shared, ``near`` were shared within an hour of each other and ``together`` within
    a minute, where chance explains ``by_chance``. ``likeness`` (0..1) is how much of their activity this is.
    ``objects`` are the rarest examples.
    """

    accounts: tuple[str, str]
    together: int
    near: int
    common: int
    by_chance: float
    likeness: float
    objects: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """Accounts that are tied to one another, directly or through others; the closest ties first."""

    accounts: tuple[str, ...]
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loudest:
    """An author with their mentions in the period; ``reach`` is the largest follower count seen.

    ``complained_on`` is on how many days of the reader's time zone something of theirs was negative.
    """

    author: Author
    source: str
    tally: Tally
    reach: int | None
    roles: tuple[Role, ...] = ()
    complained_on: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """An hour of the week in the reader's time zone: ``weekday`` 0 (Monday) to 6, ``hour`` 0 to 23."""

    weekday: int
    hour: int
    mentions: int
    negative: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """Who or what occurs with a topic: another topic, or a name found in its mentions.

    ``count`` of the ``of`` mentions that were looked at hold it, where chance explains ``expected``: as many as in
    texts that do not mention the topic. ``expected`` is None where there are too few of those to compare with.
    """

    topic: str
    name: str
    kind: Literal["topic", "name"]
    count: int
    of: int
    expected: float | None
    examples: tuple[int, ...] = ()

    @property
    def lift(self) -> float | None:
        """How many times as often as by chance."""
        return self.count / self.expected if self.expected else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Whether a figure of the user's own moved with mentions or net sentiment, ``days`` days long.

    ``rho`` (-1..1) is Spearman's at the ``lag`` at which it is strongest: so many days after the mentions the figure
    moved, before them where negative. ``effective`` is how many independent days these are worth, ``chance`` how
    likely chance alone does so at one of all lags, None where the days are too few to tell.
    """

    to: Literal["mentions", "net"]
    days: int
    effective: float
    lag: int
    rho: float
    chance: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A figure of the user's own by day (``YYYY-MM-DD``), None where it is not told; its means now and before."""

    name: str
    days: tuple[tuple[str, float | None], ...]
    mean: float | None = None
    mean_before: float | None = None
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Capped:
    """A source whose budget was spent within a period: first at ``since``, at last until there is more at ``until``."""

    state: SourceState
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How complete the picture is: what was asked, what failed and since when, what was capped, what came late.

    ``late`` counts mentions first seen in the period but published before it, ``unsent`` messages of alerts that
    nobody took so far. ``cut`` are the sources of which posts of the period were left out; their ``cut`` tells what.
    """

    sources: int
    failing: tuple[SourceState, ...]
    never_answered: tuple[SourceState, ...]
    silent: tuple[SourceState, ...]
    late: int
    doubtful: int
    last_scan: datetime | None
    unsent: int = 0
    capped: tuple[Capped, ...] = ()
    cut: tuple[SourceState, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The figures and mentions of a period, beside those of the period before. A pure function of the store.

    Each breakdown adds up to ``now`` and ``before``: topics and languages by mention, days by that of ``zone``
    (``YYYY-MM-DD``, no gap), sources and sites by where the post was first seen. A name is ``""`` where the
    platform does not tell it. ``waiting`` counts the period's negatives that nobody answered or set aside;
    ``newest`` are the latest mentions of any sentiment, ``positives`` the most engaging kind words. ``stories`` are
    the largest, ``subjects`` what recurs in them; ``coordinated`` are accounts that look as if they acted together;
    ``responses`` tell how those topics answer whose own accounts are known.
    ``hours`` are those of the week that have mentions, in the time zone ``zone``; ``indicators`` are the user's own.
    """

    made: datetime
    period: Period
    topics_asked: tuple[str, ...]
    now: Tally
    before: Tally
    topics: tuple[Row, ...]
    shares: tuple[Share, ...]
    sources: tuple[Row, ...]
    sites: tuple[Row, ...]
    languages: tuple[Row, ...]
    days: tuple[Row, ...]
    authors: tuple[Loudest, ...]
    engaging: tuple[Mention, ...]
    negatives: tuple[Mention, ...]
    coverage: Coverage
    positives: tuple[Mention, ...] = ()
    newest: tuple[Mention, ...] = ()
    waiting: int = 0
    stories: tuple[Story, ...] = ()
    spikes: tuple[Spike, ...] = ()
    subjects: tuple[Subject, ...] = ()
    coordinated: tuple[Ring, ...] = ()
    responses: tuple[Responses, ...] = ()
    hours: tuple[Hour, ...] = ()
    zone: tzinfo = UTC
    companions: tuple[Companion, ...] = ()
    indicators: tuple[Indicator, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where alerts go. ``key`` tells it from others and holds nothing of the address, which may be a secret."""

    key: str
    name: str
    url: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRule:
    """What people want to be told of, and how. ``about`` tells which mentions it concerns.

    ``at_least`` is a number of mentions (spikes, stories) or of failures in a row (sources); a spike must come no
    oftener than ``once_in``. ``digest`` gathers alerts: every so long, or daily at a
    time of the wall clock; ``quiet`` are hours (from, until) in which nothing is sent unless ``urgent``.
    """

    name: str
    when: AlertKind
    about: Rule
    at_least: int = 1
    once_in: timedelta = timedelta(0)
    digest: timedelta | time | None = None
    quiet: tuple[time, time] | None = None
    urgent: bool = False
    to: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """Something that a rule tells people.

    ``subject`` is what it is about. There is ``count`` of it now, and was ``before`` when it was told of last; ``None``
    where it is told of for the first time. ``mentions`` are numbers, the most telling first. ``since`` is when a spike
    began, an answer was due, a source began to fail; ``span`` how long a time of a spike ``count`` counts.
    """

    rule: str
    when: AlertKind
    subject: str
    at: datetime
    count: int
    topic: str | None = None
    before: int | None = None
    mentions: tuple[int, ...] = ()
    spike: Spike | None = None
    source: SourceState | None = None
    recovered: bool = False
    since: datetime | None = None
    span: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was told of a subject: since when it is known, when last, and how much there was of it.

    ``mention`` is one of its mentions, by which a story is found again; for a topic, the last that was looked at.
    """

    since: datetime
    at: datetime
    count: int = 0
    mention: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Alerts as they go to one target. ``key`` is the same at every try, so that a receiver can tell a repetition.

    ``payload`` is the JSON for webhooks, None for other targets. ``error`` is why the last try failed.
    """

    id: int
    key: str
    rule: str
    target: str
    title: str
    body: str
    payload: str | None
    made: datetime
    state: MessageState = "waiting"
    tries: int = 0
    next: datetime | None = None
    error: str | None = None
    ended: datetime | None = None
