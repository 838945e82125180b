"""What the screen asks: a line of text, and whether the keys are known."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static


class Ask(ModalScreen[str | None]):
    """Asks for a line of text; None where the question was left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, question: str, value: str = "") -> None:
        super().__init__()
        self._question, self._value = question, value

    def compose(self) -> ComposeResult:
        """A question and a field for the answer."""
        with Vertical(classes="dialog"):
            yield Label(Content(self._question))
            yield Input(self._value)

    def on_input_submitted(self, told: Input.Submitted) -> None:
        """The answer."""
        self.dismiss(told.value)

    def action_leave(self) -> None:
        """No answer."""
        self.dismiss(None)


class Keys(ModalScreen[None]):
    """Tells what the keys do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,comma,q,й,enter", "leave", show=False),
    ]

    def __init__(self, title: str, keys: list[tuple[str, str]], marks: str) -> None:
        super().__init__()
        self._title, self._keys, self._marks = title, keys, marks

    def compose(self) -> ComposeResult:
        """A list of keys, and what the marks mean."""
        width = max(len(key) for key, _ in self._keys)
        lines = [
            Content.assemble((f"{key:>{width}}", "bold $accent"), f"  {what}") for key, what in self._keys
        ]
        with VerticalScroll(classes="dialog"):
            yield Label(Content.styled(self._title, "bold"))
            yield Static(Content("\n").join([*lines, Content(self._marks)]))

    def action_leave(self) -> None:
        """Back to the inbox."""
        self.dismiss(None)
