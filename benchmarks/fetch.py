"""What it costs to ask 1,000 feeds: ours, bare ``http.client``, ``httpx.Client``, side by side in one run.

    python benchmarks/fetch.py [--feeds 1000] [--workers 100] [--rounds 3]

A server in another process listens on loopback; every feed has an address of its own (127.x.y.z, so on Linux
only) and costs a new connection, as in life. Every answer takes 50 to 200 ms. "unchanged" is answered with 304,
"changed" with 40 kB in gzip. Printed: CPU of this process and wall time of a round (medians), and ratios.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import random
import statistics
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from mentionwatch.http import Network, NotModified
from mentionwatch.model import Validator

ETAG = '"v1"'
LATENCIES = (0.05, 0.2)
Fetch = Callable[[str, bool], int]


def main() -> None:
    """Run all clients in turn, round after round, and print the medians."""
    options = _options()
    if options.serve:
        asyncio.run(_serve(options.feeds))
        return
    with subprocess.Popen(
        [sys.executable, __file__, "--serve", "--feeds", str(options.feeds)],
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout
        port = int(server.stdout.readline())
        try:
            _compare(port, options.feeds, options.workers, options.rounds)
        finally:
            server.terminate()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _compare(port: int, feeds: int, workers: int, rounds: int) -> None:
    hosts = [f"127.{1 + n // 62500}.{n // 250 % 250}.{1 + n % 250}:{port}" for n in range(feeds)]
    ideal = sum(LATENCIES) / 2 * feeds / workers
    print(f"{feeds} feeds, {workers} workers, ideal wall {ideal:.2f} s, medians of {rounds} rounds")
    for unchanged in (True, False):
        figures: dict[str, list[tuple[float, float]]] = {}
        for _ in range(rounds):
            for name, client in (("http.client", _bare), ("mentionwatch", _ours), ("httpx.Client", _httpx)):
                figures.setdefault(name, []).append(_round(client(), hosts, workers, unchanged=unchanged))
        _show("unchanged (304)" if unchanged else "changed (200)", figures, feeds, ideal)


def _round(fetch: Fetch, hosts: list[str], workers: int, *, unchanged: bool) -> tuple[float, float]:
    """CPU and wall seconds of asking all feeds once."""
    cpu, wall = time.process_time(), time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        sizes = list(pool.map(lambda host: fetch(host, unchanged), hosts))
    figures = time.process_time() - cpu, time.perf_counter() - wall
    assert set(sizes) == ({0} if unchanged else {len(_body())}), "a client missed answers"
    return figures


def _show(title: str, figures: dict[str, list[tuple[float, float]]], feeds: int, ideal: float) -> None:
    print(f"\n{title:16} {'CPU ms/feed':>12} {'x bare':>7} {'wall s':>7} {'x ideal':>8}")
    medians = {
        name: [statistics.median(column) for column in zip(*rows, strict=True)]
        for name, rows in figures.items()
    }
    bare = medians["http.client"][0]
    for name, (cpu, wall) in medians.items():
        print(f"{name:16} {cpu / feeds * 1e3:12.2f} {cpu / bare:7.2f} {wall:7.2f} {wall / ideal:8.2f}")


def _bare() -> Fetch:
    def fetch(host: str, unchanged: bool) -> int:
        connection = http.client.HTTPConnection(host, timeout=30)
        connection.request("GET", "/feed", headers=_headers(unchanged))
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return len(zlib.decompress(body, 31)) if body else 0

    return fetch


def _ours() -> Fetch:
    network = Network()

    def fetch(host: str, unchanged: bool) -> int:
        url = f"http://{host}/feed"
        session = network.session({url: Validator(etag=ETAG)} if unchanged else {})
        try:
            return len(session.get(url, conditional=True).body)
        except NotModified:
            return 0

    return fetch


def _httpx() -> Fetch:
    import httpx

    local = threading.local()

    def fetch(host: str, unchanged: bool) -> int:
        if not hasattr(local, "client"):
            local.client = httpx.Client(timeout=30, verify=False, trust_env=False)
        return len(local.client.get(f"http://{host}/feed", headers=_headers(unchanged)).content)

    return fetch


def _headers(unchanged: bool) -> dict[str, str]:
    headers = {"User-Agent": "benchmark", "Accept-Encoding": "gzip"}
    return {**headers, "If-None-Match": ETAG} if unchanged else headers


def _body() -> bytes:
    words = random.Random(1)
    return " ".join(f"{words.getrandbits(24):x}" for _ in range(6000)).encode()[:40_000]


async def _serve(feeds: int) -> None:
    body = zlib.compress(_body(), wbits=31)
    fresh = b"HTTP/1.1 200 OK\r\nETag: %b\r\nContent-Encoding: gzip\r\nContent-Type: application/rss+xml\r\n"
    fresh = fresh % ETAG.encode() + b"Content-Length: %d\r\n\r\n" % len(body) + body
    same = b"HTTP/1.1 304 Not Modified\r\nETag: %b\r\n\r\n" % ETAG.encode()
    latency = random.Random(2)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                await asyncio.sleep(latency.uniform(*LATENCIES))
                writer.write(same if b"if-none-match" in head.lower() else fresh)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "0.0.0.0", 0, backlog=feeds)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    main()
