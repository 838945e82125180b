"""MariaDB, for the servers that keep their posts in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from live_servers._processes import HOST, free_port, run, running


@contextmanager
def mariadb(here: Path, database: str) -> Iterator[int]:
    """A database server with one empty database, whose user and password are ``live``; its port."""
    folder, port = here / "mariadb", free_port()
    folder.mkdir(mode=0o755)
    user = _user(folder)
    initial = ["mariadb-install-db", "--no-defaults", *user, f"--datadir={folder / 'db'}", "--skip-test-db"]
    run([*initial, "--auth-root-authentication-method=normal"])
    socket = Path("/tmp") / f"live-{port}.sock"
    serve = ["mariadbd", "--no-defaults", *user, f"--datadir={folder / 'db'}", f"--socket={socket}"]
    serve += [f"--port={port}", f"--bind-address={HOST}", "--skip-log-bin"]
    with running([*serve, "--innodb-flush-log-at-trx-commit=0"], port, here):
        granted = f"CREATE USER live@'%' IDENTIFIED BY 'live'; GRANT ALL ON {database}.* TO live@'%';"
        created = f"CREATE DATABASE {database} CHARACTER SET utf8mb4; {granted}"
        run(["mariadb", "--no-defaults", "-S", socket, "-u", "root", "-e", created])
        yield port


def _user(folder: Path) -> list[str]:
    """Root may not run it: then it is the package's own user."""
    if os.geteuid():
        return []
    shutil.chown(folder, "mysql", "mysql")
    return ["--user=mysql"]
