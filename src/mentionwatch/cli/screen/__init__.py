"""The inbox as a screen to work through with the keyboard. Nothing but ``inbox`` on a terminal loads it (Textual)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mentionwatch.cli.screen.app import InboxApp
from mentionwatch.cli.screen.work import Work
from mentionwatch.cli.triage import user

if TYPE_CHECKING:
    from mentionwatch.analysis.cards import Wanted
    from mentionwatch.analysis.playbook import Playbook
    from mentionwatch.cli.context import Context
    from mentionwatch.model import Topic


def show(context: Context, wanted: Wanted, topics: Sequence[Topic], playbook: Playbook) -> None:
    """Open the screen; it ends when its reader leaves it."""
    who = user()
    with context.writing(context.existing()) as store:
        work = Work(
            store=store,
            wanted=wanted,
            topics=topics,
            playbook=playbook,
            who=who,
            now=context.now,
            zone=context.zone,
        )
        InboxApp(work, context.say, context.lang).run()
