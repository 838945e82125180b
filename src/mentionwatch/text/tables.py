"""Tables of text for a terminal: columns that fit, measured in cells, so that 漢字 and emoji line up.

Pure: rows and a width in, text out. What strangers wrote has to be made harmless first (text.safe.plain).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len

GAP = "  "
ELLIPSIS = "…"
_LEAST = 4
_MOST = 10
"""Lines of a cell."""


def _bare(cell: str, column: int) -> str:
    return cell


def table(
    rows: Sequence[Sequence[str]],
    *,
    header: Sequence[str] = (),
    width: int = 80,
    right: Collection[int] = (),
    rigid: Collection[int] = (),
    wraps: Collection[int] = (),
    paint: Callable[[str, int], str] = _bare,
) -> str:
    """The rows under their header, no line wider than ``width`` cells and no trailing blanks.

    Columns in ``right`` are aligned right (numbers) and, like those in ``rigid``, are never shortened; the
    widest of the others give way first, and what they lose is marked with an ellipsis. Only cells of columns in
    ``wraps`` go on in further lines instead. ``paint`` may colour a cell of the rows, given
    padded, with the number of its column. Ends in a line break unless empty.
    """
    lines = [list(header), *map(list, rows)] if header else [list(row) for row in rows]
    if not lines:
        return ""
    columns = max(map(len, lines))
    lines = [line + [""] * (columns - len(line)) for line in lines]
    wanted = [max(cell_len(line[column]) for line in lines) for column in range(columns)]
    widths = _fitted(wanted, width - len(GAP) * (columns - 1), {*right, *rigid})
    laid = [_wrapped(line, widths, wraps) for line in lines]
    return "".join(
        _line(_padded(line, widths, right), paint if number or not header else _bare)
        for number, parts in enumerate(laid)
        for line in parts
    )


def _wrapped(line: Sequence[str], widths: Sequence[int], wraps: Collection[int]) -> Iterator[list[str]]:
    """The row as the lines that it takes: more than one where a cell that may go on does."""
    cells = [
        wrap(cell, widths[column], lines=_MOST).splitlines() if column in wraps else [cell]
        for column, cell in enumerate(line)
    ]
    return (list(parts) for parts in zip_longest(*cells, fillvalue=""))


def _fitted(wanted: Sequence[int], room: int, rigid: Collection[int]) -> list[int]:
    """Widths that fit the room: the widest column that may give way loses a cell, until all is well."""
    widths = list(wanted)
    soft = [column for column in range(len(widths)) if column not in rigid]
    while soft and sum(widths) > room:
        widest = max(soft, key=lambda column: widths[column])
        if widths[widest] <= _LEAST:
            break
        widths[widest] -= 1
    return widths


def _padded(cells: Sequence[str], widths: Sequence[int], right: Collection[int]) -> list[str]:
    """The cells in the widths of their columns; blanks at the end of the line are left out."""
    padded = [pad(cell, widths[column], right=column in right) for column, cell in enumerate(cells)]
    while padded and not padded[-1].strip():
        padded.pop()
    return [*padded[:-1], padded[-1].rstrip()] if padded else []


def _line(cells: Sequence[str], paint: Callable[[str, int], str]) -> str:
    return GAP.join(paint(cell, column) for column, cell in enumerate(cells)) + "\n"


def pad(text: str, width: int, *, right: bool = False) -> str:
    """The text in exactly ``width`` cells: filled with blanks or cut."""
    text = fit(text, width)
    blanks = " " * (width - cell_len(text))
    return blanks + text if right else text + blanks


def fit(text: str, width: int) -> str:
    """The text in at most ``width`` cells; what is cut ends in an ellipsis."""
    if cell_len(text) <= width:
        return text
    kept = text[:width]
    while kept and cell_len(kept) > width - 1:
        kept = kept[:-1]
    return kept.rstrip("\u200d ") + ELLIPSIS if width > 0 else ""


def wrap(text: str, width: int, *, indent: str = "", lines: int = 3) -> str:
    """Words laid out in at most ``lines`` lines of ``width`` cells; words that are too long are broken."""
    laid: list[str] = []
    room = max(width - cell_len(indent), _LEAST)
    rest = text.strip()
    while rest and len(laid) < lines:
        is_last = len(laid) == lines - 1
        head = fit(rest, room) if is_last else _head(rest, room)
        laid.append(f"{indent}{head}".rstrip())
        rest = "" if is_last else rest[len(head) :].lstrip()
    return "".join(f"{line}\n" for line in laid)


def _head(text: str, room: int) -> str:
    """The longest beginning that fits, ending before a blank where it can."""
    if cell_len(text) <= room:
        return text
    kept = text[: room + 1]
    while cell_len(kept) > room and len(kept) > 1:
        kept = kept[:-1]
    whole = text[len(kept) : len(kept) + 1] == " "
    blank = kept.rfind(" ")
    return kept if whole or blank <= 0 else kept[:blank]
