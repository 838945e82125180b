"""The whole pipe: start-up, a hundred feeds against feedparser, a corpus of real feeds scanned three times.

    python benchmarks/pipe.py [startup] [hundred] [corpus FOLDER]

Prints figures and ratios of one run, medians of several; it judges nothing. CPU is user + system time of a whole
process. Feeds are served by a process of their own on loopback. The corpus is a folder of recorded feeds.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from mentionwatch.demo import posts

RUNS = 7
PACKAGES = "import typer, httpx, rich, pydantic, sqlite_utils, feedparser, bs4"
GOALS = {"--version": 0.15, "--help": 0.37, "mentions --json": 0.42}

SERVER = """
import hashlib, json, sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

folder, changed = Path(sys.argv[1]), Path(sys.argv[1]) / "changed"
answers = {"200": 0, "304": 0}

class Feeds(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        name = self.path.rsplit("/", 1)[-1]
        if name == "answers":
            return self.send(200, json.dumps(answers).encode())
        if not (folder / "feeds" / name).is_file():
            return self.send(404, b"")
        body = (folder / "feeds" / name).read_bytes()
        if changed.exists() and int(hashlib.md5(name.encode()).hexdigest(), 16) % 3 == 0:
            body = body.replace(b"</", b" </", 1)
        etag = '"%s"' % hashlib.md5(body).hexdigest()
        if self.headers.get("If-None-Match") == etag:
            answers["304"] += 1
            return self.send(304, b"", etag)
        answers["200"] += 1
        self.send(200, body, etag)
    def send(self, status, body, etag=None):
        self.send_response(status)
        if etag:
            self.send_header("ETag", etag)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *args):
        pass

class Server(ThreadingHTTPServer):
    request_queue_size = 512
    daemon_threads = True

server = Server(("0.0.0.0", 0), Feeds)
print(server.server_address[1], flush=True)
server.serve_forever()
"""


def startup() -> None:
    """What a command costs beside importing the seven packages that the program is made of."""
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder, "mentionwatch.toml")
        config.write_text('database = "m.db"\n[[topics]]\nname = "A"\nquery = "Alpha"\n')
        subprocess.run(
            [sys.executable, "-m", "mentionwatch", "import", "-"],
            input='{"text": "Alpha"}\n', text=True, cwd=folder, check=True, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "the seven packages": [sys.executable, "-c", PACKAGES],
            "--version": [sys.executable, "-m", "mentionwatch", "--version"],
            "--help": [sys.executable, "-m", "mentionwatch", "--help"],
            "mentions --json": [sys.executable, "-m", "mentionwatch", "mentions", "--json"],
            "report --format json": [sys.executable, "-m", "mentionwatch", "report", "--format", "json"],
            "report": [sys.executable, "-m", "mentionwatch", "report"],
        }
        cost: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(RUNS):
            for name, command in commands.items():
                cost[name].append(_cpu(command, folder))
    whole = statistics.median(cost["the seven packages"])
    print(
        f"start-up: CPU, median of {RUNS}, as a share of importing the seven packages ({whole * 1000:.0f} ms)"
    )
    for name, seconds in cost.items():
        goal = f"   goal <= {GOALS[name]}" if name in GOALS else ""
        print(f"  {name:<22}{statistics.median(seconds) / whole:6.3f}{goal}")


def hundred() -> None:
    """A hundred feeds of a hundred posts: the whole scan beside feedparser's parsing alone.

    With one post in a hundred a mention, as in feeds at large, and with one in ten.
    """
    for every in (100, 10):
        _hundred(every)


def _hundred(every: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        feeds = Path(folder, "feeds")
        feeds.mkdir()
        for number in range(100):
            (feeds / f"{number}.xml").write_bytes(_feed(number, every))
        parse = (
            "import feedparser, pathlib\n"
            f"for f in pathlib.Path({str(feeds)!r}).iterdir(): feedparser.parse(f.read_bytes())"
        )
        with _served(Path(folder)) as port:
            _configure(Path(folder), port, sorted(path.name for path in feeds.iterdir()))
            ours, theirs = [], []
            for _ in range(3):
                Path(folder, "m.db").unlink(missing_ok=True)
                ours.append(_timed([sys.executable, "-m", "mentionwatch", "scan"], folder))
                theirs.append(_timed([sys.executable, "-c", parse], folder))
        mentions = _count(folder)
    wall, cpu = (statistics.median(run[at] for run in ours) for at in (0, 1))
    their_wall, their_cpu = (statistics.median(run[at] for run in theirs) for at in (0, 1))
    print(
        "a hundred feeds of a hundred posts: scan (fetch, parse, match, keep, tag, group) / feedparser parsing alone"
    )
    print(
        f"  wall {wall / their_wall:.2f}   CPU {cpu / their_cpu:.2f}   ({mentions} mentions kept)   goal < 1"
    )


def corpus(recorded: Path) -> None:
    """Real feeds, scanned, scanned again, and once more with a third of them changed."""
    with tempfile.TemporaryDirectory() as folder:
        feeds = Path(folder, "feeds")
        feeds.mkdir()
        names = []
        for path in sorted(recorded.iterdir())[:200]:
            name = hashlib.md5(path.name.encode()).hexdigest()[:12]
            (feeds / name).write_bytes(path.read_bytes())
            names.append(name)
        with _served(Path(folder)) as port:
            _configure(Path(folder), port, names)
            print(f"{len(names)} recorded feeds, one host each")
            for round_ in ("first scan", "second scan", "a third changed"):
                if round_ == "a third changed":
                    Path(folder, "changed").touch()
                before = _answers(port)
                wall, cpu, said = _told([sys.executable, "-m", "mentionwatch", "-v", "scan"], folder)
                after = _answers(port)
                counts = ", ".join(f"{after[status] - before[status]} x {status}" for status in after)
                print(
                    f"  {round_:<16} {wall:5.1f} s wall {cpu:5.1f} s CPU   {counts}   {_count(folder)} mentions kept"
                )
                print(f"    {said}")


def _feed(number: int, every: int) -> bytes:
    """A hundred posts of 40 words of the demo's texts, shuffled; one in ``every`` names a brand."""
    words = " ".join(post.text for post in posts(datetime.now(UTC)) if "еверлинк" not in post.text).split()
    chance = random.Random(number)
    entries = "".join(
        f"<item><guid>https://h{number}.example/{post}</guid><link>https://h{number}.example/{post}</link>"
        f"<title>{' '.join(chance.choices(words, k=6))}</title>"
        f"<pubDate>Fri, 20 Nov 2026 10:{post % 60:02}:00 GMT</pubDate><description>&lt;p&gt;"
        f"{' '.join(chance.choices(words, k=40))}{' Старлинка' if post % every == 0 else ''}&lt;/p&gt;"
        "</description></item>"
        for post in range(100)
    )
    feed = f'<rss version="2.0"><channel><title>t</title>{entries}</channel></rss>'
    return f'<?xml version="1.0" encoding="UTF-8"?>{feed}'.encode()


