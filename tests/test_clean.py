"""HTML to text: what a person sees, in linear time, and the same when done twice."""

from __future__ import annotations

import re
import time
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentionwatch.text.clean import LONGEST, tidy, to_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Hello <b>world</b></p><p>x<br>y</p>", "Hello world\nx\ny"),
        ("un<b>believ</b>able, un<span>do</span>", "unbelievable, undo"),
        ("one\ntwo\n<i>three</i>", "one two three"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></table>", "a b\nc"),
        ("<ul><li>a<li>b</ul>c", "a\nb\nc"),
        ("<pre>a\n  b</pre>c", "a\nb\nc"),
        ("<H1>Title</H1>text", "Title\ntext"),
        ("<font color=red>no</font>te <form>x</form>", "note\nx"),
        ("", ""),
    ],
)
def test_blocks_break_lines_and_inline_elements_do_not(html: str, text: str) -> None:
    assert to_text(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("AT&amp;T", "AT&T"),
        ("AT&amp;amp;T &amp;nbsp;5", "AT&T 5"),
        ("&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;", "One\nTwo"),
        ("<div>&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;</div>", "One\nTwo"),
        ("&#1057;&#x0442;&#8217; &copy;", "Ст’ ©"),
        ("?a=1&copy=2&reg=3", "?a=1&copy=2&reg=3"),
        ("a < b && c > d, I <3 you", "a < b && c > d, I <3 you"),
        ("vector<int> and <unknown>", "vector<int> and <unknown>"),
        ("<![CDATA[<p>in</p>]]>", "in"),
    ],
)
def test_entities_are_decoded_however_often_they_were_escaped(html: str, text: str) -> None:
    assert to_text(html) == text


@pytest.mark.parametrize(
    "html",
    [
        "<script>if (a<b) alert('no')</script>yes",
        "<style>p{}</style>yes",
        "<p hidden>no</p>yes",
        "<div style='display: none'>no <p hidden>no</p></div>yes",
        '<span style="display:none">no</span>yes',
        "<!-- no -->yes<!-- <p>no</p> -->",
        "<template>no</template><noscript>no</noscript>yes",
        "<html><head><title>no</title></head><body>yes</body></html>",
        "<img src=x alt='no'>yes",
        'yes <a href="https://cut-off.exam',
    ],
)
def test_what_a_person_does_not_see_is_left_out(html: str) -> None:
    assert to_text(html) == "yes"


UNSEEN = [
    "script",
    "style",
    "textarea",
    "noscript",
    "template",
    "title",
    "iframe",
    "object",
    "select",
    "svg",
    "math",
]


@pytest.mark.parametrize("around", ["{}", "<p>{}</p>", "<b>I</b> {}"])
@pytest.mark.parametrize(
    "tag", [*(f"<{name}>" for name in UNSEEN), "<p hidden>", "<!--", "<!-- x -->", "<!doctype"]
)
def test_what_follows_a_tag_that_a_person_wrote_is_seen(tag: str, around: str) -> None:
    text = to_text(around.format(f"typed {escape(tag)} and Acme broke"))
    assert text.endswith("and Acme broke")


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("<b Acme is bad> rest", "Acme is bad rest"),
        ("<script>Acme</script> is <style>bad</style>", "Acme is bad"),
        ("a <!-- Acme --> b --> c", "a Acme b --> c"),
        ("vector<int> in <p>", "vector<int> in"),
        ("<a href=<script> Acme", "href= Acme"),
        ("x <a href=Acme is bad", "x href=Acme is bad"),
        ('x <a href="https://cut-off.exam', "x"),
        ("<p class='a b' title='a > b' hidden data-x=1/>yes", "yes"),
        ("<img class=emoji alt='😀'> yes <img alt='no'>", "😀 yes"),
        ('<!DOCTYPE html PUBLIC "-//W3C//DTD" "x"><p>yes', "yes"),
        ("<![CDATA[<p>yes]]>", "yes"),
        ("<pre>a\n  b</pre>c\nd", "a\nb\nc d"),
        ("<blockquote>theirs</blockquote>", "theirs"),
    ],
)
def test_of_escaped_markup_only_tags_are_left_out(written: str, text: str) -> None:
    assert to_text(escape(written), quotes=False) == text


