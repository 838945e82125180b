"""The language of a text."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentionwatch.text.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Старлинк опять не работает", "ru"),
        ("Сеть пропала", "ru"),
        ("Інтернет знову не працює", "uk"),
        ("Інтэрнэт не працуе ў нас", "be"),
        ("Не работи интернетът", "bg"),
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


def test_only_languages_in_question_are_given() -> None:
    text = "O serviço não funciona desde ontem"
    assert detect(text) == "pt"
    assert detect(text, among=("en", "es")) in {"en", "es"}
    assert detect("Сеть пропала", among=("uk", "en")) == "uk"
    assert detect("Сеть пропала", among=("en", "de")) is None


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
