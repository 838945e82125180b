"""Prove the sources nntp, imap and searchinbox against real servers on loopback: public-inbox and Dovecot.

Needs Debian's packages ``public-inbox libsearch-xapian-perl dovecot-imapd`` and root (Dovecot changes users).
Prints a line for each post and each refusal; ends with 1 where a server's answer is not what it should be.
"""

from __future__ import annotations

import imaplib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from mentionwatch.errors import MentionwatchError
from mentionwatch.http import Network
from mentionwatch.model import Search
from mentionwatch.plugins import Source
from mentionwatch.sources.imap import Imap
from mentionwatch.sources.nntp import Nntp
from mentionwatch.sources.searchinbox import SearchInbox

HTTP, NEWS, LIST_IMAP, IMAP = 28084, 28119, 28143, 28144
SINCE = datetime(2026, 11, 1, tzinfo=UTC)
FOLDER, CODED = "Оповещения 1", '"&BB4EPwQ+BDIENQRJBDUEPQQ4BE8- 1"'
MAILS = (
    ("m0", "Ivan", "Fri, 20 Nov 2026 09:15:00 +0300", "Третий день Старлинк теряет связь.", ""),
    ("m1", "Anna", "Fri, 20 Nov 2026 10:15:00 +0300", "> Третий день\nУ Старлинка антенна.\n..точка", "m0"),
    ("m2", "John", "Sat, 21 Nov 2026 07:05:00 +0000", "Lufthansa lost my luggage.", ""),
)
DOVECOT = """protocols = imap
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


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="mail-servers-") as folder:
        here = Path(folder)
        here.chmod(0o755)
        with public_inbox(here / "list"), dovecot(here / "mailbox"):
            network = Network()
            wrong = [
                name
                for name, source, term, expected in cases()
                if shown(network, name, source, term) != expected
            ]
            network.close()
    print("wrong:", ", ".join(wrong) or "none")
    return bool(wrong)


def cases() -> list[tuple[str, Source, str | None, list[str]]]:
    """What is asked, and the texts or the refusal that should come."""
    news, box = f"nntp://127.0.0.1:{NEWS}/", f"imap://127.0.0.1:{IMAP}"
    archive = f"http://127.0.0.1:{HTTP}/brands"
    all_three = [
        "Lufthansa lost my luggage.",
        "У Старлинка антенна.\n..точка",
        "Третий день Старлинк теряет связь.",
    ]
    person = {"user": "brandwatch", "password": "secret"}
    anonymous = {"user": "anonymous", "password": "nobody", "folder": "test.brands.0"}
    return [
        ("news", Nntp(url=news + "test.brands"), None, all_three),
        ("news, no group", Nntp(url=news + "no.such"), None, ["forums-no-group"]),
        ("news, nobody there", Nntp(url="nntp://127.0.0.1:28999/a"), None, ["http-refused"]),
        ("list by imap", Imap(url=f"imap://127.0.0.1:{LIST_IMAP}", **anonymous), None, all_three),
        ("mailbox", Imap(url=box, **person), None, all_three),
        ("folder", Imap(url=box, folder=FOLDER, **person), None, all_three),
        ("no folder", Imap(url=box, folder='Нет & "такой"', **person), None, ["forums-imap-odd"]),
        ("password", Imap(url=box, user="brandwatch", password="wrong"), None, ["forums-imap-login"]),
        ("archive", SearchInbox(url=archive), "Lufthansa", all_three[:1]),
        ("archive, nothing", SearchInbox(url=archive), "NoSuchBrand", []),
        ("archive, no list", SearchInbox(url=archive + "x"), "Lufthansa", ["http-missing"]),
    ]


def shown(network: Network, name: str, source: Source, term: str | None) -> list[str]:
    """The texts that a source finds, the newest first, and then its refusal."""
    texts: list[str] = []
    try:
        for post in source.fetch(network.session(), Search(since=SINCE, term=term)):
            texts.append(post.text)
            print(f"{name}: {post.id} {post.kind} {post.published} {post.text!r}")
    except MentionwatchError as error:
        texts.append(error.message)
        print(f"{name}: {error}")
    return texts


@contextmanager
def public_inbox(here: Path) -> Iterator[None]:
    """A list with the mails, served as web pages, as a newsgroup and as a mailbox."""
    here.mkdir()
    told = {**os.environ, "HOME": str(here), "PI_CONFIG": str(here / "config")}
    address = f"http://127.0.0.1:{HTTP}/brands"
    create = ["public-inbox-init", "-V2", "-L", "full", "--ng", "test.brands", "brands", str(here / "brands")]
    subprocess.run([*create, address, "brands@example.org"], env=told, check=True, capture_output=True)
    spam = ["git", "config", "-f", "config", "publicinboxmda.spamcheck", "none"]
    subprocess.run(spam, cwd=here, check=True)
    for mail in MAILS:
        deliver = {**told, "ORIGINAL_RECIPIENT": "brands@example.org"}
        subprocess.run(["public-inbox-mda", "--no-precheck"], input=written(*mail), env=deliver, check=True)
    daemons = [("httpd", "http", HTTP), ("nntpd", "nntp", NEWS), ("imapd", "imap", LIST_IMAP)]
    commands = [
        [f"public-inbox-{name}", "-W0", "-l", f"{kind}://127.0.0.1:{port}"] for name, kind, port in daemons
    ]
    with running(commands, [port for *_, port in daemons], told):
        yield


@contextmanager
def dovecot(here: Path) -> Iterator[None]:
    """A mailbox with the mails in two folders."""
    for name in ("base", "state", "mail"):
        (here / name).mkdir(parents=True)
    shutil.chown(here / "mail", "nobody", "nogroup")
    (here / "dovecot.conf").write_text(DOVECOT.format(here=here, port=IMAP))
    with running([["dovecot", "-F", "-c", str(here / "dovecot.conf")]], [IMAP], dict(os.environ)):
        client = imaplib.IMAP4("127.0.0.1", IMAP)
        client.login("brandwatch", "secret")
        client.create(CODED)
        for folder in ("INBOX", CODED):
            for mail in MAILS:
                client.append(folder, "", "", written(*mail).replace(b"\n", b"\r\n"))
        client.logout()
        yield


@contextmanager
def running(commands: list[list[str]], ports: list[int], told: dict[str, str]) -> Iterator[None]:
    """Servers, until the body ends."""
    started = [
        subprocess.Popen(each, env=told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for each in commands
    ]
    try:
        for port in ports:
            _wait(port)
        yield
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(20)


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"nothing answers on port {port}")


def written(own: str, who: str, date: str, text: str, answered: str) -> bytes:
    """A mail as it is sent."""
    reference = f"In-Reply-To: <{answered}@example.org>\n" if answered else ""
    return (
        f"From: {who} <{who.lower()}@example.org>\nTo: brands@example.org\nSubject: {own}\nDate: {date}\n"
        f"Message-ID: <{own}@example.org>\n{reference}MIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}\n"
    ).encode()


if __name__ == "__main__":
    sys.exit(main())
