"""Codes of languages, and the endings of domains."""

from __future__ import annotations

import re

_ISO_639_1 = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de
dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id
ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu
lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu
rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr
ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
_COUNTRIES = """
ac ad ae af ag ai al am ao ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by
bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg es et eu fi
fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im
in io iq ir is it je jm jo jp ke kg kh ki km kn kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc
md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om
pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn so
sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve
vg vi vn vu wf ws ye yt za zm zw
"""
_BRANDS_LIVE_UNDER = """
com net org info biz name pro edu gov int mil aero asia cat coop jobs mobi museum tel travel xxx
academy agency app art bank bar beer bet blog business buzz cafe capital care cash casino center
chat city clinic cloud club codes coffee company community consulting cool credit delivery design
dev digital direct email energy estate events exchange express family farm fashion finance fit
fitness fun fund games garden global gold group guide guru health help host hotel house ink
institute insure land law legal life link live loan lol ltd market marketing media money moscow
music network news ninja one online page partners parts photo photos pizza place plus press red rent
repair report rest restaurant review reviews rocks run sale school services shop show site social
software solutions space sport store studio style support systems tatar taxi team tech today tools
top tours trade training tube university vip video vision wiki win wine work works world wtf xyz
yoga zone example test рф рус бел укр срб мкд бг қаз мон ею москва дети онлайн сайт орг ком католик
"""

LANGUAGES = frozenset(_ISO_639_1.split())

LANGUAGE_SLIPS = {
    "ua": "uk",
    "cz": "cs",
    "jp": "ja",
    "cn": "zh",
    "gr": "el",
    "dk": "da",
    "kz": "kk",
    "us": "en",
    "gb": "en",
    "eng": "en",
    "rus": "ru",
    "ukr": "uk",
    "deu": "de",
    "ger": "de",
    "fra": "fr",
    "english": "en",
    "russian": "ru",
    "ukrainian": "uk",
    "german": "de",
    "french": "fr",
    "spanish": "es",
    "italian": "it",
    "polish": "pl",
    "английский": "en",
    "русский": "ru",
    "украинский": "uk",
    "немецкий": "de",
    "французский": "fr",
    "испанский": "es",
    "итальянский": "it",
    "польский": "pl",
}
"""Codes of countries, of three letters, and names, that people write for the language's."""

DOMAIN_ENDINGS = frozenset((_COUNTRIES + _BRANDS_LIVE_UNDER).split())
"""A name with another ending is a word with a dot in it (Яндекс.Такси, Node.js)."""


def language_code(told: str) -> str | None:
    """The ISO 639-1 code that a code or a name means: ``en`` for ``en-GB`` and ``English``, ``uk`` for ``ua``.

    None for what means none.
    """
    code = re.split("[-_]", told.strip().lower(), maxsplit=1)[0]
    code = LANGUAGE_SLIPS.get(code, code)
    return code if code in LANGUAGES else None
