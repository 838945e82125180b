"""What can go wrong on the way to an answer, and how it is told."""

from __future__ import annotations

import socket
import ssl
from http.client import HTTPException, IncompleteRead

from mentionwatch.errors import SourceError
from mentionwatch.http.masking import mask
from mentionwatch.http.reply import clean


class TooLarge(Exception):
    """The answer is larger than allowed."""


class TooSlow(Exception):
    """The answer began but did not end in time."""


class CutShort(Exception):
    """The answer ended before its end."""


class BadCoding(Exception):
    """The answer is not compressed in the way it says, or in one that nobody asked for."""


class PrivateAddress(Exception):
    """A name from the network leads to a private address. The argument is that address."""


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
_OF_PROXIES = {"ProxyError", "ConnectError", "ConnectTimeout"}
"""httpx's own transports are only used for proxies."""
_OF_TIME = {"TimeoutException"}
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
            why=mask(_why(cause), secrets),
            seconds=round(seconds, 1),
            megabytes=round(limit / 1e6, 1),
        )

    causes = _causes(error)
    for cause in causes:
        if message := _of(cause, _LASTING):
            return said(_certificate(cause, message), cause)
    if _is_any(error, _OF_PROXIES):
        return Passing(said("http-proxy", error), sent=False)
    for cause in causes:
        if message := _of(cause, _UNSENT):
            return Passing(said(message, cause), sent=False)
        if message := _of(cause, _PASSING):
            return Passing(said(message, cause))
    return Passing(said("http-timeout" if _is_any(error, _OF_TIME) else "http-malformed", error))


def _causes(error: BaseException) -> list[BaseException]:
    """The exceptions behind an exception, the deepest first: that is what happened, the rest is wrapping."""
    chain = [error]
    while (cause := _cause(chain[-1])) and cause not in chain:
        chain.append(cause)
    return chain[::-1]


def _cause(error: BaseException) -> BaseException | None:
    """What an exception wraps; httpcore passes the original as an argument and cuts the chain."""
    wrapped = next((value for value in error.args if isinstance(value, BaseException)), None)
    return wrapped or error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _of(error: BaseException, table: dict[type[BaseException], str]) -> str | None:
    return next((message for kind, message in table.items() if isinstance(error, kind)), None)


def _certificate(error: BaseException, message: str) -> str:
    if not isinstance(error, ssl.SSLCertVerificationError):
        return message
    if error.verify_code == _EXPIRED:
        return "http-certificate-expired"
    return "http-certificate-name" if error.verify_code in _WRONG_NAME else message


def _is_any(error: BaseException, names: set[str]) -> bool:
    """Whether it is one of httpx's own exceptions; by name, so that httpx need not be imported for it."""
    return any(kind.__module__.startswith("httpx") and kind.__name__ in names for kind in type(error).__mro__)


def _why(error: BaseException) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return clean(error.verify_message)
    if isinstance(error, OSError) and error.strerror:
        return clean(error.strerror)
    return clean(str(error)) or type(error).__name__
