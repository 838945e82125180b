"""Nothing strangers write is obeyed: every attack of the table through every place and every format."""

from __future__ import annotations

import csv
import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from io import StringIO
from typing import Any

import pytest
from markdown_it import MarkdownIt
from rich.cells import cell_len

from attacks import ATTACKS
from mentionwatch.model import Author, Loudest, Mention, Report, Row, Share, Span
from mentionwatch.text.safe import plain
from report_samples import FULL, tally
from test_formats import every_format, rendered
from test_safe import is_harmless

attacks = pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)


def attacked(attack: str) -> Report:
    """The report with the attack in every place where strangers' words can come from."""
    author = Author(name=attack, handle=attack, id=attack, url=attack, followers=1)
    mentions = tuple(attacked_mention(mention, attack, author) for mention in FULL.newest)
    row = Row(name=attack, now=tally(1, 1, 1), before=tally(1, 0, 0))
    broken = replace(FULL.coverage.failing[0], source=attack, key=attack, error=attack)
    return replace(
        FULL,
        topics_asked=(attack,),
        topics=(row, replace(row, name="other")),
        shares=(Share(group=attack, topic=attack, mentions=1, share=1.0, share_before=0.5),),
        sources=(row,),
        sites=(row,),
        languages=(row, replace(row, name="ru")),
        authors=(Loudest(author=author, source=attack, tally=tally(0, 0, 1), reach=1),),
        engaging=mentions,
        negatives=mentions,
        positives=mentions,
        newest=mentions,
        coverage=replace(
            FULL.coverage,
            failing=(broken,),
            silent=(broken,),
            never_answered=(broken,),
            capped=(replace(FULL.coverage.capped[0], state=broken),),
            cut=(replace(broken, cut=FULL.coverage.cut[0].cut),),
        ),
    )


def attacked_mention(mention: Mention, attack: str, author: Author) -> Mention:
    post = replace(
        mention.post,
        title=attack,
        text=f"{attack} Старлинк {attack}",
        url=attack,
        site=attack,
        source=attack,
        author=author,
        language=attack,
        thread=attack,
        parent=attack,
    )
    middle = len(attack) // 2
    at = post.whole.find("Старлинк")
    spans = (
        Span(start=middle, end=middle + 3, text="", term=attack),
        Span(start=at, end=at + 8, text="Старлинк", term="Старлинк"),
        Span(start=len(post.whole) - 1, end=len(post.whole) + 50, text="", term=""),
    )
    return replace(mention, post=post, spans=spans, topic=attack, assignee=attack)


@cache
def attacked_page(name: str, attack: str) -> str:
    return rendered(name, attacked(attack))


@every_format
@attacks
def test_no_format_emits_invisible_characters(name: str, attack: str) -> None:
    text = attacked_page(name, attack)
    text.encode("utf-8")
    ours = "\u2060" if name == "markdown" else ""
    assert is_harmless(re.sub(f"[\n{ours}]", "", text))


@attacks
def test_the_terminal_gets_lines_that_fit_and_only_our_colours(attack: str) -> None:
    colored = rendered("table", attacked(attack), color=True, width=72)
    bare = re.sub(r"\x1b\[(?:0|1|2|31|32|36)m", "", colored)
    assert "\x1b" not in bare
    assert bare == rendered("table", attacked(attack), width=72)
    assert all(cell_len(line) <= 72 for line in bare.splitlines() if "://" not in line)


class Page(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]

    def handle_data(self, data: str) -> None:
        self.text += data


@attacks
def test_html_keeps_its_tags_and_links_to_the_web_only(attack: str) -> None:
    ours, page = Page(rendered("html")), Page(attacked_page("html", attack))
    assert page.tags <= ours.tags
    assert page.attributes <= ours.attributes
    assert all(re.match(r"https?://[^\s@]+$", address) for address in page.links)


def test_html_loads_and_runs_nothing() -> None:
    page = Page(rendered("html"))
    assert not page.tags & {
        "script",
        "img",
        "link",
        "iframe",
        "object",
        "embed",
        "form",
        "base",
        "use",
        "image",
    }
    assert not {
        name for name in page.attributes if name.startswith("on") or name in ("style", "src", "srcset")
    }
    assert "default-src 'none'" in rendered("html")
    assert "url(" not in rendered("html")
    assert "@import" not in rendered("html")


def test_html_is_small_enough_to_mail() -> None:
    assert len(rendered("html").encode()) < 100_000


@attacks
def test_markdown_makes_no_image_no_html_and_no_link_of_theirs(attack: str) -> None:
    text = attacked_page("markdown", attack)
    seen = list(markdown_tokens(text))
    kinds = {token.type for token in seen}
    assert not kinds & {"image", "html_inline", "html_block", "code_inline", "fence", "code_block"}
    assert not kinds & {"ordered_list_open", "hr", "lheading_open"}
    assert sum(token.type == "heading_open" for token in seen) <= sum(
        token.type == "heading_open" for token in markdown_tokens(rendered("markdown"))
    )
    assert all(address.startswith(("http://", "https://")) for address in links(seen))
    assert not re.search(r"@(everyone|here|channel)", text)


@attacks
def test_markdown_shows_what_was_written(attack: str) -> None:
    shown = "".join(
        token.content for token in markdown_tokens(attacked_page("markdown", attack)) if token.type == "text"
    )
    assert plain(attack, 60).replace("@", "@\u2060") in re.sub("@\u2060?", "@\u2060", shown)


def markdown_tokens(text: str) -> Iterator[Any]:
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        yield token
        yield from token.children or []


def links(tokens: list[Any]) -> list[str]:
    return [token.attrs["href"] for token in tokens if token.type == "link_open"]


@attacks
def test_csv_keeps_its_rows_and_has_no_formula(attack: str) -> None:
    table = list(csv.reader(StringIO(attacked_page("csv", attack))))
    assert table[0] == ["section", "name", "metric", "now", "before"]
    assert {len(line) for line in table} == {5}
    words = [cell for line in table for cell in line[:3] if cell]
    assert not [word for word in words if word[0] in "=+-@\t\r|%＝＋－＠"]
    figures = [cell for line in table[1:] for cell in line[3:] if cell]
    assert all(re.fullmatch(r"-?\d+(\.\d+)?", figure) for figure in figures)


@attacks
def test_the_feed_is_atom_and_nothing_else(attack: str) -> None:
    feed = ElementTree.fromstring(attacked_page("feed", attack))
    ours = {element.tag for element in ElementTree.fromstring(rendered("feed")).iter()}
    assert {element.tag for element in feed.iter()} <= ours | {"{http://www.w3.org/2005/Atom}uri"}
    addresses = [element.get("href", "") for element in feed.iter("{http://www.w3.org/2005/Atom}link")]
    assert all(re.match(r"https?://[^\s@]+$", address) for address in addresses)


@attacks
def test_the_json_feed_has_only_web_addresses_and_hides_nothing(attack: str) -> None:
    told = json.loads(attacked_page("jsonfeed", attack))
    people = [author for item in told["items"] for author in item["authors"]]
    addresses = [one["url"] for one in (*told["items"], *people) if "url" in one]
    assert all(re.match(r"https?://[^\s@]+$", address) for address in addresses)
    words = [item[name] for item in told["items"] for name in ("title", "content_text")]
    assert all(is_harmless(line) for word in words for line in word.split("\n"))


@attacks
def test_json_keeps_every_value(attack: str) -> None:
    told = json.loads(attacked_page("json", attack))
    assert told["negatives"][0]["title"] == attack
    assert told["sources"][0]["name"] == (attack or None)
