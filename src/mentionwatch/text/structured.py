"""What a page tells machines about itself: JSON-LD (https://www.w3.org/TR/json-ld11/) and microdata
(https://html.spec.whatwg.org/multipage/microdata.html), both as objects of schema.org.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from selectolax.lexbor import LexborHTMLParser

from mentionwatch.text.clean import is_deep, to_text
from mentionwatch.text.loose_json import loads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

    Thing = dict[str, Any]

_LONGEST = 600_000  # characters of a page without its programs; more takes too long if it is hostile
_DEEPEST = 2000  # elements within each other
_MANY = 20_000  # objects, and marked elements
_UP = 200  # elements between a property and its object
_AROUND = re.compile(r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*\Z")
_LINKING = {"a": "href", "area": "href", "link": "href", "img": "src", "iframe": "src", "source": "src"}
_MACHINE = {"time": "datetime", "data": "value", "meter": "value"}


_PROGRAMS = re.compile(
    r"<(script|style|svg|noscript)\b(?![^<>]{0,200}ld\+json)[^<>]*>.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)",
    re.IGNORECASE | re.DOTALL,
)


def lean(html: str) -> str:
    """A page without its programs, drawings and comments; nothing of one that is built to take long."""
    rest = _PROGRAMS.sub(" ", html)[:_LONGEST]
    return "" if is_deep(rest, _DEEPEST) else rest


def things(page: LexborHTMLParser) -> list[Thing]:
    """The objects of a page, JSON-LD before microdata. ``@type`` is as it was written."""
    return [*_linked(page), *_marked(page)]


def every(told: Any, *kinds: str) -> Iterator[Thing]:
    """All objects of those kinds, in their order, whatever they are part of."""
    waiting, seen = [told], 0
    while waiting and seen < _MANY:
        each = waiting.pop()
        seen += 1
        if isinstance(each, list):
            waiting += each[::-1]
        elif isinstance(each, dict):
            if kinds_of(each) & set(kinds):
                yield each
            waiting += [value for value in each.values() if isinstance(value, dict | list)][::-1]


def kinds_of(thing: Thing) -> set[str]:
    """The types of an object, without the vocabulary: ``Review``, of ``http://schema.org/Review`` too."""
    told = thing.get("@type")
    names = told if isinstance(told, list) else [told]
    return {re.split("[/#:]", name)[-1] for name in names if isinstance(name, str)}


def words(value: Any) -> str:
    """The text of a property that may be a text, a number, an object with a name, or a list of such."""
    for _ in range(5):
        if isinstance(value, list):
            value = value[0] if value else ""
        elif isinstance(value, dict):
            value = value.get("name") or value.get("@value") or value.get("@id") or ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return to_text(str(value))


def _linked(page: LexborHTMLParser) -> Iterator[Thing]:
    for script in page.css('script[type*="ld+json" i]'):
        try:
            told = loads(_AROUND.sub("", script.text()))
        except ValueError:
            continue
        for each in told if isinstance(told, list) else [told]:
            if isinstance(each, dict):
                yield each


def _marked(page: LexborHTMLParser) -> list[Thing]:
    """Microdata, in the shape of JSON-LD: a property told twice is a list."""
    top: list[Thing] = []
    objects: dict[int, Thing] = {}
    for node in page.css("[itemscope], [itemprop]:not([itemscope])")[:_MANY]:
        attributes = node.attributes
        whole = _object(objects, node) if "itemscope" in attributes else None
        if name := attributes.get("itemprop"):
            owner = _owner(objects, node)
            if owner is not None:
                _add(owner, name, _value(node) if whole is None else whole)
        elif whole is not None:
            top.append(whole)
    return top


def _object(objects: dict[int, Thing], node: LexborNode) -> Thing:
    thing: Thing = {"@type": node.attributes.get("itemtype") or ""}
    if identifier := node.attributes.get("itemid"):
        thing["@id"] = identifier
    objects[node.mem_id] = thing
    return thing


def _owner(objects: dict[int, Thing], node: LexborNode) -> Thing | None:
    above = node.parent
    for _ in range(_UP):
        if above is None:
            return None
        if above.mem_id in objects:
            return objects[above.mem_id]
        above = above.parent
    return None


def _add(owner: Thing, names: str, value: Any) -> None:
    for name in names.split()[:5]:
        if name not in owner:
            owner[name] = value
        elif isinstance(owner[name], list):
            owner[name].append(value)
        else:
            owner[name] = [owner[name], value]


def _value(node: LexborNode) -> str:
    attributes, tag = node.attributes, node.tag or ""
    for name in ("content", _LINKING.get(tag), _MACHINE.get(tag)):
        if name and attributes.get(name) is not None:
            return attributes[name] or ""
    return node.html or ""
