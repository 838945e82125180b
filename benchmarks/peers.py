"""A whole scan beside other feed readers: reader (Python) and newsboat (C++), on the same feeds, in one run.

    python benchmarks/peers.py [--feeds 1000] [--workers 100] [--rounds 3] [--folder DIR] [--only NAME] [--nothing]
        [--quick] [--passes PASS ...] [--posts N]

reader is installed from PyPI into an environment of its own under DIR (default: the user's cache); newsboat is used
where it is installed (Debian: apt-get install newsboat). A server in another process listens on loopback; every feed
has an address of its own (127.x.y.z, so on Linux only), holds 20 posts in 40 kB, and answers after 50 to 200 ms.
Four passes: all feeds new, none changed (304), all posts changed, one new post in each feed. CPU is user + system time
of the whole process, start-up included; medians of rounds, and ratios to mentionwatch. Before, each program runs once
over one feed, unmeasured: then all of them find their bytecode compiled, as installers leave it (``uv`` does not, and
``PYTHONDONTWRITEBYTECODE`` of a container would have Python compile six hundred modules in every run).

The work is not equal: mentionwatch matches every post, keeps what matches (one post in twenty), and finds out its
language, sentiment, intent and story; the others keep every post; reader sanitises HTML. With ``--nothing`` it watches
a name that no post holds, so that what is measured is fetching, reading and matching. MB is the most memory held.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

from platformdirs import user_cache_path

PASSES = ("new", "unchanged", "changed", "grown")
_VERSIONS = {"new": "a", "unchanged": "a", "changed": "b", "grown": "b+"}  # + for one post that is new
LATENCIES = (0.05, 0.2)
POSTS = 20
KILOBYTE = 1 if sys.platform == "darwin" else 1024  # what ru_maxrss counts
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
_HOST = re.compile(rb"(?i)\r\nhost: ([0-9.]+)")
READER = """
import sys
from reader import make_reader
reader = make_reader(sys.argv[1])
for line in open(sys.argv[2]):
    reader.add_feed(line.strip(), exist_ok=True)
reader.update_feeds(workers=int(sys.argv[3]), scheduled=False)
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """A program: the command that asks all feeds once, and what has to be there before."""

    command: Sequence[str]
    folder: Path


def main() -> None:
    """Run all programs through the passes, round after round, and print the medians."""
    options = _options()
    if options.serve:
        asyncio.run(_serve(Path(options.serve), options.posts))
        return
    with tempfile.TemporaryDirectory() as folder:
        turn = Path(folder, "turn")
        turn.write_text("1")
        command = [sys.executable, __file__, "--serve", str(turn), "--posts", str(options.posts)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout
            port = int(server.stdout.readline())
            try:
                _compare(options, port, Path(folder), turn)
            finally:
                server.terminate()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=user_cache_path("mentionwatch-benchmarks"))
    parser.add_argument("--only", metavar="NAME", help="this program alone")
    parser.add_argument("--passes", nargs="+", choices=PASSES, default=PASSES, help="these passes alone")
    parser.add_argument("--nothing", action="store_true", help="watch a name that no post holds")
    parser.add_argument("--posts", type=int, default=POSTS, help="a feed; one is enough where none changes")
    parser.add_argument("--quick", action="store_true", help="judge sentiment by n-grams alone")
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    return parser.parse_args()


def _compare(options: argparse.Namespace, port: int, folder: Path, turn: Path) -> None:
    urls = [
        f"http://127.{1 + n // 62500}.{n // 250 % 250}.{1 + n % 250}:{port}/feed"
        for n in range(options.feeds)
    ]
    makers = _programs(options)
    for name, make in makers.items():
        _timed(make(folder / f"{name}-first", urls[:1], 1))
    figures: dict[tuple[str, str], list[Figures]] = {}
    for number in range(options.rounds):
        peers = {
            name: make(folder / f"{name}-{number}", urls, options.workers) for name, make in makers.items()
        }
        for step in options.passes:
            turn.write_text(f"{number}-{_VERSIONS[step]}")
            for name, peer in peers.items():
                figures.setdefault((step, name), []).append(_timed(peer))
    ideal = sum(LATENCIES) / 2 * options.feeds / options.workers
    print(
        f"{options.feeds} feeds, {options.workers} workers, latencies / workers {ideal:.2f} s, {options.rounds} rounds"
    )
    for step in options.passes:
        _show(step, {name: figures[step, name] for name in makers}, options.feeds)


Maker = Callable[[Path, Sequence[str], int], Peer]
Figures = tuple[float, float, float]
"""CPU seconds, wall seconds, megabytes."""


def _programs(options: argparse.Namespace) -> dict[str, Maker]:
    """What can be run here."""
    query = "Southwind" if options.nothing else "Northwind"
    programs: dict[str, Maker] = {"mentionwatch": lambda *asked: _ours(query, options.quick, *asked)}
    if options.only != "mentionwatch":
        python = _reader(options.folder)
        programs["reader"] = lambda *asked: _by_reader(python, *asked)
    if shutil.which("newsboat"):
        programs["newsboat"] = _by_newsboat
    elif not options.only:
        print("newsboat is not installed, and left out (Debian: apt-get install newsboat)")
    return {name: make for name, make in programs.items() if options.only in (None, name)}


