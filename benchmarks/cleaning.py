"""HTML to text: how much less processor time than BeautifulSoup takes, on the bodies of real feeds.

    python benchmarks/cleaning.py [FOLDER]

Each file of FOLDER is a feed. BeautifulSoup runs with html.parser and get_text; both get the same fragments.
"""

from __future__ import annotations

import argparse
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

from mentionwatch.text.clean import to_text
from mentionwatch.text.encoding import decode
from mentionwatch.text.feed_xml import read

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DEFAULT = Path(__file__).parents[1] / "../shared/recorded/feeds"
EVERY = 5  # BeautifulSoup is slow: every fifth fragment tells as much


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    bodies = fragments(parser.parse_args().folder)
    warnings.simplefilter("ignore")
    report("all bodies", bodies[::EVERY])
    report("bodies with tags", [body for body in bodies if "<" in body][::EVERY])
    report("bodies without", [body for body in bodies if "<" not in body][::EVERY])


def fragments(folder: Path) -> list[str]:
    channels = (
        read(decode(path.read_bytes())) for path in sorted(folder.iterdir()) if path.suffix != ".json"
    )
    return [draft.body for channel in channels if channel for draft in channel.drafts if draft.body]


def report(name: str, bodies: Sequence[str]) -> None:
    ours = timed(to_text, bodies)
    theirs = timed(lambda body: BeautifulSoup(body, "html.parser").get_text("\n"), bodies)
    print(
        f"{name}: {len(bodies)}, {sum(map(len, bodies)) / len(bodies):.0f} characters each: "
        f"{ours * 1e6:.0f} us each, BeautifulSoup {theirs * 1e6:.0f} us, {theirs / ours:.1f} times less"
    )


def timed(work: Callable[[str], object], bodies: Sequence[str]) -> float:
    """Seconds of processor time a fragment, the best of three rounds."""
    rounds = []
    for _ in range(3):
        start = time.process_time()
        for body in bodies:
            work(body)
        rounds.append(time.process_time() - start)
    return min(rounds) / len(bodies)


if __name__ == "__main__":
    main()
