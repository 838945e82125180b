"""Lines of text through the pipe without a store: what ``try`` and ``evaluate`` have in common."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentionwatch.analysis.intent import Reading
from mentionwatch.analysis.intent import read as read_intent
from mentionwatch.errors import ConfigError, of_system
from mentionwatch.model import Match, Passage, Post, Sentiment, Topic
from mentionwatch.text.language import detect
from mentionwatch.text.match import Matcher
from mentionwatch.text.naming import naming

if TYPE_CHECKING:
    from mentionwatch.plugins import Classifies

_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line that was given: its post, what else the JSON object held, and its number in the file."""

    post: Post
    given: Mapping[str, Any]
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the pipe makes of a line. ``match`` is the surest one, None where nothing matched."""

    line: Line
    topic: Topic | None
    match: Match | None
    language: str | None
    sentiment: Sentiment
    intent: Reading

    @property
    def kept(self) -> bool:
        """Whether a scan would count the line as a mention."""
        return self.match is not None and not self.match.doubtful


@dataclass(slots=True, kw_only=True)
class Trial:
    """Matches and classifies lines. A line's own ``topic`` or ``target`` goes before ``topics`` and ``target``."""

    topics: Sequence[Topic]
    classifier: Classifies
    target: str | None = None
    _matchers: dict[str, Matcher] = field(default_factory=dict)

    def verdicts(self, lines: Iterable[Line]) -> Iterator[Verdict]:
        """One verdict for each line, in order. Raises ConfigError for a line that names an unknown topic."""
        waiting = iter(lines)
        while some := list(islice(waiting, _AT_ONCE)):
            matched = [(line, *self._match(line)) for line in some]
            languages = [line.post.language or detect(line.post.whole) for line in some]
            passages = [
                self._passage(line, topic, match, language)
                for (line, topic, match), language in zip(matched, languages, strict=True)
            ]
            feelings = self.classifier.classify(passages)
            for (line, topic, match), language, feeling in zip(matched, languages, feelings, strict=True):
                intent = read_intent(line.post.whole, language, feeling.label, feeling.score)
                yield Verdict(
                    line=line, topic=topic, match=match, language=language, sentiment=feeling, intent=intent
                )  # fmt: skip

    def topics_of(self, line: Line) -> list[Topic]:
        """The topics that a line is tried against. Raises ConfigError where there is none."""
        if name := line.given.get("topic"):
            named = [topic for topic in self.topics if topic.name == name]
            if not named:
                known = ", ".join(topic.name for topic in self.topics)
                raise ConfigError("cli-line-topic", number=str(line.number), name=str(name), known=known)
            return named
        if target := line.given.get("target"):
            return list(self.topics) if self._asked else [_topic_of(str(target))]
        if not self.topics and self.target:
            return [_topic_of(self.target)]
        if not self.topics:
            raise ConfigError("cli-nothing-to-try")
        return list(self.topics)

    @property
    def _asked(self) -> bool:
        """Whether a query was given for all lines, so that a line's target only directs the sentiment."""
        return len(self.topics) == 1

    def _match(self, line: Line) -> tuple[Topic | None, Match | None]:
        topics = self.topics_of(line)
        by_name = {topic.name: topic for topic in topics}
        matches = self.matcher(topics).match(line.post)
        best = max(matches, key=lambda match: match.confidence, default=None)
        return (by_name[best.topic], best) if best else (topics[0] if len(topics) == 1 else None, None)

    def matcher(self, topics: Sequence[Topic]) -> Matcher:
        """The matcher of these topics, built once."""
        key = "\n".join(f"{topic.name}\t{topic.query}" for topic in topics)
        if key not in self._matchers:
            if len(self._matchers) > 10_000:
                self._matchers.clear()
            self._matchers[key] = Matcher(topics)
        return self._matchers[key]

    def _passage(self, line: Line, topic: Topic | None, match: Match | None, language: str | None) -> Passage:
        target = line.given.get("target") or self.target or (topic.name if topic else "")
        spans = naming(match.spans, str(target)) if match else ()
        return Passage(text=line.post.whole, target=str(target), spans=spans, language=language)


def _topic_of(target: str) -> Topic:
    """A topic that looks for a name as it stands, in all its forms."""
    return Topic(name=target, query='"{}"'.format(target.replace("\\", "\\\\").replace('"', '\\"')))


def lines_of(file: str) -> Iterator[Line]:
    """The lines of a file, or of standard input for ``-``; a line that begins with { is a JSON object.

    Raises ConfigError for a file that cannot be read and for a line of JSON without a text.
    """
    for number, text in enumerate(_texts(file), 1):
        if text.strip():
            yield _line(text.rstrip("\r\n"), number)


def _texts(file: str) -> Iterator[str]:
    if file == "-":
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")  # type: ignore[union-attr]
        yield from sys.stdin
        return
    try:
        with Path(file).open(encoding="utf-8-sig", errors="replace") as opened:
            yield from opened
    except OSError as error:
        if " " in file.strip() and isinstance(error, FileNotFoundError):
            raise ConfigError("try-no-file", text=file) from None
        raise ConfigError("cli-input", file=file, why=of_system(error)) from None


def _line(text: str, number: int) -> Line:
    post = Post(source="try", id=str(number), text=text)
    if not text.startswith("{"):
        return Line(post=post, given={}, number=number)
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConfigError("cli-line-json", number=str(number), why=str(error)) from None
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        raise ConfigError("cli-line-text", number=str(number))
    title, language = given.get("title"), given.get("language")
    post = replace(
        post,
        text=given["text"],
        title=title if isinstance(title, str) else None,
        language=language if isinstance(language, str) else None,
    )
    return Line(post=post, given=given, number=number)
