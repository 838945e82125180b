"""What the sources of web pages are made of: robots.txt, sitemaps, structured pages, articles, digests."""

from __future__ import annotations

import gzip
import json
import time
from datetime import UTC, datetime

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from mentionwatch.http import Network
from mentionwatch.model import Author, Search, Validator
from mentionwatch.plugins import Source, find
from mentionwatch.sources import _terms
from mentionwatch.sources._wikitext import plain
from mentionwatch.text import alerts, article, reviews, robots, sitemap
from mentionwatch.text.loose_json import loads
from mentionwatch.text.structured import every, lean, things, words

SITE = "https://vesti.example"
ROBOTS = """\ufeff# hello
User-agent: otherbot
Disallow: /

User-agent: *
Disallow: /private   # not for robots
Allow: /private/open
Disallow: /*?print=
Disallow: /*.pdf$
Disallow: /новости/старые
Crawl-delay: 2
Disallow:
Sitemap: https://vesti.example/sitemap.xml
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/private", False),
        ("/private/x", False),
        ("/private/open/x", True),
        ("/news?id=1&print=1", True),
        ("/news?print=1", False),
        ("/a.pdf", False),
        ("/a.pdf?x", True),
        ("/новости/старые/1", False),
        ("/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/%d1%81%d1%82%d0%b0%d1%80%d1%8b%d0%b5", False),
        ("/новости/новые", True),
    ],
)
def test_robots(path: str, allowed: bool) -> None:
    assert robots.read(ROBOTS, "mentionwatch").allows(SITE + path) is allowed


def test_robots_of_our_own_name_come_before_those_for_all() -> None:
    rules = robots.read(
        "User-agent: a\nUser-agent: MentionWatch/1.0\nDisallow: /x\n\nUser-agent: *\nDisallow: /",
        "mentionwatch",
    )
    assert rules.allows(f"{SITE}/y")
    assert not rules.allows(f"{SITE}/x")


def test_robots_tell_delay_and_sitemaps() -> None:
    rules = robots.read(ROBOTS, "mentionwatch")
    assert rules.delay == 2.0
    assert rules.sitemaps == ("https://vesti.example/sitemap.xml",)
    assert robots.read("User-agent: *\nCrawl-delay: 86400", "mentionwatch").delay == 60.0


def test_robots_take_linear_time() -> None:
    rules = robots.read("User-agent: *\nDisallow: /" + "*a" * 5000 + "b$", "mentionwatch")
    began = time.process_time()
    assert rules.allows(f"{SITE}/" + "a" * 5000)
    assert time.process_time() - began < 1


@given(st.text(max_size=300))
def test_robots_read_anything(text: str) -> None:
    robots.read(text, "mentionwatch").allows(f"{SITE}/x?y")


def test_sitemap_dates_and_addresses() -> None:
    body = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
      xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" xmlns:i="http://www.google.com/schemas/sitemap-image/1.1">
      <url><loc> /a </loc><lastmod>2026-11-20</lastmod><i:image><i:loc>/a.jpg</i:loc></i:image>
      <n:news><n:publication_date>2026-11-19T10:00:00+03:00</n:publication_date></n:news></url>
      <url><loc>javascript:x</loc></url><url/></urlset>"""
    expected = (sitemap.Place(f"{SITE}/a", datetime(2026, 11, 19, 7, tzinfo=UTC)),)
    for told in (body, gzip.compress(body)):
        found = sitemap.read(told, url=f"{SITE}/sitemap.xml")
        assert found is not None
        assert found.pages == expected


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"<html><body>x", b"\x1f\x8bbroken", b"<rss/>", gzip.compress(b"no")]
)
def test_what_is_no_sitemap(body: bytes) -> None:
    assert sitemap.read(body, url=SITE) is None


def test_a_sitemap_that_unpacks_to_too_much_is_cut() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * 60_000_000)
    found = sitemap.read(bomb, url=SITE)
    assert found is None or found.pages == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": "x\ny\t"}', {"a": "x\ny\t"}),
        (r'{"a": "\x \u12 \/ \\ \n"}', {"a": "\\x \\u12 / \\ \n"}),
        ('{"a": [1, 2, ], }', {"a": [1, 2]}),
    ],
)
def test_damaged_json_is_mended(text: str, value: object) -> None:
    assert loads(text) == value


