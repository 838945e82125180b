"""``try``: query and sentiment over lines of text: what would be kept, and why."""

from __future__ import annotations

import json as json_module
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from mentionwatch.cli.context import Context, terminal_width
from mentionwatch.cli.emit import emit
from mentionwatch.errors import ConfigError
from mentionwatch.model import Topic

if TYPE_CHECKING:
    from mentionwatch.cli.trial import Trial, Verdict
    from mentionwatch.config import Config
    from mentionwatch.plugins import Classifies
    from mentionwatch.text.forms_kinds import Form

GUESSED = ("translit", "translit-word", "layout", "lookalike")
"""Kinds of forms that are made automatically and ranked lower."""
_BASES = ("ий", "ый", "ец", "ник")
"""Ends of the base forms of what belongs to a name."""


def command(
    ctx: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="[FILE|-]", help="Lines of text, or of JSON with a text.")
    ] = "-",
    query: Annotated[str | None, typer.Option(metavar="Q", help="A query to try.")] = None,
    topic: Annotated[str | None, typer.Option(metavar="NAME", help="A topic of the configuration.")] = None,
    target: Annotated[str | None, typer.Option(metavar="NAME", help="Whom the sentiment is toward.")] = None,
    json: Annotated[bool, typer.Option("--json", help="JSON Lines.")] = False,
) -> None:
    """Try a query or a topic on lines of text: what would be kept, how it feels, and why."""
    from mentionwatch.cli.trial import lines_of

    context: Context = ctx.obj
    with trial_of(context, query, topic, target) as trial:
        if query is not None and not json:
            sys.stdout.write("".join(f"{text}\n" for text in _reading(context, trial)))
        for verdict in trial.verdicts(lines_of(file)):
            if json:
                emit(verdict_line(verdict))
            else:
                sys.stdout.write("".join(f"{text}\n" for text in _explained(context, trial, verdict)))


@contextmanager
def trial_of(context: Context, query: str | None, topic: str | None, target: str | None) -> Iterator[Trial]:
    """The trial that the options mean. Raises ConfigError for two of them at once, or an unknown topic."""
    from mentionwatch.cli.trial import Trial

    if query is not None and topic is not None:
        raise ConfigError("cli-either", one="--query", other="--topic")
    config = _config(context, is_needed=topic is not None or context.config_file is not None)
    topics = list(config.topics) if config and (topic is not None or not target) else []
    if query is not None:
        topics = [Topic(name=target or query, query=query)]
    elif config and topic is not None:
        topics = [known for known in topics if known.name == topic]
        if not topics:
            known = ", ".join(each.name for each in config.topics)
            raise ConfigError("config-no-topic", file=str(config.file), name=topic, known=known)
    with _classifier(context, config) as classifier:
        yield Trial(topics=topics, classifier=classifier, target=target)


def _config(context: Context, *, is_needed: bool) -> Config | None:
    """The configuration, where there is a sound one. Raises ConfigError where there is none though it is needed.

    One that is there and not sound is passed over with a line on stderr.
    """
    try:
        config = context.config()
        _ = config.classifier  # built when first asked for
    except ConfigError as wrong:
        if is_needed:
            raise
        if wrong.message != "config-nowhere":
            context.tell(
                context.say("try-config-unused", file=str(wrong.values.get("file") or context.file()))
            )
        return None
    return config


@contextmanager
def _classifier(context: Context, config: Config | None) -> Iterator[Classifies]:
    """The configured classifier, else the one that ships. A remote one remembers, in a trial too."""
    from mentionwatch.cli.classifying import classifier_of
    from mentionwatch.plugins import Classifier, RemoteClassifier, find

    if config is None:
        yield find(Classifier, "embedded")()
    elif not isinstance(config.classifier, RemoteClassifier):
        yield config.classifier
    else:
        with context.writing(config.database) as store, classifier_of(context, config, store) as classifier:
            yield classifier


