"""The inbox as a screen, driven by its keys."""

from __future__ import annotations

import asyncio
import webbrowser
from collections.abc import Callable, Iterator
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.widgets import Input, Static

from attacks import ATTACKS
from mentionwatch.analysis.cards import Wanted
from mentionwatch.analysis.hours import WorkingHours
from mentionwatch.analysis.playbook import Playbook
from mentionwatch.cli.screen.app import InboxApp
from mentionwatch.cli.screen.asking import Ask, Keys
from mentionwatch.cli.screen.browser import visit
from mentionwatch.cli.screen.work import Work
from mentionwatch.errors import StoreError
from mentionwatch.messages import say
from mentionwatch.model import Author, Filter, Mention, Rule
from mentionwatch.store import Store
from store_samples import NOW, opened
from test_desk import ACME, HOUR, arrive, wrote
from test_safe import is_harmless
from thread_samples import said

RULES = (Rule(name="down", query="down", assign="bob", within=HOUR, hints=("Say when it works again.",)),)
HOSTILE = "Acme [bold red]is down[/] \x1b[2J[link=https://evil.example]here[/link] @click=app.quit"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as made:
        arrive(
            made,
            wrote("ann", HOSTILE, hours=5, author=Author(name="Ann [i]A[/i]", followers=90_000)),
            wrote("bob", "Acme is slow", hours=2, url="javascript:alert(1)"),
            said(1, "cid", at=NOW - HOUR), said(2, "dan", at=NOW - HOUR / 2),
        )  # fmt: skip
        arrive(made, wrote("eve", "I love Acme"), intent="praise", label="positive")
        yield made


class Screen:
    """The screen as its reader has it: keys go in, text comes out."""

    def __init__(self, app: InboxApp, pilot: Any, visited: list[str], notices: list[str]) -> None:
        self.app, self.pilot, self.visited, self._notices = app, pilot, visited, notices

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    @property
    def card(self) -> str:
        """The text beside the list."""
        return str(self.app.query_one("#whole", Static).content)

    @property
    def title(self) -> str:
        return str(self.app.query_one("#title", Static).content)

    @property
    def rows(self) -> list[str]:
        cards = self.app._list
        return [str(cards.get_option_at_index(place).prompt) for place in range(cards.option_count)]

    def told(self) -> str:
        """The last notice."""
        return self._notices[-1]


def drive(
    store: Store, keys: Callable[[Screen], Any], *, language: str = "en", size: tuple[int, int] = (80, 24),
    browser: bool = True,
) -> None:  # fmt: skip
    """Open the screen and let ``keys`` drive it."""
    visited: list[str] = []

    def note(app: App[None], address: str) -> bool:
        visited.append(address)
        return browser

    work = Work(
        store=store, wanted=Wanted(asked=Filter()), topics=[ACME], playbook=Playbook(RULES, WorkingHours()), who="me",
        now=lambda: NOW, zone=UTC,
    )  # fmt: skip
    app = InboxApp(work, lambda message, **values: say(language, message, **values), language, note)

    notices: list[str] = []  # those on the screen go away after seconds, and a busy machine looks later
    show = app.notify

    def notify(message: str, **options: Any) -> None:
        notices.append(message)
        show(message, **options)

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await keys(Screen(app, pilot, visited, notices))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "notify", notify)
        asyncio.run(run())


def one(store: Store, number: int) -> Mention:
    mention = store.mention(number)
    assert mention is not None
    return mention


@pytest.mark.parametrize("size", [(80, 24), (140, 40), (40, 10)])
@pytest.mark.parametrize(("language", "heading"), [("en", "Complaints (3)"), ("ru", "Жалобы (3)")])
def test_what_is_shown(store: Store, language: str, heading: str, size: tuple[int, int]) -> None:
    async def keys(screen: Screen) -> None:
        assert screen.rows[0].strip() == heading
        assert len(screen.rows) == 6  # two headings, four cards
        assert "[bold red]" in screen.card
        assert "Say when it works again." in screen.card
        assert "4" in screen.title

    drive(store, keys, language=language, size=size)


def test_strangers_words_are_words(store: Store) -> None:
    async def keys(screen: Screen) -> None:
        assert "[bold red]is down[/]" in screen.card
        assert "Ann [i]A[/i]" in screen.card
        assert "\x1b" not in screen.card
        assert any("[link=https://evil.example]here[/link]" in row for row in screen.rows)
        spans = screen.app.query_one("#whole", Static).content.spans  # type: ignore[union-attr]
        assert all("link" not in str(span.style) and "red" not in str(span.style) for span in spans)

    drive(store, keys)


