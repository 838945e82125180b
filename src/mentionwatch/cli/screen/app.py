"""The screen: a list of cards, the highlighted one whole beside or below it, and keys for all that is done with it.

Letters have a second key where they stand on a Russian keyboard.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import ClassVar, TypeVar, cast

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Footer, Static

from mentionwatch.analysis.cards import Card, Inbox
from mentionwatch.cli.cards import addresses, title
from mentionwatch.cli.context import Say
from mentionwatch.cli.screen.asking import Ask, Keys
from mentionwatch.cli.screen.browser import visit
from mentionwatch.cli.screen.listing import CardList
from mentionwatch.cli.screen.paint import whole
from mentionwatch.cli.screen.work import Work
from mentionwatch.cli.triage import history, until
from mentionwatch.errors import MentionwatchError
from mentionwatch.model import EventKind, Stage, Status

T = TypeVar("T")
VIEWS: tuple[tuple[Stage, bool], ...] = (
    ("waiting", False), ("waiting", True), ("snoozed", False), ("answered", False), ("ignored", False),
)  # fmt: skip
"""What v goes through: a stage of work, and whether only one's own is shown."""

_RUSSIAN = dict(zip("qwertyuiopasdfghjklzxcvbnm", "йцукенгшщзфывапролдячсмить", strict=True))
# The key of / and ? has these signs on it there.
_RUSSIAN |= {"slash": "full_stop", "question_mark": "comma"}
_KEYS: tuple[tuple[str, str], ...] = (
    ("question_mark", "keys"), ("t", "take"), ("a", "answered"), ("n", "note"), ("s", "snooze"), ("o,enter", "open"),
    ("u", "undo"), ("i", "ignore"), ("v", "view"), ("q", "quit"), ("j,down", "next"), ("k,up", "previous"),
    ("space", "scroll"), ("g", "give"), ("x", "wrong"), ("f,slash", "filter"), ("r", "reload"),
)  # fmt: skip
"""Keys and what they do; the last line shows the first ten, as far as they go."""
_SHOWN = 10
_LOOK = 20.0
"""Seconds between two looks whether there is anything new."""
_SIGNS = {"question_mark": "?", "slash": "/", "down": "↓", "up": "↑", "space": "␣", "enter": "⏎"}