@contextmanager
def _served(folder: Path) -> Iterator[int]:
    process = subprocess.Popen([sys.executable, "-c", SERVER, str(folder)], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def _configure(folder: Path, port: int, names: Sequence[str]) -> None:
    """Each feed on an address of its own, as in life each has its own host."""
    feeds = [f"http://127.1.{at // 250}.{at % 250 + 1}:{port}/{name}" for at, name in enumerate(names)]
    topics = {"Старлинк": "Старлинк, Starlink", "Python": "Python", "Google": "Google", "Москва": "Москва"}
    tables = "".join(f'[[topics]]\nname = "{name}"\nquery = "{query}"\n' for name, query in topics.items())
    (folder / "mentionwatch.toml").write_text(
        f'database = "m.db"\nfeeds = {json.dumps(feeds)}\n{tables}', encoding="utf-8"
    )


def _answers(port: int) -> dict[str, int]:
    from urllib.request import urlopen

    with urlopen(f"http://127.0.0.1:{port}/answers") as answer:
        counts: dict[str, int] = json.load(answer)
    return counts


def _count(folder: str) -> int:
    done = subprocess.run(
        [sys.executable, "-m", "mentionwatch", "db", "info", "--json"],
        cwd=folder,
        capture_output=True,
        check=True,
    )
    return int(json.loads(done.stdout)["mentions"])


def _cpu(command: Sequence[str], folder: str) -> float:
    return _timed(command, folder)[1]


def _timed(command: Sequence[str], folder: str) -> tuple[float, float]:
    wall, cpu, _ = _told(command, folder)
    return wall, cpu


def _told(command: Sequence[str], folder: str) -> tuple[float, float, str]:
    """Wall seconds, CPU seconds, and the last line on stderr, of a whole process."""
    began = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=said)
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
        said.seek(0)
        lines = said.read().splitlines()
    return time.perf_counter() - began, used.ru_utime + used.ru_stime, lines[-1] if lines else ""


def main() -> None:
    """Run the parts that were named, or the first two."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # programs find their bytecode, as installers leave it
    parts = sys.argv[1:] or ["startup", "hundred"]
    if "startup" in parts:
        startup()
    if "hundred" in parts:
        hundred()
    if "corpus" in parts:
        corpus(Path(parts[parts.index("corpus") + 1]))


if __name__ == "__main__":
    main()