@pytest.mark.parametrize("text", ["", "{", "<html>", "[" * 100_000, r'{"a": "\x", ' + "[" * 100_000])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"Expecting|nested"):
        loads(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(JSON)
def test_sound_json_is_read_as_it_is(value: object) -> None:
    assert loads(json.dumps(value)) == value


def test_microdata_is_told_as_json_ld_is() -> None:
    html = """<div itemscope itemtype="http://schema.org/Product"><h1 itemprop="name">Роутер</h1>
      <div itemprop="review" itemscope itemtype="https://schema.org/Review">
        <a itemprop="url" href="/r/1">x</a><span itemprop="author">Анна</span>
        <div itemprop="reviewRating" itemscope itemtype="http://schema.org/Rating">
          <meta itemprop="ratingValue" content="4"></div>
        <p itemprop="reviewBody">Первое.</p><p itemprop="reviewBody">Второе.</p></div></div>
      <i itemprop="orphan">nobody's</i>"""
    (review,) = every(things(LexborHTMLParser(html)), "Review")
    assert review["url"] == "/r/1"
    assert words(review["author"]) == "Анна"
    assert review["reviewRating"]["ratingValue"] == "4"
    assert [words(part) for part in review["reviewBody"]] == ["Первое.", "Второе."]


def test_pages_that_are_built_to_take_long() -> None:
    pages = ["<div>" * 200_000, "<p><b>x<i>" * 60_000, "<script>" * 200_000, "<!--" * 200_000]
    pages.append('<div itemscope itemprop="a">' * 1900)
    began = time.process_time()
    for page in pages:
        list(every(things(LexborHTMLParser(lean(page))), "Review"))
    assert time.process_time() - began < 10


FIRST = (
    "<p>The network went down for most of the evening, readers say, and it was the third time this month.</p>"
)
MORE = "".join(f"<p>Of the {n} places that we asked, most had no signal until late.</p>" for n in range(4))


def _page(head: str = "", body: str = "") -> str:
    title = "<title>Down again - News</title>"
    return f"<html><head>{head}{title}</head><body>{body}<article>{FIRST}{MORE}</article></body></html>"


def test_an_article_has_the_words_of_its_author_only() -> None:
    found = article.read(
        _page(body='<nav><a href="/">Home page</a> <a href="/x">Sections</a></nav><h1>Down again</h1>'),
        url=SITE,
    )
    assert found.text.startswith("The network went down")
    assert "Home page" not in found.text
    assert found.title == "Down again"
    assert not found.sure
    assert found.author is None
    assert found.published is None


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2026-11-20T10:00:00+03:00">', 7),
        ('<meta itemprop="datePublished" content="2026-11-20T10:00:00Z">', 10),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2026-11-20T09:00:00Z"}'
            "</script>",
            9,
        ),
        (  # a zone is better than none
            '<script type="application/ld+json">{"@type":"Article","datePublished":"2026-11-20 20:00:00"}</script>'
            '<meta property="article:published_time" content="2026-11-20T19:00:00+01:00">',
            18,
        ),
        (
            '<meta property="article:published_time" content="yesterday">'
            '<meta name="pubdate" content="2026-11-20T11:00:00Z">',
            11,
        ),
    ],
)  # fmt: skip
def test_when_an_article_was_published(head: str, published: int) -> None:
    assert article.read(_page(head), url=SITE).published == datetime(2026, 11, 20, published, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headline", "title"),
    [
        ("Связь упала | Вести Связи", "Связь упала"),
        ("Связь упала — ВЕСТИ СВЯЗИ", "Связь упала"),
        ("Вести Связи", "Вести Связи"),
        ("Кто пишет Вести Связи", "Кто пишет Вести Связи"),
        ("Связь упала | Регионы", "Связь упала | Регионы"),
    ],
)
def test_a_headline_is_without_the_name_of_the_site(headline: str, title: str) -> None:
    head = (
        f'<meta property="og:title" content="{headline}"><meta property="og:site_name" content="Вести Связи">'
    )
    assert article.read(_page(head), url=SITE).title == title


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("Редактор: Елин Димитров", "Елин Димитров"),
        ("By Ann Byrd", "Ann Byrd"),
        ("Byron Автор", "Byron Автор"),
    ],
)
def test_an_author_is_told_without_their_office(told: str, name: str) -> None:
    author = article.read(_page(f'<meta name="author" content="{told}">'), url=SITE).author
    assert author is not None
    assert author.name == name


def test_of_several_times_on_a_page_none_is_the_articles() -> None:
    times = '<time datetime="2026-11-01">1</time><time datetime="2026-11-02">2</time>'
    assert article.read(_page(body=times), url=SITE).published is None


def test_a_lead_that_stands_outside_of_the_text_is_part_of_it() -> None:
    lead = '<meta property="og:description" content="Starlink users were cut off.">'
    assert article.read(_page(lead), url=SITE).text.startswith("Starlink users were cut off.\nThe network")
    same = (
        '<meta property="og:description" content="The network went down for most of the evening, readers…">'
    )
    assert article.read(_page(same), url=SITE).text.count("The network went down") == 1


