"""What a post said is kept when it is edited, and only then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, timedelta
from pathlib import Path

import pytest

from mentionwatch.model import Author, Engagement, Filter, Mention, Sentiment
from mentionwatch.store import Enriched, Store
from store_samples import DAY, NOW, all_of, batch, kept, match, opened, post

OTHER_FEED = "https://other.example/feed"
LATER = NOW + timedelta(hours=3)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as made:
        yield made


def only(store: Store) -> Mention:
    (mention,) = all_of(store)
    return mention


def enriched(store: Store) -> None:
    feeling = Sentiment(
        label="negative", score=-0.5, by="embedded/1", confidence=0.9, words=(("down", -1.0),)
    )
    store.enrich(
        [Enriched(id=mention.id, sentiment=feeling, intent="complaint") for mention in store.unread(10)]
    )


def test_an_edit_keeps_what_was_said_before(store: Store) -> None:
    kept(store, batch(post()))
    enriched(store)
    edited = post(text="Sorry: it was not Acme at all but Rival. Acme is fine.")
    assert kept(store, batch(edited), now=LATER) == []
    mention = only(store)
    assert mention.post.text == edited.text
    assert mention.spans == match(edited.whole).spans
    assert (mention.sentiment, mention.intent) == (None, None)
    assert store.unread(10) == [mention]
    (revision,) = store.revisions(mention.id)
    assert (revision.text, revision.title, revision.seen) == (post().text, post().title, LATER)


def test_an_edit_changes_what_can_be_searched(store: Store) -> None:
    kept(store, batch(post()), batch(post(text="Acme answers now.")))
    assert [len(list(store.mentions(Filter(words=word)))) for word in ("telephone", "answers")] == [0, 1]
    assert store.check() == []


def test_an_edited_title_is_an_edit(store: Store) -> None:
    kept(store, batch(post()), batch(post(title="Acme lowers its prices for all tariffs")))
    assert only(store).post.title == "Acme lowers its prices for all tariffs"
    assert [revision.title for revision in store.revisions(1)] == [post().title]


def test_a_shortened_post_is_an_edit(store: Store) -> None:
    kept(store, batch(post()), batch(post(text="Acme let its customers down again.")))
    assert only(store).post.text == "Acme let its customers down again."
    assert len(store.revisions(1)) == 1


@pytest.mark.parametrize("text", [" " + post().text.replace(" ", "\n ") + "\n", post().text])
def test_white_space_is_no_edit(store: Store, text: str) -> None:
    kept(store, batch(post()), batch(post(text=text)))
    assert only(store).post.text == post().text
    assert store.revisions(1) == []


SUMMARY = "Acme let its customers down again…"


def test_a_summary_is_no_edit(store: Store) -> None:
    kept(store, batch(post()), batch(post(id="2", text=SUMMARY), key=OTHER_FEED), batch(post(text=SUMMARY)))
    assert only(store).post.text == post().text
    assert store.revisions(1) == []


def test_the_longest_is_kept_when_one_contains_the_other(store: Store) -> None:
    kept(store, batch(post(text=SUMMARY)), batch(post(id="2"), key=OTHER_FEED), batch(post(text=SUMMARY)))
    mention = only(store)
    assert mention.post.text == post().text
    assert mention.spans == match(post().whole).spans
    assert store.revisions(1) == []


def test_two_feeds_with_different_texts_make_no_revisions(store: Store) -> None:
    one, other = post(text="Acme: the price rises."), post(id="2", text="What Acme does to its customers.")
    for _ in range(5):
        kept(store, batch(one), batch(other, key=OTHER_FEED))
    assert only(store).post.text == one.text
    assert store.revisions(1) == []


def test_two_versions_that_take_turns_make_one_revision(store: Store) -> None:
    one, other = post(), post(text="Acme answers now.")
    for _ in range(5):
        kept(store, batch(one), batch(other))
    assert len(store.revisions(1)) == 1
    assert store.check() == []


def test_a_feed_that_holds_a_post_twice_makes_one_revision(store: Store) -> None:
    one, other = post(), post(id="2", title="Acme raises prices: all you need to know")
    for _ in range(5):
        kept(store, batch(one), batch(other))
    assert len(store.revisions(1)) <= 1


def test_a_ticker_does_not_fill_the_disk(store: Store) -> None:
    for n in range(70):
        kept(store, batch(post(text=f"Acme: {n} people wait.")))
    assert len(store.revisions(1)) == 50


def test_an_edit_is_noticed_whichever_feed_tells_it(store: Store) -> None:
    kept(store, batch(post()), batch(post(id="2", text=SUMMARY), key=OTHER_FEED))
    kept(store, batch(post(id="2", text="Acme has apologised to its customers for it."), key=OTHER_FEED))
    assert only(store).post.text == "Acme has apologised to its customers for it."
    kept(store, batch(post(), key="https://news.example/feed"))
    assert only(store).post.text == "Acme has apologised to its customers for it."
    assert len(store.revisions(1)) == 1


def test_a_topic_that_is_no_longer_named_keeps_only_places_that_exist(store: Store) -> None:
    kept(store, batch(post()))
    silent = post(title="Somebody raises prices", text="We do not say who it is, but Acme denies it.")
    store.keep([batch(silent)], NOW)
    mention = only(store)
    assert all(mention.post.whole[span.start : span.end] == span.text for span in mention.spans)
    assert len(mention.spans) == 1


def test_counts_and_followers_are_the_newest_told(store: Store) -> None:
    ann = Author(name="Ann", handle="ann", followers=10)
    kept(store, batch(post(author=ann, engagement=Engagement(likes=1, views=7))))
    kept(
        store, batch(post(author=Author(handle="ann", followers=5), engagement=Engagement(likes=3, shares=0)))
    )
    told = only(store).post
    assert told.engagement == Engagement(likes=3, shares=0, views=7)
    assert told.author == Author(name="Ann", handle="ann", followers=5)
    (loud,) = store.loudest(Filter(), 5, UTC)
    assert loud.reach == 10


def test_what_was_not_told_is_filled_in(store: Store) -> None:
    kept(store, batch(post(published=None, language=None, author=None)))
    assert only(store).post.published is None
    kept(store, batch(post(published=NOW - 3 * DAY)))
    told = only(store).post
    assert (told.published, told.language, told.author) == (NOW - 3 * DAY, "en", post().author)
    assert [name for name, _ in store.counts(Filter(), ["language"])] == [("en",)]
    assert list(store.days(Filter(), UTC)) == [date(2026, 11, 19)]
    assert store.check() == []


def test_a_changed_query_changes_places_but_asks_for_no_new_reading(store: Store) -> None:
    kept(store, batch(post()))
    enriched(store)
    one = post()
    found = batch(one)
    again = type(found)(
        key=found.key, source="rss", asked=LATER, found=[(one, (match(one.whole, word="prices"),))], posts=1
    )
    assert store.keep([again], LATER) == []
    mention = only(store)
    assert [span.text for span in mention.spans] == ["prices"]
    assert mention.sentiment is not None
    assert store.unread(10) == []


def test_a_feed_without_titles_takes_none_away(store: Store) -> None:
    mirror = {"id": "m", "title": None}
    kept(store, batch(post()), batch(post(**mirror), key=OTHER_FEED))
    edited = "Acme answers the telephone, though only in the mornings."
    kept(store, batch(post(text=edited, **mirror), key=OTHER_FEED), batch(post(text=edited)))
    kept(store, batch(post(**mirror), key=OTHER_FEED), batch(post(text=edited, **mirror), key=OTHER_FEED))
    mention = only(store)
    assert (mention.post.title, mention.post.text) == (post().title, edited)
    assert len(store.revisions(1)) == 1


def test_a_teaser_does_not_replace_a_text(store: Store) -> None:
    kept(store, batch(post()))
    for n in range(3):
        kept(store, batch(post(id="t", text=f"{n} remarks on Acme"), key=OTHER_FEED))
    assert only(store).post.text == post().text
