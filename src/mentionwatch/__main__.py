"""``mentionwatch`` on the command line. ``--version`` is answered before anything else is imported."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    if sys.argv[1:] == ["--version"]:
        from mentionwatch import __version__

        sys.stdout.write(f"mentionwatch {__version__}\n")
        return
    from mentionwatch.cli import main as run

    sys.exit(run())


if __name__ == "__main__":
    main()
