"""Breakdowns as HTML tables: a name over its bar, and the figures beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mentionwatch.formats import _beside as beside
from mentionwatch.formats import _findings as findings
from mentionwatch.formats import _quotes as quotes
from mentionwatch.formats import _sentences as sentences
from mentionwatch.formats._cards import linked
from mentionwatch.formats._charts import SENTIMENTS, mix_bar, share_bar, tally_said
from mentionwatch.formats._figures import Figures, folded, is_notable
from mentionwatch.formats._markup import Markup, element, join
from mentionwatch.model import Loudest, Report, Row, Tally
from mentionwatch.text.safe import plain

ROWS = 10


def rows_table(name: str, rows: Sequence[Row], shown: Callable[[str], str], figures: Figures) -> Markup:
    """Count, change and net sentiment of each name, under it a bar parted by sentiment."""
    others = figures.say("others")
    lines = folded(rows, ROWS, others)
    most = max((row.now.total for row in lines), default=0)
    body = [_row(row, shown(row.name) or figures.untold, most, figures) for row in lines]
    return _table(figures, (name, "mentions-short", "change", "net-short"), body)


def _row(row: Row, name: str, most: int, figures: Figures) -> Markup:
    weight = "notable" if is_notable(row.now.total, row.before.total) else "soft"
    return element(
        "tr",
        _name(plain(name, 60), mix_bar(row.now, most), tally_said(name, row.now, figures)),
        _number(figures.number(row.now.total)),
        _number(figures.change(row), weight),
        _number(figures.signed_percent(row.now.net_sentiment), mood(row.now)),
    )


def shares_table(report: Report, figures: Figures) -> Markup:
    """Each topic's share of voice, with a tick where it was before."""
    body = [
        element(
            "tr",
            _name(sentences.share_name(report, share), share_bar(share.share, share.share_before)),
            _number(figures.number(share.mentions)),
            _number(figures.percent(share.share), "notable"),
            _number(figures.percent(share.share_before), "soft"),
        )
        for share in report.shares
    ]
    return _table(figures, ("topic", "mentions-short", "share", "before-column"), body)


def authors_table(authors: Sequence[Loudest], figures: Figures) -> Markup:
    """Who wrote most, where, and to how many followers."""
    most = max((loud.tally.total for loud in authors), default=0)
    body = [_author(loud, most, figures) for loud in authors]
    return _table(figures, ("author", "source", "mentions-short", "reach"), body)


def _author(loud: Loudest, most: int, figures: Figures) -> Markup:
    name = quotes.author_name(loud.author, figures)
    return element(
        "tr",
        _name(_who(loud, name, figures), mix_bar(loud.tally, most), tally_said(name, loud.tally, figures)),
        _number(plain(loud.source, 40), "soft"),
        _number(figures.number(loud.tally.total)),
        _number("" if loud.reach is None else figures.number(loud.reach)),
    )


def _who(loud: Loudest, name: str, figures: Figures) -> Markup:
    """The name and, where there is more to say than that they passed by, the roles with their reasons."""
    who = linked(name, loud.author.url)
    if not findings.roles(loud.roles, figures):
        return who
    return join(who, " ", element("span", findings.role_reasons(loud.roles, figures), class_="note"))


def companions_table(report: Report, figures: Figures) -> Markup:
    """Who and what occurs with the topics, in how many mentions, and how that is beside other texts."""
    body = [
        element(
            "tr",
            element("th", element("span", name, dir="auto"), scope="row"),
            _number(count),
            element("td", rarity, class_="rarity"),
        )
        for name, count, rarity in beside.companions(report, figures)
    ]
    return _table(figures, ("companion", "mentions-short", "lift-column"), body)


def figures_table(name: str, rows: Sequence[Row], shown: Callable[[str], str], figures: Figures) -> Markup:
    """All figures of each row, without charts."""
    body = [
        element(
            "tr",
            element("th", shown(row.name), scope="row"),
            _number(figures.number(row.now.total)),
            _number(figures.change(row)),
            *(_number(figures.number(getattr(row.now, label))) for label in SENTIMENTS[:3]),
            _number(figures.signed_percent(row.now.net_sentiment)),
        )
        for row in rows
    ]
    return _table(figures, (name, "mentions-short", "change", *SENTIMENTS[:3], "net-short"), body)


def mood(tally: Tally) -> str:
    """The class that colours a net sentiment."""
    net = tally.net_sentiment
    return "" if not net else "high" if net > 0 else "low"


def _table(figures: Figures, labels: Sequence[str], body: Sequence[Markup]) -> Markup:
    head = element("tr", *(element("th", figures.say(label), scope="col") for label in labels))
    return element("table", element("thead", head), element("tbody", *body))


def _name(name: str | Markup, bar: Markup, told: str | None = None) -> Markup:
    return element("th", element("span", name, dir="auto"), bar, scope="row", title=told)


def _number(text: str, kind: str = "") -> Markup:
    return element("td", text, class_=f"number {kind}".strip())
