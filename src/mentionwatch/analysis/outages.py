"""Whether a text tells that a service is down: the one event of which nobody uses the same words.

"The net is gone", "X is dead", "massive failure at X": reports of an outage share the name and little else. That
they come within hours of each other makes them one event.
"""

from __future__ import annotations

import re

_READ = 1500

_SAYS = re.compile(
    r"""
    \b(?: сбо[йяюеи]\w* | авари(?:я|и|ю|ей|йн\w+) | блэкаут\w*
      | обр(?:ыв\w*|ван\w*|вал\w*)\s+(?:\w+\s+)?(?:кабел\w+|опти\w+|лини\w+|провод\w*|связ\w+)
      | оборвал\w*\s+(?:\w+\s+)?(?:кабель|оптик\w|лини\w|провод\w*)
      | (?:не|перестал\w*|плохо)\s+(?:работает|работать|работают|грузит\w*|открывает\w*|загружает\w*|показывает)
      | (?:нет|без|пропал\w*|отключил\w*|отрубил\w*|вырубил\w*|исчез\w*)\s+
        (?:\w+\s+){0,2}(?:интернет\w*|связ\w+|сет\w|сигнал\w*|свет\w?|вод[аыу]|электричеств\w+|доступ\w*)
      | (?:интернет|связь|сеть|сигнал|свет|сайт|сервис|доступ|приложение)\s+(?:\w+\s+)?
        (?:пропал\w*|лежит|лёг|лег|легла|упал\w*|исчез\w*|отсутствует|недоступ\w+|вырубил\w*|отвалил\w*)
      | отсутстви\w+\s+(?:интернета|связи|сети|сигнала)
      | (?:лежит|лежат|прилёг|прилег|упал|упала|отвалился|отвалилась|м[её]ртв\w*)(?=[\s?!.,]|$)
      | outages?(?!\s+(?:log|map|page|history)) | blackout | offline | unavailable | unreachable
      | (?:is|are|was|were|been|completely|totally|still|went|gone|goes)\s+(?:down|dark)
      | (?:not|stopped|isn't|isn’t|doesn't|doesn’t|won't|won’t)\s+(?:work|working|load|loading)
      | (?:no|lost|without)\s+(?:(?:an?|its|the|our|my)\s+)?(?:internet|service|connection|signal|phones?|power|network)
    )\b""",
    re.VERBOSE,
)


def outage(text: str) -> str | None:
    """The words by which a text says that something is down, or None. The first 1,500 characters are read."""
    read = text[:_READ]
    found = _SAYS.search(
        read.replace("İ", "I").lower()
    )  # as long as the text; ignoring case takes four times as long
    return read[found.start() : found.end()] if found else None
