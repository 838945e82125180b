"""Coordination: accounts found in simulated campaigns, and how many are flagged in real, unlabelled shares.

    python benchmarks/coordination.py [FOLDER]

FOLDER holds ``sim_coordination_N.csv.gz`` (object_id, account_id, ts) with ``sim_coordination_N_labels.json``
(account to planted group), and ``coortweet_*.csv.gz`` (unlabelled: of the Russian tweets little, of the German
Facebook pages more is coordinated).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import time
from datetime import UTC, datetime
from pathlib import Path

from mentionwatch.analysis.coordination import Share, rings

DEFAULT = Path(__file__).parents[1] / "../shared/bench/coordination"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    folder = parser.parse_args().folder
    for path in sorted(folder.glob("sim_coordination_*.csv.gz")):
        planted = set(json.loads(Path(str(path).replace(".csv.gz", "_labels.json")).read_text()))
        found = flagged(path, "object_id", "ts")
        right = len(found & planted)
        f1 = 2 * right / (len(found) + len(planted))
        print(f"  of {len(planted)} planted accounts {right} found, {len(found) - right} wrong, F1 {f1:.3f}")
    flagged(folder / "coortweet_russian_coord_tweets.csv.gz", "object_id", "timestamp_share")
    flagged(folder / "coortweet_german_elections_urls.csv.gz", "url_id", "timestamp")


def flagged(path: Path, object_name: str, time_name: str) -> set[str]:
    with gzip.open(path, "rt") as lines:
        shares = [
            Share(
                account=row["account_id"],
                object=row[object_name],
                time=datetime.fromtimestamp(int(row[time_name]), UTC),
            )
            for row in csv.DictReader(lines)
        ]
    start = time.process_time()
    found = rings(shares)
    spent = time.process_time() - start
    accounts = {account for ring in found for account in ring.accounts}
    everyone = len({share.account for share in shares})
    sizes = ", ".join(str(len(ring.accounts)) for ring in found[:12])
    print(
        f"{path.name}: {len(shares)} shares, {len(accounts)} of {everyone} accounts ({sizes}), {spent:.1f} s"
    )
    return accounts


if __name__ == "__main__":
    main()
