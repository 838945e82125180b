"""Text tables: whatever is in them, columns line up and lines fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from mentionwatch.text.tables import fit, pad, table, wrap

CELLS = st.text(st.sampled_from("abc XYZ абв 漢字 😀👍🏽 é"), max_size=30).map(
    lambda text: " ".join(text.split())
)


def test_a_table() -> None:
    text = table([["vk", "143"], ["Хабр", "7"]], header=["Source", "Mentions"], right=(1,))
    assert text == "Source  Mentions\nvk           143\nХабр           7\n"


def test_nothing_is_nothing() -> None:
    assert table([]) == ""


def test_the_widest_column_gives_way() -> None:
    text = table([["a" * 30, "b" * 10, "12345"]], width=30, right=(2,))
    assert text == "aaaaaaaaaa…  bbbbbbbbbb  12345\n"


def test_a_column_may_go_on_in_further_lines() -> None:
    rows = [["vk", "complains again and again", "3"], ["rss", "passer-by", "12"]]
    assert table(rows, header=["Source", "Role", "N"], width=24, right=(2,), wraps=(1,)) == (
        "Source  Role           N\n"
        "vk      complains      3\n        again and\n        again\n"
        "rss     passer-by     12\n"
    )


def test_rigid_columns_and_numbers_are_never_cut() -> None:
    assert "12345678" in table([["a" * 40, "12345678"]], width=20, right=(1,))
    assert "▂▃▅▇▇▇▇▇" in table([["a" * 40, "▂▃▅▇▇▇▇▇"]], width=20, rigid=(1,))


def test_short_rows_are_filled() -> None:
    assert table([["a"], ["b", "c"]]) == "a\nb  c\n"


def test_paint_is_given_padded_cells_of_rows() -> None:
    text = table(
        [["a", "b"]], header=["name", "x"], paint=lambda cell, column: f"<{cell}>" if column == 0 else cell
    )
    assert text == "name  x\n<a   >  b\n"


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6), st.integers(30, 100))
def test_lines_fit_and_columns_line_up(rows: list[list[str]], width: int) -> None:
    text = table([[*row, "|"] for row in rows], width=width)
    lines = text.splitlines()
    assert len(lines) == len(rows)
    assert len({cell_len(line) for line in lines}) == 1
    assert cell_len(lines[0]) <= width


@given(CELLS, st.integers(1, 40), st.booleans())
def test_pad_is_exact(text: str, width: int, right: bool) -> None:
    assert cell_len(pad(text, width, right=right)) == width


@given(CELLS, st.integers(0, 40))
def test_fit_keeps_to_its_width(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) <= width
    assert fit(text, width) == text or not width or fit(text, width).endswith("…")


@given(CELLS, st.integers(8, 40))
def test_wrap_loses_no_word(text: str, width: int) -> None:
    laid = wrap(text, width, indent="  ", lines=100)
    assert "".join(laid.split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in laid.splitlines())


@pytest.mark.parametrize(
    ("lines", "laid"), [(1, "one two…\n"), (2, "one two\nthree fo…\n"), (3, "one two\nthree\nfour\n")]
)
def test_wrap_stops_after_so_many_lines(lines: int, laid: str) -> None:
    assert wrap("one two three four", 9, lines=lines) == laid
