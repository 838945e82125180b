"""What makes two arrivals one post. Users complain of nothing more often than of the same post twice.

Each arrival has *keys*, 64-bit hashes (BLAKE2b); the table ``keys`` says which post a key belongs to. An arrival
that shares a key with a kept post is that post, if the two also *agree*; one that agrees with two kept posts
shows that they are one, and they are united. Keys outlive their post, so that what was pruned stays gone.

own       source and id. Trusted, unless everything else contradicts: other address, other words (feeds that
          repeat a guid).
address   the address as ``text.urls.identity`` compares it: with and without tracking, http or https, unwrapped.
          A mere host identifies nothing, nor does the address of the thread that a comment stands in. An
          address that different posts of one batch share ("crowded"), or that a comment or review shares with
          something else, identifies only together with the same words. Posts that are dated more than a day
          apart must have half of their longer words in common, or a constant link would swallow a whole feed.
spoken    address and words: the key of posts whose address already belongs to another post.
title     for aggregators whose link says nothing of where it leads: the title (four words or 25 characters),
          the publishing site and the day. An address is *direct* when its host is the publishing site. A title
          joins an aggregator's post with a direct one dated within two days of it, the nearest if there are
          several, and with another aggregator's within 20 hours: the same headline tomorrow is another
          post. Two direct addresses are joined only if title, text and second of publication are all the
          same. Aggregators append the outlet's name (" - CNN"), so their title is also compared without its
          end. Comments and reviews have no title key.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from struct import Struct

from mentionwatch.dataclass import dataclass
from mentionwatch.model import Author, Post
from mentionwatch.text.late import late
from mentionwatch.text.urls import identity, site

DAY = 86_400
_LINK_DAYS = 2
_SAME_HEADLINE = timedelta(hours=20)
_ALIKE = 1 / 2
_LONG = 4  # letters: shorter words are in every text
_WORD = late(r"\w+")
_VARIANT = late(r"\A(?:www|m|amp)\.")
_CUT_OFF = late(r"\s*(?:\[?(?:…|\.{3,})\]?)\s*\Z")
_CUT_ENDS = ("…", "...", "]")  # to look for the rest at every blank of a text would take long
_OUTLET = late(r"\s+[-–—|]\s+[^-–—|]{1,60}\Z")
_HALF = 1 << 63
_HASH = blake2b(digest_size=8)
_NUMBER = Struct(">q").unpack
_SPREAD = 0x9E3779B97F4A7C15  # 2**64 / golden ratio: neighbouring days fall far apart


@dataclass(slots=True, kw_only=True)  # not frozen, nor are keys: making one would take three times as long
class Words:
    """What an arrival or a kept post says, and when and by whom, as far as agreeing depends on it."""

    title: str | None
    text: str
    published: datetime | None
    names: frozenset[str]
    remark: bool
    address: int | None
    direct: bool


@dataclass(slots=True, kw_only=True)
class Keys:
    """The keys of an arrival. ``titles`` are kept for later, ``near`` are looked up."""

    own: int
    address: int | None
    spoken: int | None
    titles: tuple[int, ...]
    near: tuple[int, ...]

    def all(self) -> tuple[int, ...]:
        """Every key that is looked up."""
        if self.address is None or self.spoken is None:
            return (self.own, *self.titles, *self.near)
        return (self.own, self.address, self.spoken, *self.titles, *self.near)


def fingerprint(*parts: object) -> int:
    """A signed 64-bit hash of a few strings, numbers and Nones."""
    return _hashed("\x1f".join(map(str, parts)))


def _hashed(text: str) -> int:
    """The fingerprint of parts that are joined already. Copying a hash is much faster than making one."""
    hashing = _HASH.copy()
    hashing.update(text.encode())
    number: int
    (number,) = _NUMBER(hashing.digest())
    return number


def said(title: str | None, text: str) -> int:
    """A hash of the words, the same whatever the white space."""
    return _hashed(f"{' '.join((title or '').split())}\x1f{' '.join(text.split())}")


def words_of(post: Post) -> Words:
    """An arrival as ``agree`` and ``keys_of`` see it."""
    page = _page(post)
    host = site(post.url) if page else None
    return Words(
        title=post.title,
        text=post.text,
        published=post.published,
        names=names_of(post.author),
        remark=post.kind in ("comment", "review"),
        address=None if page is None else _hashed(f"address\x1f{page}"),
        direct=page is not None and _publishes(host, post.site),
    )


def keys_of(post: Post, words: Words) -> Keys:
    """The keys of an arrival."""
    headline = "" if words.remark else _plain(words.title or words.text)
    titles, near = _title_keys(post, words, headline)
    return Keys(
        own=own_key(post),
        address=words.address,
        spoken=None if words.address is None else _spoken(words, headline),
        titles=titles,
        near=near,
    )


def own_key(post: Post) -> int:
    """The key of a post's own identifier."""
    return _hashed(f"own\x1f{post.source}\x1f{post.id}")