def test_the_whole_table_of_attacks_is_text(tmp_path: Path) -> None:
    attacks = [attack.encode(errors="replace").decode() for attack in ATTACKS.values()]
    with opened(tmp_path) as store:
        arrive(
            store,
            *(
                wrote(
                    f"p{number}",
                    f"Acme {attack}",
                    hours=1 + number,
                    author=Author(name=attack or None, handle=str(number)),
                )
                for number, attack in enumerate(attacks)
            ),
        )

        async def keys(screen: Screen) -> None:
            rows = screen.rows
            assert len(rows) > 10
            for row in rows:
                assert is_harmless(row.replace("\n", ""))
            for _ in range(len(rows)):
                assert is_harmless(screen.card.replace("\n", ""))
                spans = screen.app.query_one("#whole", Static).content.spans  # type: ignore[union-attr]
                assert not any("link" in str(span.style) or "@click" in str(span.style) for span in spans)
                await screen.press("down")

        drive(store, keys)


def test_taking_and_answering_go_on_to_the_next_card(store: Store) -> None:
    async def keys(screen: Screen) -> None:
        await screen.press("t")
        assert (one(store, 1).assignee, one(store, 1).status) == ("me", "open")
        assert "●" in screen.rows[1]
        assert "1 mention changed" in screen.told()
        await screen.press("a")
        assert one(store, 1).status == "answered"
        assert [row.strip() for row in screen.rows[:1]] == ["Complaints (2)"]
        assert "[bold red]" not in screen.rows[1]
        await screen.press("u")
        assert one(store, 1).status == "open"
        assert "[bold red]" in screen.card
        await screen.press("u")
        assert (one(store, 1).assignee, one(store, 1).status) == (None, "new")
        await screen.press("u")
        assert "Nothing was done here" in screen.told()

    drive(store, keys)


def test_undo_takes_back_no_more_than_was_done(store: Store) -> None:
    store.triage([1], {"status": "open", "assignee": "eve"}, who="eve", now=NOW - timedelta(minutes=5))

    async def keys(screen: Screen) -> None:
        await screen.press("t")
        assert (one(store, 1).assignee, one(store, 1).status) == ("me", "open")
        await screen.press("u")
        assert (one(store, 1).assignee, one(store, 1).status) == ("eve", "open")

    drive(store, keys)


def test_a_card_of_a_thread_is_answered_as_a_whole(store: Store) -> None:
    async def keys(screen: Screen) -> None:
        while "Who waits (2)" not in screen.card:
            await screen.press("j")
        await screen.press("i")
        assert {one(store, number).status for number in (3, 4)} == {"ignored"}

    drive(store, keys)


def test_notes_and_names_are_asked_for(store: Store) -> None:
    async def keys(screen: Screen) -> None:
        await screen.press("n")
        assert isinstance(screen.app.screen, Ask)
        await screen.press(*"ask", "space", *"bob", "enter")
        assert [event.value for event in store.events(1)] == ["ask bob"]
        assert "ask bob" in screen.card
        await screen.press("n", "x", "escape")
        await screen.press("n", "enter")
        assert len(store.events(1)) == 1
        await screen.press("g")
        assert screen.app.screen.query_one(Input).value == "bob"
        await screen.press("ctrl+u", *"eve", "enter")
        assert one(store, 1).assignee == "eve"

    drive(store, keys)


def test_snoozing(store: Store) -> None:
    async def keys(screen: Screen) -> None:
        await screen.press("s", "ctrl+u", *"never", "enter")
        assert "never" in screen.told()
        assert one(store, 1).snoozed is None
        await screen.press("s", "ctrl+u", *"3h", "enter")
        assert one(store, 1).snoozed == NOW + 3 * HOUR
        assert len(screen.rows) == 5
        await screen.press("v", "v")
        assert "[bold red]" in screen.card
        await screen.press("s", "ctrl+u", "enter")
        assert one(store, 1).snoozed is None
        assert screen.rows == []

    drive(store, keys)


def test_views(store: Store) -> None:
    store.triage([1], {"status": "answered"}, who="me", now=NOW)
    store.triage([2], {"status": "ignored"}, who="me", now=NOW)
    store.triage([5], {"assignee": "me"}, who="me", now=NOW)

    async def keys(screen: Screen) -> None:
        seen = []
        for _ in range(6):
            seen.append((screen.title.split()[0], len(screen.rows)))
            await screen.press("v")
        assert seen == [
            ("Waiting", 4),
            ("My", 2),
            ("Snoozed", 0),
            ("Answered", 2),
            ("Ignored", 2),
            ("Waiting", 4),
        ]

    drive(store, keys)


