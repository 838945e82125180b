"""The list of cards: sections with their headings, a filter of words, and a highlight that stays where it was."""

from __future__ import annotations

from dataclasses import replace

from textual.widgets import OptionList
from textual.widgets.option_list import Option

from mentionwatch.analysis.cards import Card, Inbox
from mentionwatch.analysis.urgency import SECTIONS
from mentionwatch.cli.cards import title
from mentionwatch.cli.context import Say
from mentionwatch.cli.screen.paint import heading, row


class CardList(OptionList):
    """Cards of an inbox that hold all of ``words``; ``who`` is whoever looks at it."""

    def __init__(self, inbox: Inbox, who: str, say: Say) -> None:
        super().__init__(id="list", markup=False)
        self._inbox, self._who, self._say = inbox, who, say
        self._cards: dict[str, Card] = {}
        self.words = ""

    @property
    def card(self) -> Card | None:
        """The highlighted card."""
        place = self.highlighted
        if place is None or place >= self.option_count:
            return None
        return self._cards.get(self.get_option_at_index(place).id or "")

    @property
    def count(self) -> int:
        """How many cards are shown."""
        return len(self._cards)

    def show(self, inbox: Inbox, at: Card | None = None) -> None:
        """Show another inbox; the highlight goes to a card, or stays at its place in the list."""
        place = self._place(self.card)
        self._inbox = inbox
        self._fill(at or self.card, place)

    def narrow(self, words: str) -> None:
        """Show only the cards that hold these words."""
        self.words = words
        self._fill(self.card, 0)

    def put(self, old: Card, new: Card | None) -> None:
        """Replace a card, or let it go; the highlight stays at its place."""
        place = self._place(old)
        cards = (new if card is old else card for card in self._inbox.cards)
        totals = dict(self._inbox.totals)
        totals[old.section] -= new is None
        self._inbox = replace(self._inbox, cards=tuple(card for card in cards if card), totals=totals)
        self._fill(new, place)

    def _place(self, card: Card | None) -> int:
        keys = list(self._cards)
        return keys.index(_key(card)) if card and _key(card) in self._cards else 0

    def _fill(self, at: Card | None, place: int) -> None:
        shown = [card for card in self._inbox.cards if self._passes(card)]
        self._cards = {_key(card): card for card in shown}
        self.set_options(self._laid_out(shown))
        keys = list(self._cards)
        if keys:
            key = _key(at) if at and _key(at) in self._cards else keys[min(place, len(keys) - 1)]
            self.highlighted = self.get_option_index(key)

    def _laid_out(self, shown: list[Card]) -> list[Option]:
        options = []
        for name in SECTIONS:
            cards = [card for card in shown if card.section == name]
            if cards:
                text = self._say("inbox-section", section=name, count=self._inbox.totals[name])
                options.append(Option(heading(text), disabled=True))
            options += [
                Option(row(card, self._who, self._inbox.made, self._say), id=_key(card)) for card in cards
            ]
        return options

    def _passes(self, card: Card) -> bool:
        post = card.lead.post
        said = f"{title(card)} {card.lead.topic} {card.assignee or ''} {post.site or ''}".casefold()
        return all(word in said for word in self.words.casefold().split())


def _key(card: Card) -> str:
    return str(card.lead.id)
