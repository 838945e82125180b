"""A Discourse forum as it is at a moment: people post, edit and delete at given times, the server tells it over HTTP.

It answers what guests are answered: ``/posts.json?before=`` (newest first, fifty numbers a page), ``/t/TOPIC.json``
(the first twenty posts and the ids of all), ``/t/TOPIC/posts.json?post_ids[]=``; 404 for what was deleted.
https://docs.discourse.org/, https://github.com/discourse/discourse/blob/main/app/controllers/posts_controller.rb
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from servers import Answer, Request, Route

_PAGE, _FIRST = 50, 20
_NOT_FOUND = {
    "errors": ["The requested URL or resource could not be found."],
    "error_type": "not_found",
}


@dataclass(slots=True, kw_only=True)
class Said:
    """A post of the forum; ``number`` is its place in the topic, ``words`` what it says from each time on."""

    id: int
    topic: int
    number: int
    who: str
    at: datetime
    words: list[tuple[datetime, str]]
    answers: int | None = None
    gone: datetime | None = None


@dataclass(slots=True)
class Forum:
    """What happens on the forum, told beforehand, and what it shows at ``now``."""

    now: datetime
    said: list[Said] = field(default_factory=list)
    titles: dict[int, str] = field(default_factory=dict)
    down: bool = False

    def opens(self, at: datetime, who: str, title: str, text: str) -> Said:
        """Somebody begins a topic."""
        topic = len(self.titles) + 1
        self.titles[topic] = title
        return self._say(at, who, text, topic, None)

    def replies(self, to: Said, at: datetime, who: str, text: str, *, answers: Said | None = None) -> Said:
        """Somebody replies in a topic, to one of its posts where ``answers`` says so."""
        return self._say(at, who, text, to.topic, answers.number if answers else None)

    def _say(self, at: datetime, who: str, text: str, topic: int, answers: int | None) -> Said:
        number = 1 + sum(one.topic == topic for one in self.said)
        own = Said(id=0, topic=topic, number=number, who=who, at=at, words=[(at, text)], answers=answers)
        self.said.append(own)
        return own

    def settle(self) -> None:
        """Give posts their ids, in the order of their times."""
        for number, one in enumerate(sorted(self.said, key=lambda one: (one.at, one.topic, one.number)), 101):
            one.id = number

    @property
    def routes(self) -> dict[str, Route]:
        return {"*": self._answer}

    def _answer(self, request: Request) -> Answer:
        if self.down:
            return Answer("<html><title>502 Bad Gateway</title></html>", 502)
        path = urlsplit(request.target).path
        if path == "/posts.json":
            return self._latest(request.query.get("before"))
        parts = path.strip("/").removesuffix(".json").split("/")
        if parts[0] != "t" or not parts[1].isdigit():
            return Answer(_NOT_FOUND, 404)
        visible = self._visible(int(parts[1]))
        if not visible:
            return Answer(_NOT_FOUND, 404)
        if parts[2:] == ["posts"]:
            wanted = {
                int(value)
                for name, value in parse_qsl(urlsplit(request.target).query)
                if name == "post_ids[]"
            }
            told = [self._told(one) for one in visible if one.id in wanted]
            return Answer({"post_stream": {"posts": told}, "id": int(parts[1])})
        return Answer(self._topic(visible))

    def _visible(self, topic: int | None = None) -> list[Said]:
        shown = [
            one
            for one in self.said
            if one.at <= self.now and not self._is_gone(one) and topic in (None, one.topic)
        ]
        if topic is not None and not any(one.number == 1 for one in shown):
            return []  # a topic goes with its first post
        return sorted(shown, key=lambda one: one.id)

    def _is_gone(self, one: Said) -> bool:
        return one.gone is not None and one.gone <= self.now

    def _latest(self, before: str | None) -> Answer:
        shown = self._visible()
        top = int(before) if before else max((one.id for one in shown), default=0)
        page = [one for one in shown if top - _PAGE < one.id <= top]
        return Answer({"latest_posts": [self._told(one, titled=True) for one in reversed(page)]})

    def _topic(self, visible: list[Said]) -> dict[str, Any]:
        topic = visible[0].topic
        return {
            "post_stream": {
                "posts": [self._told(one) for one in visible[:_FIRST]],
                "stream": [one.id for one in visible],
            },
            "id": topic,
            "title": self.titles[topic],
            "posts_count": len(visible),
        }

    def _told(self, one: Said, *, titled: bool = False) -> dict[str, Any]:
        text = [words for at, words in one.words if at <= self.now][-1]
        below = [each for each in self._visible() if each.topic == one.topic and each.answers == one.number]
        told = {
            "id": one.id,
            "username": one.who,
            "name": one.who.title(),
            "user_id": sorted({each.who for each in self.said}).index(one.who),
            "created_at": one.at.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "cooked": f"<p>{escape(text)}</p>",
            "post_number": one.number,
            "post_type": 1,
            "reply_count": len(below),
            "reply_to_post_number": one.answers,
            "reads": 1 + len(below),
            "topic_id": one.topic,
            "topic_slug": f"topic-{one.topic}",
            "actions_summary": [],
        }
        return told | ({"topic_title": self.titles[one.topic]} if titled else {})
