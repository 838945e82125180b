"""Feeds: encodings, identity, hostile documents, lists of feeds. Whole feeds are in tests/recordings/rss."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentionwatch.errors import ConfigError, LayoutChanged
from mentionwatch.text.encoding import decode, unmangled
from mentionwatch.text.feeds import Feed, is_html, read
from mentionwatch.text.opml import read_opml

URL = "https://feed.example/feed.xml"


def feed(body: str | bytes, **options: Any) -> Feed:
    return read(body.encode() if isinstance(body, str) else body, url=URL, **options)


def rss(inner: str, declaration: str = "") -> str:
    return f'{declaration}<rss version="2.0"><channel><title>F</title>{inner}</channel></rss>'


def one(title: str) -> str:
    return rss(f"<item><title>{title}</title></item>")


RUSSIAN = "Съешь ещё этих мягких французских булок"
CASES = [
    (RUSSIAN, "utf-8", None, None),
    (RUSSIAN, "utf-8-sig", "windows-1251", None),
    (RUSSIAN, "utf-8", "windows-1251", None),
    (RUSSIAN, "utf-8", None, "iso-8859-1"),
    (RUSSIAN, "cp1251", "windows-1251", None),
    (RUSSIAN, "cp1251", "UTF-8", None),
    (RUSSIAN, "cp1251", "UTF-8", "windows-1251"),
    (RUSSIAN, "cp1251", None, "windows-1251"),
    (RUSSIAN, "cp1251", None, None),
    (RUSSIAN, "cp1251", "bogus", None),
    (RUSSIAN, "koi8-r", "KOI8-R", None),
    (RUSSIAN, "koi8-r", None, None),
    (RUSSIAN, "utf-16", "utf-16", None),
    (RUSSIAN, "utf-16-le", "utf-16", None),
    (RUSSIAN, "utf-16-be", "utf-16", None),
    (RUSSIAN, "utf-32", "utf-32", None),
    ("Größere Störung, déjà vu", "latin-1", "ISO-8859-1", None),
    ("Größere Störung, déjà vu", "latin-1", None, None),
    ("Größere Störung, déjà vu", "latin-1", "utf-8", None),
    ("smart “quotes” – and €", "cp1252", "ISO-8859-1", None),
    ("中文新闻标题", "gbk", "gb2312", None),
    ("日本語の見出し", "shift_jis", "Shift_JIS", None),
    ("日本語の見出し", "iso2022_jp", "ISO-2022-JP", None),
    ("한국어 제목", "euc-kr", "euc-kr", None),
    ("この記事は日本語で書かれている", "euc-jp", None, None),
    ("この記事は日本語で書かれている", "shift_jis", None, None),
    ("한국어로 쓴 기사입니다", "euc-kr", None, None),
    ("这是一个没有说明编码的中文标题", "gbk", None, None),
    ("ข่าววันนี้เรื่องอินเทอร์เน็ต", "tis-620", None, None),
    ("כותרת בעברית על האינטרנט המהיר שהפסיק לעבוד היום בצהריים אצל כולם", "cp1255", None, None),
    ("Ελληνικά", "iso-8859-7", "ISO-8859-7", None),
]


@pytest.mark.parametrize(("title", "encoding", "declared", "header"), CASES)
def test_titles_are_read_in_the_encoding_they_are_in(
    title: str, encoding: str, declared: str | None, header: str | None
) -> None:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else '<?xml version="1.0"?>'
    body = rss(f"<item><title>{title}</title></item>", declaration).encode(encoding)
    found = read(body, url=URL, charset=header).posts
    assert [post.title for post in found] == [title]


@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "utf-16", "koi8-r", "zlib", "idna", "x"]))
def test_any_bytes_are_some_text(body: bytes, charset: str | None) -> None:
    assert isinstance(decode(body, charset), str)


@pytest.mark.parametrize(
    ("mangled", "text"),
    [
        ("dÃ©jÃ\u00a0 vu", "déjà vu"),
        ("itâ€™s", "it’s"),
        ("déjà vu", "déjà vu"),
        ("Привет", "Привет"),
        ("plain", "plain"),
    ],
)
def test_text_that_was_encoded_twice_is_mended(mangled: str, text: str) -> None:
    assert unmangled(mangled) == text


@pytest.mark.parametrize(
    ("title", "read_as"),
    [
        ("Caf&eacute; &amp; bar", "Café & bar"),
        ("AT&T & more", "AT&T & more"),
        ("5 < 6", "5 < 6"),
        ("a\x0b\x1bb", "ab"),
        ("&#0;&#xD800;x&#38;", "��x&"),
        ("<![CDATA[a & <b>b</b>]]>", "a & b"),
        ("<b>bold</b> and <i>not escaped</i>", "bold and not escaped"),
    ],
)
def test_broken_titles_are_read_as_meant(title: str, read_as: str) -> None:
    assert feed(one(title)).posts[0].title == read_as


def test_one_error_does_not_lose_the_escapes_of_the_rest() -> None:
    body = "\n\n" + rss(
        "<item><title>&bad; &lt;b&gt;x&lt;/b&gt; &amp; y</title></item>", '<?xml version="1.0"?>'
    )
    assert feed(body).posts[0].title == "&bad; x & y"


@pytest.mark.parametrize(
    "namespace", ["", ' xmlns="https://cyber.harvard.edu/rss/rss.html"', " xmlns='urn:unheard-of'"]
)
def test_a_feed_is_a_feed_in_any_namespace(namespace: str) -> None:
    assert len(feed(f"<rss{namespace}><channel><item><title>x</title></item></channel></rss>").posts) == 1


def test_names_of_elements_may_be_in_capitals_and_have_undeclared_prefixes() -> None:
    body = "<TITLE>x</TITLE><dc:creator>Bo</dc:creator><PUBDATE>2026-11-20</PUBDATE>"
    post = feed(f"<RSS><Channel><Item>{body}</Item></Channel></RSS>").posts[0]
    assert post.title == "x"
    assert post.author
    assert post.author.name == "Bo"
    assert post.published


@pytest.mark.parametrize(
    ("guid", "link", "identity"),
    [
        ("https://x.example/1", "https://x.example/a", "https://x.example/1"),
        ("tag:x.example,2026:1", "https://x.example/a", "tag:x.example,2026:1"),
        ("urn:uuid:1", "", "urn:uuid:1"),
        ("17", "https://x.example/a", f"{URL} 17"),
        ("", "https://x.example/a?utm_source=rss", "https://x.example/a"),
    ],
)
def test_a_post_is_known_by_guid_else_by_address(guid: str, link: str, identity: str) -> None:
    inner = f"<item><title>x</title><guid isPermaLink='false'>{guid}</guid><link>{link}</link></item>"
    assert feed(rss(inner)).posts[0].id == identity


def test_without_guid_and_address_a_post_is_known_by_what_it_says() -> None:
    same, other = feed(one("a")).posts[0].id, feed(one("b")).posts[0].id
    assert same == feed(one("a")).posts[0].id != other


@pytest.mark.parametrize(
    ("language", "title", "told"),
    [
        ("ru-RU", "Новости", "ru"),
        ("en_us", "News", "en"),
        ("en-US", "Новости", None),
        ("ru", "News", None),
        ("klingon", "News", None),
        ("", "News", None),
    ],
)
def test_a_declared_language_is_believed_if_the_letters_agree(
    language: str, title: str, told: str | None
) -> None:
    inner = f"<language>{language}</language><item><title>{title}</title></item>"
    assert feed(rss(inner)).posts[0].language == told


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "feeds-empty"),
        (b" \r\n", "feeds-empty"),
        (b"<!DOCTYPE html><html><body>Blocked</body></html>", "feeds-page"),
        (b"<html>" + b"<div>" * 10_000, "feeds-page"),
        (b"Too many requests", "feeds-unreadable"),
        (b'{"error": "no such feed"}', "feeds-unreadable"),
        (b'{"items": ' + b"[" * 100_000, "feeds-unreadable"),
        (b"<error/>", "feeds-unreadable"),
        (bytes(range(256)) * 100, "feeds-unreadable"),
    ],
)
def test_what_is_no_feed_is_told_apart(body: bytes, message: str) -> None:
    with pytest.raises(LayoutChanged) as raised:
        feed(body)
    assert raised.value.message == message
    assert URL in raised.value.say("en")
    assert URL in raised.value.say("ru")


def test_a_country_declared_for_a_language_means_its_language() -> None:
    (post,) = feed(rss("<language>cz</language><item><title>Dobry den</title></item>")).posts
    assert post.language == "cs"


def test_a_page_of_comments_is_told_from_a_feed_at_once() -> None:
    assert is_html(b"<!-- a -- b > -->\n<!----> <html>")
    assert not is_html(b"<!---->" * 200 + b"<rss>")


BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
HOSTILE = {
    "deep": rss("<item><title>x</title>" + "<a>" * 10_000 + "</a>" * 10_000 + "</item>"),
    "posts in posts": "<rss>" + "<item>" * 10_000,
    "entities": f'<!DOCTYPE r [<!ENTITY a0 "lol">{BOMB}]>' + one("&a11;"),
    "large entity": f'<!DOCTYPE r [<!ENTITY a "{"a" * 100_000}">]>' + one("&a;" * 10_000),
    "outside entity": '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + one("[&a;]"),
    "document types": "<!DOCTYPE x [" * 50_000 + one("x"),
    "attributes": "<rss "
    + " ".join(f"a{n}='x'" for n in range(50_000))
    + "><channel><item/></channel></rss>",
    "ampersands": one("& " * 200_000),
    "open sections": one("<![CDATA[" * 50_000),
    "many posts": rss("<item/>" * 60_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_cost_little_and_reveal_nothing(name: str) -> None:
    start = time.process_time()
    found = feed(HOSTILE[name])
    assert time.process_time() - start < 8
    assert len(found.posts) <= 50_000
    assert all(len(post.title or "") < 500_000 for post in found.posts)
    if name == "outside entity":
        assert found.posts[0].title == "[&a;]"


def test_a_feed_cut_off_gives_what_came() -> None:
    whole = rss("".join(f"<item><title>{n}</title></item>" for n in range(5)))
    assert [post.title for post in feed(whole[: whole.index("3")]).posts][:3] == ["0", "1", "2"]


def test_opml_lists_feeds_of_all_folders_once() -> None:
    body = """<?xml version="1.0" encoding="UTF-8"?><opml version="2.0"><head><title>My & feeds</title></head><body>
      <outline text="News"><outline text="One" title="Первая" type="rss" xmlUrl="https://a.example/feed"/>
       <outline text="Deeper"><outline text="Two" xmlurl=" https://b.example/feed "/></outline></outline>
      <outline text="Again" xmlUrl="https://a.example/feed"/><outline text="No feed" htmlUrl="https://c.example/"/>
      <outline text="Bad" xmlUrl="file:///etc/passwd"/></body></opml>"""
    assert read_opml(body.encode()) == [
        ("https://a.example/feed", "Первая"),
        ("https://b.example/feed", "Two"),
    ]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "opml-unreadable"),
        (b"<html/>", "opml-unreadable"),
        (b"url,name", "opml-unreadable"),
        (b"<opml><body/></opml>", "opml-empty"),
    ],
)
def test_what_is_no_list_of_feeds_is_refused(body: bytes, message: str) -> None:
    with pytest.raises(ConfigError) as raised:
        read_opml(body)
    assert raised.value.message == message
    assert raised.value.say("ru") != raised.value.say("en")
