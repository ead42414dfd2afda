"""Countries by the names that files give them: names of CLDR in the languages of Europe, and other names in use."""

import re
import unicodedata
from functools import cache
from pathlib import Path

from babel import Locale

from data_contracts.codes import code_table
from data_contracts.text import named_columns
from data_contracts.yaml_text import parse_yaml

OTHER = Path(__file__).with_name("countries.yaml")
LANGUAGES = (
    *("en", "nb", "nn", "da", "sv", "de", "nl", "fr", "es", "it", "pt", "ca", "eu", "gl", "pl", "cs", "sk", "hu", "ro"),
    *("bg", "el", "fi", "et", "lv", "lt", "sl", "hr", "sr", "sr_Latn", "bs", "mk", "sq", "is", "ga", "mt", "tr", "uk"),
    *("ru", "lb", "cy"),
)
APART = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "ł": "l", "đ": "d", "ı": "i"})  # what Unicode keeps whole
NOT_LETTERS = re.compile(r"[\W_]+")


def folded(name: str) -> str:
    """A name as it is compared: `  TÜRKİYE ` and `Turkiye` are both `turkiye`."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(APART))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(NOT_LETTERS.sub(" ", letters).split())


def country_of(name: str) -> str | None:
    """ISO 3166 code (two letters) of a country by its name in any language, by its code, EL or UK; else None."""
    codes, names = _known()
    return codes.get(name.strip().upper()) or names.get(folded(name))


@cache
def _known() -> tuple[dict[str, str], dict[str, str]]:
    """Code as written → code, and folded name → code; what means one country here and another there (Kongo) is out."""
    countries = code_table("countries")
    country_codes = countries.get_column("country_code").to_list()
    other = parse_yaml(OTHER.read_text(encoding="utf-8"))
    names = {folded(name): code for name, code in other["names"].items()}
    for column in named_columns(countries.columns).values():
        for name, code in zip(countries.get_column(column), country_codes, strict=True):
            if name:
                names.setdefault(folded(name), code)
    published: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if code in country_codes:
                published.setdefault(folded(name), set()).add(code)
    clear = {name: min(codes) for name, codes in published.items() if len(codes) == 1}
    return {code: code for code in country_codes} | other["codes"], clear | names