def names_of(author: Author | None) -> frozenset[str]:
    """Whatever an author is called, for comparing."""
    if author is None:
        return frozenset()
    told = (author.name, author.handle, author.id)
    return frozenset(name.casefold().removeprefix("@") for name in told if name)


def _page(post: Post) -> str | None:
    """The address, for comparing, if it can belong to this very post."""
    if not post.url:
        return None
    page = identity(post.url)
    if not any(mark in page for mark in "/?#"):
        return None
    if post.kind in ("comment", "review") and any(
        page == identity(above) for above in (post.thread, post.parent) if above
    ):
        return None
    return page


def _publishes(host: str | None, publisher: str | None) -> bool:
    """Whether an address on ``host`` leads to the site that published the post, and to no go-between."""
    if host is None or not publisher:
        return host is not None
    publisher = _bare(publisher)
    host = _bare(host)
    return host == publisher or host.endswith("." + publisher) or publisher.endswith("." + host)


@lru_cache(maxsize=4096)
def _bare(host: str) -> str:
    return _VARIANT.sub("", host.lower())


def _spoken(words: Words, headline: str) -> int:
    """Address and words. A remark is also told from others by who wrote it when: many say just "+1"."""
    if words.remark:
        return fingerprint("spoken", words.address, _plain(words.text), sorted(words.names), words.published)
    return _hashed(f"spoken\x1f{words.address}\x1f{headline}")