WITH_ATTRIBUTES = re.compile(r"<[^<]*=[^<]*")  # an attribute's value is part of a tag
WRITTEN = st.sampled_from(
    [
        *(f"<{name}>" for name in UNSEEN),
        "</script>",
        "</p>",
        "<p hidden>",
        "<b",
        "<a href=",
        "<blockquote>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<!doctype",
        " html",
        *"<>&\"' /=\n",
    ]
)


@given(
    st.lists(st.one_of(WRITTEN, st.just(" Acme "), st.just("Acme")), max_size=15).map("".join),
    st.sampled_from(["{}", "<p>{}</p>", "<blockquote><br></blockquote>{}<p>x"]),
    st.booleans(),
)
def test_no_word_is_lost_that_was_escaped_once(written: str, around: str, quotes: bool) -> None:
    seen = WITH_ATTRIBUTES.sub("", written.replace("<![CDATA[", "").replace("]]>", ""))
    assert to_text(around.format(escape(written)), quotes=quotes).count("Acme") >= seen.count("Acme")


def test_quotes_of_others_can_be_left_out() -> None:
    html = "<blockquote>theirs <blockquote>older</blockquote></blockquote>mine"
    assert to_text(html) == "theirs\nolder\nmine"
    assert to_text(html, quotes=False) == "mine"


def test_emoji_stay_written_or_drawn() -> None:
    family, flag = "👨\u200d👩\u200d👧", "🏴\U000e0067\U000e0062\U000e007f"
    assert to_text(f"<b>{family}</b> {flag} <img class=emoji alt='😀'>") == f"{family} {flag} 😀"


@pytest.mark.parametrize(
    "sign", ["\0", "\x1b", "\x9b", "\u202e", "\u2066", "\u200b", "\u00ad", "\ufeff", "\ud800"]
)
def test_controls_and_invisible_signs_are_removed(sign: str) -> None:
    assert (
        to_text(f"Star{sign}link")
        == to_text(f"<p>Star{sign}link</p>")
        == tidy(f"Star{sign}link")
        == "Starlink"
    )


def test_tidy_keeps_lines_and_nothing_but_single_spaces() -> None:
    assert tidy(" a \t b\r\n\r\n\u00a0c\u2028d <b>&amp; ") == "a b\nc\nd <b>&amp;"


MARKUP = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<",
        ">",
        "&",
        "&amp;",
        "&lt;",
        "&gt;",
        "amp;",
        "\n",
        " ",
        "\u00a0",
        "\f",
        "x",
        "<!--",
    ]
)


@given(st.lists(st.one_of(MARKUP, st.text(max_size=5)), max_size=12).map("".join))
def test_text_has_no_markup_that_was_escaped_less_than_four_times(html: str) -> None:
    assert "<p>" not in to_text(html)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = to_text(text)
    assert to_text(once) == once
    assert once == once.strip()
    once.encode()


@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<b>", "<br/>", "a b", " ", "\n", "é", "<td>"]), max_size=20
    ).map("".join)
)
def test_cleaning_what_is_clean_changes_nothing(html: str) -> None:
    assert to_text(to_text(html)) == to_text(html)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 10_000 + "deep",
        "<div>" * 200_000,
        "<b><p>" * 100_000,
        "<div>" + "".join(f"<b id={n}>" for n in range(400)) + "</div>" + "<p>x</p>" * 50_000,
        "<a " + " ".join(f"a{n}" for n in range(100_000)) + ">x",
        "<" * 500_000,
        "<a" * 300_000,
        "&" + "amp;" * 200_000,
        "<!--" * 200_000,
        "<pre>\n" * 100_000,
        "<p hidden>" * 50_000,
        "&lt;a " + "a=b " * 200_000,
        "&lt;a " + "a " * 400_000 + "a=",
        "&lt;p a=&quot;" * 80_000,
        "&lt;!--" * 150_000,
        "<p>&lt;img alt=" * 80_000,
        "<table><td>" * 50_000,
    ],
    ids=lambda html: html[:12],
)
def test_hostile_html_takes_linear_time(html: str) -> None:
    start = time.process_time()
    to_text(html)
    assert time.process_time() - start < 5


def test_no_more_than_a_million_characters_are_read() -> None:
    assert to_text("<p>ab</p>" * LONGEST).count("ab") <= LONGEST // 9 + 1
