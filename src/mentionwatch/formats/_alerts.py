"""What alerts say: a title on one line, and a short text that reads well on a telephone, in mail and in any chat.

Strangers' words go through ``safe.chat``: no channel takes anything in them for markup.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from mentionwatch.analysis.alerting import merged, reach, telling
from mentionwatch.formats._alert_records import notice_record
from mentionwatch.formats._figures import Figures
from mentionwatch.formats._findings import significance, span
from mentionwatch.formats._quotes import author_name, quote, words
from mentionwatch.formats._sentences import source_name
from mentionwatch.messages import retell, say
from mentionwatch.model import Alert, Mention
from mentionwatch.text.safe import chat, cut, link, plain
from mentionwatch.text.safe import json as seen

TITLE = 140
BODY = 1800
"""What the tightest of chats takes at once, less what it adds."""

_SHOWN = 3
_QUOTE = 160
_HEADLINE = 70
_SECTIONS = 8


@dataclass(frozen=True, slots=True)
class Letter:
    """Writes the alerts of one rule in a language."""

    figures: Figures

    def write(self, rule: str, alerts: Sequence[Alert], mentions: Sequence[Mention]) -> tuple[str, str, str]:
        """Title, text, and JSON for webhooks. Alerts on one subject are one; mentions that are gone are left out."""
        known = {mention.id: mention for mention in mentions}
        told = merged(alerts)
        title, body = self.title(told, known), self.body(told, known)
        record = notice_record(rule, title, body, told, telling(known.values()))
        return title, body, seen(json.dumps(record, ensure_ascii=False, separators=(",", ":")))

    def test(self, rule: str) -> tuple[str, str, str]:
        """A message that says that it is a test."""
        title, body = self._say("test-title"), self._say("test-body", rule=rule)
        return title, body, json.dumps(notice_record(rule, title, body, (), ()), ensure_ascii=False)

    def title(self, alerts: Sequence[Alert], known: Mapping[int, Mention]) -> str:
        """The first alert, and how many more there are."""
        first = self.headline(alerts[0], known)
        more = len(alerts) - 1
        return self._say("more-alerts", title=cut(first, TITLE), count=more) if more else cut(first, TITLE)

    def body(self, alerts: Sequence[Alert], known: Mapping[int, Mention]) -> str:
        """A section for each alert: what happened, how unusual it is, who says what, and what to do next."""
        is_alone = len(alerts) == 1
        sections = ["\n".join(self._section(alert, known, is_alone=is_alone)) for alert in alerts[:_SECTIONS]]
        if len(alerts) > _SECTIONS:
            sections.append(self._say("others", number=self._number(len(alerts) - _SECTIONS)))
        following = self._say("next", command=_next(alerts))
        kept = _fitting([section for section in sections if section], BODY - len(following) - 2)
        return "\n\n".join([*kept, following])

    def headline(self, alert: Alert, known: Mapping[int, Mention]) -> str:
        """One alert on one line."""
        said = self._headline(alert, self._mentions(alert, known))
        return f"{plain(alert.topic, 40)}: {said}" if alert.topic else said

    def _headline(self, alert: Alert, mentions: Sequence[Mention]) -> str:
        number, before = self._number(alert.count), self._number(alert.before or 0)
        if alert.source:
            name = chat(source_name(alert.source), _HEADLINE)
            return self._say("recovered" if alert.recovered else "source", name=name)
        if alert.when in ("spike", "negative spike"):
            return self._spike(alert, mentions)
        if alert.when == "promise broken":
            return self._say("promise", count=alert.count, number=number)
        if alert.subject.startswith("story:"):
            title = _title(mentions)
            name = "story" if alert.before is None else "grew"
            return self._say(
                name, title=title, number=number, **({} if name == "story" else {"before": before})
            )
        if alert.when == "loud author":
            author, far = self._voice(mentions)
            return self._say("loud", count=alert.count, number=number, author=author, reach=far)
        if alert.count == 1 and mentions:
            return self._say("mention-one", title=_title(mentions))
        return self._say("mention", count=alert.count, number=number)

    def _voice(self, mentions: Sequence[Mention]) -> tuple[str, str]:
        """The first author, and how many they reach."""
        if not mentions:
            return self.figures.say("nobody"), self._number(0)
        post = mentions[0].post
        return chat(author_name(post.author, self.figures), 60), self._number(reach(post))

    def _spike(self, alert: Alert, mentions: Sequence[Mention]) -> str:
        name = "spike-negative" if alert.when == "negative spike" else "spike"
        number, length = self._number(alert.count), span(alert.span or timedelta(hours=1), self.figures)
        if alert.before is not None or alert.spike is None:
            return self._say(
                f"{name}-grew", number=number, before=self._number(alert.before or 0), span=length
            )
        usual = self.figures.number(round(alert.spike.expected, 1 if alert.spike.expected < 10 else 0))
        said = self._say(name, count=alert.count, number=number, span=length, usual=usual)
        if alert.spike.of_story:
            return self._say("spike-of-story", said=said, title=_title(mentions))
        source = alert.spike.source
        return self._say("spike-source", said=said, source=chat(source, 60)) if source else said

    def _section(self, alert: Alert, known: Mapping[int, Mention], *, is_alone: bool) -> Iterator[str]:
        mentions = self._mentions(alert, known)
        if not is_alone:
            yield self.headline(alert, known)
        if said := self._says(alert):
            yield said
        shown = mentions[: _SHOWN if is_alone else 1]
        for number, mention in enumerate(shown):
            if is_alone and (number or said):
                yield ""
            yield from self._quoted(mention)
        left = alert.count - len(shown)
        if is_alone and left > 0 and shown and alert.before is None:
            yield ""
            yield self._say("others", number=self._number(left))

    def _says(self, alert: Alert) -> str:
        """How unusual it is, and since when it is so."""
        moment = self.figures.moment(alert.since)
        if alert.source:
            if alert.recovered:
                return self._say("recovered-says", moment=moment)
            error = chat(retell(self.figures.lang, alert.source.cause, alert.source.error or ""), 200)
            return self._say(
                "source-says", count=alert.count, number=self._number(alert.count), moment=moment, error=error
            )
        if alert.spike and alert.before is None:
            return " ".join(significance(alert.spike, self.figures))
        if alert.when in ("spike", "negative spike"):
            return self._say("spike-since", moment=moment)
        return self._say("promise-says", moment=moment) if alert.when == "promise broken" else ""

    def _quoted(self, mention: Mention) -> Iterator[str]:
        """What somebody said, who it is, and where it stands."""
        post = mention.post
        said = chat(words(quote(mention, _QUOTE)) or post.title, _QUOTE)
        by = [chat(author_name(post.author, self.figures), 60), chat(post.site or post.source, 60)]
        if far := reach(post):
            by.insert(1, self._say("reach", reach=self._number(far)))
        if mention.sentiment:
            by.append(self.figures.say(mention.sentiment.label).lower())
        yield f"“{said}”" if self.figures.lang != "ru" else f"«{said}»"
        yield f"— {', '.join(by)}"
        if address := link(post.url):
            yield address

    def _mentions(self, alert: Alert, known: Mapping[int, Mention]) -> list[Mention]:
        """Those of the alert that are still there, the most telling first; the oldest promise first."""
        there = [known[number] for number in alert.mentions if number in known]
        return there if alert.when == "promise broken" else telling(there)

    def _number(self, count: int) -> str:
        return self.figures.number(count)

    def _say(self, message: str, **values: str | int) -> str:
        return say(self.figures.lang, f"alert-{message}", **values)


def _title(mentions: Sequence[Mention]) -> str:
    """What a story is called: the title, or the beginning of the text, of its first mention here."""
    if not mentions:
        return "…"
    post = min(mentions, key=lambda mention: mention.id).post
    return chat(post.title or post.text, _HEADLINE)


def _next(alerts: Sequence[Alert]) -> str:
    """The command that shows more of it."""
    first = alerts[0]
    if first.source:
        return "mentionwatch sources"
    if first.when == "promise broken":
        return "mentionwatch inbox"
    if len(alerts) == 1 and first.count == 1 and first.mentions:
        return f"mentionwatch show {first.mentions[0]}"
    topic = f" --topic {shlex.quote(first.topic)}" if first.topic else ""
    since = min(alert.since or alert.at for alert in alerts)
    name = "stories" if first.when in ("spike", "negative spike", "story grows") else "mentions"
    return f"mentionwatch {name}{topic} --since {since:%Y-%m-%d}"


def _fitting(sections: Sequence[str], room: int) -> list[str]:
    """As many sections as there is room for; the first is cut where it alone is too long."""
    kept: list[str] = []
    for section in sections:
        room -= len(section) + 2
        if room < 0:
            break
        kept.append(section)
    return kept or [cut(sections[0], room + len(sections[0]))] if sections else []