@given(st.text(alphabet="<>/abdivscript =\"'{}@", max_size=300))
def test_any_page_is_read(html: str) -> None:
    things(LexborHTMLParser(lean(html)))


LINK = "https://www.google.com/url?rct=j&amp;sa=t&amp;url=https://news.example/{n}&amp;ct=ga&amp;usg=AOv"
MICRODATA = """<table><tr itemscope="" itemtype="http://schema.org/Article"><td>
 <a href="{link}" itemprop="url"><span itemprop="name"><b>Старлинк</b> упал {n}</span></a>
 <div itemprop="publisher" itemscope="" itemtype="http://schema.org/Organization">
  <span itemprop="name">Вести</span></div>
 <div itemprop="description">Связь <b>Старлинка</b> пропала&nbsp;...</div>
 <a href="https://www.google.com/alerts/share?hl=ru&amp;u=x">Share</a></td></tr></table>"""
MARKUP = """<script data-scope="inboxmarkup" type="application/json">{{"api_version": "1.0", "cards": [{{"title": "x",
 "widgets": [{{"type": "LINK", "title": "Старлинк упал {n}", "description": "Связь пропала ...",
 "url": "{link}"}}]}}]}}</script>"""


def _mail(html: str, sender: str = "Google Alerts <googlealerts-noreply@google.com>") -> bytes:
    return (
        f"From: {sender}\nSubject: =?utf-8?q?Google_Alert?=\nDate: Sat, 21 Nov 2026 10:00:00 +0000\n"
        f"MIME-Version: 1.0\nContent-Type: text/html; charset=UTF-8\n\n<html><body>{html}</body></html>"
    ).encode()


def test_a_digest_is_split_into_posts() -> None:
    first, second = (MICRODATA.format(link=LINK.format(n=n), n=n) for n in (1, 2))
    settings = '<a href="https://www.google.com/alerts/remove?s=1">Unsubscribe</a>'
    posts = alerts.digest(_mail(first + second + first + settings))
    assert [post.url for post in posts] == ["https://news.example/1", "https://news.example/2"]
    assert posts[0].title == "Старлинк упал 1"
    assert posts[0].text == "Связь Старлинка пропала ..."
    assert posts[0].site == "news.example"
    assert posts[0].published == datetime(2026, 11, 21, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "html",
    [
        MARKUP.format(link=LINK.format(n=1).replace("&amp;", "&"), n=1),
        f'<a href="{LINK.format(n=1)}"><b>Старлинк</b> упал 1</a><a href="https://support.google.com/alerts">Help</a>',
    ],
)
def test_a_digest_of_another_shape(html: str) -> None:
    (post,) = alerts.digest(_mail(html))
    assert (post.url, post.title) == ("https://news.example/1", "Старлинк упал 1")


@pytest.mark.parametrize(
    ("wikitext", "shown"),
    [
        ("a<ref>no</ref> b<ref name=x /> c<!-- no --> d<math>no</math> e", "a b c d e"),
        ("a<REF name=x>no</ref > b<ref>no<!--</ref> c --> d", "a b c --> d"),
        ("a<ref>b <math>no</math> c<ref>d", "a<ref>b c<ref>d"),
        ("== Head ==\n* one\n#two=\n{| class=x\n|-\n! three\n| four\n|}", "Head\none\ntwo\nthree\nfour"),
        (
            "see [https://a.example/b  its page] [https://c.example]",
            "see its page https://a.example/b https://c.example",
        ),
    ],
)
def test_of_wikitext_what_a_person_sees_is_read(wikitext: str, shown: str) -> None:
    assert plain(wikitext) == shown


