"""The head of an answer beside `http.client`, whose meaning it must keep."""

from __future__ import annotations

import io
from http.client import HTTPException, HTTPResponse, parse_headers
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentionwatch.http.head import Head, read

_WORDS = [
    b"Content-Length",
    b"Content-Type",
    b"Transfer-Encoding",
    b"Connection",
    b"keep-alive",
    b"close",
    b"chunked",
    b"X",
]
_PIECES = st.sampled_from(
    [
        *_WORDS,
        b":",
        b": ",
        b"\r\n",
        b"\r\n",
        b"\n",
        b"\r",
        b" ",
        b"\t",
        b"5",
        b"-1",
        b"\xd0\xb6",
        b"\x85",
        b"\x00",
        b"\x0b",
    ]
)
_HEADS = st.one_of(
    st.lists(_PIECES, max_size=40).map(b"".join),
    st.lists(
        st.tuples(st.sampled_from(_WORDS), st.sampled_from([*_WORDS, b"5", b"-1", b"", b" a "])), max_size=8
    ).map(lambda told: b"".join(b"%s:%s\r\n" % one for one in told)),
)


class _Line:
    def __init__(self, told: bytes) -> None:
        self.file = io.BufferedReader(cast(Any, io.BytesIO(told)))

    def makefile(self, _mode: str) -> io.BufferedReader:
        return self.file


def _begun(kind: type[Any], told: bytes) -> tuple[Any, ...]:
    """What follows from a head, up to where the body begins."""
    line = _Line(told)
    answer = kind(line, method="GET")
    try:
        answer.begin()
    except (HTTPException, ValueError, OSError) as error:
        return (type(error),)
    fields = (
        answer.fields if kind is Head else [(name.lower(), value) for name, value in answer.headers.items()]
    )
    length, closes = answer.length, answer.will_close
    return answer.status, answer.version, answer.chunked, length, closes, fields, line.file.read()


@given(_HEADS)
def test_headers_are_read_as_the_standard_library_reads_them(head: bytes) -> None:
    told = head + b"\r\n\r\nbody: x\r\n"
    ours, theirs = io.BufferedReader(cast(Any, io.BytesIO(told))), io.BytesIO(told)
    expected = [(name.lower(), value) for name, value in parse_headers(theirs).items()]
    assert read(ours) == expected
    assert ours.read() == theirs.read()


@given(
    st.sampled_from([b"HTTP/1.1", b"HTTP/1.0", b"HTTP/0.9", b"HTTP/2", b"ICY", b""]),
    st.sampled_from([b"200", b"204", b"304", b"503", b"99", b"1000", b"x", b""]),
    _HEADS,
)
def test_an_answer_begins_as_with_the_standard_library(version: bytes, status: bytes, head: bytes) -> None:
    told = b"%s %s OK\r\n%s\r\n\r\nbody" % (version, status, head)
    assert _begun(Head, told) == _begun(HTTPResponse, told)


@pytest.mark.parametrize(
    "head",
    [b"X: 1\r\n" * 99, b"X: 1\r\n" * 100, b"X: " + b"1" * 65_531 + b"\r\n", b"X: " + b"1" * 65_532 + b"\r\n"],
)
def test_a_head_has_its_limits(head: bytes) -> None:
    told = b"HTTP/1.1 200 OK\r\n" + head + b"\r\n"
    assert _begun(Head, told) == _begun(HTTPResponse, told)
