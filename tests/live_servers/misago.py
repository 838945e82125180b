"""Misago: a forum on PostgreSQL, read by its pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from live_servers import _script
from live_servers._databases import postgresql, postgresql_programs
from live_servers._install import python
from live_servers._processes import HOST, free_port, run, running
from live_servers._site import Case, Server, Site
from live_servers._web import answers

_VERSION = "0.39.6"
_CROWD = 25  # more than a page of threads
_SETTINGS = """
from devproject.settings import *
import os
DATABASES = {{"default": {{"ENGINE": "django.db.backends.postgresql", "NAME": "misago", "USER": "postgres",
  "PASSWORD": "", "HOST": "{host}", "PORT": {database}}}}}
INSTALLED_APPS = [each for each in INSTALLED_APPS if each != "debug_toolbar"]
MIDDLEWARE = [each for each in MIDDLEWARE if "debug_toolbar" not in each]
CELERY_TASK_ALWAYS_EAGER = True; CELERY_BROKER_URL = "memory://"
MISAGO_ADDRESS = "http://{host}:{port}/"; MISAGO_SEARCH_CONFIG = "russian"
MEDIA_ROOT = {here!r} + "/media"; STATIC_ROOT = {here!r} + "/static"
"""
_SCRIPT = """
import json, sys
import django; django.setup()
from datetime import timedelta
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.html import escape
from misago.categories.models import Category
from misago.conf.shortcuts import get_dynamic_settings
from misago.threads.checksums import update_post_checksum
from misago.threads.models import Post, Thread
from misago.users.setupnewuser import setup_new_user

told = json.load(open(sys.argv[1]))
category = Category.objects.get(slug="first-category")

def person(name):
    User = get_user_model()
    found = User.objects.filter(slug=name).first()
    if not found:
        found = User.objects.create_user(name, name + "@example.org", "Brand-Pass-12345")
        setup_new_user(get_dynamic_settings(), found)
    return found

def say(post, text):
    post.original, post.parsed = text, "<p>" + escape(text) + "</p>"
    post.updated_on = timezone.now()
    post.save()
    update_post_checksum(post)
    post.save()

for each in told["posts"]:
    who = person(each["author"])
    now = timezone.now() - timedelta(seconds=each["ago"])
    if each["answers"]:
        thread = Post.objects.get(id=told["ids"][each["answers"]]).thread
    else:
        names = dict(poster_name=who.username, poster_slug=who.slug)
        thread = Thread(category=category, started_on=now, last_post_on=now, starter=who, starter_name=who.username,
          starter_slug=who.slug, last_poster=who, last_poster_name=who.username, last_poster_slug=who.slug)
        thread.set_title(each["title"])
        thread.save()
    post = Post(category=category, thread=thread, poster=who, poster_name=who.username, posted_on=now, updated_on=now)
    say(post, each["text"])
    told["ids"][each["key"]] = post.id
    thread.first_post = thread.first_post or post
    thread.synchronize()
    thread.save()
for key, text in told["edits"].items():
    say(Post.objects.get(id=told["ids"][key]), text)
for key in told["deleted"]:
    post = Post.objects.get(id=told["ids"][key])
    thread = post.thread
    if thread.first_post_id == post.id:
        thread.delete()
    else:
        post.delete()
        thread.synchronize()
        thread.save()
category.synchronize()
category.save()
json.dump(told["ids"], open(sys.argv[2], "w"))
"""


class Misago(Server):
    """Misago on PostgreSQL, a forum of today: its threads by their pages, followed as they change."""

    _programs: Path

    def install(self, cache: Path) -> None:
        postgresql_programs()
        self._programs = python(cache / "misago", f"misago=={_VERSION}")

    @contextmanager
    def running(self, here: Path) -> Iterator[Site]:
        port = free_port()
        with postgresql(here, "misago") as database:
            settings = _SETTINGS.format(here=str(here), host=HOST, port=port, database=database)
            (here / "livesettings.py").write_text(settings)
            (here / "live.py").write_text(_SCRIPT)
            told = {"DJANGO_SETTINGS_MODULE": "livesettings", "PYTHONPATH": str(here)}
            manage = [self._programs / "python", "-m", "django"]
            run([*manage, "migrate", "-v0"], cwd=here, env=told)
            _script.seed(self._programs / "python", here, told, _CROWD)
            with running([*manage, "runserver", "--noreload", f"{HOST}:{port}"], port, here, env=told):
                base = f"http://{HOST}:{port}"
                answers(f"{base}/api/threads/")
                yield Site(
                    version=_VERSION,
                    cases=tuple(_cases(base)),
                    later=lambda: _script.later(self._programs / "python", here, told),
                )


def _cases(base: str) -> Iterator[Case]:
    yield Case(
        name="its threads, by their pages",
        options={"type": "forum", "url": f"{base}/"},
        crowd=_CROWD,
        replies={"luggage": frozenset({"refund"})},
        notices=frozenset({"reply", "edit", "deletion"}),
    )
