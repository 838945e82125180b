"""What the pages of forums say in words: that nothing was found, that one must log in, wait, or in which time zone."""

from __future__ import annotations

import re
from datetime import timedelta, timezone, tzinfo

_HEAD = 20_000  # characters of a page in which it says what is the matter

_NOTHING = re.compile(
    r"\bno (?:suitable )?(?:matches|results|posts|topics|threads|discussions)|nothing (?:was )?found|returned no"
    r"|(?:did not|didn't) (?:return|match|find) any|there are no (?:topics|threads|posts)|no hits"
    r"|не найден[оы]|ничего не на|нет (?:тем|сообщений|результатов)|не дал результатов|не принес"
    r"|keine (?:treffer|ergebnisse|beiträge|themen|passenden)|aucun (?:résultat|sujet|message)|sin resultados"
    r"|немає (?:тем|повідомлень|результатів)|нічого не знайдено|brak wyników",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"you (?:must|need to|have to) (?:be (?:logged|a registered|registered)|log ?in|sign in|register)"
    r"|you are not (?:logged in|allowed)|you do not have permission|you've been banned|must be registered"
    r"|не авторизован|необходимо (?:войти|авториз|зарегистр)|(?:войдите|авторизуйтесь|зарегистрируйтесь), чтобы"
    r"|(?:недостаточно|нет|не имеете) прав|доступ (?:к .{1,40})?(?:запрещ|ограничен|закрыт)|потрібно увійти"
    r"|nicht angemeldet|keine (?:berechtigung|rechte)|sie müssen (?:sich|registriert|angemeldet)",
    re.IGNORECASE,
)
_TOO_OFTEN = re.compile(
    r"(?:cannot|can not|unable to) (?:use search|search) at this time|search (?:flood|again (?:in|after))"
    r"|must wait (?:at least )?\d+|flood(?: control| interval|-контрол)|подождите \d+"
    r"|не можете использовать поиск в данный момент|повторите (?:попытку|поиск) через|так(?:ая|ой) частый поиск",
    re.IGNORECASE,
)
_ZONE = re.compile(r"(?:UTC|GMT)\s*([+\N{MINUS SIGN}-])\s?(\d{1,2})(?:[:.](\d\d))?")


def says_nothing_found(words: str) -> bool:
    """Whether a page says that there is nothing to show."""
    return bool(_NOTHING.search(words))


def says_closed(words: str) -> bool:
    """Whether a page says that guests may not see it."""
    return bool(_CLOSED.search(words[:_HEAD]))


def says_too_often(words: str) -> bool:
    """Whether a page says that its search was used too often."""
    return bool(_TOO_OFTEN.search(words[:_HEAD]))


def told_zone(words: str) -> tzinfo | None:
    """``All times are GMT +3``, ``Часовой пояс: UTC+03:00``: the last of a page, where its footer is."""
    found = list(_ZONE.finditer(words))[-1:]
    if not found or int(found[0][2]) > 14:
        return None
    offset = timedelta(hours=int(found[0][2]), minutes=int(found[0][3] or 0))
    return timezone(offset if found[0][1] == "+" else -offset)
