"""What a source finds, needs and takes as options, in the language of the command line.

In English it stands beside the code that it is about: the source's docstring, ``needs``, ``limits``, and the
descriptions of its fields. The identifiers of ``locale/ru/sources.ftl`` are ``source-NAME``, ``source-NAME-needs``,
``source-NAME-limits`` and ``source-NAME-OPTION``; what is the same for several sources is ``source-any-OPTION``.
"""

from __future__ import annotations

from dataclasses import dataclass
from inspect import cleandoc
from typing import TYPE_CHECKING, Any

from mentionwatch.messages import say_or

if TYPE_CHECKING:
    from mentionwatch.plugins import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An option of a source; ``default`` is None where it has none to tell."""

    name: str
    meaning: str
    default: Any
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

    def said(what: str, otherwise: str) -> str:
        return say_or(language, f"source-{name}-{what}".rstrip("-").replace("_", "-"), otherwise)

    def meaning(option: str, otherwise: str) -> str:
        return said(option, say_or(language, f"source-any-{option}", otherwise))

    options = tuple(
        Option(
            name=option,
            meaning=meaning(option, field.description or ""),
            default=None if field.is_required() else field.default,
            is_required=field.is_required(),
        )
        for option, field in kind.model_fields.items()
    )
    return Described(
        name=name,
        about=said("", cleandoc(kind.__doc__ or "")),
        needs=said("needs", kind.needs),
        limits=said("limits", kind.limits),
        options=options,
        example=cleandoc(kind.example),
    )
