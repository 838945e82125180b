"""What a site allows robots: RFC 9309."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

_LONGEST = 512_000  # characters, §2.5
_LONGEST_DELAY = 60.0
_RESERVED = "/:@!$&'()*+,;=~-._?%"


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """The rules for one robot. ``delay`` is in seconds, 0 where none is told."""

    rules: tuple[tuple[bool, str], ...] = ()
    delay: float = 0.0
    sitemaps: tuple[str, ...] = ()

    def allows(self, url: str) -> bool:
        """Whether an address may be asked: the longest pattern that fits decides, a tie allows (§2.2.2)."""
        parts = urlsplit(url)
        path = _escaped(parts.path or "/") + (f"?{_escaped(parts.query)}" if parts.query else "")
        fitting = [(len(pattern), allow) for allow, pattern in self.rules if _fits(pattern, path)]
        return max(fitting, default=(0, True))[1]


def read(text: str, agent: str) -> Robots:
    """The rules that a robots.txt has for the product token ``agent``, else those for all (§2.2.1)."""
    own: dict[bool, list[tuple[str, str]]] = {True: [], False: []}
    named = False
    groups: set[bool] = set()
    heading, sitemaps = False, []
    for line in text.removeprefix("\ufeff")[:_LONGEST].splitlines():
        key, _, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        key = key.lower()
        if key == "user-agent":
            groups = (groups if heading else set()) | _meant(value, agent)
            named = named or True in groups
            heading = True
        elif key == "sitemap":
            sitemaps.append(value)
        elif key:
            heading = False
            for group in groups:
                own[group].append((key, value))
    return _robots(own[named], sitemaps)


def _meant(value: str, agent: str) -> set[bool]:
    """{True}: this robot by its name; {False}: all of them."""
    if value == "*":
        return {False}
    return {True} if value.split("/")[0].strip().lower() == agent.lower() else set()


def _robots(lines: list[tuple[str, str]], sitemaps: list[str]) -> Robots:
    rules = tuple((key == "allow", _escaped(value)) for key, value in lines if value and key in _RULES)
    delays = [float(value) for key, value in lines if key == "crawl-delay" and _NUMBER.fullmatch(value)]
    return Robots(
        rules=rules, delay=min(max(delays, default=0.0), _LONGEST_DELAY), sitemaps=tuple(sitemaps[:100])
    )


_RULES = ("allow", "disallow")
_NUMBER = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?")


def _fits(pattern: str, path: str) -> bool:
    """``*`` is anything, ``$`` at the end is the end. Linear: each part is looked for once."""
    whole = pattern.endswith("$")
    first, *parts = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    place = len(first)
    if whole and not parts:
        return place == len(path)
    last = parts.pop() if whole else ""
    for part in parts:
        place = path.find(part, place)
        if place < 0:
            return False
        place += len(part)
    return not whole or (len(path) - len(last) >= place and path.endswith(last))


def _escaped(path: str) -> str:
    """One spelling of percent-encoding on both sides."""
    if "%" not in path and path.isascii():
        return path
    return quote(unquote(path, errors="surrogateescape"), safe=_RESERVED, errors="surrogateescape")
