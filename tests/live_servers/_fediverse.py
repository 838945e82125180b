"""Writing the seeds through the API of Mastodon, which several servers speak."""

from __future__ import annotations

from collections.abc import Mapping

from live_servers._seeds import EDITED, SEEDS, crowd
from live_servers._web import ask, ask_json


def write(base: str, tokens: Mapping[str, str], crowded: int = 0) -> dict[str, str]:
    """Post the crowd and the seeds, each with its author's token; the identifiers by the keys of the seeds."""
    for text in crowd(crowded):
        _post(base, tokens["maria"], text)
    places: dict[str, str] = {}
    for seed in SEEDS:
        places[seed.key] = _post(base, tokens[seed.author], seed.text, places.get(seed.answers or ""))
    return places


def edit(base: str, token: str, place: str) -> None:
    """Let a post say something else."""
    ask(f"{base}/api/v1/statuses/{place}", form={"status": EDITED}, token=token, method="PUT")


def _post(base: str, token: str, text: str, answered: str | None = None) -> str:
    form = {"status": text, **({"in_reply_to_id": answered} if answered else {})}
    return str(ask_json(f"{base}/api/v1/statuses", form=form, token=token)["id"])
