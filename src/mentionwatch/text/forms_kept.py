"""Forms as text, so that they can be kept between runs: one line for each kind and language.

    form:ru<tab>старлинк<tab>а<tab>у<tab>ом

A line has the kind and language, what all forms begin with, and how each goes on.
"""

from __future__ import annotations

from collections.abc import Mapping
from os.path import commonprefix

from mentionwatch.text.forms_kinds import KINDS, Form


def written(forms: Mapping[str, Form]) -> str:
    """The forms of one word as text; the first form stays the first."""
    groups: dict[str, list[str]] = {}
    for form in forms.values():
        groups.setdefault(f"{form.kind}:{form.language}", []).append(form.key)
    return "\n".join(_line(head, keys) for head, keys in groups.items())


def _line(head: str, keys: list[str]) -> str:
    stem = commonprefix(keys)  # noqa: RUF071  # letters are compared, not paths
    return "\t".join([head, stem, *(key[len(stem) :] for key in keys)])


def read(text: str) -> dict[str, Form] | None:
    """The forms that ``written`` wrote; None for anything else, such as what another program left there."""
    forms: dict[str, Form] = {}
    for line in text.split("\n"):
        head, _, rest = line.partition("\t")
        name, colon, language = head.partition(":")
        stem, *ends = rest.split("\t")
        kind = KINDS.get(name)
        if not colon or kind is None or not ends:
            return None
        for end in ends:
            forms[stem + end] = Form(stem + end, kind, language)
    return forms
