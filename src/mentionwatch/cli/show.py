"""``show``: mentions, whole."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from mentionwatch.cli.context import Context
from mentionwatch.cli.emit import emit
from mentionwatch.cli.numbers import Numbers, numbers
from mentionwatch.errors import ConfigError
from mentionwatch.model import UNSURE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.model import Engagement, Kinship, Mention, Place, Revision, Sentiment
    from mentionwatch.store import Store


def command(
    ctx: typer.Context,
    ids: Numbers,
    why: Annotated[bool, typer.Option("--why", help="Why it matched, and why this sentiment.")] = False,
    json: Annotated[bool, typer.Option("--json", help="JSON Lines.")] = False,
) -> None:
    """Show mentions whole: text, author, all places they were seen at, and what they said before."""
    context: Context = ctx.obj
    with context.reading() as store:
        for place, number in enumerate(numbers(ids)):
            mention = store.mention(number)
            if mention is None:
                raise ConfigError("cli-no-mention", id=str(number))
            if json:
                from mentionwatch.store.lines import line

                emit(line(mention))
                continue
            if place:
                sys.stdout.write("\n\n")
            for text in _whole(context, store, mention, why=why):
                sys.stdout.write(text + "\n")


def _whole(context: Context, store: Store, mention: Mention, *, why: bool) -> Iterator[str]:
    """All that is known of one mention, line by line."""
    from mentionwatch.cli.triage import history

    yield from _lines(context, mention, store.places(mention.id), store.revisions(mention.id))
    if len(grown := store.growth(mention.id)) > 1:
        yield f"\n{context.say('show-growth')}"
        yield from (f"  {context.stamp(one.at)}  {_reactions(one.engagement) or '–'}" for one in grown)
    if events := store.events(mention.id):
        yield f"\n{context.say('show-history')}"
        yield from (f"  {text}" for text in history(events, context.zone, context.say))
    if why:
        yield from _why(context, mention)
        yield from _why_story(context, mention, store.kinship(mention.id))


def _lines(
    context: Context, mention: Mention, places: list[Place], revisions: list[Revision]
) -> Iterator[str]:
    from mentionwatch.text.safe import link, paragraphs, plain

    post = mention.post
    yield from (plain(post.title, 500), "") if post.title else ()
    yield paragraphs(post.text)
    yield ""
    for label, value in _facts(context, mention):
        yield f"{context.say(label) + ':':<14}{plain(value, 500)}"
    for place in places[1:]:
        where = link(place.url) or ""
        seen = context.stamp(place.seen)
        yield f"{context.say('show-also') + ':':<14}{plain(place.source)} {where} {seen}"
    for revision in revisions:
        yield f"\n{context.say('show-before', time=context.stamp(revision.seen))}"
        yield paragraphs(f"{revision.title}\n{revision.text}" if revision.title else revision.text)


def _facts(context: Context, mention: Mention) -> Iterator[tuple[str, str]]:
    """The labels (message identifiers) and values of what is known of a mention."""
    from mentionwatch.text.safe import link

    post = mention.post
    author = post.author
    feeling = mention.sentiment
    facts = [
        ("show-topic", mention.topic),
        ("show-author", " ".join(filter(None, (author.name, author.handle))) if author else ""),
        ("show-followers", str(author.followers) if author and author.followers is not None else ""),
        ("show-url", link(post.url) or ""),
        ("show-source", " · ".join(filter(None, (post.source, post.site, context.word(post.kind))))),
        ("show-published", context.stamp(post.published)),
        ("show-seen", context.stamp(mention.first_seen)),
        ("show-language", post.language or ""),
        ("show-rating", f"{post.rating:g} / 5" if post.rating is not None else ""),
        ("show-sentiment", _felt(context, feeling)),
        ("show-intent", context.word(mention.intent)),
        ("show-urgent", ", ".join(mention.urgent or ())),
        ("show-inappropriate", "✓" if mention.inappropriate else ""),
        ("show-engagement", _reactions(post.engagement)),
        ("show-status", context.word(mention.status)),
        ("show-assignee", mention.assignee or ""),
        ("show-snoozed", context.stamp(mention.snoozed)),
        ("show-answered", context.stamp(mention.answered)),
    ]
    return ((label, value) for label, value in facts if value)


def _reactions(counts: Engagement) -> str:
    named = [("♥", counts.likes), ("💬", counts.comments), ("↻", counts.shares), ("👁", counts.views)]
    return "  ".join(f"{sign} {count}" for sign, count in named if count is not None)


def _felt(context: Context, feeling: Sentiment | None) -> str:
    if feeling is None:
        return ""
    return f"{context.word(feeling.label)} {feeling.score:+.2f}{'?' * (feeling.confidence < UNSURE)} ({feeling.by})"


def _why(context: Context, mention: Mention) -> Iterator[str]:
    """Which spelling matched where, how sure that is and why, and the words that decided the sentiment."""
    from mentionwatch.text.safe import plain

    yield ""
    yield context.say("show-why-match", confidence=f"{mention.confidence:.2f}")
    for span in mention.spans:
        yield f"  {span.start}-{span.end}  {plain(span.text)}  ← {plain(span.term)}"
    yield from (f"  {plain(reason)}" for reason in _reasons(context, mention))
    if mention.sentiment:
        yield from _why_sentiment(context, mention.post.whole, mention.sentiment)
    if mention.intent:
        yield from _why_flags(context, mention)


def _why_sentiment(context: Context, text: str, felt: Sentiment) -> Iterator[str]:
    """Label, score, confidence, and the deciding words where they stand."""
    from mentionwatch.text.safe import plain

    sure = f"{felt.confidence:.2f}"
    yield context.say(
        "show-why-sentiment",
        label=context.word(felt.label),
        score=f"{felt.score:+.2f}",
        confidence=sure,
        by=felt.by,
    )
    if felt.confidence < UNSURE:
        yield f"  {context.say('show-unsure')}"
    if felt.words:
        yield context.say("show-why-words")
    for word, weight in felt.words:
        yield f"  {weight:+.2f}  {plain(word)}{_quoted(text, word)}"


def _why_flags(context: Context, mention: Mention) -> Iterator[str]:
    """Urgent words where they stand."""
    from mentionwatch.text.safe import plain

    if mention.urgent:
        yield context.say("show-why-urgent")
    for words in mention.urgent or ():
        yield f"  {plain(words)}{_quoted(mention.post.whole, words)}"


def _quoted(text: str, words: str) -> str:
    """The words where they stand in the text; nothing where they do not stand as they are."""
    from mentionwatch.text.context import around
    from mentionwatch.text.safe import plain

    found = around(text, words)
    if found is None:
        return ""
    before, said, after = found
    return "   " + plain(f"«{before}[{said}]{after}»", 200)


def _why_story(context: Context, mention: Mention, kin: Kinship | None) -> list[str]:
    """Why it is in its story: what it is like, and in what."""
    from mentionwatch.formats._figures import Figures
    from mentionwatch.formats._findings import kinship

    return kinship(mention.story, kin, Figures(context.lang, context.zone, context.now()))


def _reasons(context: Context, mention: Mention) -> tuple[str, ...]:
    """Why the confidence is what it is, asked of the matcher again; none where the topic is gone."""
    from mentionwatch.lessons import learned
    from mentionwatch.matchers import ready

    config = context.config_if_any()
    topics = [topic for topic in (config.topics if config else ()) if topic.name == mention.topic]
    if not topics:
        return ()
    with context.reading() as store:
        matcher = ready(store, topics, learned(store, topics), language=context.lang)
    matches = matcher.match(mention.post)
    return matches[0].reasons if matches else ()
