"""Writing the seeds through the API of Mastodon, which several servers speak."""

from __future__ import annotations

from collections.abc import Mapping

from live_servers._seeds import BY_KEY, DELETED, EDITED, LATER, REVISED, SEEDS, crowd
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


def later(base: str, tokens: Mapping[str, str], places: Mapping[str, str]) -> None:
    """Further replies of those who have a token, and an edit."""
    for seed in LATER:
        if seed.author in tokens:
            _post(base, tokens[seed.author], seed.text, places[seed.answers or ""])
    form = {"status": REVISED}
    ask(f"{base}/api/v1/statuses/{places['luggage']}", form=form, token=tokens["john"], method="PUT")


def delete(base: str, tokens: Mapping[str, str], places: Mapping[str, str]) -> None:
    """Delete a post and a reply."""
    for key in DELETED:
        ask(f"{base}/api/v1/statuses/{places[key]}", token=tokens[BY_KEY[key].author], method="DELETE")


def _post(base: str, token: str, text: str, answered: str | None = None) -> str:
    form = {"status": text, **({"in_reply_to_id": answered} if answered else {})}
    return str(ask_json(f"{base}/api/v1/statuses", form=form, token=token)["id"])
