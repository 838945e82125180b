"""What Pydantic finds wrong with a table of config.toml, told in our words with file, key and value; never a secret."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mentionwatch.errors import ConfigError, MentionwatchError, Words

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

M = TypeVar("M", bound="BaseModel")
_WANTED = {
    "string_type": "value-string",
    "path_type": "value-string",
    "bool_type": "value-bool",
    "bool_parsing": "value-bool",
    "int_type": "value-whole",
    "int_parsing": "value-whole",
    "int_from_float": "value-whole",
    "float_type": "value-number",
    "float_parsing": "value-number",
    "list_type": "value-list",
    "tuple_type": "value-list",
    "dict_type": "value-table",
    "model_type": "value-table",
    "time_delta_type": "value-span",
    "literal_error": "value-one-of",
    "greater_than": "value-above",
    "greater_than_equal": "value-least",
    "less_than": "value-below",
    "less_than_equal": "value-most",
    "string_too_short": "value-empty",
    "too_short": "value-empty",
    "string_too_long": "value-long",
}
"""Pydantic's names of mistakes, and the messages that say what is wanted instead."""


_PLUGINS = {"sources": "source", "sentiment": "classifier"}
"""Tables whose options a plug-in describes, and what its messages begin with."""


class Secret(str):
    """A string that came from the environment: it is used, never shown."""

    __slots__ = ()


def validated(model: type[M], values: Mapping[str, object], file: Path, where: str) -> M:
    """The values as a model; ``where`` is the key of their table in the file. Raises ConfigError for a mistake."""
    from pydantic import ValidationError

    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise _explained(error, model, file, where) from None


def _missing(model: type[BaseModel], file: Path, key: str) -> ConfigError:
    """An option that must be there; of a source, with what has to be got first and where."""
    from mentionwatch.plugins import Source

    if issubclass(model, Source) and model.needs != Source.needs:
        return ConfigError("config-missing-source", file=str(file), key=key, needs=model.needed())
    return ConfigError("config-missing", file=str(file), key=key)


def _fitting(mistake: ErrorDetails, model: type[BaseModel], where: str) -> MentionwatchError | str:
    """What would be right instead: in our words for the mistakes that people make, else what the option is for."""
    message = _WANTED.get(mistake["type"])
    known = mistake.get("ctx") or {}
    if str(known.get("pattern", "")).startswith("^https?://"):
        message = "value-address"
    if message is None:
        meaning = _meaning(model, str(mistake["loc"][0]) if mistake["loc"] else "", where)
        return MentionwatchError("value-meaning", meaning=meaning) if meaning else mistake["msg"]
    bound = next((known[name] for name in ("ge", "gt", "le", "lt", "max_length") if name in known), None)
    expected = str(known.get("expected", "")).replace(" or ", ", ").replace("'", '"')
    return MentionwatchError(message, bound=None if bound is None else f"{bound:g}", known=expected)


def _meaning(model: type[BaseModel], option: str, where: str) -> Words | None:
    """What an option is for, as ``sources NAME`` and the reference describe it; None where nothing does."""
    field = model.model_fields.get(option)
    if field is None or not field.description:
        return None
    table = where.partition("[")[0] or "file"
    group = _PLUGINS.get(table, "settings")
    owner = model.__module__.rpartition(".")[2] if table in _PLUGINS else table
    named, general = (f"{group}-{name}-{option}".replace("_", "-") for name in (owner, "any"))
    return Words(named, field.description, general)


def _is_hidden(mistake: ErrorDetails, model: type[BaseModel]) -> bool:
    """Whether a value is not to be shown: something in it came from the environment, or its option never is."""
    option = model.model_fields.get(str(mistake["loc"][0])) if mistake["loc"] else None
    return _holds_secret(mistake.get("input")) or (option is not None and not option.repr)


def _holds_secret(value: object) -> bool:
    if isinstance(value, list | tuple):
        return any(map(_holds_secret, value))
    return isinstance(value, Secret)


def _at_the_top() -> Collection[str]:
    from mentionwatch.settings import Settings

    return Settings.model_fields


def _explained(error: ValidationError, model: type[BaseModel], file: Path, where: str) -> ConfigError:
    """The first mistake that Pydantic found, in our words; an unknown key first: what is missing may be that."""
    mistakes = error.errors(include_url=False)
    first = next((mistake for mistake in mistakes if mistake["type"] == "extra_forbidden"), mistakes[0])
    key = ".".join([where, *(str(part) for part in first["loc"])]).strip(".")
    if first["type"] == "extra_forbidden":
        near = difflib.get_close_matches(str(first["loc"][-1]), list(model.model_fields), n=1)
        if near:
            return ConfigError("config-unknown-near", file=str(file), key=key, near=near[0])
        if where and first["loc"][-1] in _at_the_top():
            return ConfigError("config-at-the-top", file=str(file), key=str(first["loc"][-1]), where=where)
        return ConfigError(
            "config-unknown", file=str(file), key=key, known=", ".join(sorted(model.model_fields))
        )
    if first["type"] == "missing":
        return _missing(model, file, key)
    if _is_hidden(first, model):
        return ConfigError("config-secret", file=str(file), key=key)
    cause = (first.get("ctx") or {}).get("error")
    why = cause.args[0] if isinstance(cause, Exception) and cause.args else _fitting(first, model, where)
    if isinstance(first.get("input"), dict):  # keys that do not go together
        return ConfigError("config-together", file=str(file), key=key, why=why)
    return ConfigError(
        "config-value", file=str(file), key=key, value=str(first.get("input", ""))[:60], why=why
    )
