"""Markup that needs no parser: what is read without one is what the parser makes of it."""

from __future__ import annotations

import re
from html.entities import html5
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mentionwatch.text import clean, flat
from mentionwatch.text.encoding import decode
from mentionwatch.text.feed_xml import read

RECORDINGS = Path(__file__).parent / "recordings"
NAMES = [
    *flat._NAMES,
    "pre",
    "table",
    "td",
    "tr",
    "script",
    "svg",
    "title",
    "select",
    "form",
    "button",
    "x",
    "h7",
]
ATTRIBUTES = [
    "", " ", "/", " /", ' class="a b"', " title='a > b'", ' href="/x?a=1&amp;b=2"', " width=1", " hidden", " a=b/",
    ' b"="', ' alt="😀"', " alt='no'", ' style="display:none"', "\nid=x\tx", ' a="1"b="2"', " checked", " =x", " '",
    ' a="', " É=1",
]  # fmt: skip
REFERENCES = [
    "&amp;", "&lt;", "&gt;p", "&nbsp;", "&#8217;", "&#x41;", "&#0;", "&#128;", "&#xD800;", "&#xFFFE;", "&#13;", "&amp",
    "&copy2", "&notit;", "&unknown;", "& ", "&", "&#", "&#12", "&#1114112;", "&#9;", "&Aacute;", "&lt;p&gt;",
    "&#xfdd0;",
]  # fmt: skip
TAGS = st.builds(
    "<{}{}{}{}>".format,
    st.sampled_from(["", "", "/"]),
    st.sampled_from(NAMES),
    st.sampled_from(ATTRIBUTES),
    st.sampled_from(["", "", *ATTRIBUTES]),
)
PLAIN = st.builds("<{}{}>".format, st.sampled_from(["", "/"]), st.sampled_from(flat._NAMES))
WRITTEN = st.sampled_from(
    [
        "<", ">", "a < b", "<!-- no -->", "<!---->", "<!-->", "<!--->", "<!-- a -- b -->", "<!--x--!>", "<?x?>", "<!x>",
        "</>", "< p>", "<P>", "]]>", "<![CDATA[x]]>", "\n", "\f", "\xa0", "\r\n", "\u200b", "\ufeff", "\ud800", "\0",
    ]
)  # fmt: skip


def agrees(html: str) -> bool:
    """Whether a fragment is taken for flat; then it must be read as the parser reads it."""
    is_flat = False
    for quotes in (True, False):
        text = flat.flat(html, quotes=quotes)
        is_flat = is_flat or text is not None
        if text is not None:
            assert clean._lines(text, "\f") == clean._lines(clean._parsed(html, quotes), "\f"), html
    return is_flat


@settings(max_examples=1000)
@given(
    st.lists(
        st.one_of(TAGS, PLAIN, PLAIN, WRITTEN, st.sampled_from(REFERENCES), st.text(max_size=5)), max_size=12
    )
)
@example(["<b>", "1", "<p>", "2", "</b>", "3"])
@example(["<a>", "<div>", "1", "<a>", "2", "</div>", "3"])
@example(["<p>", "<table>", "1", "<tr>", "2"])
def test_what_is_flat_reads_as_the_parser_reads_it(parts: list[str]) -> None:
    agrees("".join(parts))


@settings(max_examples=500)
@given(st.lists(st.one_of(PLAIN, st.sampled_from("abc ")), max_size=40).map("".join))
def test_elements_in_any_disorder_are_flat(html: str) -> None:
    assert agrees(html)


@pytest.mark.parametrize("name", flat._NAMES)
def test_every_element_is_read_as_by_the_parser(name: str) -> None:
    for html in (f"a<{name}>b</{name}>c", f"a<{name} id=x>b", f"a</{name}>b", f"<p>a<{name}\nid='x'>b<p>c"):
        assert agrees(html), html
    agrees(f"a<{name}/>b</{name} />c")


def test_every_named_character_is_read_as_by_the_parser() -> None:
    for name in html5:
        agrees(f"<p>a&{name}b")


@pytest.mark.parametrize(
    "code", [*range(300), 0xD7FF, 0xD800, 0xDFFF, 0xE000, 0xFDCF, 0xFDD0, 0xFDEF, 0xFFFD, 0xFFFE]
)
def test_every_numbered_character_is_read_as_by_the_parser(code: int) -> None:
    agrees(f"<p>a&#{code};b&#x{code:x};c&#{code}")


def test_recorded_feeds_are_read_as_by_the_parser() -> None:
    found = [
        draft.body
        for path in RECORDINGS.rglob("*")
        if path.suffix in (".xml", ".rss", ".atom")
        for draft in getattr(read(decode(path.read_bytes())), "drafts", ())
    ]
    tagged = [body for body in found if re.search("<|&", body)]
    assert sum(map(agrees, tagged)) > len(tagged) / 2 > 10


@pytest.mark.parametrize(
    "html",
    [
        "<p hidden>x",
        '<p style="display:none">x',
        "<script>x",
        "<table>x",
        "<img alt='😀'>",
        "<p>" * 257,
        "a<b",
    ],
)
def test_what_needs_a_parser_is_left_to_it(html: str) -> None:
    assert flat.flat(html, quotes=True) is None
