"""Strangers' text: whatever it is, what comes out is harmless, and what was harmless comes out as it was."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attacks import ATTACKS
from mentionwatch.text import safe

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)
attacks = pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)


def is_harmless(text: str) -> bool:
    """No controls, no line separators, no formatting characters but joiners, nothing unassigned to text."""
    allowed = {"\u200c", "\u200d"}
    return all(
        unicodedata.category(char) not in ("Cc", "Cf", "Zl", "Zp", "Cs") or char in allowed for char in text
    )


@attacks
def test_plain_leaves_only_visible_characters(attack: str) -> None:
    assert is_harmless(safe.plain(attack))


@given(ANY_TEXT)
def test_plain_of_anything_is_one_visible_line(text: str) -> None:
    shown = safe.plain(text)
    assert is_harmless(shown)
    assert re.sub("[\xa0\u202f]", " ", shown) == " ".join(shown.split())
    assert len(shown) <= safe.LIMIT


@given(ANY_TEXT)
def test_plain_twice_is_plain_once(text: str) -> None:
    assert safe.plain(safe.plain(text)) == safe.plain(text)


@pytest.mark.parametrize(
    "text",
    [
        "Старлинк опять лежит: «третий день», 100 % правда!",
        "l'été à Zürich — naïve café, Đà Nẵng",
        "日本語のテキスト",
        "👨‍👩‍👧‍👦 ❤️‍🔥 👍🏽 🇷🇺 ☎️",
        "می‌خواهم",
        "क्षत्रिय",
        "[bold]not markup[/]",
        "a < b && c > d",
        "12\xa0345 и 5\u202f%",
    ],
)
def test_plain_leaves_honest_text_alone(text: str) -> None:
    assert safe.plain(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\", "click"),
        ("\x1b]0;title\x07text", "text"),
        ("user\u202egnp.exe", "usergnp.exe"),
        ("one\ntwo\r\nthree", "one two three"),
        ("a\u200db", "ab"),
        ("half \ud83d", "half \ufffd"),
        (None, ""),
    ],
)
def test_plain_shows(text: str | None, shown: str) -> None:
    assert safe.plain(text) == shown


def test_an_escape_that_never_ends_hides_nothing() -> None:
    assert "words" in safe.plain("\x1b]8;;https://evil.example words")


def test_hostile_input_takes_no_time() -> None:
    for flood in ("\x1b]" * 500_000, "\x9d" * 500_000, "\u0300" * 1_000_000, "\u200d\ufe0f" * 500_000):
        assert len(safe.plain(flood)) <= safe.LIMIT


@given(ANY_TEXT, st.integers(1, 60))
def test_cut_keeps_to_its_limit(text: str, limit: int) -> None:
    assert len(safe.cut(text, limit)) <= limit
    assert safe.cut(text, limit) == text or safe.cut(text, limit).endswith("…")


def test_paragraphs_keep_line_breaks() -> None:
    assert safe.paragraphs("one\r\n\r\n\r\n\r\ntwo\x1b[2J\nthree ") == "one\n\ntwo\nthree"


@pytest.mark.parametrize(
    ("address", "safe_address"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("HTTP://Example.ORG:8080/", "http://example.org:8080/"),
        ("https://почта.рф/письмо", "https://xn--80a1acny.xn--p1ai/%D0%BF%D0%B8%D1%81%D1%8C%D0%BC%D0%BE"),
        ("https://example.org/a%20b", "https://example.org/a%20b"),
        ("https://[::1]/x", "https://[::1]/x"),
        ("javascript:alert(1)", None),
        (" JaVaScRiPt:alert(1)", None),
        ("java\tscript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("//example.org/", None),
        ("/relative", None),
        ("https://bank.example@evil.example/", None),
        ("https://evil.example/\u202egnp.exe", None),
        ("https://[broken/", None),
        ("https://example.org:99999/", None),
        ("https://exa mple.org/", None),
        ("https://example.org/" + "a" * 3000, None),
        ("", None),
        (None, None),
    ],
)
def test_link(address: str | None, safe_address: str | None) -> None:
    assert safe.link(address) == safe_address


@given(st.text(max_size=60))
def test_no_link_can_leave_its_quotes_or_brackets(tail: str) -> None:
    address = safe.link("https://example.org/" + tail)
    assert address is None or re.fullmatch(r"https://example\.org/[!-~]*", address)
    assert address is None or not set(address) & set("\"'<>()\\`{}|^[] ")


@attacks
def test_html_has_no_markup(attack: str) -> None:
    assert not set(safe.html(attack)) & set("<>\"'")


@attacks
def test_csv_is_no_formula(attack: str) -> None:
    cell = safe.csv(attack)
    assert not cell or cell[0] not in "=+-@\t\r|%＝＋－＠"
    assert "\n" not in cell


@pytest.mark.parametrize("text", ["Старлинк", "1 + 1", "a=b", "email@example.org"])
def test_csv_leaves_honest_text_alone(text: str) -> None:
    assert safe.csv(text) == text


def test_markdown_calls_nobody() -> None:
    assert "@everyone" not in safe.markdown("@everyone")
    assert "@" in safe.markdown("@everyone")


@given(st.lists(ANY_TEXT))
def test_json_keeps_the_values_and_hides_nothing(texts: list[str]) -> None:
    document = safe.json(json.dumps(texts, ensure_ascii=False, indent=1))
    assert json.loads(document) == texts
    assert is_harmless(document.replace("\n", ""))
    document.encode("utf-8")
