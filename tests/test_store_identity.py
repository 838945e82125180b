"""One post is one mention, wherever and however often it is seen; two posts are two."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentionwatch.model import Author, Post
from mentionwatch.store import Store, identity
from store_samples import DAY, NOW, all_of, batch, kept, opened, post, with_topics

OTHER_FEED = "https://other.example/feed"
GOOGLE = "https://news.google.com/rss/search?q=acme"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as made:
        yield made


def google(**fields: object) -> Post:
    """The same article as Google News tells it: an opaque address, the outlet's name behind the title."""
    told: dict[str, object] = {
        "id": "CBMiWkFV",
        "url": "https://news.google.com/rss/articles/CBMiWkFV?oc=5",
        "title": "Acme raises its prices for all tariffs - The News",
        "text": "Acme raises its prices for all tariffs The News",
        "author": None,
    }
    return post(**(told | fields))


SAME = {
    "again": post(),
    "tracking parameters": post(
        id="2", url="https://news.example/2026/acme-raises-prices?utm_source=rss&fbclid=x"
    ),
    "http and www": post(id="2", url="http://www.news.example/2026/acme-raises-prices/"),
    "a changed guid": post(id="changed"),
    "another address": post(url="https://news.example/moved/acme-raises-prices"),
    "an edited title": post(id="2", title="Acme raises its prices, customers are furious"),
    "another source": post(source="hackernews", id="77"),
    "a wrapper of Google Alerts": post(
        id="tag:google.com,2013:1",
        url="https://www.google.com/url?rct=j&sa=t&url=https://news.example/2026/acme-raises-prices&ct=ga",
        title="Acme raises its prices for all ...",
        text="Acme let its customers down again, and ...",
        published=NOW,
    ),
    "Google News": google(),
    "Google News, a day later": google(published=NOW + timedelta(hours=22)),
    "a summary": post(id="2", text="Acme let its customers down again…"),
    "no date": post(id="2", published=None),
    "a new date": post(id="2", published=NOW + 3 * DAY),
}


@pytest.mark.parametrize("again", SAME.values(), ids=SAME)
@pytest.mark.parametrize("is_first", [False, True], ids=["second", "first"])
def test_the_same_post_is_one_mention(store: Store, again: Post, is_first: bool) -> None:
    first, second = (again, post()) if is_first else (post(), again)
    fresh = kept(
        store, batch(first), batch(second, key=OTHER_FEED), batch(first), batch(second, key=OTHER_FEED)
    )
    assert len(fresh) == 1
    assert [mention.id for mention in all_of(store)] == [fresh[0].id]


@pytest.mark.parametrize("again", SAME.values(), ids=SAME)
def test_in_one_transaction_too(store: Store, again: Post) -> None:
    assert len(store.keep([batch(post()), batch(again, key=OTHER_FEED)], NOW)) == 1


OTHER = {
    "another article": post(
        id="2", url="https://news.example/2/other", title="Acme opens a shop in the old town"
    ),
    "the same headline tomorrow": post(
        id="2", url="https://news.example/2026/acme-raises-prices-2", published=NOW + timedelta(hours=23)
    ),
    "the same headline elsewhere": post(id="2", url="https://paper.example/x/1", site="paper.example"),
    "a comment below it": post(id="c1", kind="comment", title=None, text="Acme again."),
    "a repeated id": post(
        url="https://news.example/entirely/different",
        title="Quarterly figures published",
        text="Revenue of Acme grew eight percent over last year's period.",
    ),
}


@pytest.mark.parametrize("other", OTHER.values(), ids=OTHER)
@pytest.mark.parametrize("is_first", [False, True], ids=["second", "first"])
def test_another_post_is_another_mention(store: Store, other: Post, is_first: bool) -> None:
    first, second = (other, post()) if is_first else (post(), other)
    assert len(kept(store, batch(first), batch(second, key=OTHER_FEED))) == 2
    assert kept(store, batch(first), batch(second, key=OTHER_FEED)) == []


