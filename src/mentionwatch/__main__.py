"""``mentionwatch`` on the command line. ``--version`` is answered before anything else is imported."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    if sys.argv[1:] == ["--version"]:
        from mentionwatch import __version__

        sys.stdout.write(f"mentionwatch {__version__}\n")
        return
    import gc

    # A run makes many small values and hardly a cycle: looking for cycles as often as usual takes a tenth of it.
    gc.set_threshold(100_000, 20, 20)
    from mentionwatch.cli import main as run

    code = run()
    gc.freeze()  # or the interpreter looks for cycles once more as it ends, among all that goes with the process
    sys.exit(code)


if __name__ == "__main__":
    main()
