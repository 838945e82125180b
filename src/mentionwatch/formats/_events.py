"""Stories, spikes, subjects and coordination as HTML."""

from __future__ import annotations

from collections.abc import Iterator

from mentionwatch.formats import _findings as findings
from mentionwatch.formats import _quotes as quotes
from mentionwatch.formats._cards import linked, marked
from mentionwatch.formats._charts import mix_bar, tally_said
from mentionwatch.formats._figures import Figures
from mentionwatch.formats._markup import Markup, element
from mentionwatch.model import Report, Story, Subject
from mentionwatch.text.safe import plain

STORIES = 6
SUBJECTS = 5


def spike_list(report: Report, figures: Figures) -> Markup:
    """Each spike with how rare so much is, numbered as in the chart; that there was none, where there was none."""
    told = (element("li", said) for said in findings.spikes(report, figures))
    if not report.spikes:
        return element("ul", *told, class_="spikes none")
    return element("ol", *told, class_="spikes")


def stories(report: Report, figures: Figures) -> Markup:
    """The largest stories: the lead's words with matches marked, figures, and why they are one."""
    most = max(story.tally.total for story in report.stories)
    told = (_story(story, most, report, figures) for story in report.stories[:STORIES])
    return element("ol", *told, class_="stories")


def _story(story: Story, most: int, report: Report, figures: Figures) -> Markup:
    lead = story.lead
    title = quotes.title(lead)
    who, *where = quotes.byline(lead, report, figures)
    said = tally_said(findings.story_title(story, 60), story.tally, figures)
    return element(
        "li",
        element(
            "div",
            element("strong", figures.number(story.tally.total)),
            element("span", findings.growth(story, figures), class_="note"),
            class_="count",
            title=said,
        ),
        element(
            "div",
            element("h3", *marked(title), dir="auto") if title else None,
            element("blockquote", *marked(quotes.quote(lead, 200)), dir="auto"),
            mix_bar(story.tally, most),
            element(
                "p",
                element("b", who, dir="auto"),
                " · ",
                linked(" · ".join(where), lead.post.url),
                class_="origin",
            ),
            element("p", " · ".join(findings.story_facts(story, figures)[2:]), class_="origin"),
            element("p", findings.story_why(story, figures), class_="origin") if story.why else None,
        ),
    )


def subjects(report: Report, figures: Figures) -> Iterator[Markup]:
    """Questions, phrases and names, each with how many people said so."""
    for kind in findings.KINDS:
        if told := findings.subjects_of(report, kind)[:SUBJECTS]:
            yield element(
                "div",
                element("h3", figures.say(f"subject-{kind}")),
                element("ul", *(_subject(subject, figures) for subject in told), class_="subjects"),
            )


def _subject(subject: Subject, figures: Figures) -> Markup:
    note = f"{figures.say('subject-count', count=subject.count)}, {findings.subject_change(subject, figures)}"
    return element(
        "li",
        element("span", plain(subject.text, 160), dir="auto", class_="notable" if subject.new else None),
        " ",
        element("span", note, class_="note"),
    )


def coordination(report: Report, figures: Figures) -> Iterator[Markup]:
    """Who looks coordinated and why, and that it is no verdict."""
    yield element("ul", *(element("li", findings.ring_says(ring, figures)) for ring in report.coordinated))
    yield element("p", figures.say("ring-note"), class_="note")
