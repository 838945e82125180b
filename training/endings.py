"""Makes src/mentionwatch/text/data/endings.json: what the ends of base forms turn into, by language.

Two sources are joined: the declensions as grammars give them (DECLARED), and pairs of base form and text form
seen at least twice in annotated news (BSNLP shared tasks). With --half they are taken from one half of the
documents, so that the other half can measure them. All on folded letters, as forms are compared.

    python training/endings.py FOLDER_WITH_bsnlp_docs.jsonl.gz [--half]
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from mentionwatch.text.forms import key_of

OUTPUT = Path(__file__).parents[1] / "src/mentionwatch/text/data/endings.json"
LEARNED = ("bg", "cs", "hr", "pl", "sk", "sl", "uk")
LEAST = 2
LEAST_ANYWHERE = 15
LONGEST = 5

# Ends of base forms -> ends of the other forms. "" is any base form.
_POSSESSIVE = (
    "ov ova ovo ove ovi ovu ovy ovou ovega ovemu ovem ovim ovih ovimi oveho ovych ovym ovymi ovog ovom"
)
_HERS = (
    "in ina ino ine ini inu iny inou inega inemu inem inim inih inimi ineho inych inym inymi inog inoj inom"
)
_SOFT_POSSESSIVE = "ev eva evo eve evi evu evega evemu evem evim evih evimi evog evom"
DECLARED: dict[str, dict[str, str]] = {
    "en": {"": "s es", "y": "ies"},
    "de": {"": "s es e en n er ern", "e": "en es er em n"},
    "nl": {"": "s en e"},
    "es": {"": "s es"},
    "fr": {"": "s x es e"},
    "it": {"": "s", "a": "e", "o": "i", "e": "i"},
    "pt": {"": "s es"},
    "pl": {
        "": "a u owi em ie om ami ach ow y i e iem ze m go mu im ego emu ym ych ich imi ymi",
        "t": "cie ci", "d": "dzie", "r": "rze", "st": "scie", "l": "le", "g": "dze", "k": "ce cy",
        "w": "wia wiu wiem wie", "b": "bia biu biem", "p": "pia piu piem", "n": "nia niu niem nie",
        "c": "cia ciu ciem", "z": "zia ziu ziem", "s": "sia siu siem sie", "sc": "sci scia",
        "nie": "nom now nami nach", "si": "chow chom chami chach", "zy": "row rom rami rach",
        "dzi": "dow dom dami dach", "ki": "ek", "enia": "en",
        "ek": "ka ku kiem kowi ki kow kom kami kach", "iec": "ca cu cem cowi cy cow com cami cach",
        "ec": "ca cu cem cowi cy cow", "ol": "olu", "or": "oru", "od": "odu odzie", "ow": "owa owem owie owu",
        "a": "y i e a o ie om ami ach ej iej ego emu ych ym ich im ich ymi imi ii ji",
        "ka": "ce ek kow", "ga": "dze g", "ra": "rze r", "ta": "cie t", "da": "dzie d", "ia": "ii i ie io",
        "na": "nie n", "sta": "scie", "cha": "sze", "la": "li le l",
        "o": "a u em ie om ami ach owi y", "to": "cie", "do": "dzie", "wo": "wie w", "sto": "scie",
        "e": "a u em i ego emu ym ych ymi im ich imi om ami ach ow owi",
        "ie": "iow ow ia iu iem im ich imi iego iemu iej", "cy": "cow kow kom kami kach iec", "ci": "tow tom tami tach",
        "y": "ego emu ym ych ymi a ej e ow om ami ach", "i": "iego iemu im ich imi a iej ie ow om ami ach ego",
    },
    "cs": {
        "": "a u e em ovi y i um ech ich ho mu m ch mi " + _POSSESSIVE + " uv",
        "ek": "ku ka kem kovi ky ek kum", "ec": "ce ci cem cu covi cum cich", "k": "ce cich", "h": "ze zich",
        "ch": "se sich", "r": "re", "el": "le lu la lem lovi", "en": "ne nu nem", "er": "ru ra rem rovi",
        "a": "y e u ou o i am ami ach eho emu em ym ych ymi ho mu m " + f"{_POSSESSIVE} {_HERS}",
        "ka": "ce ek", "ga": "ze", "ha": "ze",
        "cha": "se", "ra": "re", "va": "ve v", "ia": "i ii ie iu ii",
        "o": "a u em e ech um y i", "ko": "ce cich", "stvo": "stev",
        "e": "i u em ich emi im ete eti a eho emu ym ych ymi", "i": "u um ich ho mu m ch mi",
        "y": "u um ech ami ach am eho emu em ym ych ymi a e i ou", "ci": "ku kum ky kem", "ove": "u um y ech i",
        "um": "a u em omu omem ome", "us": "u a em ovi", "ur": "oru ora ore orem", "ul": "olu ole olem",
        "uz": "ozu oze ozem", "ni": "ny nu num", "si": "chy chu chum",
    },
    "sk": {
        "": "a u ovi om e i y ov och mi ami ho mu m ch " + _POSSESSIVE,
        "ek": "ku kom kovi ka ky kov", "ec": "ca cu com covi ci cov", "er": "ra ru rom", "ok": "ku kom",
        "a": "y e u ou i am ach ami ej eho emu om ym ych ymi " + f"{_POSSESSIVE} {_HERS}",
        "ia": "ie iu iou ii", "ka": "kou ke k iek", "ad": "adu", "ov": "ovho ovmu",
        "o": "a u e om ach i ovi", "e": "a u i om eho emu ych ym ej ou", "ie": "ia iu im i",
        "y": "eho emu om ym ych ymi a e u ej ou ov och", "i": "eho emu om im ich imi a e u ej ou ov",
        "va": "v", "na": "n ne", "ta": "t te",
    },
    "sl": {
        "": "a u om em i e ov ev ih oma ema ja ju jem ji jev jih jeva m h n l " + _POSSESSIVE
        + f" {_SOFT_POSSESSIVE} jevo jeve jevi jevega jevemu jevem jevim jevih jevimi",
        "ek": "ka ku kom ki kov ke", "ec": "ca cu cem ci cev ce", "elj": "lja lju ljem", "er": "ra ru rom",
        "en": "na nu nom nega nem", "el": "la lu lom",
        "a": f"e i o ah am ami ama ega emu em im ih imi oma {_HERS} {_POSSESSIVE} {_SOFT_POSSESSIVE}",
        "ja": "ij", "ka": "k ki", "na": "n", "ia": "iji ijo ije ij ijin ijina ijino ijine ijinega ijini ijinem ijinih",
        "je": "ij", "ev": "eva evega evemu evem evim evi evo eve evih evimi",
        "ov": "ova ovega ovemu ovem ovim ovi ovo ove ovih ovimi", "an": "anov anom ane ani",
        "ar": "arja arju arjem arji arjev arje",
        "o": "a u om ih i ega emu em im imi e", "e": "a u em ih i o ega emu im imi",
        "i": "ega emu em im ih imi a e o ov ev om h m", "stvo": "stev", "ij": "ijev",
    },
    "hr": {
        "": f"a u om em e i ima ovi ove ama og oga omu ome im ih oj m {_POSSESSIVE} {_SOFT_POSSESSIVE}",
        "ac": "ca cu cem ci ce", "ak": "ka ku kom", "ar": "ra ru rom", "er": "ra ru rom", "ao": "la lu lom",
        "ov": "ova ovu ovom ovog ovoj ove ovi ovih ovim", "ev": "eva evu evom evog evoj eve evi evih evim",
        "a": f"e i u om o ama oj og oga omu im ih {_HERS}", "ka": "ci", "ga": "zi", "ha": "si",
        "o": "a u om ima og oga omu em eg emu", "e": "a u em ima og oga om eg ega emu im ih eta etu etom",
        "i": "og oga om omu ome im ih ima a e u oj eg ega",
    },
    "bg": {
        "": "а я ът ят ият та то те и ия у ове овете ите м",
        "ен": "ния ният на ната но ното ни ните", "ък": "ка кът", "ър": "ра рът", "ец": "ца цът ци ците",
        "а": "ата та и ите о", "я": "ята и ите", "о": "ото а ата", "е": "ето та тата ия ията", "и": "ия ият ите",
        "й": "я ят и ите", "ка": "ки ките", "т": "тът",
    },
    "uk": {
        "": "а у ом ем і и ові еві ю я ям ями ях ами ах ам ів ою ею",
        "а": "и і у ою о ам ами ах", "я": "і ї ю ею єю ям ями ях", "о": "а у ом і ам", "е": "а у ем я ю",
        "ія": "ії ію ією", "ь": "я ю ем і еві", "й": "я ю єм ї єві", "ка": "ці ок", "га": "зі", "к": "ці",
        "ий": "ого ому им а ої у ою е і их ими", "ець": "ця цю цем ці",
    },
    "ru": {
        "": "а у ом е ы ов ам ами ах", "а": "ы и е у ой ю ей ам ами ах", "я": "и е ю ей", "о": "а у ом е",
        "ия": "ии ию ией", "ь": "я ю ем е и ью", "й": "я ю ем е и", "ий": "ого ому им ая ой ую ое ие их ими",
        "еа": "еи ее ею еей", "иа": "ии ию ией", "ы": "ов ам ами ах", "и": "ей ям ями ях ов ам ами ах",
    },
    "be": {
        "": "а у ам ом ем е ы і аў ам амі ах", "а": "ы е у ай аю ам амі ах", "я": "і ю яй яю", "ія": "іі ію іяй",
        "ка": "цы", "га": "зе", "ь": "і ю", "й": "я ю ем і", "кі": "каў кам камі ках", "о": "а у ом е",
    },
    "kk": {
        "": "ның нің дың дің тың тің га ге ка ке ны ні ды ді ты ті да де та те дан ден тан тен нан нен мен бен пен "
        "ға қа лар лер дар дер тар тер сы сі ы і",
    },
    "uz": {"": "ning ga ka qa ni da dan lar larning larga larni si i"},
    "latin": {
        "": "a u owi ovi ie em om i y e ja ju jem ou s", "a": "y i e u o ou ie ej oj iej am ach om", "ka": "ce ci",
        "ia": "ii",
        "ra": "rze", "ta": "cie", "o": "a u em om", "e": "a u em i en", "ek": "ka ku kiem kem", "er": "ra ru rem",
        "t": "cie", "d": "dzie", "k": "kiem", "g": "giem", "y": "ego emu ym ych",
        "i": "iego iemu iej im ich ega emu ho og om ow", "da": "dzie", "wo": "wie",
    },
    "cyrillic": {
        "": "ові еві ем і ів ею ою ът ят та то те ите", "а": "і у ата ите", "я": "і ї ята", "о": "ото", "е": "ето",
        "ія": "ії ію ією", "ия": "ії ію ією ията", "й": "єм ї єві", "ь": "еві і", "и": "ия ият ите",
        "ка": "ці", "га": "зі", "ха": "сі", "нь": "нню", "ть": "ттю", "ль": "ллю", "сь": "ссю", "зь": "ззю",
        "ко": "ка ку ком кові",
    },
    "sv": {"": "s n en ns ens et ets"},
    "da": {"": "s n en ns ens et ets"},
    "no": {"": "s n en ens et ets"},
    "fi": {"": "n in ia iin issa ista ille illa ilta ta ssa sta lle lla lta an en on un aan een iin na ksi"},
    "tr": {"": "da de dan den ya ye a e i u in un nin nun yi yu la le ta te tan ten daki deki"},
}  # fmt: skip


def is_learned_from(name: str) -> bool:
    """Whether a document is one to learn from: all are but with --half, where the others measure."""
    return "--half" not in sys.argv or in_training_half(name)


def in_training_half(name: str) -> bool:
    """Whether a document is in the half that benchmarks/matching.py calls tuned."""
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 0


def main() -> None:
    """Writes the table from the folder named on the command line."""
    tables: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for language, table in DECLARED.items():
        for end, new in table.items():
            tables[language][end.strip()] |= set(new.split()) | (
                {""} if end in ("a", "e", "o", "y") else set()
            )
    for (language, end, new), seen in _pairs(Path(sys.argv[1]) / "bsnlp_docs.jsonl.gz").items():
        if seen >= LEAST:
            tables[language][end].add(new)
        if seen >= LEAST_ANYWHERE:
            tables["cyrillic" if language in ("bg", "uk") else "latin"][end].add(new)
    text = {
        language: {end: ",".join(sorted(new - {end})) for end, new in sorted(table.items())}
        for language, table in sorted(tables.items())
    }
    OUTPUT.write_text(json.dumps(text, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def _pairs(path: Path) -> Counter[tuple[str, str, str]]:
    pairs: Counter[tuple[str, str, str]] = Counter()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for document in map(json.loads, lines):
            if document["lang"] in LEARNED and is_learned_from(document["doc"]):
                for base, form in _words(document):
                    pairs.update((document["lang"], *pair) for pair in _ends(base, form))
    return pairs


def _words(document: dict) -> Iterator[tuple[str, str]]:  # type: ignore[type-arg]
    for mention in document["mentions"]:
        bases = mention["lemma"].split()
        forms = document["text"][mention["s"] : mention["e"]].split()
        if len(bases) == len(forms):
            yield from ((key_of(base), key_of(form)) for base, form in zip(bases, forms, strict=True))


def _ends(base: str, form: str) -> Iterator[tuple[str, str]]:
    shared = next(
        (i for i, (a, b) in enumerate(zip(base, form, strict=False)) if a != b), min(len(base), len(form))
    )
    end, new = base[shared:], form[shared:]
    if (
        base != form
        and shared >= 2
        and len(end) <= LONGEST - 1
        and len(new) <= LONGEST
        and (end + new).isalpha()
    ):
        yield end, new


if __name__ == "__main__":
    main()
