"""Opening a web address in the reader's browser."""

from __future__ import annotations

import webbrowser
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

if TYPE_CHECKING:
    from textual.app import App


def visit(app: App[None], address: str) -> bool:
    """Open an address that ``text.safe.link`` let through; False where there is no browser.

    A browser that runs in the terminal gets it until it ends.
    """
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    takes_terminal = isinstance(browser, webbrowser.GenericBrowser) and not isinstance(
        browser, webbrowser.BackgroundBrowser
    )
    if not takes_terminal:
        return browser.open(address)
    try:
        with app.suspend():
            return browser.open(address)
    except SuspendNotSupported:
        return False
