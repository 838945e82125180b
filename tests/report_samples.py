"""One fixed report, an empty one, and mentions to make others from."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from answer_samples import OURS, THEIRS
from mentionwatch.model import (
    Author,
    Capped,
    Companion,
    Coverage,
    Cut,
    Engagement,
    Hour,
    Indicator,
    Label,
    Loudest,
    Mention,
    Period,
    Post,
    Relation,
    Report,
    Ring,
    Role,
    Row,
    Sentiment,
    Share,
    SourceState,
    Span,
    Spike,
    Story,
    Subject,
    Tally,
    Tie,
)

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
MOSCOW = timezone(timedelta(hours=3))
PERIOD = Period(start=datetime(2026, 11, 16, tzinfo=MOSCOW), end=datetime(2026, 11, 23, tzinfo=MOSCOW))


def tally(positive: int, neutral: int, negative: int, unknown: int = 0) -> Tally:
    """A third of the positive ones, rounded down, is unsure."""
    return Tally(
        total=positive + neutral + negative + unknown,
        positive=positive,
        neutral=neutral,
        negative=negative,
        unsure=positive // 3,
        unsure_balance=positive // 3,
    )


def row(name: str, now: tuple[int, ...], before: tuple[int, ...]) -> Row:
    return Row(name=name, now=tally(*now), before=tally(*before))


def mention(
    number: int,
    text: str,
    *,
    title: str | None = None,
    term: str = "Старлинк",
    label: Label = "negative",
    author: Author | None = None,
    url: str | None = "https://example.org/1",
    site: str | None = "example.org",
    source: str = "rss",
    hours: int = 1,
    engagement: Engagement | None = None,
    rating: float | None = None,
    language: str | None = "ru",
) -> Mention:
    post = Post(
        source=source,
        id=str(number),
        text=text,
        title=title,
        url=url,
        site=site,
        author=author,
        published=PERIOD.end - timedelta(hours=hours),
        rating=rating,
        language=language,
        engagement=engagement or Engagement(),
    )
    at = post.whole.lower().find(term.lower())
    spans = (
        (Span(start=at, end=at + len(term), text=post.whole[at : at + len(term)], term=term),)
        if at >= 0
        else ()
    )
    return Mention(
        id=number,
        post=post,
        topic="Старлинк",
        spans=spans,
        confidence=0.97,
        doubtful=False,
        first_seen=PERIOD.end - timedelta(hours=hours) + timedelta(minutes=5),
        sentiment=Sentiment(
            label=label, score={"positive": 0.9, "neutral": 0.0, "negative": -0.8}[label], by="embedded/1"
        ),
    )


NEGATIVES = (
    mention(
        101,
        "Третий день без интернета, поддержка молчит. Старлинк, вы вообще живы? Обещали мастера ещё в "
        "пятницу, никто не приехал и не позвонил. Если до среды ничего не изменится, уйду к Ростелекому.",
        author=Author(name="Иван Петров", handle="ivan_p", followers=1240),
        url="https://vk.com/wall-1_101",
        site="vk.com",
        source="vk",
        hours=3,
        engagement=Engagement(likes=41, comments=17, shares=None, views=5230),
    ),
    mention(
        102,
        "The router drops the line every evening at eight. Two calls to support, the same canned answer.",
        title="Starlink: evenings are unusable",
        term="Starlink",
        author=Author(name="deckard", handle="deckard"),
        url="https://forum.example.org/t/42",
        site="forum.example.org",
        source="discourse",
        hours=20,
        engagement=Engagement(likes=5, comments=2),
        language="en",
    ),
    mention(
        103,
        "Тариф подняли без предупреждения. Старлинк, так не делается.",
        author=Author(name="Ольга"),
        url="https://otzyvy.example.ru/r/7",
        site="otzyvy.example.ru",
        source="reviews_html",
        hours=49,
        rating=2,
    ),
)
POSITIVES = (
    mention(
        201,
        "Мастер Старлинка приехал через час и всё починил, ещё и роутер настроил. Спасибо, так бы всегда!",
        label="positive",
        author=Author(name="Мария К.", handle="mk", followers=310),
        url="https://t.me/podslushano/88",
        site="t.me",
        source="telegram",
        hours=30,
        engagement=Engagement(likes=112, comments=9, shares=3, views=20400),
    ),
)
NEWS = mention(
    301,
    "The provider opens its second data centre in Kazan; analysts expect lower prices in spring.",
    title="Starlink opens a data centre in Kazan",
    term="Starlink",
    label="neutral",
    url="https://news.example.com/kazan",
    site="news.example.com",
    hours=70,
    engagement=Engagement(shares=57, comments=1),
    language="en",
)

STORIES = (
    Story(
        id=7, lead=NEGATIVES[0], tally=tally(1, 4, 38), before=0, size=43, sites=6, reach=21640,
        first=datetime(2026, 11, 18, 15, 10, tzinfo=UTC), last=datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
        why=(("outage", ("без интернета", "не работает", "is down")), ("names", ("Старлинка", "Казань"))),
    ),
    Story(
        id=9, lead=NEWS, tally=tally(2, 9, 0), before=5, size=18, sites=9, reach=None,
        first=datetime(2026, 11, 14, 7, 0, tzinfo=UTC), last=datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
        why=(("names", ("Kazan",)), ("words", ("data", "centre"))),
    ),
    Story(
        id=12, lead=NEGATIVES[2], tally=tally(0, 0, 2), before=2, size=4, sites=1, reach=310,
        first=datetime(2026, 11, 10, 7, 0, tzinfo=UTC), last=datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
    ),
)  # fmt: skip
SPIKES = (
    Spike(
        topic="Старлинк", negative=True, kind="burst", time=datetime(2026, 11, 18, 17, 0, tzinfo=UTC),
        span=timedelta(hours=1), observed=31, expected=1.24, once_in=timedelta(days=740), known=timedelta(days=56),
        story=STORIES[0],
    ),
    Spike(
        topic="Старлинк", negative=False, kind="climb", time=datetime(2026, 11, 20, 0, 0, tzinfo=UTC),
        span=timedelta(days=1), observed=58, expected=33.0, once_in=timedelta(days=21), known=timedelta(days=56),
    ),
    Spike(
        topic="Старлинк", negative=False, kind="climb", time=datetime(2026, 11, 21, 14, 0, tzinfo=UTC),
        span=timedelta(days=1), observed=23, expected=3.5, once_in=timedelta(days=95), known=timedelta(days=56),
        story=STORIES[1], of_story=True,
    ),
)  # fmt: skip
SUBJECTS = (
    Subject(kind="question", text="Когда вернут деньги за простой?", count=9, before=0, new=True, surprise=12.0,
            examples=(101,)),
    Subject(kind="phrase", text="canned answer", count=4, before=3, new=False, surprise=0.1, examples=(102,)),
    Subject(kind="name", text="Kazan", count=6, before=1, new=False, surprise=4.0, examples=(301,)),
)  # fmt: skip
RING = Ring(
    accounts=("fast_fox", "Slow <b>Sloth</b>", "mole"),
    ties=(
        Tie(accounts=("fast_fox", "Slow <b>Sloth</b>"), together=9, near=11, common=12, by_chance=0.37,
            likeness=0.61, objects=("link https://lies.example/1", "text 77", "tags boycott starlink")),
    ),
)  # fmt: skip

HOURS = tuple(
    Hour(weekday=weekday, hour=hour, mentions=count, negative=negative)
    for weekday in range(7)
    for hour in range(8, 24)
    if (count := (weekday * 7 + hour * 5) % 9 + 5 * (hour in (19, 20)) - 2 * (weekday > 4)) > 0
    for negative in (count - 1 if (weekday, hour) == (2, 20) else count // 3,)
)
COMPANIONS = (
    Companion(topic="Старлинк", name="Дом.ру", kind="topic", count=14, of=228, expected=4.2, examples=(101,)),
    Companion(topic="Старлинк", name="Дом.ру | <b>", kind="name", count=9, of=180, expected=None),
    Companion(topic="Старлинк", name="Kazan", kind="name", count=6, of=180, expected=1.0, examples=(301,)),
    Companion(topic="Дом.ру", name="Роскомнадзор", kind="name", count=4, of=84, expected=4.1),
)
INDICATORS = (
    Indicator(
        name="звонки в поддержку",
        days=tuple((f"2026-11-{day}", value) for day, value in zip(
            range(16, 23), (210.0, 198.0, 355.0, 402.0, None, 230.0, 180.0), strict=True)),
        mean=262.5, mean_before=201.0,
        relations=(
            Relation(to="mentions", days=92, effective=61.3, lag=1, rho=0.62, chance=0.0004),
            Relation(to="net", days=90, effective=70.0, lag=-3, rho=-0.21, chance=0.41),
        ),
    ),
    Indicator(
        name="churn", days=tuple((f"2026-11-{day}", None) for day in range(16, 23)), mean=None, mean_before=2.5,
        relations=(Relation(to="mentions", days=12, effective=12.0, lag=0, rho=0.0, chance=None),),
    ),
)  # fmt: skip

FULL = Report(
    made=NOW,
    period=PERIOD,
    topics_asked=(),
    now=tally(58, 141, 110, 3),
    before=tally(66, 128, 70),
    topics=(
        row("Старлинк", (40, 90, 95, 3), (50, 80, 55)),
        row("Дом.ру", (18, 51, 15), (16, 48, 15)),
    ),
    shares=(
        Share(group="internet providers", topic="Старлинк", mentions=228, share=0.6, share_before=0.55),
        Share(group="internet providers", topic="Дом.ру", mentions=84, share=84 / 380, share_before=0.25),
        Share(group="internet providers", topic="МТС", mentions=68, share=68 / 380, share_before=0.2),
    ),
    sources=(
        row("vk", (20, 60, 60, 3), (30, 55, 30)),
        row("telegram", (28, 30, 20), (20, 25, 20)),
        row("rss", (6, 40, 10), (10, 40, 8)),
        row("reviews_html", (4, 1, 14), (6, 0, 12)),
        row("discourse", (0, 10, 6), (0, 8, 0)),
    ),
    sites=(
        row("vk.com", (20, 60, 60, 3), (30, 55, 30)),
        row("t.me", (28, 30, 20), (20, 25, 20)),
        row("news.example.com", (6, 30, 8), (10, 40, 8)),
        row("otzyvy.example.ru", (4, 1, 14), (6, 0, 12)),
        row("forum.example.org", (0, 10, 6), (0, 8, 0)),
        row("", (0, 10, 2), (0, 0, 0)),
    ),
    languages=(row("ru", (54, 101, 100, 3), (60, 100, 66)), row("en", (4, 40, 10), (6, 28, 4))),
    days=(
        row("2026-11-16", (9, 22, 8), (10, 20, 9)),
        row("2026-11-17", (8, 20, 10), (9, 18, 11)),
        row("2026-11-18", (12, 28, 31), (12, 24, 10)),
        row("2026-11-19", (9, 24, 27), (10, 20, 12)),
        row("2026-11-20", (10, 20, 18), (11, 22, 12)),
        row("2026-11-21", (4, 15, 9), (8, 13, 8)),
        row("2026-11-22", (6, 12, 7, 3), (6, 11, 8)),
    ),
    authors=(
        Loudest(
            author=Author(
                name="Подслушано у провайдера", handle="podslushano", url="https://t.me/podslushano"
            ),
            source="telegram",
            tally=tally(2, 6, 9),
            reach=20400,
            roles=(Role(name="leader", count=20400, least=5000), Role(name="regular", count=17, least=3)),
        ),
        Loudest(
            author=Author(name="Иван Петров", handle="ivan_p"),
            source="vk",
            tally=tally(0, 1, 7),
            reach=1240,
            roles=(Role(name="complainer", count=7, least=3),),
        ),
        Loudest(author=Author(handle="deckard"), source="discourse", tally=tally(0, 3, 2), reach=None),
    ),
    engaging=(POSITIVES[0], NEGATIVES[0], NEWS),
    negatives=NEGATIVES,
    positives=POSITIVES,
    newest=(NEGATIVES[0], NEGATIVES[1], POSITIVES[0], NEGATIVES[2], NEWS),
    waiting=41,
    stories=STORIES,
    spikes=SPIKES,
    subjects=SUBJECTS,
    coordinated=(RING,),
    responses=(OURS, THEIRS),
    hours=HOURS,
    zone=MOSCOW,
    companions=COMPANIONS,
    indicators=INDICATORS,
    coverage=Coverage(
        sources=40,
        failing=(
            SourceState(
                key="https://api.vk.example/method?access_token=SECRET",
                source="vk",
                last_ok=datetime(2026, 11, 17, 8, tzinfo=UTC),
                last_asked=NOW,
                failures=31,
                failing_since=datetime(2026, 11, 17, 9, tzinfo=UTC),
                error="access denied (user authorization failed); see https://api.vk.example/method?access_token=SECRET",
            ),
            SourceState(
                key="https://blog.example.net/feed.xml",
                source="rss",
                last_ok=datetime(2026, 11, 19, 8, tzinfo=UTC),
                last_asked=NOW,
                failures=9,
                failing_since=datetime(2026, 11, 19, 9, tzinfo=UTC),
                error="the server answers 503",
            ),
        ),
        never_answered=(),
        silent=(
            SourceState(
                key="https://press.example.com/rss",
                source="rss",
                last_ok=NOW,
                last_asked=NOW,
                newest=datetime(2026, 10, 2, 12, tzinfo=UTC),
                posts=40,
            ),
        ),
        capped=(
            Capped(
                state=SourceState(
                    key="https://api.video.example/search?key=SECRET",
                    source="youtube",
                    name="Video",
                    last_ok=NOW,
                ),
                since=datetime(2026, 11, 18, 20, tzinfo=UTC),
                until=datetime(2026, 11, 22, tzinfo=UTC),
            ),
        ),
        cut=(
            SourceState(
                key="https://api.social.example",
                source="vk",
                name="Network",
                last_ok=NOW,
                cut=Cut(
                    since=datetime(2026, 11, 17, 9, tzinfo=UTC),
                    until=datetime(2026, 11, 19, 9, tzinfo=UTC),
                    read=1500,
                    told=2300,
                    searches=2,
                ),
            ),
        ),
        late=4,
        doubtful=12,
        last_scan=datetime(2026, 11, 23, 5, 45, tzinfo=UTC),
    ),
)

EMPTY = replace(
    FULL,
    topics_asked=("Старлинк",),
    now=Tally(),
    before=Tally(),
    topics=(Row(name="Старлинк", now=Tally(), before=Tally()),),
    shares=(),
    sources=(),
    sites=(),
    languages=(),
    days=tuple(Row(name=day.name, now=Tally(), before=Tally()) for day in FULL.days),
    authors=(),
    engaging=(),
    negatives=(),
    positives=(),
    newest=(),
    waiting=0,
    stories=(),
    spikes=(),
    subjects=(),
    coordinated=(),
    responses=(),
    hours=(),
    companions=(),
    indicators=(),
    coverage=Coverage(
        sources=3, failing=(), never_answered=(), silent=(), late=0, doubtful=0, last_scan=None
    ),
)
