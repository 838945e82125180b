"""Platforms that cannot be read: each is explained, and what is named instead exists."""

from __future__ import annotations

import re

import pytest

from mentionwatch.messages import LANGUAGES, say
from mentionwatch.plugins import Source, names
from mentionwatch.sources._closed import CLOSED


@pytest.mark.parametrize("message", sorted(set(CLOSED.values())))
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_closed_is_explained(language: str, message: str) -> None:
    assert say(language, message)


def test_names_are_written_as_they_are_looked_up() -> None:
    assert all(alias == re.sub(r"[\s._-]", "", alias.lower()) for alias in CLOSED)


def test_nothing_that_can_be_read_is_called_closed() -> None:
    assert not set(CLOSED) & set(names(Source))


@pytest.mark.parametrize("message", sorted(set(CLOSED.values()) - {"closed-google-plus"}))
def test_there_is_a_way_out(message: str) -> None:
    told = set(
        re.findall(r"[a-z]+", say("ru", message))
    )  # names of sources are the only Latin words in lower case
    assert told & set(names(Source))
