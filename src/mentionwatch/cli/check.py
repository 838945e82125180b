"""``check``: validates everything, and says what to mend."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from mentionwatch.cli.context import Context
from mentionwatch.errors import ConfigError
from mentionwatch.text.safe import plain, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentionwatch.config import Config, NamedSource
    from mentionwatch.http import Http, Network

_SECRET = re.compile(
    r"^[^#\n]*(?:token|password|secret|key)\w*\s*=(?!\s*[\"']?\$\{)", re.IGNORECASE | re.MULTILINE
)


def command(
    ctx: typer.Context,
    online: Annotated[
        bool, typer.Option("--online", help="Ask every source, and a remote classifier, once.")
    ] = False,
) -> None:
    """Validate the configuration and the database; with --online, ask every source and the classifier once."""
    context: Context = ctx.obj
    config = context.config()
    if not config.topics:
        raise ConfigError("config-no-topics", file=str(config.file))
    _ = config.classifier  # it is validated when it is first asked for
    advice = list(_advice(context, config))
    _check_targets(config)
    failures = [*_asked(context, config), *_asked_classifier(context, config)] if online else []
    for line in [*advice, *failures, *_rehearsed(context, config)]:
        sys.stdout.write(f"{visible(line)}\n")
    message = "check-advised" if advice or failures else "check-done"
    context.tell(
        context.say(message, file=str(config.file), topics=len(config.topics), sources=len(config.sources))
    )
    if failures:
        raise typer.Exit(3)


def _advice(context: Context, config: Config) -> Iterator[str]:
    """What is allowed and yet probably not meant."""
    if not config.sources:
        yield context.say("config-no-sources", file=str(config.file))
    yield from _query_hints(context, config)
    yield from _without_forms(context, config)
    yield from _shared_terms(context, config)
    if not any(rule.within for rule in config.playbook):
        for alert in config.alerts:
            if alert.when == "promise broken":
                yield context.say("check-no-promise", rule=alert.name)
    if _readable_by_others(config):
        yield context.say("check-readable", file=str(config.file))
    if config.database.exists():
        from mentionwatch.cli.sources import unwell

        yield from unwell(context, config)
        yield from _former(context, config)


def _former(context: Context, config: Config) -> Iterator[str]:
    """A topic that was renamed leaves its mentions behind, and reports go on to count them under the old name."""
    from mentionwatch.cli.topics import former_topics

    with context.reading(config.database) as store:
        for name, count in former_topics(store, config).items():
            yield context.say("check-former", topic=name, count=count)


def _check_targets(config: Config) -> None:
    """Every address that alerts go to is one; nothing is sent. Raises ConfigError."""
    for rule in config.alerts:
        from mentionwatch.channels import check  # loads Apprise

        for target in rule.to:
            try:
                check(target)
            except ConfigError as error:
                where = {"file": str(config.file), "rule": rule.name, "target": target.name}
                raise ConfigError("channel-address", **where, why=error) from None


def _rehearsed(context: Context, config: Config) -> Iterator[str]:
    """What each rule of the playbook would have caught in the last month, where anything was kept yet."""
    if not (config.playbook and config.database.exists()):
        return
    from mentionwatch.analysis.playbook import Playbook
    from mentionwatch.cli.inbox import own_topics
    from mentionwatch.rehearsal import rehearse
    from mentionwatch.text.tables import fit, pad

    with context.reading(config.database) as store:
        found = rehearse(
            store, Playbook(config.playbook, config.hours), own_topics(config.topics), context.now()
        )
    yield context.say("playbook-tried", count=found.tried)
    width = max(len(rule.name) for rule in config.playbook)
    for catch in found.catches:
        name = catch.rule.name if catch.rule else context.say("playbook-no-rule")
        yield f"  {pad(plain(name, 60), min(max(width, 12), 40))}  {catch.count:>6}"
        yield from (
            f"      {mention.id:>6}  {fit(plain(mention.post.whole), 64)}" for mention in catch.examples
        )


def _query_hints(context: Context, config: Config) -> Iterator[str]:
    from mentionwatch.text.query import hints

    for topic in config.topics:
        for hint in hints(topic.query):
            yield f"{topic.name}: {hint.say(context.lang)}"


def _without_forms(context: Context, config: Config) -> Iterator[str]:
    """A language of which no endings are known: its words are found as they are. Or of which there is no dictionary."""
    from mentionwatch.text.forms_endings import lacks_endings
    from mentionwatch.text.forms_version import UKRAINIAN

    for topic in config.topics:
        if lacking := [language for language in topic.languages if lacks_endings(language)]:
            yield context.say("check-no-endings", topic=topic.name, languages=", ".join(lacking))
        if "uk" in topic.languages and not UKRAINIAN:
            yield context.say("check-no-dictionary", topic=topic.name)


def _shared_terms(context: Context, config: Config) -> Iterator[str]:
    """A spelling that stands in two topics makes every such mention count for both."""
    from mentionwatch.text.query import Query

    owner: dict[str, str] = {}
    for topic in config.topics:
        for probe in Query.read(topic.query).probes:
            other = owner.setdefault(probe.casefold(), topic.name)
            if other != topic.name:
                yield context.say("check-shared", term=probe, one=other, other=topic.name)


def _readable_by_others(config: Config) -> bool:
    """A configuration with secrets in it should be its owner's alone (POSIX permission bits).

    One that names a variable of the environment in their place, or only a comment, holds none.
    """
    import os

    if os.name != "posix" or not config.file.stat().st_mode & 0o077:
        return False
    return bool(_SECRET.search(config.file.read_text(encoding="utf-8-sig")))


def _asked(context: Context, config: Config) -> Iterator[str]:
    """One request a source; the failures, each as a sentence."""
    from mentionwatch.cli.scan import network_of

    network = network_of(context, config)
    try:
        for named in config.sources:
            if trouble := _trouble(context, config, network, named):
                yield f"{named.name}: {trouble}"
            elif context.verbose:
                context.tell(context.say("check-answers", name=named.name))
    finally:
        network.close()


def _asked_classifier(context: Context, config: Config) -> Iterator[str]:
    """One request to a remote classifier, about a passage of ours; what is wrong, as a sentence."""
    from mentionwatch.cli.classifying import session_for
    from mentionwatch.errors import MentionwatchError
    from mentionwatch.model import Passage
    from mentionwatch.plugins import RemoteClassifier

    classifier = config.classifier
    if not isinstance(classifier, RemoteClassifier):
        return
    passage = Passage(text="I like Acme.", target="Acme", spans=((7, 11),), language="en")
    with session_for(context, config, classifier) as http:
        try:
            told = [answer for answer in classifier.ask(http, [passage]) if answer]
            trouble = None if told else MentionwatchError("asking-nonsense")
        except MentionwatchError as error:
            trouble = error
    if trouble:
        yield context.say("check-classifier", why=trouble.say(context.lang))
    elif context.verbose:
        context.tell(context.say("check-answers", name=told[0].by))


def _was_asked(http: Http) -> bool:
    """Whether the service itself has answered: not only what it allows programs to ask."""
    told = http.sample()
    return told is not None and urlsplit(told.url).path != "/robots.txt"


def _trouble(context: Context, config: Config, network: Network, named: NamedSource) -> str | None:
    from mentionwatch.errors import AccessDenied, MentionwatchError
    from mentionwatch.http import Enough, NotModified
    from mentionwatch.model import Search
    from mentionwatch.text.query import Query

    probes = [probe for topic in config.topics for probe in Query.read(topic.query).probes]
    term = probes[0] if named.source.searches and probes else None
    http = network.session({}, secrets=(*config.secrets, *named.source.secrets))
    http.enough = lambda: _was_asked(http)
    try:
        next(
            named.source.fetch(http, Search(since=context.now() - config.settings.first_scan, term=term)),
            None,
        )
    except (NotModified, Enough):
        return None
    except AccessDenied as error:
        told = network.mask(error.say(context.lang), config.secrets)
        return context.say("check-denied", why=told, needs=named.source.needed().say(context.lang))
    except MentionwatchError as error:
        return network.mask(error.say(context.lang), config.secrets)
    except Exception as error:  # noqa: BLE001 - a plug-in may raise anything; the others are still to be asked
        return network.mask(f"{type(error).__name__}: {error}", config.secrets)
    return None
