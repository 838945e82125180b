"""HyperKitty: the archive of a mailing list of Mailman 3."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from live_servers._install import python
from live_servers._mails import Mail, crowded, identifier, later, old, seeded
from live_servers._processes import HOST, free_port, run, running
from live_servers._seeds import DELETED
from live_servers._site import Case, Refusal, Server, Site
from live_servers._web import answers

_VERSION = "1.3.12"
_LIST = "brands@example.org"
_CROWD = 40
_SETTINGS = """
from mailman_web.settings.base import *
from mailman_web.settings.mailman import *
import os
HERE = {here!r}
SECRET_KEY = "x"; DEBUG = True; ALLOWED_HOSTS = ["*"]
DATABASES = {{"default": {{"ENGINE": "django.db.backends.sqlite3", "NAME": os.path.join(HERE, "db.sqlite3")}}}}
HAYSTACK_CONNECTIONS = {{"default": {{"ENGINE": "haystack.backends.whoosh_backend.WhooshEngine",
  "PATH": os.path.join(HERE, "index")}}}}
COMPRESS_ENABLED = False; COMPRESS_OFFLINE = False; STATIC_ROOT = os.path.join(HERE, "static")
MAILMAN_REST_API_URL = "http://127.0.0.1:9"; MAILMAN_ARCHIVER_KEY = "k"; MAILMAN_ARCHIVER_FROM = ("127.0.0.1",)
Q_CLUSTER = {{"sync": True, "orm": "default", "timeout": 60, "retry": 120}}
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
LOGGING = {{"version": 1, "disable_existing_loggers": False}}
ROOT_URLCONF = "mailman_web.urls"
"""
_DELETE = """
from hyperkitty.models import Email
for mail in Email.objects.filter(message_id__in={mails}):
    mail.delete()
"""


class HyperKitty(Server):
    """HyperKitty on SQLite, where mailing lists of Mailman 3 are archived: read by the month, as mailboxes."""

    _programs: Path

    def install(self, cache: Path) -> None:
        packages = ("mailman-web", f"hyperkitty=={_VERSION}", "postorius", "whoosh")
        self._programs = python(cache / "hyperkitty", *packages)

    @contextmanager
    def running(self, here: Path) -> Iterator[Site]:
        port = free_port()
        (here / "livesettings.py").write_text(_SETTINGS.format(here=str(here)))
        told = {"DJANGO_SETTINGS_MODULE": "livesettings", "PYTHONPATH": str(here)}
        manage = [self._programs / "python", "-m", "django"]
        run([*manage, "migrate", "-v0"], cwd=here, env=told)
        self._import(here, told, (*seeded(), *crowded(_CROWD), *old(30)))
        serve = [*manage, "runserver", "--noreload", "--insecure", f"{HOST}:{port}"]
        with running(serve, port, here, env=told):
            base = _base(port)
            answers(f"{base}/api/list/{_LIST}/emails/")
            yield Site(
                version=_VERSION,
                cases=tuple(_cases(base)),
                refusals=tuple(_refusals(base)),
                later=lambda: self._later(here, told),
            )

    def _import(self, here: Path, told: Mapping[str, str], mails: Iterable[Mail]) -> None:
        (here / "list.mbox").write_bytes(b"".join(_as_mailbox(mails)))
        command = [self._programs / "python", "-m", "django", "hyperkitty_import", "-l", _LIST, "list.mbox"]
        run(command, cwd=here, env=told)

    def _later(self, here: Path, told: Mapping[str, str]) -> None:
        """Further mails; a moderator deletes two."""
        self._import(here, told, later())
        script = _DELETE.format(mails=[identifier(key) for key in DELETED])
        run([self._programs / "python", "-m", "django", "shell", "-c", script], cwd=here, env=told)


def _base(port: int) -> str:
    return f"http://{HOST}:{port}/archives"


def _cases(base: str) -> Iterator[Case]:
    yield Case(
        name="a list",
        options={"type": "hyperkitty", "url": f"{base}/list/{_LIST}/"},
        crowd=_CROWD,
        titled=False,
        notices=frozenset({"reply", "deletion", "reply deleted"}),
        replies={"outage": frozenset({"antenna", "thanks"}), "luggage": frozenset({"refund"})},
        most_posts=_CROWD + 20,
    )


def _refusals(base: str) -> Iterator[Refusal]:
    missing = {"type": "hyperkitty", "url": f"{base}/list/no@example.org/"}
    yield Refusal(name="no such list", options=missing, message="http-missing")


def _as_mailbox(mails: Iterable[Mail]) -> Iterator[bytes]:
    for mail in sorted(mails, key=lambda mail: mail.date):
        yield b"From live@example.org " + f"{mail.date:%a %b %d %H:%M:%S %Y}\n".encode()
        yield mail.written() + b"\n"