def _title_keys(post: Post, words: Words, headline: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Title keys to keep, and those to look up: each with the days around the publication."""
    if words.remark or not post.title or not post.site or post.published is None:
        return (), ()
    if not _tells_apart(headline):
        return (), ()
    day, publisher = post.published.toordinal(), _bare(post.site)
    whole = _hashed(f"title\x1f{publisher}\x1f{headline}")
    kept = (_on(whole, day),)
    if words.direct:
        return kept, (*_around(whole, day), *_around(_hashed(f"cut\x1f{publisher}\x1f{headline}"), day))
    short = _plain(_OUTLET.sub("", post.title))
    if not _tells_apart(short):
        return kept, _around(whole, day)
    cut = _on(_hashed(f"cut\x1f{publisher}\x1f{short}"), day)
    near = _around(_hashed(f"title\x1f{publisher}\x1f{short}"), day) if short != headline else ()
    return (*kept, cut), (*_around(whole, day), *near)


def _tells_apart(headline: str) -> bool:
    """Whether a headline is long enough to tell a post from others."""
    return len(headline) >= 25 or headline.count(" ") >= 3


def _on(key: int, day: int) -> int:
    return key ^ _spread(day)[_LINK_DAYS]


def _around(key: int, day: int) -> tuple[int, ...]:
    return tuple([key ^ far for far in _spread(day)])


@lru_cache(maxsize=4096)
def _spread(day: int) -> tuple[int, ...]:
    """What sets keys of a day and the days around it apart: signed 64-bit numbers."""
    days = range(day - _LINK_DAYS, day + _LINK_DAYS + 1)
    return tuple((near * _SPREAD + _HALF) % (2 * _HALF) - _HALF for near in days)


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold().replace("ё", "е")))


def same_by_id(new: Words, kept: Words) -> bool:
    """Whether posts of one source and id are one: not if both have an own address, and both say something else."""
    if not (new.direct and kept.direct) or new.address == kept.address:
        return True
    return same_words(new, kept) or alike(new, kept)


def same_by_address(new: Words, kept: Words, *, crowded: bool) -> bool:
    """Whether posts at one address are one."""
    if new.remark or kept.remark:
        return new.remark == kept.remark and same_text(new, kept) and _one_author(new, kept)
    if crowded:
        return same_text(new, kept) and (not (new.title and kept.title) or _same_title(new, kept))
    if same_words(new, kept):
        return True
    return _apart(new, kept) <= timedelta(days=1) or alike(new, kept)


def same_by_title(new: Words, kept: Words) -> bool:
    """Whether posts of one title and site are one."""
    if new.published is None or kept.published is None:
        return False
    apart = _apart(new, kept)
    if new.direct and kept.direct:
        return not apart and same_text(new, kept)
    if new.direct or kept.direct:
        return apart <= timedelta(days=_LINK_DAYS)
    return apart < _SAME_HEADLINE


def nearest(new: Words, candidates: Sequence[tuple[Words, int]]) -> int | None:
    """The candidate whose publication is nearest, of those that are the same by title."""
    same = [(_apart(new, words), post) for words, post in candidates if same_by_title(new, words)]
    return min(same)[1] if same else None


def crowded(arrivals: Sequence[tuple[Keys, Words]]) -> frozenset[int]:
    """Addresses that different posts of one batch share."""
    first: dict[int, tuple[Keys, Words]] = {}
    shared = set()
    for keys, words in arrivals:
        if keys.address is None:
            continue
        known, saying = first.setdefault(keys.address, (keys, words))
        if known.own != keys.own and not _one_page(words, saying):
            shared.add(keys.address)
    return frozenset(shared)


def _one_page(one: Words, other: Words) -> bool:
    if one.remark or other.remark:
        return same_by_address(one, other, crowded=False)
    return (_same_title(one, other) and _apart(one, other) <= timedelta(days=1)) or same_text(one, other)


def same_words(one: Words, other: Words) -> bool:
    """Whether the titles are the same, or one text holds the other."""
    return _same_title(one, other) or same_text(one, other)


def same_text(one: Words, other: Words) -> bool:
    """Whether one text is the other, or a summary taken from it."""
    if one.text == other.text:
        return True
    short, long = sorted((_whole(one.text), _whole(other.text)), key=len)
    return short == long or (len(short) >= 40 and short in long)


def holds(long: str, short: str) -> bool:
    """Whether ``short`` is ``long`` cut off or a passage of it, whatever the white space."""
    return _whole(short) in " ".join(long.split())


def is_cut_off(text: str) -> bool:
    """Whether a text ends as summaries do, in an ellipsis."""
    return text.rstrip().endswith(_CUT_ENDS) and _CUT_OFF.search(text) is not None


def alike(one: Words, other: Words) -> bool:
    """Whether half of the longer words of the shorter are in the other: an edit, not another text."""
    mine, theirs = _long_words(one), _long_words(other)
    return len(mine & theirs) >= max(1, _ALIKE * min(len(mine), len(theirs)))


def _long_words(words: Words) -> set[str]:
    all_words = set(_plain(f"{words.title or ''} {words.text}").split())
    return {word for word in all_words if len(word) >= _LONG} or all_words


def _whole(text: str) -> str:
    if text.rstrip().endswith(_CUT_ENDS):
        text = _CUT_OFF.sub("", text)
    return " ".join(text.split())


def _same_title(one: Words, other: Words) -> bool:
    return bool(one.title and other.title) and _plain(one.title or "") == _plain(other.title or "")


def _one_author(one: Words, other: Words) -> bool:
    return not (one.names and other.names) or not one.names.isdisjoint(other.names)


def _apart(one: Words, other: Words) -> timedelta:
    """Between the publications; none where a platform does not tell."""
    if one.published is None or other.published is None:
        return timedelta(0)
    return abs(one.published - other.published)