def _ours(query: str, quick: bool, place: Path, urls: Sequence[str], workers: int) -> Peer:
    place.mkdir()
    feeds = ", ".join(f'"{url}"' for url in urls)
    config = place / "mentionwatch.toml"
    config.write_text(
        f'database = "m.db"\nworkers = {workers}\ntimeout = 120\nfeeds = [{feeds}]\n'
        f'sentiment = {{ type = "embedded", quick = {str(quick).lower()} }}\n'
        f'[[topics]]\nname = "A"\nquery = "{query}"\n'
    )
    return Peer(command=(sys.executable, "-m", "mentionwatch", "scan"), folder=place)


def _reader(folder: Path) -> Path:
    """The interpreter of an environment with reader in it."""
    home = folder / "reader"
    python = home / "bin" / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "reader", "sgmllib3k"], check=True)
    return python


def _by_reader(python: Path, place: Path, urls: Sequence[str], workers: int) -> Peer:
    place.mkdir()
    (place / "urls").write_text("\n".join(urls))
    (place / "update.py").write_text(READER)
    return Peer(command=(str(python), "update.py", "reader.db", "urls", str(workers)), folder=place)


def _by_newsboat(place: Path, urls: Sequence[str], workers: int) -> Peer:
    place.mkdir()
    (place / "urls").write_text("\n".join(urls))
    (place / "config").write_text(f"reload-threads {workers}\n")
    command = ("newsboat", "-C", "config", "-u", "urls", "-c", "cache.db", "-x", "reload")
    return Peer(command=command, folder=place)


def _timed(peer: Peer) -> Figures:
    """What the program takes from its start to its end."""
    began = time.perf_counter()
    process = subprocess.Popen(
        peer.command, cwd=peer.folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    assert process.stderr
    said = process.stderr.read().decode(errors="replace")
    process.stderr.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{peer.command} failed: {said[-500:]}")
    return used.ru_utime + used.ru_stime, wall, used.ru_maxrss * KILOBYTE / 1e6


def _show(step: str, figures: Mapping[str, list[Figures]], feeds: int) -> None:
    medians = {
        name: [statistics.median(column) for column in zip(*rows, strict=True)]
        for name, rows in figures.items()
    }
    cpu, wall, _ = next(iter(medians.values()))
    print(f"\n{step:14}{'CPU s':>8}{'ms/feed':>9}{'ours / it':>11}{'wall s':>8}{'ours / it':>11}{'MB':>6}")
    for name, (its_cpu, its_wall, size) in medians.items():
        print(
            f"{name:14}{its_cpu:8.2f}{its_cpu / feeds * 1000:9.2f}{cpu / its_cpu:11.2f}"
            f"{its_wall:8.2f}{wall / its_wall:11.2f}{size:6.0f}"
        )


# The server


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    """50,000 words with running weights, the n-th word as frequent as 1 / n (Zipf's law), as in a language."""
    dice = random.Random(1)
    words = ["".join(dice.choices("aeiounrstlkdm", k=dice.randint(2, 9))) for _ in range(50_000)]
    return words, list(accumulate(1 / (rank + 1) for rank in range(len(words))))


def body(version: str, site: str, count: int) -> bytes:
    """A feed of ``count`` posts, 20 in 40 kB, one of which concerns the topic; no two sites or versions share a post.

    A version with a plus is that without it, but for its first post.
    """
    base = version.removesuffix("+")
    posts = [_post(number, base if number else version, site) for number in range(count)]
    head = (
        "<?xml version='1.0'?><rss version='2.0'><channel><title>t</title><link>https://site.example/</link>"
    )
    return f"{head}<description>d</description>{''.join(posts)}</channel></rss>".encode()


def _post(number: int, version: str, site: str) -> str:
    dice = random.Random(f"{version} {site} {number}")
    words, weights = _vocabulary()
    place = f"https://h{site.replace('.', '-')}.example/{version}/{number}"
    text = " ".join(dice.choices(words, cum_weights=weights, k=270))
    name = (
        f"Northwind is down in {dice.choice(words)}, {dice.choice(words)}"
        if number == 7
        else " ".join(dice.choices(words, cum_weights=weights, k=6))
    )
    return (
        f"<item><guid>{place}</guid><link>{place}</link>"
        f"<title>{name}</title><pubDate>Sat, 21 Nov 2026 10:{number:02d}:00 GMT</pubDate>"
        f"<description>&lt;p&gt;{text}&lt;/p&gt;</description></item>"
    )


async def _serve(turn: Path, posts: int) -> None:
    made: dict[tuple[str, str], bytes] = {}
    latency = random.Random(2)

    def answer_of(head: bytes) -> bytes:
        version, site = turn.read_text(), _HOST.findall(head)[0].decode()
        tag = b'"%b"' % version.encode()
        if tag in head:
            return b"HTTP/1.1 304 Not Modified\r\nETag: %b\r\n\r\n" % tag
        if (site, version) not in made:
            packed = gzip.compress(body(version, site, posts), 1, mtime=0)
            made[site, version] = (
                b"HTTP/1.1 200 OK\r\nETag: %b\r\nContent-Encoding: gzip\r\nContent-Type: application/rss+xml\r\n"
                b"Content-Length: %d\r\n\r\n%b" % (tag, len(packed), packed)
            )
        return made[site, version]

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                await asyncio.sleep(latency.uniform(*LATENCIES))
                writer.write(answer_of(head))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "0.0.0.0", 0, backlog=2000)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    main()
