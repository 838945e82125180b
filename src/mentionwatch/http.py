"""Polite HTTP: per-host limits, retries, conditional GET, size and time caps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer: ``url`` after redirects, ``headers`` with lower-case names, ``body`` decoded from gzip and br."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


class Http:
    """What a source asks with."""

    def get(self, url: str, *, params: Mapping[str, Any] | None = None, conditional: bool = False) -> Reply:
        """Fetch an address."""
        raise NotImplementedError
