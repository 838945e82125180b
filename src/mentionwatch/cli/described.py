"""What plug-ins and tables of the configuration are and take as options, in the language of the command line.

In English it stands beside the code that it is about: in docstrings, a source's ``needs`` and ``limits``, and the
descriptions of fields. The identifiers of ``locale/ru/sources.ftl`` are ``source-NAME``, ``source-NAME-needs``,
``source-NAME-limits`` and ``source-NAME-OPTION``, those of ``locale/ru/settings.ftl`` ``classifier-NAME``,
``classifier-NAME-OPTION``, ``format-NAME`` and ``settings-TABLE-OPTION``. What is the same for several has the name
``any``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from inspect import cleandoc
from typing import TYPE_CHECKING, Any

from mentionwatch.messages import say_or

if TYPE_CHECKING:
    from pydantic import BaseModel

    from mentionwatch.plugins import Plugin, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An option of a plug-in or a table; ``default`` as it is written in the file, empty where there is none."""

    name: str
    meaning: str
    default: str
    is_required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A source as a person reads about it; ``example`` is TOML, empty where there is none."""

    name: str
    about: str
    needs: str
    limits: str
    options: tuple[Option, ...]
    example: str


def described(name: str, kind: type[Source], language: str) -> Described:
    """The description of a source; what nobody translated stays as its author wrote it."""
    return Described(
        name=name,
        about=about(f"source-{name}", kind, language),
        needs=_said(language, f"source-{name}-needs", otherwise=kind.needs),
        limits=_said(language, f"source-{name}-limits", otherwise=kind.limits),
        options=options(f"source-{name}", kind, language),
        example=cleandoc(kind.example),
    )


def about(owner: str, kind: type[Plugin], language: str) -> str:
    """What a plug-in is; ``owner`` is its kind and name: ``classifier-http``."""
    return _said(language, owner, otherwise=cleandoc(kind.__doc__ or ""))


def options(owner: str, kind: type[BaseModel], language: str) -> tuple[Option, ...]:
    """The options of a plug-in or a table; ``owner`` is its kind and name: ``source-rss``, ``settings-desk``."""
    others = f"{owner.partition('-')[0]}-any"
    return tuple(
        Option(
            name=option,
            meaning=_said(
                language, f"{owner}-{option}", f"{others}-{option}", otherwise=field.description or ""
            ),
            default="" if field.default_factory or field.is_required() else _written(field.default),
            is_required=field.is_required(),
        )
        for option, field in kind.model_fields.items()
    )


def _said(language: str, *identifiers: str, otherwise: str) -> str:
    """The first of these messages that the catalogues have, else the words given."""
    for identifier in reversed(identifiers):
        otherwise = say_or(language, identifier.replace("_", "-"), otherwise)
    return otherwise


def _written(value: Any) -> str:
    """A default as it stands in TOML; a text, without its quotes."""
    if value is None or value == ():
        return ""
    if isinstance(value, timedelta):
        return f"{value // timedelta(seconds=1)}s"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
