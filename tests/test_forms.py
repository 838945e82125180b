"""Forms of query words."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentionwatch.model import Post, Topic
from mentionwatch.text.forms import expand, is_common, key_of
from mentionwatch.text.forms_endings import inflect
from mentionwatch.text.forms_kept import read, written
from mentionwatch.text.forms_kinds import KINDS, Form
from mentionwatch.text.forms_twins import layout_twin, transliterations
from mentionwatch.text.match import Matcher


@pytest.mark.parametrize(
    ("word", "languages", "wanted"),
    [
        ("Старлинк", (), "старлинка старлинку старлинком старлинке"),
        ("Билайн", (), "билайна билайну билайном билайне билайны"),
        ("Тинькофф", (), "тинькоффа тинькоффу тинькоффом тинькоффе"),
        ("Точка", ("ru",), "точки точке точку точкой"),
        ("Вести", ("ru",), "вестей вестям вестями вестях"),
        ("МТС", (), "мтса мтсу мтсом мтсе"),
        ("РЖД", ("ru",), "ржда ржду рждом"),
        ("Київстар", (), "київстару київстаром київстарі"),
        ("Газпром", ("uk",), "газпрому газпромом"),
        ("Orlen", ("pl",), "orlenu orlenem orlenowi"),
        ("Biedronka", ("pl",), "biedronki biedronce biedronke biedronka"),
        ("Škoda", ("cs",), "skody skode skodu skodou"),
        ("Mercator", ("sl",), "mercatorja mercatorju mercatorjem"),
        ("Народна", ("bg",), "народната"),
        ("Starlink", ("en",), "starlinks"),
        ("Telekom", ("de",), "telekoms"),
        ("Ryanair", (), "ryanairа ryanairом ryanairу ryanairовский"),
    ],
)
def test_forms(word: str, languages: tuple[str, ...], wanted: str) -> None:
    assert set(wanted.split()) <= expand(word, languages).keys()


@pytest.mark.parametrize("word", ["мтсовский", "мтсовская", "мтсовскими"])
def test_adjectives(word: str) -> None:
    assert expand("МТС")[word].kind == "adjective"


def test_people_give_no_adjectives() -> None:
    assert not [form for form in expand("Петров").values() if form.kind == "adjective"]


def test_languages_narrow() -> None:
    assert "skody" not in expand("Škoda", ("de",))
    assert "билайнът" in expand("Билайн", ("bg",))
    assert "билайнът" not in expand("Билайн", ("ru",))


def test_the_plural_of_a_name_in_the_plural_only() -> None:
    assert "весть" not in expand("Вести", ("ru",))


def test_the_word_itself_comes_first_and_is_exact() -> None:
    assert next(iter(expand("Старлинк").values())) == Form("старлинк", "exact")


def test_words_with_digits_have_no_endings() -> None:
    assert expand("Tele2").keys() <= {"tele2", "теле2"}


def test_abbreviations_lose_no_letter() -> None:
    assert "на" not in expand("НАТО", ("bg",))
    assert "na" not in expand("NATO", ("pl",))
    assert all(len(form) >= 2 for form in expand("PO", ("pl",)))


def test_transliterations() -> None:
    assert "starlink" in transliterations("старлинк")
    assert transliterations("starlink") == ["старлинк"]
    assert transliterations("tele2") == []
    assert expand("Старлинк")["starlink"].kind == "translit"


def test_transliterations_that_are_words_are_told_or_left_out() -> None:
    assert expand("Ozon")["озоном"].kind == "translit-word"
    assert "три" not in expand("Three")
    assert not [form for form in expand("Sky") if form.startswith("ск")]
    assert "уберу" not in expand("Uber")
    assert "часе" not in expand("Chase")


@pytest.mark.parametrize(
    ("name", "heard"),
    [
        ("iPhone", "айфонами"),
        ("Wi-Fi", "вайфая"),
        ("Nike", "найковские"),
        ("Viber", "вайбере"),
        ("Facebook", "фейсбуком"),
        ("YouTube", "ютубе"),
        ("Apple", "эппл"),
        ("Google", "гугла"),
        ("Spotify", "спотифай"),
        ("McDonald's", "макдональдс"),
        ("Wildberries", "вайлдберриз"),
        ("Toyota", "тойоту"),
        ("L'Oréal", "лореаль"),
        ("MTS", "мтсом"),
        ("2ГИС", "2gis"),
        ("Citroën", "ситроена"),
        ("WhatsApp", "ватсапе"),
        ("Яндекс", "yandex"),
        ("Київстар", "kyivstar"),
        ("Мегафон", "megafonru"),
    ],
)
def test_names_are_written_by_ear(name: str, heard: str) -> None:
    assert expand(name)[heard].kind == "translit"


@pytest.mark.parametrize(
    ("name", "language", "form"),
    [
        ("Orlen", "pl", "orlenowska"),
        ("Vodafone", "cs", "vodafonovy"),
        ("Telekom", "de", "telekomkunden"),
        ("Роснефть", "ru", "роснефтевский"),
        ("ВК", "ru", "вкшный"),
        ("МГУ", "ru", "мгушный"),
        ("АТБ", "uk", "атбшний"),
    ],
)
def test_what_belongs_to_a_name(name: str, language: str, form: str) -> None:
    assert expand(name, (language,))[form].kind == "adjective"


def test_words_of_every_day_have_no_adjectives() -> None:
    assert "bankowy" not in expand("Bank", ("pl",))


def test_ukrainian_words_are_ordinary_where_the_language_is_told() -> None:
    assert not is_common("пошта")
    assert is_common("пошта", ("uk",))


def test_layout() -> None:
    assert layout_twin("Билайн") is None  # Б is a comma there
    assert layout_twin("мтс") == "vnc"
    assert "vnc" in expand("мтс", layout=True)
    assert "vnc" not in expand("мтс")


def test_look_alike_abbreviations() -> None:
    assert expand("BBC")["ввс"].kind == "lookalike"


def test_ordinary_words() -> None:
    assert is_common("Магнит")
    assert is_common("Apple")
    assert not is_common("Старлинк")
    assert not is_common("Билайн")
    assert not is_common("Сбербанк")
    assert not is_common("Ozon")


def test_keys_drop_joiners() -> None:
    assert key_of("L'Oréal") == "loreal"
    assert key_of("Wi-Fi") == "wifi"


def test_tables_of_languages_that_we_do_not_have_are_empty() -> None:
    assert inflect("word", "xx") == []


def test_the_cache_is_asked_first() -> None:
    cache: dict[str, str] = {}
    forms = expand("Старлинк", cache=cache)
    assert expand("Старлинк", cache=cache) == forms
    (name,) = cache
    cache[name] = "exact:\tстарлинк\t"
    assert list(expand("Старлинк", cache=cache)) == ["старлинк"]


@pytest.mark.parametrize(
    "damaged", ["", "nonsense", "exact\tстарлинк\t", "form:ru", "verb:ru\tа\tб", "exact:\tx"]
)
def test_a_damaged_cache_is_made_anew(damaged: str) -> None:
    cache: dict[str, str] = {}
    forms = expand("Старлинк", cache=cache)
    (name,) = cache
    cache[name] = damaged
    assert expand("Старлинк", cache=cache) == forms
    assert read(cache[name]) == forms


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(categories=("L", "N")), min_size=1),
            st.sampled_from(sorted(KINDS)),
            st.sampled_from(["", "ru", "pl"]),
        ),
        min_size=1,
    )
)
def test_forms_are_read_as_they_were_written(given_forms: list[tuple[str, str, str]]) -> None:
    forms = {key: Form(key, KINDS[kind], language) for key, kind, language in given_forms}
    assert read(written(forms)) == forms


SENTENCES = {
    "ru": "Вчера в городе Москве Иванов про {} рассказал, а потом мы поехали домой.",
    "uk": "Вчора у місті Києві Іваненко про {} розповів, а потім ми поїхали додому.",
    "pl": "Wczoraj w Warszawie Nowak powiedział o {} i potem pojechaliśmy do domu.",
    "cs": "Včera v Praze Novák řekl o {} a potom jsme jeli domů.",
    "sk": "Včera v Bratislave Novák povedal o {} a potom sme išli domov.",
    "sl": "Včeraj v Ljubljani je Novak rekel o {} in potem smo šli domov.",
    "hr": "Jučer u Zagrebu je Horvat rekao o {} i onda smo išli kući.",
    "bg": "Вчера в град София Иванов каза за {} и после отидохме вкъщи.",
    "en": "Yesterday in London Smith said that {} was there and then we went home.",
    "de": "Gestern in Berlin sagte Schmidt über {} und dann gingen wir nach Hause.",
    "es": "Ayer en Madrid dijo Gómez sobre {} y luego fuimos a casa.",
    "fr": "Hier à Paris Dupont a dit de {} et puis nous sommes rentrés.",
    "it": "Ieri a Roma Rossi ha detto di {} e poi siamo tornati a casa.",
    "pt": "Ontem em Lisboa Silva falou de {} e depois fomos para casa.",
    "be": "Учора ў Мінску Іваноў сказаў пра {}, а потым мы пайшлі дадому.",
    "kk": "Кеше Алматыда Серік {} туралы айтты да үйге кетті.",
    "uz": "Kecha Toshkentda Karimov {} haqida gapirdi va keyin uyga ketdik.",
    "tr": "Dün Ankara’da Yılmaz {} hakkında konuştu ve sonra eve gittik.",
    "fi": "Eilen Helsingissä Virtanen puhui {} asiasta ja sitten menimme kotiin.",
    "sv": "I går i Stockholm sade Svensson om {} och sedan gick vi hem.",
}
INFLECTED = Path(__file__).with_name("inflected.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("line", INFLECTED)
def test_names_are_found_in_every_form(line: str) -> None:
    """Lines of tests/inflected.txt: language, query, forms of it in texts, each to be found and not doubted."""
    language, query, forms = line.split(" | ")
    matcher = Matcher([Topic(name="topic", query=query, languages=(language,))])
    for form in forms.split(", "):
        text = SENTENCES[language].format(form)
        matches = matcher.match(Post(source="test", id="1", text=text, language=language))
        assert [match.doubtful for match in matches] == [False], form


_WITHOUT_UKRAINIAN = """
import sys
import pymorphy3.analyzer, pymorphy3_dicts_ru

