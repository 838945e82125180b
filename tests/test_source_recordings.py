"""Every recorded case of every source: see ``recordings_runner``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import recordings_runner as runner
from mentionwatch.store.threads import own_place, place

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("case", runner.cases(), ids=lambda case: f"{case.parent.name}-{case.name}")
def test_recording(case: Path, request: pytest.FixtureRequest) -> None:
    posts, error, answers = runner.run(case)
    if request.config.getoption("--update-recordings"):
        runner.write(case, posts, error)
    assert not answers.missing, "asked for what is not recorded"
    assert not answers.idle, "recorded, but never asked for"
    assert _filled(posts, case) == runner.read(case / "posts.json", [])
    assert error == runner.read(case / "error.json", None)


ANSWERED = [
    case
    for case in runner.cases()
    if {"replies_to", "thread_of"} & runner.read(case / "search.json", {}).keys()
]


@pytest.mark.parametrize("case", ANSWERED, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_replies_name_what_they_answer(case: Path) -> None:
    """What a reply answers goes by the same address as the post itself: else no thread comes of them."""
    told = runner.read(case / "search.json", {})
    top = runner.post_of(told.get("replies_to") or told["thread_of"])
    posts = [runner.post_of(each) for each in runner.read(case / "posts.json", [])]
    replies = [post for post in posts if post.id != top.id and post.kind == "comment"]
    places = {own_place(post.id, post.url, post.thread) for post in (top, *posts)}
    places |= {place(post.thread) for post in replies if post.thread}
    named = {place(reply.parent) for reply in replies if reply.parent}
    assert not named or places & named


def _filled(posts: object, case: Path) -> object:
    return json.loads(json.dumps(posts).replace(str(case), "{case}"))