class InboxApp(App[None]):
    """The inbox on a terminal. ``visit`` opens an address in a browser and tells whether there is one."""

    CSS_PATH = "inbox.tcss"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(digit), f"visit({digit})", show=False) for digit in range(1, 10)),
    ]

    def __init__(
        self, work: Work, say: Say, language: str, visit: Callable[[App[None], str], bool] = visit
    ) -> None:
        super().__init__()
        self._work, self._say, self._language, self._visit = work, say, language, visit
        self._view, self._has_news = 0, False
        nothing = Inbox(made=work.now(), cards=(), totals={}, mentions=0)
        self._list = CardList(nothing, work.who, say)
        for number, (keys, action) in enumerate(_KEYS):
            both = [key for each in keys.split(",") for key in (each, _RUSSIAN.get(each)) if key]
            self.bind(
                ",".join(both),
                action,
                description=say(f"screen-key-{action}").partition(":")[0],
                show=number < _SHOWN,
                key_display=_SIGNS.get(keys, keys.split(",")[0]),
            )

    def compose(self) -> ComposeResult:
        """Title, list, card, keys."""
        yield Static(id="title")
        yield self._list
        with VerticalScroll(id="card"):
            yield Static(id="whole")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """The cards, and the keyboard to the list."""
        self._list.focus()
        self.action_reload()
        self.set_interval(_LOOK, self.look)

    # What is shown

    @property
    def card(self) -> Card | None:
        """The highlighted card."""
        return self._list.card

    def action_reload(self, at: Card | None = None) -> None:
        """Read the inbox again; the highlight goes to a card, or stays where it was."""
        stage, mine = VIEWS[self._view]
        found = self._tried(lambda: self._work.load(stage, mine=mine))
        self._has_news = False
        if found is not None:
            self._list.show(found, at)
            self._show()

    def look(self) -> None:
        """Say so where a scan brought something: nothing moves under the reader's hands."""
        self._has_news = bool(self._tried(self._work.has_news))
        self.query_one("#title", Static).update(self._title())

    def on_option_list_option_highlighted(self) -> None:
        """Another card."""
        self._show()

    def on_option_list_option_selected(self) -> None:
        """Enter, or a click."""
        self.action_open()

    def _show(self) -> None:
        card = self.card
        if card is None:
            text = Content(self._say("screen-nothing"))
        else:
            events = self._tried(lambda: self._work.events(card)) or []
            text = whole(card, list(history(events, self._work.zone, self._say)), self._work.now(), self._say)
        self.query_one("#title", Static).update(self._title())
        self.query_one("#whole", Static).update(text)
        self.query_one("#card").scroll_home(animate=False)

    def _title(self) -> Content:
        stage, mine = VIEWS[self._view]
        view = self._say("screen-view", view="mine" if mine else stage)
        words = f" / {self._list.words}" if self._list.words else ""
        count = f"  {self._say('screen-cards', count=self._list.count)}"
        news = f"  {self._say('screen-news')}" if self._has_news else ""
        return Content.assemble(
            (f" {view} ", "bold reverse"), (words, "$accent"), count, (news, "bold $accent")
        )

    # Moving about

    def action_next(self) -> None:
        """One card on."""
        self._list.action_cursor_down()

    def action_previous(self) -> None:
        """One card back."""
        self._list.action_cursor_up()

    def action_scroll(self) -> None:
        """A page down in the card."""
        self.query_one("#card").scroll_page_down(animate=False)

    def action_view(self) -> None:
        """The next view."""
        self._view = (self._view + 1) % len(VIEWS)
        self.action_reload()

    def action_filter(self) -> None:
        """Only the cards that hold certain words."""

        def narrowed(words: str | None) -> None:
            if words is not None:
                self._list.narrow(words.strip())
                self._show()

        self.push_screen(Ask(self._say("screen-ask-filter"), self._list.words), narrowed)

    def action_keys(self) -> None:
        """What the keys do."""
        shown = [
            (" ".join(_SIGNS.get(key, key) for key in keys.split(",")), self._say(f"screen-key-{action}"))
            for keys, action in _KEYS
        ]
        shown.append(("1–9", self._say("screen-key-visit")))
        self.push_screen(Keys(self._say("screen-keys"), shown, self._say("screen-marks")))

    def action_open(self) -> None:
        """The card's most urgent post in the browser."""
        self.action_visit(1)

    def action_visit(self, number: int) -> None:
        """The post of one of those who wait in the browser."""
        known = [address for _, address in addresses(self.card)] if self.card else []
        if number > len(known):
            self._tell("screen-no-address")
        elif not self._visit(self, known[number - 1]):
            self._tell("screen-no-browser", address=known[number - 1])

    # What is done

    def action_take(self) -> None:
        """One's own work from now on."""
        self._change({"assignee": self._work.who, "status": "open"})

    def action_answered(self) -> None:
        """Somebody answered."""
        self._change({"status": "answered"})

    def action_ignore(self) -> None:
        """Nobody will answer."""
        self._change({"status": "ignored"})

    def action_wrong(self) -> None:
        """It is about something else."""
        self._change({"verdict": "not-a-mention"})

    def action_give(self) -> None:
        """Somebody else's work."""
        known = self.card.assignee if self.card else None
        self._ask("screen-ask-assignee", lambda who: {"assignee": who.strip() or None}, known)

    def action_note(self) -> None:
        """A remark."""
        self._ask("screen-ask-note", lambda text: {"note": text.strip()} if text.strip() else {})

    def action_snooze(self) -> None:
        """Put off until a time; nothing wakes what was put off."""
        wall = self._work.now().astimezone(self._work.zone)
        self._ask("screen-ask-snooze", lambda time: {"snooze": until(time.strip(), wall) or None}, "1d")

    def action_undo(self) -> None:
        """Take back what was done last."""
        if not self._work.done:
            self._tell("screen-no-undo")
        elif card := self._tried(self._work.undo):
            self.action_reload(card)
            self._tell("screen-undone", title=title(card)[:40])

    def _ask(
        self, question: str, changes: Callable[[str], Mapping[EventKind, str | None]], value: str | None = ""
    ) -> None:
        if self.card is None:
            return

        def answered(text: str | None) -> None:
            if text is not None and (wanted := self._tried(lambda: changes(text))):
                self._change(wanted)

        self.push_screen(Ask(self._say(question), value or ""), answered)

    def _change(self, changes: Mapping[EventKind, str | None]) -> None:
        """Do it, and go on where the card was."""
        card = self.card
        if card is None:
            return
        count = self._tried(lambda: self._work.change(card, changes))
        if count is not None:
            self._list.put(card, self._after(card, changes))
            self._show()
            self._tell("triage-done", count=count)

    def _after(self, card: Card, changes: Mapping[EventKind, str | None]) -> Card | None:
        """The card as it is after a change; None where it no longer belongs into the view."""
        stage, mine = VIEWS[self._view]
        status = cast(Status, changes.get("status", card.status))
        assignee = changes.get("assignee", card.assignee)
        is_there = {
            "waiting": status in ("new", "open") and not changes.get("snooze"),
            "snoozed": "status" not in changes and changes.get("snooze", "") is not None,
        }.get(stage, status == stage)
        if "verdict" in changes or not is_there or (mine and assignee != self._work.who):
            return None
        return replace(card, status=status, assignee=assignee)

    def _tried(self, work: Callable[[], T]) -> T | None:
        """What it returns; where it fails, the reason is told and nothing is changed."""
        try:
            return work()
        except MentionwatchError as error:
            self.notify(error.say(self._language), severity="error", markup=False)
            return None

    def _tell(self, message: str, **values: str | int) -> None:
        self.notify(self._say(message, **values), markup=False, timeout=3)
