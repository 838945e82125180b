"""Content codings (RFC 9110 §8.4.1): gzip, deflate and br, undone while streaming and never beyond a cap."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from mentionwatch.http.faults import BadCoding, CutShort, TooLarge

try:
    import brotli
except ImportError:  # PyPy has no wheel of it
    brotli = None  # type: ignore[assignment]

ACCEPTED = "gzip, deflate, br" if brotli else "gzip, deflate"
_PIECE = 1 << 16
_MOST_CODINGS = 3


def decoded(chunks: Iterable[bytes], coding: str, cap: int) -> bytes:
    """The body behind ``chunks``, which are coded as the Content-Encoding header ``coding`` says.

    Never holds much more than ``cap`` bytes. Raises TooLarge, CutShort or BadCoding.
    """
    for decode in _decoders(coding):
        chunks = decode(chunks)
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > cap:
            raise TooLarge
    return bytes(body)


def _decoders(coding: str) -> list[_Decoder]:
    names = [name for part in coding.lower().split(",") if (name := part.strip()) not in ("", "identity")]
    if len(names) > _MOST_CODINGS:
        raise BadCoding(coding)
    try:
        return [_DECODERS[name] for name in reversed(names)]
    except KeyError:
        raise BadCoding(coding) from None


def _inflate(chunks: Iterable[bytes], *, window: int) -> Iterator[bytes]:
    """Gzip (several members too; what follows the last is ignored, as browsers do) or a zlib stream."""
    engine = zlib.decompressobj(window)
    begun = False
    for chunk in chunks:
        rest = chunk
        while rest:
            if engine.eof:
                if not _GZIP_MAGIC.startswith(rest[:2]):
                    return
                engine = zlib.decompressobj(window)
            begun = True
            try:
                yield engine.decompress(rest, _PIECE)
            except zlib.error as error:
                raise BadCoding(str(error)) from error
            rest = engine.unused_data if engine.eof else engine.unconsumed_tail
    if begun and not engine.eof:
        yield from _rest(engine)


def _rest(engine: zlib._Decompress) -> Iterator[bytes]:
    """What the engine still holds back; a stream that has no end by now was cut short."""
    yield engine.flush()
    if not engine.eof:
        raise CutShort


def _deflate(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Zlib streams, as the standard says, and bare deflate streams, as some servers send."""
    remaining = iter(chunks)
    first = b""
    while len(first) < 2 and (more := next(remaining, b"")):
        first += more
    zlib_header = len(first) > 1 and first[0] & 0x0F == _DEFLATE and (first[0] << 8 | first[1]) % 31 == 0
    return _inflate(_chain(first, remaining), window=zlib.MAX_WBITS if zlib_header else -zlib.MAX_WBITS)


def _chain(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _unbrotli(chunks: Iterable[bytes]) -> Iterator[bytes]:
    engine = brotli.Decompressor()
    begun = False
    for chunk in chunks:
        begun = begun or bool(chunk)
        yield _brotli_piece(engine, chunk)
        while not engine.can_accept_more_data():
            yield _brotli_piece(engine, b"")
        if engine.is_finished():
            return
    if begun:
        raise CutShort


def _brotli_piece(engine: brotli.Decompressor, chunk: bytes) -> bytes:
    try:
        piece: bytes = engine.process(chunk, output_buffer_limit=_PIECE)
    except brotli.error as error:
        raise BadCoding(str(error)) from error
    return piece


_Decoder = Callable[[Iterable[bytes]], Iterator[bytes]]
_GZIP_MAGIC = b"\x1f\x8b"
_DEFLATE = 8
_gunzip = partial(_inflate, window=16 + zlib.MAX_WBITS)
_DECODERS: dict[str, _Decoder] = {"gzip": _gunzip, "x-gzip": _gunzip, "deflate": _deflate}
if brotli:
    _DECODERS["br"] = _unbrotli
