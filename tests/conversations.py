"""Servers on loopback that follow a script: for protocols other than HTTP."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

Script = list[tuple[str, bytes]]
"""What each command must hold (a regular expression), and the answer to it; ``TAG`` stands for its first word.
After an answer that begins with a plus, the next line goes on with the same command."""
ABILITY = "CAPABILITY"
"""A turn of mail servers that clients take when they like: Python 3.14 not where the greeting tells it, and again after
the login.
"""


@contextmanager
def server(greeting: bytes, script: Script) -> Iterator[tuple[int, list[str]]]:
    """A server that waits for each command of the script, and the commands that came."""
    listener = socket.create_server(("127.0.0.1", 0))
    heard: list[str] = []
    thread = threading.Thread(target=_follow, args=(listener, greeting, script, heard), daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1], heard
    finally:
        listener.close()
        thread.join(5)


def _follow(listener: socket.socket, greeting: bytes, script: Script, heard: list[str]) -> None:
    connection, _ = listener.accept()
    with suppress(ConnectionError), connection, connection.makefile("rb") as lines:  # some clients hang up
        connection.settimeout(60)  # on a busy machine a client reads slowly
        connection.sendall(greeting)
        abilities = dict(script).get(ABILITY, b"")
        tag, is_asked_on, line = b"", False, ""
        for expected, answer in script:
            line = line or lines.readline().decode().strip()
            while ABILITY in line and expected != ABILITY and abilities:
                connection.sendall(abilities.replace(b"TAG", line.split(" ")[0].encode()))
                line = lines.readline().decode().strip()
            heard.append(line if ABILITY in line or expected != ABILITY else ABILITY)
            if expected == ABILITY and ABILITY not in line:
                continue
            if not re.search(expected, line):
                return
            tag = tag if is_asked_on else line.split(" ")[0].encode()
            connection.sendall(answer.replace(b"TAG", tag))
            is_asked_on, line = answer.startswith(b"+ "), ""
