"""The tables of config.toml as Pydantic models: what a person may write, with its defaults and bounds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from mentionwatch.errors import MentionwatchError
from mentionwatch.model import Topic, TopicKind
from mentionwatch.plugins import Span


def _words(value: object) -> object:
    """Words may be written as one string, parted by spaces, or as a list."""
    return value.split() if isinstance(value, str) else value


def _some(value: object) -> object:
    """An empty path is the folder, which is not what anybody means."""
    if isinstance(value, str) and not value.strip():
        raise ValueError(MentionwatchError("value-empty"))
    return value


Words = Annotated[tuple[str, ...], BeforeValidator(_words)]


class Settings(BaseModel):
    """What stands in config.toml outside of any table."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    database: Annotated[Path, BeforeValidator(_some)] = Field(
        default=Path("mentions.db"), description="where mentions are kept"
    )
    feeds: tuple[str, ...] = Field(default=(), description="OPML lists, and addresses of feeds")
    language: Literal["en", "ru"] | None = Field(default=None, description="of messages and reports")
    contact: str | None = Field(
        default=None, description="an address in the user agent, for the asked servers"
    )
    proxy: str | None = Field(default=None, description="an HTTP proxy for all requests")
    workers: int = Field(default=32, ge=1, le=500, description="hosts asked at the same time")
    timeout: float = Field(default=30, gt=0, le=600, description="seconds a whole answer may take")
    max_megabytes: int = Field(default=20, ge=1, le=1000, description="the largest answer that is read")
    first_scan: Span = Field(
        default="7d", validate_default=True, description="how far back a first search looks"
    )
    follow: bool = Field(
        default=True, description="look again at mentions: who replied, what was edited or deleted"
    )
    archive: Span | None = Field(
        default=None, description="keep every fetched post so long, for rescan: 30d; nothing: only mentions"
    )
    retention: Span | None = Field(
        default=None, description="remove mentions that are older, at every scan: 2y; nothing: keep all"
    )


class TopicTable(BaseModel):
    """One ``[[topics]]`` table."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, StringConstraints(strip_whitespace=True)] = Field(
        min_length=1, max_length=200, description="what reports call it"
    )
    query: str = Field(min_length=1, max_length=100_000, description="what to find, in the query language")
    kind: TopicKind = Field(default="brand", description="brand, product, person, competitor, subject")
    group: str | None = Field(default=None, description="share of voice is counted within a group")
    languages: Words = Field(default=(), description="ISO 639-1 codes: ru en")
    own_accounts: tuple[str, ...] = Field(default=(), description="our own posts are replies, not mentions")
    context: Words = Field(default=(), description="words that make a doubtful mention surer")
    not_context: Words = Field(default=(), description="words that make a mention less sure")
    min_confidence: float = Field(
        default=0.5, ge=0, le=1, description="what is less sure is kept apart as doubtful"
    )
    wrong_layout: bool = Field(
        default=False, description="also find names typed in the other keyboard layout: vnc for мтс"
    )

    def topic(self) -> Topic:
        """The same as a noun."""
        return Topic(**self.model_dump())
