"""Platforms that people look for and that cannot be read, or not any more: what was, and what to use instead."""

from __future__ import annotations

CLOSED: dict[str, str] = {
    alias: message
    for message, aliases in {
        "closed-amazon": ("amazon", "amazonreviews"),
        "closed-bing": ("bing", "bingnews", "bingsearch"),
        "closed-copiny": ("copiny", "copinycom", "копини"),
        "closed-crowdtangle": ("crowdtangle",),
        "closed-dzen": ("dzen", "zen", "yandexzen", "дзен"),
        "closed-facebook-search": ("facebooksearch", "fbsearch"),
        "closed-google-play": ("googleplay", "playmarket", "playstore", "androidreviews"),
        "closed-google-plus": ("google+", "googleplus", "gplus"),
        "closed-instagram-basic": ("instagrambasic", "instagrambasicdisplay"),
        "closed-irecommend": ("irecommend", "irecommendru", "айрекомменд"),
        "closed-odnoklassniki": ("odnoklassniki", "ok", "okru", "одноклассники"),
        "closed-otzovik": ("otzovik", "otzovikcom", "отзовик"),
        "closed-pushshift": ("pushshift",),
        "closed-reddit-json": ("redditjson",),
        "closed-tripadvisor": ("tripadvisor", "booking", "bookingcom"),
        "closed-twitter": ("twitter", "twitterv1", "твиттер"),
        "closed-yandex-blogs": ("yandexblogs", "yandexblogsearch", "blogsyandexru", "яндексблоги"),
    }.items()
    for alias in aliases
}
"""The message (``locale/*/closed.ftl``) of each name that people use: in lower case, without spaces, dots, hyphens
and underscores."""
