"""A text's language told by its smallest words: good enough to know English from Polish, and nearly free."""

from __future__ import annotations

from functools import cache

from mentionwatch.text.normal import Text

# Words that only one of these languages, or hardly another, has. Folded.
_WORDS = {
    "en": "the of and is are was were for with that this you my your it's on at have has they we be from by as it "
    "will would about their his her who been when your just get all up what can our",
    "de": "der die das und ist nicht ein eine den mit von auf fur im dem zu sich auch wird bei nach werden einer",
    "fr": "le les des et est une dans pour qui sur pas avec du au ce sont par plus cette ses aux mais",
    "es": "el los las y una por con para del es que se su al lo como mas pero sus sobre entre fue",
    "it": "il di che e un una per non con del della sono gli nel alla dei le anche delle piu dal",
    "pt": "o os as e um uma com nao para do da dos das em no na que por mais foi ao pelo sua",
    "nl": "de het een en van niet met voor zijn op aan dat ook werd naar bij wordt uit maar",
    "pl": "w z sie nie jest ze przez jak dla po od oraz ktory ktora ktore tym jego przed byl przy lub juz wiekszosc",
    "cs": "je se v na ze ktery ktera ktere pro byl jako uz podle jsou by jeho pri nebo tak az vice ve",
    "sk": "je sa v na ze ktory ktora ktore pre bol ako uz podla su by jeho pri alebo tak az viac vo",
    "sl": "je v se na ki za da bi so ni bo pri po tudi kot ter zaradi bila pa od iz bodo",
    "hr": "je u se na koji koja koje za da bi su nije bio pri od kao te zbog bila sto i iz ce",
    "ru": "и в не на что с по как это за от из у к для был так но же бы все его",
    "uk": "і в не на що з та як це за від із у до для був так але ж би його який",
    "bg": "и в не на че с за от се да са по като си ще бе беше му най след при",
}  # fmt: skip
# Small words that are told from names by their marks alone: ``über`` is no Uber.
_MARKED = (
    "über für où là très à é è più già né così más sí tú él está qué até já são não só às też są być się że który "
    "má až už své být sú că să și för på så än är här där når också få"
)
_LANGUAGES: dict[str, tuple[str, ...]] = {}
for _language, _list in _WORDS.items():
    for _word in _list.split():
        _LANGUAGES[_word] = (*_LANGUAGES.get(_word, ()), _language)


def language_of(text: Text) -> str:
    """The language that most small words speak for, or ``""`` where none, or two alike, are there."""
    if text.language is None:
        text.language = _counted(text)
    return text.language


@cache
def _marked_words() -> frozenset[str]:
    return frozenset(_MARKED.split())


def is_marked_word(word: str) -> bool:
    """Whether it is a small word of some language that has marks, whatever its case."""
    return not word.isascii() and word.lower() in _marked_words()


def _counted(text: Text) -> str:
    get = _LANGUAGES.get
    known = [languages for edges in text.edges if edges and (languages := get(edges[0][1]))]
    if not known:
        return ""
    votes: dict[str, int] = {}
    for languages in known:
        for language in languages:
            votes[language] = votes.get(language, 0) + 1
    most = max(votes.values())
    first, *others = [language for language, number in votes.items() if number == most]
    return "" if others else first
