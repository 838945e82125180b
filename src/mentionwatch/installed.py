"""Which plug-ins the installed packages bring, told without reading what every package says of itself.

Hardly anybody has a plug-in of somebody else's, and `importlib.metadata` needs some 4 ms to say so.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.metadata import EntryPoint

_GROUPS = b"[mentionwatch."
_METADATA = (".dist-info", ".egg-info")


def entries(group: str) -> Sequence[EntryPoint]:
    """The entry points of a group, such as ``mentionwatch.sources``."""
    return _entries_on(tuple(sys.path), group)


@cache
def _entries_on(path: tuple[str, ...], group: str) -> Sequence[EntryPoint]:
    """What is on the path is looked through once."""
    if not _may_be_on(path):
        return ()
    from importlib.metadata import entry_points

    return tuple(entry_points(group=group))


@cache
def _may_be_on(path: tuple[str, ...]) -> bool:
    """Whether a package on the path names a group of ours. Where we cannot tell, the standard library has to look."""
    if any(hasattr(finder, "find_distributions") and finder is not PathFinder for finder in sys.meta_path):
        return True
    return any(_may_be_in(folder or os.curdir) for folder in dict.fromkeys(path))


def _may_be_in(folder: str) -> bool:
    """Whether a package in one folder of the path does; an archive may hold any."""
    if folder.endswith(".egg"):
        return True
    try:
        with os.scandir(folder) as found:
            packages = [one.path for one in found if one.name.lower().endswith(_METADATA)]
    except NotADirectoryError:
        return True
    except OSError:  # the path names many a folder that is not there
        return False
    return any(_names_ours(f"{package}{os.sep}entry_points.txt") for package in packages)


def _names_ours(file: str) -> bool:
    try:
        with open(file, "rb") as entry_points:  # noqa: PTH123 - of a hundred, each a Path would be half the time
            return _GROUPS in entry_points.read()
    except OSError:  # most packages have no entry points; some are a single file
        return False
