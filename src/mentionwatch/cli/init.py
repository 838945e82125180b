"""``init``: writes a configuration for a brand, with proposed spellings and sources, and comments."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated
from urllib.parse import quote_plus

import typer

from mentionwatch.cli.context import Context
from mentionwatch.errors import ConfigError, of_system

_GOOGLE = {"ru": "hl=ru&gl=RU&ceid=RU:ru", "en": "hl=en-US&gl=US&ceid=US:en"}


def command(
    ctx: typer.Context,
    brand: Annotated[str | None, typer.Option(metavar="NAME", help="The name to watch.")] = None,
    site: Annotated[str | None, typer.Option(metavar="DOMAIN", help="The brand's own site: dom.ru.")] = None,
    output: Annotated[Path, typer.Option(metavar="FILE", help="Where to write it (-: to stdout).")] = Path(
        "mentionwatch.toml"
    ),
) -> None:
    """Write a configuration: proposed spellings, sources that need no account, and comments."""
    context: Context = ctx.obj
    if brand is None:
        brand, site = _ask(context, site)
    brand = brand.strip()
    if not brand or not any(letter.isalnum() for letter in brand):
        raise ConfigError("init-brand", brand=brand)
    if output != Path("-") and output.exists():
        raise ConfigError("init-exists", file=str(output))
    text = proposal(context, brand, _domain(site))
    if output == Path("-"):
        sys.stdout.write(text)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ConfigError("cli-output", file=str(output), why=of_system(error)) from None
    context.tell(context.say("init-done", file=str(output)))


def _ask(context: Context, site: str | None) -> tuple[str, str | None]:
    """Ask for what was not given, where a person sits at the terminal. Raises ConfigError elsewhere."""
    if not sys.stdin.isatty():
        raise ConfigError("init-no-brand")
    brand = typer.prompt(context.say("init-ask-brand"), err=True)
    return str(brand), site or str(typer.prompt(context.say("init-ask-site"), default="", err=True)) or None


def _domain(site: str | None) -> str | None:
    """The bare domain of what was given as a site: an address will do. Raises ConfigError."""
    if not site:
        return None
    from mentionwatch.text.urls import site as host_of

    host = host_of(site if "://" in site else f"https://{site}")
    if not host or "." not in host:
        raise ConfigError("init-site", site=site)
    return host


def spellings(brand: str, site: str | None) -> list[str]:
    """Terms of the query language for a name: itself, its twin in the other script, its hashtag, its domain.

    A twin is proposed only for names of one script; the writer of the configuration strikes out what is wrong.
    """
    from mentionwatch.text.forms_twins import likeliest
    from mentionwatch.text.letters import fold

    joined = "".join(letter for letter in fold(brand) if letter.isalnum())
    words = [likeliest(word) for word in brand.split()]
    twin = " ".join(word.capitalize() for word in words if word) if all(words) else ""
    twins = [_quoted(twin)] if len(twin) > 2 else []
    terms = [_quoted(brand), *twins, f"#{joined}", *([site] if site else [])]
    return list(dict.fromkeys(terms))


def _quoted(name: str) -> str:
    """A name as a term: bare where it is one word of letters and digits, quoted otherwise."""
    if name.isalnum():
        return name
    return '"{}"'.format(name.replace("\\", "\\\\").replace('"', '\\"'))


def proposal(context: Context, brand: str, site: str | None) -> str:
    """The text of the configuration, in the language of the command line."""
    return "\n".join(_lines(context, brand, site)) + "\n"


def _lines(context: Context, brand: str, site: str | None) -> Iterator[str]:
    terms = spellings(brand, site)
    query = ", ".join(terms)
    yield from _comment(context, "init-head")
    yield 'database = "mentions.db"'
    yield ""
    yield from _comment(context, "init-topic")
    yield "[[topics]]"
    yield f"name = {_toml(brand)}"
    yield 'kind = "brand"'
    yield f"query = {_toml(query)}"
    yield from _comment(context, "init-context")
    yield '# context = ""'
    yield '# not_context = ""'
    if site:
        yield from _comment(context, "init-own")
        yield f"own_accounts = [{_toml(site)}]"
    yield ""
    yield from _comment(context, "init-competitor")
    yield ""
    yield from _comment(context, "init-sources")
    yield "[[sources]]"
    yield 'type = "hackernews"'
    yield 'every = "15m"'
    names = " OR ".join(f'"{term}"' for term in (brand, *terms[1:2]) if not term.startswith("#"))
    for language, place in _GOOGLE.items():
        yield ""
        yield "[[sources]]"
        yield 'type = "rss"'
        yield f"name = {_toml(context.say('init-google', language=language))}"
        yield f"url = {_toml(f'https://news.google.com/rss/search?q={quote_plus(names)}&{place}')}"
        yield 'every = "1h"'
    yield ""
    yield from _comment(context, "init-more")


def _comment(context: Context, message: str) -> Iterator[str]:
    return (f"# {line}".rstrip() for line in context.say(message).splitlines())


def _toml(text: str) -> str:
    """A TOML string: between apostrophes where quotes stand in it, else with JSON's escapes, which TOML has."""
    import json

    if '"' in text and "'" not in text and text.isprintable():
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
