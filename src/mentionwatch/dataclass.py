"""``dataclass``, made in half the time: for the many values that are there in every run of the program.

The standard library's writes six functions for each frozen class and has them compiled, some .6 ms (CPython 3.11). Here
comparing, hashing and showing are shared by all classes: they do the same, and look at the fields when they are called.
"""

from __future__ import annotations

import dataclasses
from functools import cache
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass as dataclass  # what type checkers know by heart
else:

    def dataclass(**options: bool) -> Callable[[type], type]:
        """What `dataclasses.dataclass` does with these options; ``eq`` and ``repr`` are always on."""

        def made(kind: type) -> type:
            own = vars(kind)
            if "__repr__" not in own:
                kind.__repr__ = _shown
            if own.get("__hash__") is None:
                kind.__hash__ = _hash if options.get("frozen") else None
            if "__eq__" not in own:
                kind.__eq__ = _equal
            return dataclasses.dataclass(eq=False, repr=False, **options)(kind)

        return made


def _equal(one: Any, other: Any) -> Any:
    if one.__class__ is not other.__class__:
        return NotImplemented
    values = _compared(one.__class__)
    return values(one) == values(other)


def _hash(one: Any) -> int:
    return hash(_compared(one.__class__)(one))


@recursive_repr()
def _shown(one: Any) -> str:
    values = ", ".join(f"{name}={getattr(one, name)!r}" for name in _told(one.__class__))
    return f"{one.__class__.__qualname__}({values})"


@cache
def _compared(kind: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    """What tells two values of a class apart."""
    names = tuple(field.name for field in dataclasses.fields(kind) if field.compare)
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


@cache
def _told(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind) if field.repr)
