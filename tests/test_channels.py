"""Channels: what receivers get, that it is text, that it is signed, and that no secret is told when it fails."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import ssl
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from alert_samples import mention
from attacks import ATTACKS
from mentionwatch import channels
from mentionwatch.channels import webhook
from mentionwatch.errors import ConfigError, DeliveryError
from mentionwatch.formats._alerts import Letter
from mentionwatch.formats._figures import Figures
from mentionwatch.model import Alert, Author, Message, SourceState, Target
from receivers import Hook, Mailbox, free_port, mail_server
from servers import Answer, Raw, Request, Server, networked, silent
from store_samples import NOW, TOPIC, post

attacks = pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)


def message(**fields: Any) -> Message:
    told: dict[str, Any] = {
        "id": 1, "key": "k" * 32, "rule": "r", "target": "t", "title": "Старлинк: 3 новых упоминания",
        "body": "«Нет связи»\n— Аня\n\nДальше: mentionwatch show 1", "payload": '{"rule":"r"}', "made": NOW,
    }  # fmt: skip
    return Message(**(told | fields))


def send(url: str, what: Message | None = None) -> None:
    with networked() as network:
        channels.send(Target(key="t", name="t", url=url), what or message(), network, NOW)


def attacked(attack: str) -> Message:
    """An alert in which everything that strangers write is an attack."""
    stranger = post(
        text=attack, title=attack, url=attack, site=attack, author=Author(name=attack, followers=5)
    )
    broken = SourceState(key=f"rss:{attack}", source="rss", name=attack, error=attack, failures=3)
    alerts = [
        Alert(rule="r", when="story grows", subject="story:1", at=NOW, topic=TOPIC, count=60, before=10, mentions=(1,)),
        Alert(rule="r", when="source fails", subject="source:1", at=NOW, count=3, source=broken, since=NOW),
        Alert(rule="r", when="loud author", subject="", at=NOW, topic=TOPIC, count=1, mentions=(1,)),
    ]  # fmt: skip
    title, body, payload = Letter(Figures("en")).write("r", alerts, [mention(1, post=stranger)])
    return message(title=title, body=body, payload=payload)


# Mail


def test_mail_arrives_as_plain_text_under_a_steady_message_id() -> None:
    mailbox = Mailbox()
    with mail_server(mailbox) as port:
        url = f"mailto://127.0.0.1:{port}?from=mw@mw.test&to=boss@mw.test,desk@mw.test&mode=insecure"
        send(url)
        send(url)
    mail = mailbox.mails[0]
    assert mail["Subject"] == "Старлинк: 3 новых упоминания"
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().replace("\r\n", "\n").strip() == message().body
    assert mailbox.recipients[0] == ["boss@mw.test", "desk@mw.test"]
    assert mail["Auto-Submitted"] == "auto-generated"
    assert [one["Message-ID"] for one in mailbox.mails] == [f"<{'k' * 32}@mw.test>"] * 2


@attacks
def test_mail_is_one_part_of_text_without_a_header_from_strangers(attack: str) -> None:
    mailbox = Mailbox()
    with mail_server(mailbox) as port:
        send(f"mailto://127.0.0.1:{port}?from=mw@mw.test&to=b@mw.test&mode=insecure", attacked(attack))
    (mail,) = mailbox.mails
    assert not mail.is_multipart()
    assert mail.get_content_type() == "text/plain"
    assert set(mail.keys()) <= {
        "Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "X-Idempotency-Key", "Content-Type",
        "Content-Transfer-Encoding", "MIME-Version", "X-Peer", "X-MailFrom", "X-RcptTo",
    }  # fmt: skip
    assert "\n" not in mail["Subject"]


def test_what_the_mail_server_says_is_told_without_the_password() -> None:
    with mail_server(Mailbox(refuses="554 5.7.1 Spam, says hunter2hunter2")) as port:
        url = f"mailto://user:hunter2hunter2@127.0.0.1:{port}?from=mw@mw.test&to=b@mw.test&mode=insecure"
        with pytest.raises(DeliveryError) as caught:
            send(url.replace("user:hunter2hunter2@", ""))
        assert "Spam" in str(caught.value)
        with pytest.raises(DeliveryError) as caught:
            send(url)  # it takes no password without TLS
    assert "hunter2" not in str(caught.value)


# Webhook


@pytest.mark.parametrize("secret", ["correct horse", "whsec_" + base64.b64encode(b"correct horse").decode()])
def test_a_webhook_is_signed_as_standard_webhooks_are(secret: str) -> None:
    hook = Hook()
    with Server({"/in": hook}) as server:
        send(f"webhook+{server.url}/in?a=1&secret={secret.replace(' ', '+')}")
    (request,) = hook.taken.values()
    assert request.query == {"a": "1"}
    signed = (
        f"{request.headers['webhook-id']}.{request.headers['webhook-timestamp']}.".encode() + request.body
    )
    expected = base64.b64encode(hmac.new(b"correct horse", signed, hashlib.sha256).digest()).decode()
    assert request.headers["webhook-signature"] == f"v1,{expected}"
    assert request.headers["webhook-timestamp"] == str(int(NOW.timestamp()))
    assert request.headers["idempotency-key"] == "k" * 32
    assert json.loads(request.body) == {"rule": "r"}


def test_the_standards_own_example_of_a_signature() -> None:
    # https://github.com/standard-webhooks/standard-webhooks, libraries/python/tests: a documented pair
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body = b'{"test": 2432232314}'
    expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert webhook.signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", body) == expected


def test_a_webhook_without_a_secret_is_not_signed() -> None:
    hook = Hook()
    with Server({"/in": hook}) as server:
        send(f"webhook+{server.url}/in")
    (request,) = hook.taken.values()
    assert "webhook-signature" not in request.headers


@pytest.mark.parametrize("status", [400, 401, 404, 410, 500, 503])
def test_a_webhook_that_refuses_is_told_without_its_secret(status: int) -> None:
    with (
        Server({"/hooks/token12345": Answer(b"no", status)}) as server,
        pytest.raises(DeliveryError) as caught,
    ):
        send(f"webhook+{server.url}/hooks/token12345?secret=hunter2hunter2")
    assert "hunter2" not in str(caught.value)
    assert "token12345" not in str(caught.value)


def test_a_webhook_carries_mentions_as_the_contract_has_them() -> None:
    from mentionwatch.cli.shapes import MentionShape

    record = json.loads(attacked("plain").payload or "")
    assert [alert["count"] for alert in record["alerts"]] == [60, 3, 1]
    MentionShape.model_validate(record["mentions"][0])


# Services of Apprise


def got(url: str, what: Message) -> list[Request]:
    """What a receiver on loopback gets of a message, whatever the path."""
    with Server({"*": Answer({"ok": True, "id": "1"})}) as server:
        send(url.replace("HOST", f"127.0.0.1:{server.port}"), what)
        return server.requests


def test_ntfy_gets_title_and_text() -> None:
    (request,) = got("ntfy://HOST/brand-alerts", message())
    told = json.loads(request.body)
    assert (told["topic"], told["title"], told["message"]) == (
        "brand-alerts",
        message().title,
        message().body,
    )


@pytest.mark.parametrize(
    "url",
    ["ntfy://HOST/topic", "json://HOST/x", "xml://HOST/x", "form://HOST/x", "gotify://HOST/token1234567",
     "mmost://HOST/3ccdd113474722377935511fc85d3dd4",
     "ntfy://HOST/topic?format=markdown", "json://HOST/x?format=html", "gotify://HOST/token1234567?format=markdown"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["everyone", "markdown image", "script", "address with break"])
def test_services_get_nothing_that_works(url: str, name: str) -> None:
    what = attacked(ATTACKS[name])
    requests = got(url, what)
    assert requests
    sent = b" ".join(request.body for request in requests).decode()
    for evil in ("@everyone", "<!channel>", "![x]", "](https", "<script", "https://evil"):
        assert evil not in sent
    for request in requests:
        assert not any("evil" in value or "\n" in value for value in request.headers.values())
        assert b"apprise/raw" not in request.body  # no picture from anywhere


@attacks
def test_nothing_in_a_message_is_markup_of_markdown_or_html(attack: str) -> None:
    what = attacked(attack)
    for text in (what.title, what.body):
        html = MarkdownIt("commonmark", {"linkify": False}).enable(["table", "strikethrough"]).render(text)
        page = LexborHTMLParser(html)
        assert {node.tag for node in page.css("body *")} <= {"p", "h2", "br"}
        raw = LexborHTMLParser(text)
        assert [node.tag for node in raw.css("body *")] == []


@attacks
def test_addresses_of_strangers_are_links_only_on_their_own_line(attack: str) -> None:
    for line in attacked(attack).body.splitlines():
        if re.search(r"(?<!\u2060)://", line):
            assert line.startswith(("http://", "https://"))
            assert not set(line) & set(" <>\"'`|\\^[]{}()*\n")


@attacks
def test_titles_are_one_short_line(attack: str) -> None:
    what = attacked(attack)
    assert "\n" not in what.title
    assert re.sub("[\u2060\u200c\u200d]", "", what.title).isprintable()
    assert len(what.title) < 200
    assert len(what.body) <= 1900


def test_a_service_that_refuses_says_why_without_the_topic() -> None:
    with Server({"*": Answer({"error": "forbidden"}, 403)}) as server, pytest.raises(DeliveryError) as caught:
        send(f"ntfy://127.0.0.1:{server.port}/secret-topic-77")
    assert "403" in str(caught.value)
    assert "secret-topic" not in str(caught.value)


def test_nobody_there_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    port = free_port()
    for url in (f"ntfy://127.0.0.1:{port}/t", f"mailto://127.0.0.1:{port}?from=a@b.test&to=c@b.test&mode=insecure",
                f"webhook+http://127.0.0.1:{port}/in"):  # fmt: skip
        with pytest.raises(DeliveryError):
            send(url)
    assert capfd.readouterr().err == ""


def test_who_takes_too_long_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channels, "LIMIT", 0.2)
    with Server({"*": Raw(silent)}) as server, pytest.raises(DeliveryError, match="0 seconds"):
        send(f"json://127.0.0.1:{server.port}/x")


# Checking


@pytest.mark.parametrize(
    "url",
    ["", "nonsense", "unknown://x", "tgram://", "mailto://", "webhook+https://", "webhook+ftp://x/y",
     "webhook+https://x/y?secret=whsec_!!"],
)  # fmt: skip
def test_an_address_that_is_none_is_told_without_sending(url: str) -> None:
    with pytest.raises(ConfigError):
        channels.check(Target(key="t", name="t", url=url))


@pytest.mark.parametrize(
    "url",
    ["mailtos://me:pw@mail.example", "ntfy://ntfy.example/topic", "webhook+https://x.example/y?secret=k",
     "tgram://123456789:AAGG0fpzLGVyRbhXxXxXxXxXxXxXxXxXxXx/-100123", "discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js",
     "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#general"],
)  # fmt: skip
def test_an_address_that_can_be_sent_to_is_well(url: str) -> None:
    channels.check(Target(key="t", name="t", url=url))


def test_a_certificate_that_nobody_vouches_for_gets_nothing() -> None:
    folder = Path(__file__).parent / "certificates"
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "good.pem")
    with Server({"*": Answer(b"")}, context=context) as server, pytest.raises(DeliveryError):
        send(f"webhook+https://127.0.0.1:{server.port}/in")
    assert server.requests == []