def test_the_filter_holds_words_in_any_order(store: Store) -> None:
    async def keys(screen: Screen) -> None:
        await screen.press("slash", *"acme", "space", *"SLOW", "enter")
        assert len(screen.rows) == 2
        assert "slow" in screen.card
        await screen.press("f", "ctrl+u", *"zzz", "enter")
        assert screen.rows == []
        assert "Nothing here" in screen.card
        await screen.press("a", "t", "n", "o", "x")  # with no card there is nothing to do
        await screen.press("f", "ctrl+u", "enter")
        assert len(screen.rows) == 6

    drive(store, keys)


def test_only_web_addresses_are_opened(store: Store) -> None:
    async def keys(screen: Screen) -> None:
        await screen.press("o")
        assert len(screen.visited) == 1
        assert screen.visited[0].startswith("https://ann.example/")
        await screen.press("enter")
        assert len(screen.visited) == 2
        await screen.press("9")
        assert "no address" in screen.told()
        while "slow" not in screen.card:
            await screen.press("j")
        await screen.press("o")
        assert len(screen.visited) == 2
        while "Who waits (2)" not in screen.card:
            await screen.press("k")
        await screen.press("2")
        assert screen.visited[-1].endswith("/2") or screen.visited[-1].endswith("/1")

    drive(store, keys)


def test_without_a_browser_the_address_is_told(store: Store) -> None:
    async def keys(screen: Screen) -> None:
        await screen.press("o")
        assert "https://ann.example/" in screen.told()

    drive(store, keys, browser=False)


def test_a_russian_keyboard_works_as_it_is(store: Store) -> None:
    async def keys(screen: Screen) -> None:
        await screen.press("е")  # t
        assert one(store, 1).assignee == "me"
        await screen.press("г")  # u
        assert one(store, 1).assignee is None
        await screen.press("о")  # j
        assert "[bold red]" not in screen.card
        await screen.press("comma")  # where ? is
        assert isinstance(screen.app.screen, Keys)
        await screen.press("comma")
        await screen.press("full_stop")  # where / is
        assert isinstance(screen.app.screen, Ask)

    drive(store, keys, language="ru")


def test_the_keys_are_explained(store: Store) -> None:
    async def keys(screen: Screen) -> None:
        await screen.press("question_mark")
        assert isinstance(screen.app.screen, Keys)
        told = "\n".join(str(part.content) for part in screen.app.screen.query(Static))
        assert "snooze" in told
        assert "overdue" in told
        await screen.press("escape")
        assert not isinstance(screen.app.screen, Keys)
        await screen.press("q")
        assert not screen.app.is_running

    drive(store, keys)


def test_what_others_changed_is_told_and_read_when_asked_for(store: Store) -> None:
    async def keys(screen: Screen) -> None:
        screen.app.look()
        assert "something new" not in screen.title
        with opened(store.path.parent) as scan:
            arrive(scan, wrote("fay", "Acme is rude"))
        screen.app.look()
        assert "something new" in screen.title
        assert len(screen.rows) == 6
        await screen.press("r")
        assert "something new" not in screen.title
        assert len(screen.rows) == 7

    drive(store, keys)


class TestBrowser:
    def visited(self, monkeypatch: pytest.MonkeyPatch, browser: Callable[[], Any]) -> bool:
        """Whether a browser of that kind takes an address."""
        monkeypatch.setattr(webbrowser, "get", browser)

        async def run() -> bool:
            app = App[None]()
            async with app.run_test():
                return visit(app, "https://a.example/")

        return asyncio.run(run())

    def test_without_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def none() -> None:
            raise webbrowser.Error("could not locate runnable browser")

        assert self.visited(monkeypatch, none) is False

    def test_in_a_window_of_its_own(self, monkeypatch: pytest.MonkeyPatch) -> None:
        class Window(webbrowser.BackgroundBrowser):
            def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:
                return url == "https://a.example/"

        assert self.visited(monkeypatch, lambda: Window("true")) is True

    def test_in_a_terminal_that_cannot_be_lent(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert self.visited(monkeypatch, lambda: webbrowser.GenericBrowser("true")) is False


def test_an_error_is_told_and_the_screen_stays(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*args: Any, **values: Any) -> list[int]:
        raise StoreError("store-locked", path="m.db", why="busy")

    async def keys(screen: Screen) -> None:
        monkeypatch.setattr(store, "triage", locked)
        await screen.press("a")
        assert "m.db" in screen.told()
        assert "[bold red]" in screen.card
        assert screen.app.is_running

    drive(store, keys)