@pytest.mark.parametrize("part", ["<ref>", "<!--", "<math>", " ", "\n ", "=", "[http://a ", "{{", "[["])
def test_hostile_wikitext_takes_linear_time(part: str) -> None:
    start = time.process_time()
    plain(part * (500_000 // len(part)) + "x")
    assert time.process_time() - start < 20


def test_a_forged_digest_takes_linear_time() -> None:
    start = time.process_time()
    alerts.digest(_mail("<script inboxmarkup>" * 100_000))
    assert time.process_time() - start < 20


def test_a_link_that_is_none_costs_a_digest_nothing_else() -> None:
    html = '<a href="http://[x/url">a</a><a>b</a><a href="https://www.google.com/url?q=https://b.example/1">c</a>'
    assert [post.url for post in alerts.digest(_mail(html))] == ["https://b.example/1"]


def test_who_sent_a_digest() -> None:
    assert alerts.is_digest(_mail(""))
    assert not alerts.is_digest(_mail("", sender="googlealerts-noreply@google.com <someone@evil.example>"))
    assert alerts.digest(_mail("<p>Nothing</p>")) == []


def test_an_address_that_was_read_is_known() -> None:
    network = Network(now=lambda: datetime.now(UTC), sleep=lambda seconds: None)
    http = network.session({f"{SITE}/news/1?a=b": Validator(digest="x")}, secrets=())
    assert http.knows(f"{SITE}/news/1?a=b")
    assert not http.knows(f"{SITE}/news/2")
    network.close()


@pytest.mark.parametrize(
    ("rating", "expected"),
    [
        ("4", 4.0),
        ({"ratingValue": "8,5", "bestRating": 10, "worstRating": 1}, 4.33),
        ({"ratingValue": 0, "bestRating": 5, "worstRating": 0}, 1.0),
        ({"ratingValue": 80, "bestRating": 100, "worstRating": 0}, 4.2),
        ({"ratingValue": 8}, None),  # of what?
        ({"ratingValue": 3, "bestRating": 1, "worstRating": 1}, None),
        ([{"ratingValue": "5"}], 5.0),
        ({}, None),
        (None, None),
        (True, None),
        ("отлично", None),
    ],
)
def test_ratings_become_stars(rating: object, expected: float | None) -> None:
    assert reviews.stars(rating) == expected


@given(st.dictionaries(st.sampled_from(["ratingValue", "bestRating", "worstRating"]), JSON))
def test_stars_are_one_to_five(rating: dict[str, object]) -> None:
    found = reviews.stars(rating)
    assert found is None or 1 <= found <= 5


def _review(date: str) -> str:
    told = {"@type": ["Review"], "reviewBody": "Bad.", "datePublished": date, "author": [{"name": "Ann"}]}
    return f'<script type="application/ld+json">{json.dumps([{"review": [told, told]}])}</script>'


def test_a_review_without_an_address_is_the_same_whatever_date_is_shown() -> None:
    (first,) = reviews.read(_review("2026-11-20"), url=f"{SITE}/reviews", source="reviews")
    (second,) = reviews.read(_review("2 days ago"), url=f"{SITE}/reviews", source="reviews")
    assert first.id == second.id
    assert first.published == datetime(2026, 11, 20, tzinfo=UTC)
    assert second.published is None
    assert first.author == Author(name="Ann")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"reviewBody": ["One.", "Two."]}, "One.\nTwo."),
        ({"description": "&lt;p&gt;Bad &amp;amp; late&lt;/p&gt;"}, "Bad & late"),
        (
            {"name": "Fine", "positiveNotes": {"@type": "ItemList", "itemListElement": [{"name": "Fast"}]}},
            "Fast",
        ),
        ({"name": "Only a title"}, "Only a title"),
    ],
)
def test_what_a_review_says(told: dict[str, object], expected: str) -> None:
    html = f'<script type="application/ld+json">{json.dumps({"@type": "http://schema.org/Review", **told})}</script>'
    (post,) = reviews.read(html, url=f"{SITE}/reviews", source="reviews")
    assert post.text == expected


@pytest.mark.parametrize(
    ("term", "quoted", "loosely", "required"),
    [
        ("Старлинк", "Старлинк", "Старлинк", "+Старлинк"),
        ("Best Buy", '"Best Buy"', '"Best Buy"', "+Best +Buy"),
        ("Альфа-Банк", '"Альфа-Банк"', "Альфа-Банк", "+Альфа-Банк"),
        ('the "x" OR y', '"the  x  OR y"', '"the  x  OR y"', "+the +x +OR +y"),
        ("AT&T", '"AT&T"', '"AT&T"', "+AT&T"),
    ],
)
def test_phrases_for_search_engines(term: str, quoted: str, loosely: str, required: str) -> None:
    assert (_terms.quoted(term), _terms.loosely_quoted(term), _terms.required(term)) == (
        quoted,
        loosely,
        required,
    )


def test_an_article_is_read_once_and_new_ones_as_they_come() -> None:
    pages = {
        "/robots.txt": "",
        "/news": '<a href="/news/10001">1</a><a href="/news/10002">2</a><a href="/news/10003">3</a>',
        **{f"/news/1000{n}": _page('<meta property="og:type" content="article">') for n in (1, 2, 3)},
    }
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(200, text=pages[request.url.path], headers={"content-type": "text/html"})

    network = Network(
        transport=httpx.MockTransport(answer),
        now=lambda: datetime.now(UTC),
        sleep=lambda seconds: None,
        pause=0,
    )
    source = find(Source, "web").model_validate({"url": f"{SITE}/news", "most": 2})
    search = Search(since=datetime(2026, 1, 1, tzinfo=UTC))
    first = network.session({})
    assert len(list(source.fetch(first, search))) == 2
    second = network.session(first.fresh)
    assert [post.url for post in source.fetch(second, search)] == [f"{SITE}/news/10003"]
    assert asked.count("/news/10001") == 1
    network.close()
