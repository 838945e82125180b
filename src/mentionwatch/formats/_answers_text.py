"""How answering fares, on a terminal and in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mentionwatch.conversation import Responses
from mentionwatch.formats import _answers as answers
from mentionwatch.formats._figures import Figures
from mentionwatch.text.safe import link, plain
from mentionwatch.text.safe import markdown as escaped
from mentionwatch.text.tables import table, wrap

_COLUMNS = ((80, range(8)), (60, (0, 1, 2, 3, 4)), (0, (0, 1, 3)))
"""From which width on which cells have room."""


def terminal(found: Sequence[Responses], figures: Figures, width: int, examples: int) -> str:
    """Lines of at most ``width`` cells but addresses: a table where there are several topics, then what is told."""
    lines = [_table(found, figures, width)] if len(found) > 1 else []
    for one in found:
        lines += _told(one, figures, width, examples, is_alone=len(found) == 1)
    lines.append(wrap(f"  {figures.say('answers-note')}", width, indent="  ", lines=8))
    return "".join(lines)


def _table(found: Sequence[Responses], figures: Figures, width: int) -> str:
    columns = next(columns for least, columns in _COLUMNS if width >= least)
    head, *rows = (
        [cells[place] for place in columns]
        for cells in (answers.header(figures), *(answers.cells(one, figures) for one in found))
    )
    return table(rows, header=head, width=width, right=range(1, len(head)))


def _told(one: Responses, figures: Figures, width: int, examples: int, *, is_alone: bool) -> Iterator[str]:
    if not is_alone:
        yield f"\n{wrap(plain(one.topic, 80), width)}"
    for sentence in answers.sentences(one, figures):
        yield wrap(f"  {sentence}", width, indent="  ", lines=4)
    for heading, lines in _examples(one, figures, examples):
        yield wrap(f"  {heading}", width, indent="  ")
        for text, url in lines:
            yield wrap(f"    {text}", width, indent="    ", lines=3)
            yield f"    {url}\n" if url else ""


def _examples(
    one: Responses, figures: Figures, most: int
) -> Iterator[tuple[str, list[tuple[str, str | None]]]]:
    """Headings, and lines with the address that belongs to them."""
    waiting = [(answers.neglected(each, figures), link(each.url)) for each in one.neglected[:most]]
    if waiting:
        yield figures.say("answers-threads"), waiting
    for name, some in (("templates", one.templates), ("referrals", one.referrals)):
        told = [
            (answers.template(each, figures), link(each.urls[0]) if each.urls else None)
            for each in some[:most]
        ]
        if told:
            yield figures.say(f"answers-{name}"), told


def markdown(found: Sequence[Responses], figures: Figures, examples: int) -> str:
    """A table of all topics, then for each its sentences and examples as lists."""
    head = answers.header(figures)
    rule = ["---", *["---:"] * (len(head) - 1)]
    rows = [[escaped(cell) for cell in answers.cells(one, figures)] for one in found]
    parts = ["\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))] if len(found) > 1 else []
    for one in found:
        title = [f"### {escaped(one.topic, 80)}"] if len(found) > 1 else []
        parts += [*title, "\n".join(_bullets(one, figures, examples))]
    parts.append(escaped(figures.say("answers-note"), 1000))
    return "\n\n".join(parts)


def _bullets(one: Responses, figures: Figures, examples: int) -> Iterator[str]:
    for sentence in answers.sentences(one, figures):
        yield f"- {escaped(sentence, 1000)}"
    for heading, lines in _examples(one, figures, examples):
        yield f"- {escaped(heading)}"
        for text, url in lines:
            yield f"  - {f'[{escaped(text, 400)}](<{url}>)' if url else escaped(text, 400)}"
