"""PostgreSQL and Redis, for the servers that keep their posts in them."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from live_servers._install import Unavailable, debian
from live_servers._processes import HOST, free_port, run, running


def postgresql_programs() -> Path:
    """The folder of the newest PostgreSQL's programs, installed where there is none. Raises Unavailable."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not folders:
        debian("postgresql")
        folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not folders:
        raise Unavailable("needs PostgreSQL")
    return folders[-1]


@contextmanager
def postgresql(here: Path, database: str) -> Iterator[int]:
    """A PostgreSQL with one empty database, which user ``postgres`` may use without a password; its port."""
    programs, folder, port = postgresql_programs(), here / "postgresql", free_port()
    folder.mkdir(mode=0o755)
    become = _user(folder)
    initial = ["-A", "trust", "-U", "postgres", "--locale=C.UTF-8", "-E", "UTF8", "--no-sync"]
    run([*become, programs / "initdb", "-D", folder / "data", *initial], cwd=folder)
    serve = [programs / "postgres", "-D", folder / "data", "-p", str(port), "-k", folder]
    with running([*become, *serve, "-c", f"listen_addresses={HOST}", "-c", "fsync=off"], port, here):
        _create(programs, port, database)
        yield port


def _create(programs: Path, port: int, database: str) -> None:
    """It listens a moment before it lets anybody in."""
    told = [
        programs / "psql",
        "-h",
        HOST,
        "-p",
        str(port),
        "-U",
        "postgres",
        "-qc",
        f"create database {database}",
    ]
    for tries_left in range(50, -1, -1):
        try:
            run(told)
        except RuntimeError:
            if not tries_left:
                raise
            time.sleep(0.2)
        else:
            return


def redis(here: Path, port: int) -> AbstractContextManager[None]:
    """A Redis that keeps nothing on disk."""
    return running(["redis-server", "--port", str(port), "--bind", HOST, "--save", ""], port, here)


def _user(folder: Path) -> list[str]:
    """PostgreSQL refuses to be run by root."""
    if os.geteuid():
        return []
    shutil.chown(folder, "postgres", "postgres")
    return ["runuser", "-u", "postgres", "--"]
