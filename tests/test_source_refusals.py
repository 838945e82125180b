"""An answer that is not what it was is told as such by every source, and kept: it is never "nothing found".

For each way in which that happens every source has a recorded case, whose name begins with that of the way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import recordings_runner as runner
from mentionwatch.errors import AccessDenied, LayoutChanged, RateLimited
from mentionwatch.plugins import Source, names

if TYPE_CHECKING:
    from pathlib import Path

TOLD = {kind.__name__ for kind in (AccessDenied, LayoutChanged, RateLimited)}
WAYS = {
    "block-page": "a page for people comes, with status 200, in place of what was asked for",
    "error": "the service says in its own form what is wrong",
    "layout": "the answer lacks what it had, or is of another kind",
}
NOBODY_ANSWERS = {
    "command": "it is the user's own program, tested in test_source_command",
    "file": "it is a file, tested in test_source_file",
}
NO_PAGES = {"imap": "a mail server knows no pages", "nntp": "a news server knows no pages"}
SOURCES = [name for name in names(Source) if name not in NOBODY_ANSWERS]


def cases(source: str, way: str) -> list[Path]:
    """The recorded cases of a source in which it is refused in one of the ways."""
    folder = runner.FOLDER / source
    return [case for case in runner.cases() if case.parent == folder and _is(case.name, way)]


def _is(name: str, way: str) -> bool:
    return name == way or name.startswith(f"{way}-")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("source", SOURCES)
def test_every_source_tells_an_answer_that_is_none(source: str, way: str) -> None:
    if way == "block-page" and source in NO_PAGES:
        return
    errors = [runner.read(case / "error.json", {}).get("error") for case in cases(source, way)]
    assert TOLD.intersection(errors), f"no recorded case {way}: {WAYS[way]}"


REFUSED = [case for way in WAYS for source in SOURCES for case in cases(source, way)]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_what_was_refused_is_an_error_and_is_kept(case: Path) -> None:
    _, error, answers = runner.run(case)
    assert error
    if answers.spoken:  # no HTTP: what was said stands in the error itself
        return
    assert answers.sample
    if _is(case.name, "block-page"):
        assert answers.sample.status == 200
        assert "<title>" in answers.sample.body
