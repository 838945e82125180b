"""PHP's own web server, for the servers that are written in PHP."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from live_servers._processes import HOST, running

_WORKERS = {"PHP_CLI_SERVER_WORKERS": "4"}


def php(
    root: Path, port: int, here: Path, *, router: Path | None = None, env: dict[str, str] | None = None
) -> AbstractContextManager[None]:
    """Serve a folder of PHP pages; ``router`` is a script that answers for addresses that are no files."""
    command = ["php", "-d", "memory_limit=512M", "-S", f"{HOST}:{port}", "-t", root]
    return running([*command, *([router] if router else [])], port, here, env={**_WORKERS, **(env or {})})
