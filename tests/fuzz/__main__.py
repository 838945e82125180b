"""Run cases until their number or the time is up; a failing one is shrunk and written down."""

from __future__ import annotations

import argparse
import random
import resource
import signal
import sys
import time
import traceback
from hashlib import blake2b
from pathlib import Path
from types import FrameType

from fuzz.targets import EXPECTED, Target, targets

CRASHERS = Path(__file__).parent / "crashers"
MEMORY = 2 * 1024**3
"""Bytes of address space: a reader that wants more fails with MemoryError."""
SEEDED = ("source", "conversation")
"""Targets whose cases are seeds: these cannot be shrunk."""
TRIES = 600
PATIENCE = 10
"""Seconds of CPU time for one case: what else the machine does counts for nothing."""


def main() -> int:
    """Fuzz the targets asked for; 1 where a case failed."""
    parser = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    parser.add_argument("target", nargs="*", help=", ".join(targets()))
    parser.add_argument("--cases", type=int, default=10_000, help="of each target")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().getrandbits(32))
    parser.add_argument("--seconds", type=float, default=float("inf"), help="for each target")
    told = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    print(f"seed {told.seed}")
    known = targets()
    failed = [name for name in told.target or known if _fuzz(name, known[name], told)]
    return int(bool(failed))


def _fuzz(name: str, target: Target, told: argparse.Namespace) -> bool:
    dice = random.Random(told.seed)
    began, done, failures, slowest = time.monotonic(), 0, set(), 0.0
    cost = time.process_time()
    while done < told.cases and time.monotonic() - began < told.seconds:
        case = target.make(dice)
        start = time.process_time()
        if (why := failure(target, case)) and why not in failures:
            failures.add(why)
            path = _written(name, case if name in SEEDED else shrunk(target, case, why))
            print(f"{name}: {why.splitlines()[-1]}\n{why}  {path}")
        slowest = max(slowest, time.process_time() - start)
        done += 1
    spent, cost = time.monotonic() - began, time.process_time() - cost
    print(
        f"{name}: {done:,} cases, {len(failures)} failures, {spent:.0f} s, {1000 * cost / max(1, done):.2f} ms of"
        f" CPU a case, the slowest {slowest:.2f} s",
        flush=True,
    )
    return bool(failures)


def failure(target: Target, case: bytes) -> str | None:
    """How a case fails, without what differs between cases that fail alike; None where it does not."""
    signal.signal(signal.SIGPROF, _late)
    signal.setitimer(signal.ITIMER_PROF, PATIENCE)
    try:
        target.read(case)
    except EXPECTED:
        return None
    except Exception as wrong:  # noqa: BLE001 - whatever it is, it is what we look for
        frames = traceback.extract_tb(wrong.__traceback__)[-4:]
        places = "".join(f"  {Path(f.filename).name}:{f.lineno} {f.name}\n" for f in frames)
        return f"{places}  {type(wrong).__name__}: {str(wrong)[:80]}\n"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return None


def shrunk(target: Target, case: bytes, why: str) -> bytes:
    """The case without all that it fails without, as far as a few hundred tries can tell (after ddmin, Zeller 2002)."""
    size, tries = len(case) // 2, 0
    while size and tries < TRIES:
        at = 0
        while at < len(case) and tries < TRIES:
            tries += 1
            smaller = case[:at] + case[at + size :]
            if failure(target, smaller) == why:
                case = smaller
            else:
                at += size
        size //= 2
    return case


def _late(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError(f"a case took more than {PATIENCE} s")


def _written(name: str, case: bytes) -> Path:
    path = CRASHERS / name / blake2b(case, digest_size=6).hexdigest()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(case)
    return path


if __name__ == "__main__":
    sys.exit(main())
