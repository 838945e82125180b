"""HTML and XML made of values: whatever is not Markup already is escaped, so nothing can slip through."""

from __future__ import annotations

from mentionwatch.text.safe import html

_VOID = frozenset({"meta", "br", "link", "rect", "path", "line", "category"})
_LIMIT = 4000


class Markup(str):
    """A string that is markup, made by ``element`` and ``join`` only."""

    __slots__ = ()


def element(name: str, /, *content: str | None, **attributes: str | float | None) -> Markup:
    """An element. Content that is not Markup becomes harmless text; an attribute of None is left out.

    ``class_`` is written ``class``, and the other underscores of attribute names as hyphens.
    """
    told = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{html(str(value), _LIMIT)}"'
        for name, value in attributes.items()
        if value is not None
    )
    if name in _VOID and not content:
        return Markup(f"<{name}{told}/>")
    return Markup(f"<{name}{told}>{join(*content)}</{name}>")


def join(*content: str | None) -> Markup:
    """The parts one after another; those that are not Markup become harmless text."""
    return Markup("".join(part if isinstance(part, Markup) else _text(part or "") for part in content))


def _text(text: str) -> str:
    # Blanks at the ends part words from the marked ones beside them.
    inner = html(text, _LIMIT)
    return f"{' ' * text[:1].isspace()}{inner}{' ' * text[-1:].isspace()}" if inner else " " * bool(text)
