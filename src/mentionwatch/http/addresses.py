"""Which network addresses are nobody else's business: this machine, this network, and what is not routed."""

from __future__ import annotations

import re
import socket
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

_NAT64 = IPv6Network("64:ff9b::/96")
_COMPATIBLE = IPv6Network("::/96")  # no longer used (RFC 4291), and still understood here and there
_SITE = IPv6Network("fec0::/10")  # what fc00::/7 was before (RFC 3879)
_NUMERIC = re.compile(r"[0-9a-fx.]+", re.IGNORECASE)
_LOCAL_NAMES = (".localhost", ".local", ".internal", ".lan", ".home.arpa")


@lru_cache(1024)
def is_private(address: str) -> bool:
    """Whether a numeric IP address (IPv4 or IPv6, with or without a zone) is not on the public internet."""
    ip = _plain(ip_address(address))
    return not ip.is_global or ip.is_multicast or ip in _SITE


@lru_cache(1024)
def is_private_name(host: str) -> bool:
    """Whether a host is private by its looks: an address in any spelling (``127.1``), or a local name."""
    host = host.strip("[]").rstrip(".").lower()
    if host == "localhost" or host.endswith(_LOCAL_NAMES):
        return True
    try:
        return is_private(host)
    except ValueError:
        return bool(_NUMERIC.fullmatch(host)) and _is_odd_private(host)


def _is_odd_private(host: str) -> bool:
    """Spellings that the C library takes for an IPv4 address: ``127.1``, ``0x7f000001``, ``2130706433``."""
    try:
        return is_private(socket.inet_ntoa(socket.inet_aton(host)))
    except OSError:
        return False


def _plain(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address inside an IPv6 one: mapped, compatible, 6to4, or NAT64 (RFC 6052)."""
    if isinstance(ip, IPv4Address):
        return ip
    if inner := ip.ipv4_mapped or ip.sixtofour:
        return inner
    return IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 or ip in _COMPATIBLE else ip