def verdict_line(verdict: Verdict) -> str:
    """A verdict as a line of JSON, in the order of the public contract."""
    match = verdict.match
    spans = match.spans if match else ()
    found = [{"start": span.start, "end": span.end, "text": span.text, "term": span.term} for span in spans]
    feeling = verdict.sentiment
    line = {
        "text": verdict.line.post.text,
        "match": verdict.kept,
        "matches": found,
        "confidence": round(match.confidence, 4) if match else None,
        "language": verdict.language,
        "sentiment": {
            "label": feeling.label,
            "score": round(feeling.score, 4),
            "by": feeling.by,
            "confidence": round(feeling.confidence, 4),
        },
        "intent": verdict.intent.intent,
        "urgent": verdict.intent.urgent,
        "inappropriate": verdict.intent.inappropriate,
    }
    return json_module.dumps(line, ensure_ascii=False)


def _reading(context: Context, trial: Trial) -> Iterator[str]:
    """How a query was read: its tree, and the forms that its words were expanded to."""
    from mentionwatch.text.query import Query, hints, tree

    topic = trial.topics[0]
    yield tree(Query.read(topic.query).root, context.lang)
    for hint in hints(topic.query):
        yield hint.say(context.lang)
    for term, forms in trial.matcher(trial.topics).expansion(topic).items():
        yield from _forms(context, term, forms)
    yield ""


def _forms(context: Context, term: str, forms: list[Form]) -> Iterator[str]:
    """The forms of a word: those of its language, guesses marked as such, and how many more are tried."""
    from textwrap import wrap

    from mentionwatch.text.forms_endings import ANY

    own = [form for form in forms if form.kind not in GUESSED and form.language not in ANY]
    sure = [form.key for form in own if form.kind != "adjective"]
    made = [form.key for form in own if form.kind == "adjective"]
    guessed = [form.key for form in forms if form.kind in GUESSED]
    rest = len(forms) - len(own) - len(guessed)
    told = [f"{term} → {', '.join(sure)}"] if sure else []
    told += _some(context, "try-forms-made", [form for form in made if form.endswith(_BASES)], len(made))
    told += _some(context, "try-forms-guessed", _shortest(guessed), len(guessed))
    told += [context.say("try-forms-more", count=rest)] if rest else []
    for number, line in enumerate(told):
        yield from wrap(line, terminal_width(), initial_indent="  " * bool(number), subsequent_indent="    ")


def _some(context: Context, message: str, shown: list[str], count: int) -> list[str]:
    """A line of the forms to show and of how many more there are like them; none where there are no forms."""
    more = context.say("try-forms-alike", count=count - len(shown)) if count > len(shown) else ""
    return [context.say(message, forms=", ".join(shown)) + more] if shown else []


def _shortest(forms: list[str]) -> list[str]:
    """The forms without those that go on from one of them: a guess, not all its endings."""
    return [form for form in forms if not any(form != other and form.startswith(other) for other in forms)]


def _explained(context: Context, trial: Trial, verdict: Verdict) -> Iterator[str]:
    """A verdict for a person: kept or not, what matched where, why or why not, how it feels."""
    from mentionwatch.text.safe import plain

    match = verdict.match
    sign = "+" if verdict.kept else "?" if match else "-"
    sure = f" {match.confidence:.2f}" if match else ""
    feeling = verdict.sentiment
    mood = (
        f" [{feeling.label} {feeling.score:+.2f}, {verdict.intent.intent}, {verdict.language or '?'}]"
        if match
        else ""
    )
    yield f"{sign}{sure} {plain(verdict.line.post.whole, 300)}{mood}"
    for topic in [verdict.topic] if verdict.topic else []:
        matcher = trial.matcher(trial.topics_of(verdict.line))
        yield from (
            f"    {plain(reason)}"
            for reason in matcher.explain(verdict.line.post, topic.name).lines(context.lang)
        )
        if match and match.doubtful:
            yield "    " + context.say("try-doubtful", least=f"{topic.min_confidence:.2f}")