def test_a_homepage_identifies_nothing(store: Store) -> None:
    posts = [
        post(
            id=str(n),
            url="https://news.example/",
            title=f"Acme story number {n}",
            text=f"Acme did thing {n}.",
        )
        for n in range(5)
    ]
    assert len(kept(store, *map(batch, posts))) == 5
    assert kept(store, batch(*posts)) == []


def crowd() -> list[Post]:
    """Posts of a feed that links all of them to one page."""
    url = "https://news.example/changelog"
    titles = ["Faster start", "Fewer crashes of windows", "Cheaper roaming abroad", "A dark theme"]
    return [
        post(
            id=str(n), url=url, title=title, text=f"In Acme {n}.0: {title.lower()}.", published=NOW - n * DAY
        )
        for n, title in enumerate(titles)
    ]


def test_an_address_shared_within_a_batch_identifies_nothing(store: Store) -> None:
    assert len(store.keep([batch(*crowd())], NOW)) == 4
    assert store.keep([batch(*crowd())], NOW) == []


def test_nor_with_changed_guids(store: Store) -> None:
    store.keep([batch(*crowd())], NOW)
    again = [post(id=f"new-{one.id}", url=one.url, title=one.title, text=one.text) for one in crowd()]
    assert store.keep([batch(*again)], NOW) == []


def test_nor_over_several_batches_if_nothing_else_agrees(store: Store) -> None:
    for one in reversed(crowd()):
        kept(store, batch(post(**{**_fields(one), "published": NOW - 4 * int(one.id) * DAY})))
    assert len(all_of(store)) == 4


def _fields(one: Post) -> dict[str, object]:
    return {"id": one.id, "url": one.url, "title": one.title, "text": one.text}


def test_comments_at_the_address_of_their_article_are_their_own(store: Store) -> None:
    comments = [
        post(id=f"c{n}", kind="comment", title=None, text=text, author=Author(name=name))
        for n, (name, text) in enumerate([("Ann", "Acme, +1"), ("Bob", "Acme, +1"), ("Ann", "Acme is dear.")])
    ]
    assert len(kept(store, *(batch(comment) for comment in comments), batch(post()))) == 4
    assert kept(store, batch(post(), *comments)) == []


def test_two_comments_never_merge_by_title(store: Store) -> None:
    title = "Re: Acme has no connection in the evening"
    comments = [
        post(
            id=f"c{n}", kind="comment", title=title, text=f"Acme: {n}", url=f"https://forum.example/t/5?p={n}",
            thread="https://forum.example/t/5", site="forum.example",
        )
        for n in range(3)
    ]  # fmt: skip
    assert len(kept(store, *(batch(comment) for comment in comments))) == 3


def test_reviews_at_the_address_of_their_product_are_their_own(store: Store) -> None:
    reviews = [
        post(
            id=f"r{n}", kind="review", title="Good", text="Acme is good.", author=Author(name=name), rating=5
        )
        for n, name in enumerate(["Ann", "Bob"])
    ]
    assert len(kept(store, *(batch(review) for review in reviews))) == 2


def test_a_recurring_headline_is_a_post_each_day(store: Store) -> None:
    title = "Курс доллара на сегодня"
    direct = [
        post(
            id=str(n),
            url=f"https://news.example/rates/{n}",
            title=title,
            text=f"Acme: {n}",
            published=NOW + n * DAY,
        )
        for n in range(3)
    ]
    assert len(kept(store, *map(batch, direct))) == 3
    through_google = [
        google(
            id=f"G{n}", url=f"https://news.google.com/rss/articles/G{n}", title=title, published=NOW + n * DAY
        )
        for n in range(3)
    ]
    assert kept(store, *(batch(one, key=GOOGLE) for one in through_google)) == []


def test_a_recurring_headline_known_from_an_aggregator_only(store: Store) -> None:
    posts = [
        google(id=f"G{n}", url=f"https://news.google.com/rss/articles/G{n}", published=NOW + n * DAY)
        for n in range(3)
    ]
    assert len(kept(store, *(batch(one, key=GOOGLE) for one in posts))) == 3


