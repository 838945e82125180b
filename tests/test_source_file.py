"""Files: what their messages say, standard input, mails. Whole files are in tests/recordings/file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentionwatch.errors import SourceError
from mentionwatch.http import Network
from mentionwatch.model import Post, Search
from mentionwatch.sources.file import File, read
from mentionwatch.text.dates import parse_date
from mentionwatch.text.mail import without_quotes

SEARCH = Search(since=parse_date("2026-11-20") or pytest.fail("no date"))


def posts(body: str | bytes, name: str = "posts.jsonl") -> tuple[list[Post], SourceError | None]:
    found: list[Post] = []
    try:
        found.extend(read(body.encode() if isinstance(body, str) else body, name))
    except SourceError as error:
        return found, error
    return found, None


def test_lines_left_out_are_counted_and_the_first_is_explained() -> None:
    found, error = posts('{"text": "a"}\n{"title": "b"}\nrubbish\n{"text": "c"}\n')
    assert [post.text for post in found] == ["a", "c"]
    assert error
    assert error.say("en") == (
        "posts.jsonl: 2 lines were left out, the first of them line 2: it holds no text. The others were read."
    )
    assert error.say("ru") == (
        "posts.jsonl: пропущены 2 строки, первая — 2: в ней нет текста. Остальные прочитаны."
    )


def test_standard_input_is_what_the_caller_gives() -> None:
    network = Network(pause=0.0)
    source = File(path="-", given=b'{"text": "a"}', source="survey")
    assert [(post.source, post.text) for post in source.fetch(network.session(), SEARCH)] == [("survey", "a")]
    assert source.key == "-"


def test_what_the_json_of_a_mention_says_is_read_back() -> None:
    found, error = posts(
        '{"id": 17, "topic": "T", "kind": "review", "source": "shop", "site": "shop.example",'
        ' "url": "https://shop.example/r/5", "title": "Bad", "text": "Very bad", "matches": [], "confidence": 0.9,'
        ' "author": {"name": "Bo", "handle": "bo", "id": "1", "url": "https://shop.example/u/1", "followers": 5},'
        ' "published": "2026-11-20T10:00:00Z", "first_seen": "2026-11-20T10:05:12Z", "language": "en",'
        ' "rating": 1, "engagement": {"likes": 3, "comments": 1, "shares": null, "views": null},'
        ' "thread": "https://shop.example/p", "parent": null, "status": "new"}'
    )
    assert not error
    post = found[0]
    assert (post.source, post.id, post.kind) == ("shop", "https://shop.example/r/5", "review")
    assert post.author
    assert post.author.followers == 5
    assert (post.engagement.likes, post.engagement.views, post.rating) == (3, None, 1.0)
    assert post.published == parse_date("2026-11-20T10:00:00Z")
    assert (post.thread, post.parent, post.language) == ("https://shop.example/p", None, "en")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_tables_are_read_whatever_separates_and_encodes_them(delimiter: str, encoding: str) -> None:
    table = f'Автор{delimiter}Текст отзыва{delimiter}текст\r\nИван{delimiter}x{delimiter}"Две\r\nстроки"\r\n'
    found, error = posts(table.encode(encoding), "t.csv")
    assert not error
    assert [(post.text, post.author and post.author.name) for post in found] == [("Две\nстроки", "Иван")]


@pytest.mark.parametrize(
    ("told", "language"),
    [
        ("ru", "ru"),
        ("en-GB", "en"),
        ("Русский", "ru"),
        ("German", "de"),
        ("UA", "uk"),
        ("klingon", None),
        ("", None),
    ],
)
def test_a_language_is_told_by_its_code_or_its_name(told: str, language: str | None) -> None:
    (post,) = posts(f"text;language\nодин;{told}\n", "t.csv")[0]
    assert post.language == language


@pytest.mark.parametrize("within", ["\u2028", "\x85", "\x0b", "\x1e"])
def test_only_a_line_break_ends_a_row(within: str) -> None:
    found, error = posts(f"text;date\r\nодин{within}два;2026-01-01\rтри;2026-01-02\n", "t.csv")
    assert not error
    assert [(post.text.split(), post.published) for post in found] == [
        (["один", "два"], parse_date("2026-01-01")),
        (["три"], parse_date("2026-01-02")),
    ]


def test_an_empty_file_holds_no_posts() -> None:
    assert posts("") == ([], None)


@pytest.mark.parametrize(
    ("mail", "written"),
    [
        ("Yes.\n\n> No?\n\nOr so.", "Yes.\n\nOr so."),
        ("Yes.\n\nOn Friday, Bo wrote:\n> No?", "Yes."),
        ("Да.\n\n20.11.2026 10:00, Иван пишет:\n> Нет?", "Да."),
        ("Yes.\n-- \nBo\nExample Inc.", "Yes."),
        ("Yes.\n-----Original Message-----\nFrom: x", "Yes."),
        ("ivan wrote:\n> No?\n\nYes.", "Yes."),
        ("Мария писала:\n> Нет?\n\nДа.", "Да."),
        ("Yes.\n\n2026-11-20 10:00 GMT+03:00 Bo <bo at example.org>:\n\n> No?", "Yes."),
        ("Yes.\n\n2026-11-20 10:00 GMT+03:00 Bo\n<bo@example.org>:\n> No?", "Yes."),
        ("Yes.\n-------------- next part --------------\nURL: <http://x>", "Yes."),
        ("On Friday it wrote:\nnothing", "On Friday it wrote:\nnothing"),
    ],
)
def test_only_what_the_writer_wrote_is_kept(mail: str, written: str) -> None:
    assert without_quotes(mail) == written


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"From x\n", b"A: b\nC: d\n\n", b"{", b"[", b"<rss>", b"text,x\n"]),
)
def test_any_file_gives_posts_or_a_message(body: bytes, start: bytes) -> None:
    found, error = posts(start + body, "x")
    assert all(isinstance(post, Post) for post in found)
    assert error is None or error.say("ru")


def test_a_pattern_means_the_files_that_fit_it_now(tmp_path: Path) -> None:
    network, source = Network(pause=0.0), File(path=str(tmp_path / "in" / "*.jsonl"))
    (tmp_path / "in").mkdir()
    assert list(source.fetch(network.session(), SEARCH)) == []
    for name in ("b.jsonl", "a.jsonl", "c.txt", ".d.jsonl"):
        (tmp_path / "in" / name).write_text(f'{{"text": "{name}"}}')
    assert [post.text for post in source.fetch(network.session(), SEARCH)] == ["a.jsonl", "b.jsonl"]
