"""The language of a text."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentionwatch.text import language
from mentionwatch.text.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Старлинк опять не работает", "ru"),
        ("Сеть пропала", "ru"),
        ("Інтернет знову не працює", "uk"),
        ("Інтэрнэт не працуе ў нас", "be"),
        ("Не работи интернетът", "bg"),
        ("Това не е вярно, няма да се оправи", "bg"),
        ("Ну че, опять не работает? Еще и деньги сняли", "ru"),
        ("Интернет не ради већ два дана", "sr"),
        ("Интернет жұмыс істемейді, не істеуге болады", "kk"),
        ("The service is down again and nobody answers", "en"),
        ("Das Internet funktioniert schon wieder nicht", "de"),
        ("Internet ne marche plus depuis hier soir", "fr"),
        ("El servicio no funciona desde ayer", "es"),
        ("网络坏了", "zh"),
        ("ネットが切れた", "ja"),
        ("인터넷이 안 돼요", "ko"),
        ("الإنترنت لا يعمل", "ar"),
        ("Το ίντερνετ δεν δουλεύει", "el"),
        ("Starlink, Starlink: сеть пропала", "ru"),
        ("https://example.org/starlink @starlink_support #starlink сеть пропала", "ru"),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    "text", ["", "ok", "Starlink", "😀😀", "12345", "https://example.org/a/long/address", "@somebody #tag"]
)
def test_too_little_text_is_no_language(text: str) -> None:
    assert detect(text) is None


def test_what_neither_letters_nor_little_words_tell_a_model_does() -> None:
    assert detect("O serviço não funciona desde ontem") == "pt"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Het internet is weg, and the show must go on: dat is wat ze zeiden in de winkel van Odido", "nl"),
        (
            "Das Netz ist weg. „The best service“, that was wohl ein Witz, und die Hotline nimmt nicht ab",
            "de",
        ),
        (
            "El servicio no funciona desde ayer; the router that you have me mandaron es de otra compañía, señores",
            "es",
        ),
    ],
)
def test_a_few_words_of_english_make_no_english_text(text: str, language: str) -> None:
    assert detect(text) == language


def test_english_and_russian_are_told_without_the_model() -> None:
    program = (
        "import sys; from mentionwatch.text.language import detect;"
        "assert detect('They have been down since the morning, and this is what you get for your money') == 'en';"
        "assert detect('Сеть опять пропала, и никто не отвечает') == 'ru';"
        "assert 'py3langid' not in sys.modules and 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_beginning_of_a_long_text_tells() -> None:
    english = "the service that you have is down again, and nobody would tell us why or when it comes back. "
    german = "Das Internet funktioniert schon wieder nicht, und niemand sagt uns, wann es wieder geht. "
    assert detect(german * 10 + english * 10) == "de"
    assert detect(english * 10 + german * 10) == "en"


@given(st.text(st.sampled_from("aZéứ ,1“😀жёαア語한ก") | st.characters()))
def test_letters_of_latin_texts_are_counted_as_those_of_all(text: str) -> None:
    quick = language._script(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language, "_ELSEWHERE", re.compile(""))
        assert language._script(text) == quick


def test_every_other_script_lies_elsewhere() -> None:
    others = re.compile("|".join(f"[{letters}]" for name, letters in language._SCRIPTS if name != "Latn"))
    letters = [chr(code) for code in range(0x10000) if others.match(chr(code))]
    assert all(map(language._ELSEWHERE.match, letters))


@given(st.text())
def test_nothing_breaks_it(text: str) -> None:
    found = detect(text)
    assert found is None or len(found) == 2


def test_russian_is_told_without_loading_the_model() -> None:
    program = (
        "import sys; from mentionwatch.text.language import detect; detect('Сеть пропала'); "
        "sys.exit('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
