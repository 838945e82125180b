"""Posts as replies: what of them is kept, and what is found out about their words before these are let go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mentionwatch.store import Reply
from mentionwatch.store.identity import fingerprint

if TYPE_CHECKING:
    from mentionwatch.model import Intent, Post


def spoken(post: Post) -> Post:
    """The post with its language, where the platform did not tell it."""
    if post.language:
        return post
    from mentionwatch.text.language import detect  # most scans bring nothing whose language is to be told

    return replace(post, language=detect(post.whole))


def reply(post: Post, *, ours: bool) -> Reply:
    """A post as a reply in a thread. ``ours``: one of our own accounts wrote it, so that its words are kept."""
    from mentionwatch.analysis.referrals import refers
    from mentionwatch.text.neardup import wording

    post = spoken(post)
    return Reply(
        post=post,
        wording=fingerprint("wording", wording(post.whole).folded),
        ours=ours,
        refers=refers(post.whole),
        intent=_intent(post),
    )


def _intent(post: Post) -> Intent:
    """What somebody wants who replies: in a conversation whatever ends in a question mark is a question."""
    from mentionwatch.analysis.intent import read

    intent = read(post.whole, post.language, None).intent
    return "question" if intent == "other" and "?" in post.text else intent
