"""Addresses: cleaned for keeping, unwrapped of redirectors, and reduced for comparing."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

from mentionwatch.text.late import late

LONGEST = 4096
"""Characters of an address; longer ones are none of a post."""

_HOPS = 5  # a redirector in a redirector in ...
_PORTS = {"http": 80, "https": 443}
_CONTROL = late(r"[\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
# What most links look like, and what needs no work.
_PLAIN = late(r"https?://(?:[a-z0-9][a-z0-9-]{0,62}\.){1,8}[a-z]{2,24}/(?:[\w~-][\w~.-]*(?:/|\Z))*", re.ASCII)
_HOST = late(r"(?=.{1,253}\Z)(?!-)[\w\-]{1,63}(?:\.[\w\-]{1,63})*\.?|\[[0-9a-fA-F:.]+\]")
_SAFE = "/:@!$&'()*+,;=~-._"

# What only says where a reader came from. A parameter that selects what is shown is not in here: "ref" and
# "from" do so on some sites, so they go only in the form for comparing.
_TRACKING = late(
    r"utm_\w+|[a-z]{0,3}clid|[gd]clsrc|[gw]braid|yrwinfo|ysclid|_openstat|mc_[ce]id|mkt_tok|igshid?|igsh|_hs(?:enc|mi)"
    r"|hsctatracking|__hs\w+|vero_(?:id|conv)|oly_(?:anon|enc)_id|rb_clid|s_cid|ns_\w+|wt_?mc|at_(?:medium|campaign|custom\d"
    r"|format|link\w*|bbc_team|ptr_name|user_id|send_id)|pk_(?:campaign|kwd|source|medium)|piwik_\w+|mtm_\w+|matomo_\w+"
    r"|hmb_\w+|_ga|_gl|spm|scm|share_id|cmpid|icid|ncid|fb_(?:action_\w+|ref|source)|__(?:tn|cft)__(?:\[\d*\])?|tpclid"
    r"|roistat\w*|calltouch_\w+|rtid|trk_?\w*|ref_(?:src|url)|si_source|guccounter|guce_\w+|outputtype_amp|sfnsn|mibextid",
    re.IGNORECASE,
)
_ORIGIN = frozenset(
    ("amp", "cmp", "feature", "from", "oc", "origin", "outputtype", "ref", "referer", "referrer", "rss", "si",
     "smid", "source", "sr_share", "src", "via", "xtor")
)  # fmt: skip
_INDEX = late(r"/(?:index|default)\.(?:html?|php\d?|aspx?|jsp|cgi)\Z", re.IGNORECASE)
_AMP_PATH = late(r"/amp(?:/|\.html?)?\Z|\.amp(?=\.html?\Z|\Z)|\A/amp(?=/)", re.IGNORECASE)
_PLACE = late(r"[A-Za-z_-]{0,24}\d{2,}|[!/].*")
_PREFIX = late(r"(?:www\d?|m|mobile|amp|wap|touch|old|new)\.(?=[^.]+\.)")

# Redirectors: host (with its subdomains), beginning of the path, the parameter that holds the address.
_REDIRECTORS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("bing.com", "/news/apiclick.aspx", ("url",)),
    ("facebook.com", "/l.php", ("u",)),
    ("facebook.com", "/flx/warn", ("u",)),
    ("instagram.com", "/", ("u",)),  # l.instagram.com
    ("vk.com", "/away", ("to",)),
    ("vk.ru", "/away", ("to",)),
    ("ok.ru", "/dk", ("st.link",)),
    ("clck.yandex.ru", "/", ("url", "to")),
    ("yandex.ru", "/clck", ("url", "to")),
    ("t.umblr.com", "/redirect", ("z",)),
    ("out.reddit.com", "/", ("url",)),
    ("youtube.com", "/redirect", ("q",)),
    ("linkedin.com", "/redir", ("url",)),
    ("linkedin.com", "/safety/go", ("url",)),
    ("steamcommunity.com", "/linkfilter", ("u", "url")),
    ("disq.us", "/url", ("url",)),
    ("duckduckgo.com", "/l/", ("uddg",)),
    ("t.me", "/iv", ("url",)),
    ("telegram.me", "/iv", ("url",)),
    ("habr.com", "/ru/redirect", ("url",)),
    ("click.mail.ru", "/redir", ("u", "url")),
    ("pikabu.ru", "/away", ("u",)),
    ("slack-redir.net", "/link", ("url",)),
    ("safelinks.protection.outlook.com", "/", ("url",)),
)
_GOOGLE = late(r"(?:www\.)?google(?:\.[a-z]{2,3}){1,2}")


def canonical(url: str, *, keep_fragment: bool = False) -> str | None:
    """The address as it is kept: of http or https, without tracking, its host and escapes in one spelling.

    It still leads a person to the same page. ``None`` for what is no web address: ``javascript:``,
    ``file:``, ``data:``, a user name or password in it, no host, more than LONGEST characters.
    """
    if _PLAIN.fullmatch(url) and len(url) <= LONGEST:
        return url
    parts = _split(url)
    host = parts and _host(parts)
    if not parts or not host:
        return None
    path = _quoted(parts.path, _SAFE) or "/"
    query = _without_tracking(parts.query)
    fragment = _quoted(parts.fragment, _SAFE + "?") if keep_fragment else ""
    return (
        f"{parts.scheme}://{host}{path}"
        + (f"?{query}" if query else "")
        + (f"#{fragment}" if fragment else "")
    )


def absolute(url: str | None, base: str | None = None) -> str | None:
    """The canonical address of a link as it stands on the page ``base``, or None where there is none."""
    if not url or not (url := _CONTROL.sub("", url).strip()) or len(url) > LONGEST:
        return None
    if _PLAIN.fullmatch(url):
        return url
    try:
        whole = urljoin(base, url) if base else url
    except ValueError:  # a bracket where no IPv6 address is
        return None
    return canonical(unwrap(whole), keep_fragment=True)


def identity(url: str) -> str:
    """A form for comparing, which need not lead anywhere: two addresses of one page mostly have the same.

    Scheme, ``www.``, ``m.``, AMP variants, default ports, origin and tracking parameters, the order of
    parameters, a trailing slash, ``index.html`` and the fragment make no difference; a fragment that names a
    comment or is the address within an application does.
    """
    if len(url) <= LONGEST and _PLAIN.fullmatch(url):
        host, _, rest = url.partition("://")[2].partition("/")
        return _host_and_path(host, f"/{rest}")
    address = canonical(unwrap(url), keep_fragment=True)
    if address is None:
        return url.strip()
    parts = urlsplit(address)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode(sorted(pair for pair in pairs if pair[0].lower() not in _ORIGIN))
    place = parts.fragment if _PLACE.fullmatch(parts.fragment) else ""
    whole = _host_and_path(parts.netloc, parts.path) + (f"?{query}" if query else "")
    return f"{whole}#{place}" if place else whole


def _host_and_path(host: str, path: str) -> str:
    if "amp" in path.lower():
        path = _AMP_PATH.sub("", path)
    if "." in path:
        path = _INDEX.sub("/", path)
    return _bare(host) + path.rstrip("/")


@lru_cache(maxsize=4096)
def _bare(host: str) -> str:
    return _PREFIX.sub("", host, count=1)


def unwrap(url: str) -> str:
    """The address behind redirectors that carry it in a parameter, or the same when there is none.

    Nothing is asked of the network, so shortened addresses stay as they are.
    """
    for _ in range(_HOPS):
        target = _target(url)
        if target is None:
            break
        url = target
    return url


def site(url: str | None) -> str | None:
    """The host, lower-case, without ``www.``, international names in their letters: ``пример.рф``."""
    return _site(*url.split("/", 3)[:3]) if url and len(url) <= LONGEST else None


@lru_cache(maxsize=4096)
def _site(*front: str) -> str | None:
    parts = _split("/".join(front))
    host = parts and _host(parts)
    if not host:
        return None
    name = host.rsplit(":", 1)[0] if re.search(r":\d+\Z", host) else host
    return _letters(name.removeprefix("www."))


def _split(url: str) -> SplitResult | None:
    url = _CONTROL.sub("", url[: LONGEST + 1]).strip()
    if len(url) > LONGEST:
        return None
    try:
        parts = urlsplit(url if not url.startswith("//") else "https:" + url)
        if "/." in parts.path:
            parts = parts._replace(path=urlsplit(urljoin("http://host/", parts.path)).path)
    except ValueError:
        return None
    return parts if parts.scheme in _PORTS else None


def _host(parts: SplitResult) -> str | None:
    """Host and port: ASCII, lower-case, no default port. An address with a password is no link to show."""
    try:
        name, port = parts.hostname, parts.port
    except ValueError:
        return None
    if not name or parts.username is not None or not (name := _ascii(name)):
        return None
    name = f"[{name}]" if ":" in name else name.rstrip(".")
    if not _HOST.fullmatch(name):
        return None
    return name if port is None or port == _PORTS[parts.scheme] else f"{name}:{port}"


def _ascii(name: str) -> str | None:
    if name.isascii():
        return name.lower()
    try:
        return name.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None


def _letters(name: str) -> str:
    if "xn--" not in name:
        return name
    try:
        return name.encode("ascii").decode("idna")
    except UnicodeError:
        return name


def _quoted(text: str, safe: str) -> str:
    """One spelling of percent-encoding: upper-case, only what needs it; reserved characters stay."""
    if "%" not in text:
        return quote(text, safe=safe)
    return "".join(
        part.upper()
        if n % 2
        else quote(unquote(part, errors="surrogateescape"), safe=safe, errors="surrogateescape")
        for n, part in enumerate(_RESERVED.split(text))
    )


# Escapes that mean something else than their character: %2F is no slash. A bare percent sign is escaped.
_RESERVED = late(r"(%(?:2[0-9a-fA-F]|3[a-fA-F]|40|5[bBdD]|[01][0-9a-fA-F]|7[fF]))")


def _without_tracking(query: str) -> str:
    if not query:
        return ""
    kept = (pair for pair in query.replace("&amp;", "&").split("&") if pair)
    return "&".join(
        _quoted(pair, _SAFE + "?[]")
        for pair in kept
        if not _TRACKING.fullmatch(unquote(pair.partition("=")[0]))
    )


def _target(url: str) -> str | None:
    parts = _split(url) if "?" in url else None
    if parts is None:
        return None
    host = (parts.hostname or "").lower()
    for name, path, parameters in _REDIRECTORS:
        if parts.path.startswith(path) and (host == name or host.endswith("." + name)):
            return _parameter(parts.query, parameters)
    if _GOOGLE.fullmatch(host) and parts.path == "/url":
        return _parameter(parts.query, ("url", "q"))
    return None


def _parameter(query: str, names: tuple[str, ...]) -> str | None:
    values = dict(parse_qsl(query))
    for name in names:
        target = values.get(name, "")
        if _split(target) is not None:
            return target
    return None
