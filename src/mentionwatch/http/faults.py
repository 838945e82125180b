"""What can go wrong on the way to an answer, and how it is told."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from http.client import HTTPException, IncompleteRead

from mentionwatch.errors import SourceError, Words, of_system
from mentionwatch.http.masking import mask
from mentionwatch.http.reply import clean


class Fault(Exception):
    """What our own transport finds wrong, beside OSError and HTTPException."""


class TooLarge(Fault):
    """The answer is larger than allowed."""


class TooSlow(Fault):
    """The answer began but did not end in time."""


class CutShort(Fault):
    """The answer ended before its end."""


class BadCoding(Fault):
    """The answer is not compressed in the way it says, or in one that nobody asked for."""


class PrivateAddress(Fault):
    """A name from the network leads to a private address. The argument is that address."""


class ProxyTrouble(Fault):
    """The proxy cannot be used, or does not let the request through. The argument says why."""


class Abroad(Fault):
    """A transport of httpx's own kind failed; its own error is the cause."""


class Passing(Exception):
    """Trouble that may pass: worth another try after ``wait`` seconds (``None``: not told), else ``error``.

    ``sent`` tells whether the server may have acted on the request already.
    """

    def __init__(self, error: SourceError, *, wait: float | None = None, sent: bool = True) -> None:
        super().__init__(error.message)
        self.error = error
        self.wait = wait
        self.sent = sent


_LASTING: dict[type[BaseException], str] = {
    TooLarge: "http-large",
    TooSlow: "http-slow",
    BadCoding: "http-coding",
    PrivateAddress: "http-private",
    ssl.SSLCertVerificationError: "http-certificate",
}
_UNSENT: dict[type[BaseException], str] = {
    ProxyTrouble: "http-proxy",
    socket.gaierror: "http-dns",
    ConnectionRefusedError: "http-refused",
}
_PASSING: dict[type[BaseException], str] = {
    TimeoutError: "http-timeout",
    CutShort: "http-cut",
    IncompleteRead: "http-cut",
    ConnectionError: "http-reset",
    ssl.SSLError: "http-tls",
    OSError: "http-unreachable",
    HTTPException: "http-malformed",
    ValueError: "http-malformed",
}
_OF_NAMES = {
    getattr(socket, code): name
    for code, name in (
        ("EAI_NONAME", "no-name"),
        ("EAI_NODATA", "no-name"),
        ("EAI_AGAIN", "name-later"),
    )
    if hasattr(socket, code)
}
_EXPIRED = 10  # X509_V_ERR_CERT_HAS_EXPIRED
_WRONG_NAME = (62, 64)  # X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH


def told(
    error: BaseException, url: str, secrets: tuple[str, ...], *, host: str, seconds: float, limit: int
) -> SourceError | Passing:
    """The failure in our words: a SourceError where it will last, a Passing where it may pass.

    ``seconds`` and ``limit`` (bytes) are the caps that were in force.
    """

    def said(message: str, cause: BaseException) -> SourceError:
        return SourceError(
            message,
            url=mask(url, secrets),
            host=host,
            why=_why(cause, secrets),
            seconds=round(seconds, 1),
            megabytes=round(limit / 1e6, 1),
        )

    for cause in _causes(error):
        if message := _of(cause, _LASTING):
            return said(_certificate(cause, message), cause)
        if message := _of(cause, _UNSENT):
            return Passing(said(message, cause), sent=False)
        if message := _of(cause, _PASSING):
            return Passing(said(message, cause))
    return Passing(said(_foreign(error), error))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The exceptions behind an exception, the deepest first: that is what happened, the rest is wrapping."""
    chain = [error]
    while (cause := _cause(chain[-1])) and cause not in chain:
        chain.append(cause)
    return reversed(chain)


def _cause(error: BaseException) -> BaseException | None:
    return error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _of(error: BaseException, table: dict[type[BaseException], str]) -> str | None:
    return next((message for kind, message in table.items() if isinstance(error, kind)), None)


def _certificate(error: BaseException, message: str) -> str:
    if not isinstance(error, ssl.SSLCertVerificationError):
        return message
    if error.verify_code == _EXPIRED:
        return "http-certificate-expired"
    return "http-certificate-name" if error.verify_code in _WRONG_NAME else message


def _foreign(error: BaseException) -> str:
    """What a transport of httpx's own kind means that wraps nothing we know."""
    kinds = {kind.__name__ for cause in _causes(error) for kind in type(cause).__mro__}
    if "TimeoutException" in kinds:
        return "http-timeout"
    return "http-unreachable" if "NetworkError" in kinds else "http-malformed"


def _why(error: BaseException, secrets: tuple[str, ...]) -> str | Words:
    """What the error says; where the system says it, in the user's language if a catalogue has it."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return mask(clean(error.verify_message), secrets)
    if isinstance(error, OSError) and error.strerror:
        said = mask(clean(error.strerror), secrets)
        if isinstance(error, socket.gaierror):
            return Words(f"system-{_OF_NAMES.get(error.errno or 0, 'other')}", said)
        return Words(of_system(error).message, said)
    return mask(clean(str(error)) or type(error).__name__, secrets)