sys.modules["pymorphy3_dicts_uk"] = None
pymorphy3.analyzer._lang_dict_paths = lambda: {"ru": pymorphy3_dicts_ru.get_path()}

from mentionwatch.analysis.lemmas import lemma
from mentionwatch.cli import main
from mentionwatch.model import Post, Topic
from mentionwatch.text.match import Matcher

matcher = Matcher([Topic(name="t", query='"Нова пошта", Київстар, Розетка', languages=("uk",))])
for text in sys.argv[2].split("|"):
    found = matcher.match(Post(source="x", id="1", text=text))
    print(*(span.text for match in found for span in match.spans), sep=",")
assert lemma("їжаком")
sys.argv[1:] = ["--config", sys.argv[1], "check"]
main()
"""


def test_without_the_dictionary_of_ukrainian_its_forms_come_from_endings(tmp_path: Path) -> None:
    config = tmp_path / "c.toml"
    config.write_text(
        'database = "m.db"\nfeeds = ["https://a.example/"]\n'
        '[[topics]]\nname = "A"\nquery = "Київстар"\nlanguages = "uk"\n',
        encoding="utf-8",
    )
    texts = "у Новій пошті|Нову Пошту закрили|з Київстаром не працює|у Розетці купив|йшов дощ"
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT_UKRAINIAN, str(config), texts],
        capture_output=True, text=True, encoding="utf-8", check=False, env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[:5] == ["Новій пошті", "Нову Пошту", "Київстаром", "Розетці", ""]
    assert "mentionwatch[uk]" in lines[-1]
