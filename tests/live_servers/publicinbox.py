"""public-inbox: one mailing list as web pages, as a newsgroup, and as a mailbox."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import ClassVar

from live_servers._install import debian
from live_servers._mails import Mail, crowded, later, old, seeded
from live_servers._processes import HOST, free_port, run, running
from live_servers._seeds import DELETED, MENTIONS
from live_servers._site import Case, Refusal, Server, Site

_CROWD = 230  # more than a page of its search (200), and than a stretch of the newsgroup (100)
_OLD = 300
_IMPORT = r"""
use strict; use PublicInbox::Config; use PublicInbox::InboxWritable; use PublicInbox::Eml;
my $inbox = PublicInbox::Config->new->lookup_name('brands');
my $import = PublicInbox::InboxWritable->new($inbox)->importer(0);
for my $file (@ARGV) {
  my $raw = do { open(my $in, '<:raw', $file) or die $!; local $/; <$in> };
  $import->add(PublicInbox::Eml->new(\$raw));
}
$import->done;
"""


class PublicInbox(Server):
    """public-inbox, an archive of mailing lists: web (Atom search), NNTP and IMAP of the same list."""

    short: ClassVar[bool] = True

    def install(self, cache: Path) -> None:
        debian("public-inbox", "libsearch-xapian-perl")

    @contextmanager
    def running(self, here: Path) -> Iterator[Site]:
        web, news, mailbox = free_port(), free_port(), free_port()
        told = {"HOME": str(here), "PI_CONFIG": str(here / "config")}
        address = f"http://{HOST}:{web}/brands"
        create = ["public-inbox-init", "-V2", "-L", "full", "--ng", "test.brands", "brands"]
        run([*create, here / "brands", address, "brands@example.org"], cwd=here, env=told)
        _fill(here, told, [*seeded(), *crowded(_CROWD), *old(_OLD)])
        daemons = (("httpd", "http", web), ("nntpd", "nntp", news), ("imapd", "imap", mailbox))
        with ExitStack() as stack:
            for name, kind, port in daemons:
                command = [f"public-inbox-{name}", "-W0", "-l", f"{kind}://{HOST}:{port}"]
                stack.enter_context(running(command, port, here, env=told))
            yield Site(
                version=_version(),
                cases=tuple(_cases(address, news, mailbox)),
                refusals=tuple(_refusals(address, news)),
                later=lambda: _later(here, told),
            )


def _cases(address: str, news: int, mailbox: int) -> Iterator[Case]:
    yield Case(
        name="its search",
        options={"type": "searchinbox", "url": address},
        finds=MENTIONS - {"bank"},  # its search knows no forms; quotes hold the name as it is asked for
        crowd=_CROWD,
        notices=frozenset({"reply", "reply deleted"}),  # nor does it know "bank", which is deleted
        replies={"outage": frozenset({"antenna", "thanks"}), "luggage": frozenset({"refund"})},
    )
    yield Case(
        name="its newsgroup",
        options={"type": "nntp", "url": f"nntp://{HOST}:{news}/test.brands"},
        crowd=_CROWD,
        addressed=False,
        most_posts=_CROWD + 130,
    )
    yield Case(
        name="its mailbox",
        options={
            "type": "imap",
            "url": f"imap://{HOST}:{mailbox}",
            "user": "anonymous",
            "password": "anonymous",
            "folder": "test.brands.0",
        },
        crowd=_CROWD,
        addressed=False,
    )


def _refusals(address: str, news: int) -> Iterator[Refusal]:
    search = {"type": "searchinbox", "url": address + "x"}
    yield Refusal(name="no such list", options=search, term="Lufthansa", message="http-missing")
    group = {"type": "nntp", "url": f"nntp://{HOST}:{news}/no.such"}
    yield Refusal(name="no such group", options=group, message="forums-no-group")
    nobody = {"type": "nntp", "url": f"nntp://{HOST}:{free_port()}/any"}
    yield Refusal(name="nobody there", options=nobody, message="http-refused")


def _fill(here: Path, told: dict[str, str], mails: Sequence[Mail]) -> None:
    """Put mails into the list, all by one process: its own delivery starts Perl for each."""
    files = []
    for mail in sorted(mails, key=lambda mail: mail.date):
        files.append(here / f"{mail.own}.eml")
        files[-1].write_bytes(mail.written())
    run(["perl", "-e", _IMPORT, *files], cwd=here, env=told)


def _later(here: Path, told: dict[str, str]) -> None:
    """Further mails; two are removed, as spam is."""
    _fill(here, told, [*later()])
    for key in DELETED:
        run(["public-inbox-learn", "rm"], cwd=here, env=told, text=(here / f"{key}.eml").read_bytes())


def _version() -> str:
    return run(["dpkg-query", "-W", "-f", "${Version}", "public-inbox"]).partition("-")[0]