def test_an_aggregator_that_changes_link_and_id_each_time(store: Store) -> None:
    posts = [google(id=f"G{n}", url=f"https://news.google.com/rss/articles/G{n}") for n in range(100)]
    assert len(kept(store, *(batch(one, key=GOOGLE) for one in posts))) == 1
    assert len(store.places(all_of(store)[0].id)) == 32  # bounded, however long this goes on
    assert store.info()["keys"] == 2 * 32 + 2


def test_short_titles_identify_nothing(store: Store) -> None:
    posts = [
        google(id=f"G{n}", url=f"https://news.google.com/articles/G{n}", title="Acme news") for n in range(2)
    ]
    assert len(kept(store, *(batch(one, key=GOOGLE) for one in posts))) == 2


def test_posts_that_turn_out_to_be_one_are_united(store: Store) -> None:
    edited = "Acme raises its prices, customers are furious"
    first = kept(store, batch(post()))
    second = kept(store, batch(google(title=edited), key=GOOGLE))
    assert len(first + second) == 2
    assert kept(store, batch(post(title=edited))) == []
    (left,) = all_of(store)
    assert left.id == first[0].id
    assert {place.id for place in store.places(left.id)} == {"1", "CBMiWkFV"}
    assert kept(store, batch(google(title=edited), key=GOOGLE), batch(post())) == []
    assert store.check() == []


def test_united_posts_keep_every_topic(store: Store) -> None:
    edited = "Acme raises its prices, customers are furious"
    kept(store, batch(post()))
    kept(store, with_topics(google(title=edited), "Acme", "Rival", key=GOOGLE))
    kept(store, batch(post(title=edited)))
    assert sorted(mention.topic for mention in all_of(store)) == ["Acme", "Rival"]
    assert {mention.post.url for mention in all_of(store)} == {post().url}


def test_the_own_address_takes_the_place_of_the_aggregators(store: Store) -> None:
    kept(store, batch(google(), key=GOOGLE), batch(post()))
    (mention,) = all_of(store)
    assert mention.post.url == post().url
    assert mention.post.text == post().text
    assert store.revisions(mention.id) == []
    assert [span.text for span in mention.spans] == ["Acme", "Acme"]


def test_a_new_topic_of_a_known_post_is_fresh(store: Store) -> None:
    kept(store, batch(post()))
    (fresh,) = kept(store, with_topics(post(), "Acme", "Rival"))
    assert fresh.topic == "Rival"
    assert [mention.post.id for mention in all_of(store)] == ["1", "1"]


@pytest.mark.parametrize("published", [None, NOW - 4000 * DAY, NOW + 400 * DAY, NOW - timedelta(seconds=1)])
def test_whatever_its_date_a_post_is_kept_once(store: Store, published: object) -> None:
    one = post(published=published, url=None)
    other = post(published=published, url=None, id="2", title="Another", text="Acme, in other words.")
    assert len(kept(store, batch(one), batch(other), batch(one, other), batch(other, one))) == 2


def test_places_tell_every_source_and_address(store: Store) -> None:
    (mention,) = kept(store, batch(post()), batch(google(), key=GOOGLE), now=NOW)
    kept(store, batch(post(source="lobsters", id="z"), key="lobsters"), now=NOW + DAY)
    places = store.places(mention.id)
    assert [(place.source, place.id) for place in places] == [
        ("rss", "1"),
        ("rss", "CBMiWkFV"),
        ("lobsters", "z"),
    ]
    assert [place.seen for place in places] == [NOW, NOW, NOW + DAY]


@given(st.text("ab .…[]\n\u3000\x1f", max_size=12))
def test_what_is_cut_off_is_told_by_its_end(text: str) -> None:
    assert identity.is_cut_off(text) == bool(identity._CUT_OFF.search(text))
    assert identity._whole(text) == " ".join(identity._CUT_OFF.sub("", text).split())
