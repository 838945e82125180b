"""``show``: one mention, whole."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from mentionwatch.cli.context import Context
from mentionwatch.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.model import Kinship, Mention, Place, Revision

NAME = "show"


def command(
    ctx: typer.Context,
    id: Annotated[int, typer.Argument(metavar="ID", help="The number that mentions prints first.")],
    why: Annotated[bool, typer.Option("--why", help="Why it matched, and why this sentiment.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON line.")] = False,
) -> None:
    """Show one mention whole: its text, author, all places it was seen at, and what it said before."""
    context: Context = ctx.obj
    with context.reading() as store:
        mention = store.mention(id)
        if mention is None:
            raise ConfigError("cli-no-mention", id=str(id))
        places, revisions, events = store.places(id), store.revisions(id), store.events(id)
        kin = store.kinship(id)
    if json:
        from mentionwatch.store.lines import line

        sys.stdout.write(line(mention) + "\n")
        return
    for text in _lines(context, mention, places, revisions):
        sys.stdout.write(text + "\n")
    if events:
        from mentionwatch.cli.triage import history

        sys.stdout.write(f"\n{context.say('show-history')}\n")
        sys.stdout.write("".join(f"  {text}\n" for text in history(context, events)))
    if why:
        for text in (*_why(context, mention), *_why_story(context, mention, kin)):
            sys.stdout.write(text + "\n")


def _lines(
    context: Context, mention: Mention, places: list[Place], revisions: list[Revision]
) -> Iterator[str]:
    from mentionwatch.text.safe import link, paragraphs, plain

    post = mention.post
    yield from (plain(post.title, 500), "") if post.title else ()
    yield paragraphs(post.text)
    yield ""
    for label, value in _facts(mention):
        yield f"{context.say(label) + ':':<14}{plain(value, 500)}"
    for place in places[1:]:
        where = link(place.url) or ""
        seen = f"{place.seen.astimezone():%Y-%m-%d %H:%M}"
        yield f"{context.say('show-also') + ':':<14}{plain(place.source)} {where} {seen}"
    for revision in revisions:
        yield f"\n{context.say('show-before', time=f'{revision.seen.astimezone():%Y-%m-%d %H:%M}')}"
        yield paragraphs(f"{revision.title}\n{revision.text}" if revision.title else revision.text)


def _facts(mention: Mention) -> Iterator[tuple[str, str]]:
    """The labels (message identifiers) and values of what is known of a mention."""
    from mentionwatch.text.safe import link

    post = mention.post
    author = post.author
    feeling = mention.sentiment
    counts = post.engagement
    named = [("♥", counts.likes), ("💬", counts.comments), ("↻", counts.shares), ("👁", counts.views)]
    facts = [
        ("show-topic", mention.topic),
        ("show-author", " ".join(filter(None, (author.name, author.handle))) if author else ""),
        ("show-followers", str(author.followers) if author and author.followers is not None else ""),
        ("show-url", link(post.url) or ""),
        ("show-source", " · ".join(filter(None, (post.source, post.site, post.kind)))),
        ("show-published", f"{post.published.astimezone():%Y-%m-%d %H:%M}" if post.published else ""),
        ("show-seen", f"{mention.first_seen.astimezone():%Y-%m-%d %H:%M}"),
        ("show-language", post.language or ""),
        ("show-rating", f"{post.rating:g} / 5" if post.rating is not None else ""),
        ("show-sentiment", f"{feeling.label} {feeling.score:+.2f} ({feeling.by})" if feeling else ""),
        ("show-intent", mention.intent or ""),
        ("show-engagement", "  ".join(f"{sign} {count}" for sign, count in named if count is not None)),
        ("show-status", mention.status),
        ("show-assignee", mention.assignee or ""),
        ("show-answered", f"{mention.answered.astimezone():%Y-%m-%d %H:%M}" if mention.answered else ""),
    ]
    return ((label, value) for label, value in facts if value)


def _why(context: Context, mention: Mention) -> Iterator[str]:
    """Which spelling matched where, how sure that is and why, and the words that decided the sentiment."""
    from mentionwatch.text.safe import plain

    yield ""
    yield context.say("show-why-match", confidence=f"{mention.confidence:.2f}")
    for span in mention.spans:
        yield f"  {span.start}-{span.end}  {plain(span.text)}  ← {plain(span.term)}"
    yield from (f"  {plain(reason)}" for reason in _reasons(context, mention))
    if mention.sentiment:
        yield context.say("show-why-sentiment", label=mention.sentiment.label, by=mention.sentiment.by)
        for word, weight in mention.sentiment.words:
            yield f"  {weight:+.2f}  {plain(word)}"


def _why_story(context: Context, mention: Mention, kin: Kinship | None) -> list[str]:
    """Why it is in its story: what it is like, and in what."""
    from mentionwatch.formats._figures import Figures
    from mentionwatch.formats._findings import kinship

    return kinship(mention.story, kin, Figures(context.lang))


def _reasons(context: Context, mention: Mention) -> tuple[str, ...]:
    """Why the confidence is what it is, asked of the matcher again; none where the topic is gone."""
    from mentionwatch.lessons import learned
    from mentionwatch.text.match import Matcher

    config = context.config_if_any()
    topics = [topic for topic in (config.topics if config else ()) if topic.name == mention.topic]
    if not topics:
        return ()
    with context.reading() as store:
        matcher = Matcher(topics, weights=learned(store, topics), language=context.lang)
    matches = matcher.match(mention.post)
    return matches[0].reasons if matches else ()
