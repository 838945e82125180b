"""Dovecot: a mailbox, read by IMAP."""

from __future__ import annotations

import imaplib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

from live_servers._install import Unavailable, debian
from live_servers._mails import crowded, old, seeded
from live_servers._processes import HOST, free_port, run, running
from live_servers._site import Case, Refusal, Server, Site

_CROWD = 60
_FOLDER, _CODED = "Оповещения 1", '"&BB4EPwQ+BDIENQRJBDUEPQQ4BE8- 1"'
_USER, _PASSWORD = "brandwatch", "secret"
_CONFIGURATION = """protocols = imap
listen = 127.0.0.1
base_dir = {here}/base
state_dir = {here}/state
log_path = {here}/dovecot.log
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{here}/mail/%u
first_valid_uid = 1
first_valid_gid = 1
default_internal_user = nobody
default_internal_group = nogroup
default_login_user = nobody
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid=65534 gid=65534 home={here}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""


class Dovecot(Server):
    """Dovecot, the mail server most used: a mailbox with two folders, one with a Russian name."""

    short: ClassVar[bool] = True

    def install(self, cache: Path) -> None:
        debian("dovecot-imapd")
        if os.geteuid():
            raise Unavailable("Dovecot has to be started by root: it changes users")

    @contextmanager
    def running(self, here: Path) -> Iterator[Site]:
        port = free_port()
        for name in ("base", "state", "mail"):
            (here / name).mkdir()
        shutil.chown(here / "mail", "nobody", "nogroup")
        (here / "dovecot.conf").write_text(_CONFIGURATION.format(here=here, port=port))
        with running(["dovecot", "-F", "-c", here / "dovecot.conf"], port, here):
            _fill(port)
            yield Site(
                version=run(["dovecot", "--version"]).split()[0],
                cases=tuple(_cases(port)),
                refusals=tuple(_refusals(port)),
            )


def _options(port: int, **more: str) -> dict[str, str]:
    address = f"imap://{HOST}:{port}"
    return {"type": "imap", "url": address, "user": _USER, "password": _PASSWORD, **more}


def _cases(port: int) -> Iterator[Case]:
    yield Case(name="inbox", options=_options(port), crowd=_CROWD, addressed=False, most_posts=_CROWD + 20)
    yield Case(
        name="a folder with a Russian name",
        options=_options(port, folder=_FOLDER),
        crowd=_CROWD,
        addressed=False,
    )


def _refusals(port: int) -> Iterator[Refusal]:
    odd = _options(port, folder='Нет & "такой"')
    yield Refusal(name="no such folder", options=odd, message="forums-imap-odd")
    wrong = _options(port, password="wrong")
    yield Refusal(name="a wrong password", options=wrong, message="forums-imap-login")


def _fill(port: int) -> None:
    """Mails in two folders. Old ones came long ago: the server goes by when a mail came."""
    client = imaplib.IMAP4(HOST, port)
    client.login(_USER, _PASSWORD)
    client.create(_CODED)
    for folder in ("INBOX", _CODED):
        for mail in (*seeded(), *crowded(_CROWD), *old(20)):
            came = imaplib.Time2Internaldate(mail.date)
            client.append(folder, "", came, mail.written().replace(b"\n", b"\r\n"))
    client.logout()
