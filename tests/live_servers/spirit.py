"""Spirit: a forum read by its pages, whose search is for those who log in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from live_servers import _script
from live_servers._install import python
from live_servers._processes import HOST, free_port, run, running
from live_servers._site import Case, Refusal, Server, Site
from live_servers._web import answers

_VERSION = "0.14.3"
_CROWD = 25  # more than a page of topics
_SETTINGS = """
from board.settings.dev import *
DATABASES = {{"default": {{"ENGINE": "django.db.backends.sqlite3", "NAME": {here!r} + "/db.sqlite3"}}}}
STATIC_ROOT = {here!r} + "/static"; DEBUG = False; ALLOWED_HOSTS = ["*"]
"""
_SCRIPT = """
import json, sys
import django; django.setup()
from datetime import timedelta
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.html import escape
from spirit.category.models import Category
from spirit.comment.models import Comment
from spirit.topic.models import Topic

told = json.load(open(sys.argv[1]))
category, _ = Category.objects.get_or_create(title="Brands")

def person(name):
    User = get_user_model()
    return User.objects.filter(username=name).first() or User.objects.create_user(name, name + "@example.org", "x")

def html(text):
    return "<p>" + escape(text) + "</p>"

for each in told["posts"]:
    who, now = person(each["author"]), timezone.now() - timedelta(seconds=each["ago"])
    if each["answers"]:
        topic = Comment.objects.get(id=told["ids"][each["answers"]]).topic
    else:
        topic = Topic.objects.create(user=who, category=category, title=each["title"], date=now)
    words = dict(comment=each["text"], comment_html=html(each["text"]))
    made = Comment.objects.create(user=who, topic=topic, date=now, **words)
    topic.increase_comment_count()
    Topic.objects.filter(id=topic.id).update(last_active=now)
    told["ids"][each["key"]] = made.id
for key, text in told["edits"].items():
    Comment.objects.filter(id=told["ids"][key]).update(comment=text, comment_html=html(text), is_modified=True)
for key in told["deleted"]:
    comment = Comment.objects.get(id=told["ids"][key])
    if comment.topic.comment_set.order_by("id").first() == comment:
        Topic.objects.filter(id=comment.topic_id).update(is_removed=True)
    else:
        Comment.objects.filter(id=comment.id).update(is_removed=True)
json.dump(told["ids"], open(sys.argv[2], "w"))
"""


class Spirit(Server):
    """Spirit on SQLite, a forum: its topics by their pages; its search, which guests may not use."""

    _programs: Path

    def install(self, cache: Path) -> None:
        self._programs = python(cache / "spirit", f"django-spirit=={_VERSION}")

    @contextmanager
    def running(self, here: Path) -> Iterator[Site]:
        port = free_port()
        told = {
            "DJANGO_SETTINGS_MODULE": "livesettings",
            "PYTHONPATH": f"{here}:{here / 'project'}",
            "PATH": f"{self._programs}:/usr/local/bin:/usr/bin:/bin",
        }
        run([self._programs / "spirit", "startproject", "board"], cwd=here, env={"PATH": told["PATH"]})
        (here / "board").rename(here / "project")
        (here / "livesettings.py").write_text(_SETTINGS.format(here=str(here)))
        (here / "live.py").write_text(_SCRIPT)
        manage = [self._programs / "python", "-m", "django"]
        run([*manage, "spiritinstall"], cwd=here, env=told)
        _script.seed(self._programs / "python", here, told, _CROWD)
        serve = [*manage, "runserver", "--noreload", "--insecure", f"{HOST}:{port}"]
        with running(serve, port, here, env=told):
            base = f"http://{HOST}:{port}"
            answers(f"{base}/topic/active/")
            yield Site(
                version=_VERSION,
                cases=tuple(_cases(base)),
                refusals=tuple(_refusals(base)),
                later=lambda: _script.later(self._programs / "python", here, told),
            )


def _cases(base: str) -> Iterator[Case]:
    yield Case(
        name="its topics, by their pages",
        options={"type": "forum", "url": f"{base}/topic/active/"},
        crowd=_CROWD,
        replies={"luggage": frozenset({"refund"})},
        notices=frozenset({"reply", "edit", "deletion"}),
    )


def _refusals(base: str) -> Iterator[Refusal]:
    walled = {"type": "forum", "url": f"{base}/search/?q={{term}}"}
    yield Refusal(
        name="its search, without a login", options=walled, term="Lufthansa", message="forums-closed"
    )
