"""Which kept posts an arrival is: the rules of ``identity.py`` put to what the database knows."""

from __future__ import annotations

from mentionwatch.store.arrivals import Arrival
from mentionwatch.store.identity import nearest, same_by_address, same_by_id
from mentionwatch.store.known import Kept, Known
from mentionwatch.store.times import seconds


def recognised(arrival: Arrival, known: Known) -> list[Kept]:
    """The kept posts that an arrival is one with, by number; more than one are to be united."""
    found = {post.id: post for post in _by_id_and_address(arrival, known)}
    headline = _by_title(
        arrival, known, is_direct=arrival.words.direct or any(p.address for p in found.values())
    )
    if headline:
        found[headline.id] = headline
    return [found[number] for number in sorted(found)]


def is_buried(arrival: Arrival, known: Known) -> bool:
    """Whether an arrival that is no kept post was one, and was pruned or forgotten.

    A post that is younger than what was ever pruned cannot have been; only its id is believed then.
    """
    if not known.forgotten.isdisjoint((arrival.keys.own, arrival.keys.address, arrival.keys.spoken)):
        return True
    if known.is_buried(arrival.keys.own):
        return True
    published = arrival.words.published
    if known.pruned is None or (published and seconds(published) >= known.pruned):
        return False
    keys = arrival.keys
    near = () if arrival.words.direct else keys.near
    return any(known.is_buried(key) for key in (keys.address, keys.spoken, *near))


def claim(arrival: Arrival, post: Kept, known: Known) -> None:
    """Let the keys of an arrival be those of its post, unless it has more places than are kept."""
    keys = arrival.keys
    if (known.names[arrival.post.source], arrival.post.id) not in post.places:
        return
    known.claim(keys.own, post.id)
    for title in keys.titles:
        known.claim(title, post.id)
    if keys.address is None or keys.spoken is None:
        return
    if arrival.crowded or not known.claim(keys.address, post.id):
        known.claim(keys.spoken, post.id)


def _by_id_and_address(arrival: Arrival, known: Known) -> list[Kept]:
    new, keys, found = arrival.words, arrival.keys, []
    if (post := known.owner(keys.own)) and same_by_id(new, post.words):
        found.append(post)
    if post := known.owner(keys.spoken):
        found.append(post)
    if (post := known.owner(keys.address)) and same_by_address(new, post.words, crowded=arrival.crowded):
        found.append(post)
    return found


def _by_title(arrival: Arrival, known: Known, *, is_direct: bool) -> Kept | None:
    """The nearest post of the same headline. Two posts that have an address of their own are two."""
    known_keys = [key for key in arrival.keys.near if key in known.owners]
    if not known_keys:
        return None
    owners = {post.id: post for key in known_keys if (post := known.owner(key))}
    is_new_direct = arrival.words.direct
    candidates = [
        (post.words, post.id) for post in owners.values() if not (is_direct and post.address) or is_new_direct
    ]
    number = nearest(arrival.words, candidates)
    return owners[number] if number is not None else None
