"""Addresses: kept, unwrapped, compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentionwatch.text.urls import absolute, canonical, identity, site, unwrap


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("HTTP://WWW.Example.ORG:80/a?utm_source=x&b=2&a=1#f", "http://www.example.org/a?b=2&a=1"),
        ("https://example.org", "https://example.org/"),
        ("//example.org/y", "https://example.org/y"),
        ("https://example.org:443/a/./b/../c", "https://example.org/a/c"),
        (" https://example.org/a b\n ", "https://example.org/a%20b"),
        (
            "https://пример.рф/путь?q=тест",
            "https://xn--e1afmkfd.xn--p1ai/%D0%BF%D1%83%D1%82%D1%8C?q=%D1%82%D0%B5%D1%81%D1%82",
        ),
        ("https://example.org/%7euser/%2fa%d0%bf", "https://example.org/~user/%2Fa%D0%BF"),
        ("https://example.org/100%?x=%26&y=a+b", "https://example.org/100%25?x=%26&y=a+b"),
        ("https://example.org/?fbclid=1&ysclid=2&yclid=3&p=5", "https://example.org/?p=5"),
        ("http://[2001:DB8::1]:8080/x", "http://[2001:db8::1]:8080/x"),
        ("http://localhost:8000/feed", "http://localhost:8000/feed"),
    ],
)
def test_canonical_is_one_spelling_that_still_leads_there(url: str, kept: str) -> None:
    assert canonical(url) == kept
    assert canonical(kept) == kept


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.org/",
        "/relative",
        "",
        "https://",
        "https://user:secret@example.org/",
        "http://a b.org/",
        "https://exa<mple.org/",
        "http://[::1",
        "https://x.org:99999/",
        "https://example.org/" + "a" * 5000,
        "java\nscript:alert(1)",
        "https://-a.org/",
        "http://.../",
    ],
)
def test_what_is_no_web_address_is_none(url: str) -> None:
    assert canonical(url) is None
    assert absolute(url) is None


def test_fragments_are_kept_on_request() -> None:
    assert canonical("https://example.org/a#comment-5") == "https://example.org/a"
    assert (
        canonical("https://example.org/a#comment-5", keep_fragment=True) == "https://example.org/a#comment-5"
    )


SAME = [
    "https://example.org/news/1",
    "http://www.example.org/news/1/",
    "https://m.example.org/news/1?utm_campaign=x",
    "https://amp.example.org/news/1",
    "https://example.org/news/1/amp/",
    "https://example.org/amp/news/1",
    "https://example.org/news/1.amp",
    "https://example.org:443/news/1?from=rss",
    "https://example.org/news/1/index.html#top",
    "https://vk.com/away.php?to=https%3A%2F%2Fexample.org%2Fnews%2F1",
]


@pytest.mark.parametrize("url", SAME)
def test_identity_sees_through_the_variants_of_an_address(url: str) -> None:
    assert identity(url) == "example.org/news/1"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/news/1", "https://example.org/news/2"),
        ("https://example.org/?p=1", "https://example.org/?p=2"),
        ("https://example.org/a#comment-11", "https://example.org/a#comment-12"),
        ("https://app.example/#/post/a", "https://app.example/#/post/b"),
        ("https://a.example.org/", "https://b.example.org/"),
        ("https://example.org/A", "https://example.org/a"),
        ("https://example.org:8080/", "https://example.org/"),
    ],
)
def test_identity_keeps_apart_what_differs(one: str, other: str) -> None:
    assert identity(one) != identity(other)


@given(
    st.sampled_from(("http", "https")),
    st.sampled_from(("example.org", "www.example.org", "m.example.org", "amp.old.example.com", "m.org")),
    st.lists(
        st.sampled_from(
            (
                "amp",
                "news",
                "1",
                "index.html",
                "index.php",
                "a.amp.html",
                "x.amp",
                "a..b",
                "-",
                "~u",
                "amp.htm",
            )
        ),
        max_size=4,
    ),
    st.booleans(),
)
def test_identity_of_a_plain_address_is_that_of_any_other(
    scheme: str, host: str, parts: list[str], ends: bool
) -> None:
    url = f"{scheme}://{host}/{'/'.join(parts)}{'/' * ends}"
    assert identity(url) == identity(f"{url}?")  # a question mark takes the long way


def test_identity_ignores_the_order_of_parameters() -> None:
    assert identity("https://x.org/?b=2&a=1") == identity("https://x.org/?a=1&b=2")


@pytest.mark.parametrize(
    "wrapped",
    [
        "https://www.google.com/url?rct=j&sa=t&url=https://example.org/a&ct=ga",
        "https://www.google.co.uk/url?q=https://example.org/a&sa=D",
        "https://www.bing.com/news/apiclick.aspx?ref=FexRss&url=https%3a%2f%2fexample.org%2fa&c=1",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fa&h=x",
        "https://vk.com/away.php?to=https%3A%2F%2Fexample.org%2Fa",
        "https://yandex.ru/clck/jsredir?from=x&url=https%3A%2F%2Fexample.org%2Fa",
        "https://out.reddit.com/t3_x?url=https%3A%2F%2Fexample.org%2Fa",
        "https://t.me/iv?url=https%3A%2F%2Fexample.org%2Fa&rhash=1",
        "https://vk.com/away.php?to=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3Dhttps%253A%252F%252Fexample.org%252Fa",
    ],
)
def test_redirectors_are_unwrapped(wrapped: str) -> None:
    assert unwrap(wrapped) == "https://example.org/a"
    assert absolute(wrapped) == "https://example.org/a"


def test_what_a_redirector_hides_is_checked_too() -> None:
    hidden = "https://www.google.com/url?url=javascript:alert(1)"
    assert unwrap(hidden) == hidden
    assert (
        unwrap("https://notvk.com/away.php?to=https://example.org/")
        == "https://notvk.com/away.php?to=https://example.org/"
    )


def test_unwrapping_is_bounded() -> None:
    from urllib.parse import quote

    url = "https://example.org/"
    for _ in range(8):
        url = "https://vk.com/away.php?to=" + quote(url, safe="")
    assert "vk.com" in unwrap(url)


@pytest.mark.parametrize(
    ("link", "base", "found"),
    [
        ("/a", "https://example.org/x/y", "https://example.org/a"),
        ("b.html#c1", "https://example.org/x/y", "https://example.org/x/b.html#c1"),
        ("//cdn.org/a", "http://example.org/", "http://cdn.org/a"),
        ("?p=1", "https://example.org/x", "https://example.org/x?p=1"),
        ("javascript:x", "https://example.org/", None),
        (None, "https://example.org/", None),
        ("http://[", "https://example.org/", None),
    ],
)
def test_links_are_resolved(link: str | None, base: str, found: str | None) -> None:
    assert absolute(link, base) == found


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Example.org/a", "example.org"),
        ("http://xn--e1afmkfd.xn--p1ai/x", "пример.рф"),
        ("http://localhost:8000/", "localhost"),
        ("http://[::1]:80/", "[::1]"),
        ("mailto:a@b.org", None),
        (None, None),
    ],
)
def test_site_is_the_host_without_www(url: str | None, host: str | None) -> None:
    assert site(url) == host


@given(st.text(max_size=200))
def test_nothing_breaks_addresses(text: str) -> None:
    for url in (text, f"https://{text}", f"https://example.org/{text}", f"https://example.org/?q={text}"):
        kept = canonical(url, keep_fragment=True)
        assert kept is None or canonical(kept, keep_fragment=True) == kept
        assert kept is None or kept.isascii()
        assert identity(identity(url)) is not None
        site(url)
        absolute(text, "https://example.org/a/b")
