"""Higher education institutions that public sources are matched to: names, identifiers, aliases, mergers.

Four csv files: `institutions` (one row each, former ones too), `identifiers` (organisation number, PIC, Erasmus code,
ROR, DBH code), `aliases` (spellings that a person has reviewed) and `successions` (which institution took the place of
which, and when). A former institution counts under the one of today in every year, so that it counts once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from models.config_sections import Institution

FOLDER = Path(__file__).parent
NAMES = ("name_nb", "name_en")
# Letters that have no plain one of their own; `dims/organisation_names.sql` does the same.
LETTERS = {"Æ": "AE", "Œ": "OE", "ẞ": "SS"}
ACCENTED = "ÅÄÁÀÂÃÉÈÊËÍÌÎÏÓÒÔÕÖØÚÙÛÜÇÑŁŃŚ"
PLAIN = "AAAAAAEEEEIIIIOOOOOOUUUUCNLNS"


@dataclass(frozen=True)
class KnownInstitution:
    """An institution of today: its key in all figures, its names, and its identifiers by kind."""

    id: str
    short_name: str
    country: str
    name: Mapping[str, str]
    identifiers: Mapping[str, tuple[str, ...]]
    names: tuple[str, ...]

    def is_called(self, text: str) -> bool:
        """Whether a text is its key, its short name, one of its names or one of its identifiers."""
        written = folded(text)
        own_names = (
            self.id,
            self.short_name,
            *self.names,
            *(one for many in self.identifiers.values() for one in many),
        )
        return bool(written) and written in {folded(one) for one in own_names}


@cache
def known_institutions() -> Mapping[str, KnownInstitution]:
    """Those of today by key, in the order of the file; names and identifiers of those they took the place of are
    theirs.
    """
    rows = {str(row["institution"]): row for row in _read("institutions").to_dicts()}
    today = {key: _today(key) for key in rows}
    identifiers: dict[str, dict[str, list[str]]] = {}
    for key, kind, identifier in _read("identifiers").rows():
        identifiers.setdefault(today[key], {}).setdefault(kind, []).append(identifier)
    names: dict[str, list[str]] = {}
    for key, row in rows.items():
        names.setdefault(today[key], []).extend(row[column] for column in NAMES)
    for name, _country, key, *_review in _read("aliases").rows():
        names[today[key]].append(name)
    return {
        key: KnownInstitution(
            key,
            row["short_name"],
            row["country"],
            {"nb": row["name_nb"], "en": row["name_en"]},
            {kind: tuple(many) for kind, many in identifiers.get(key, {}).items()},
            tuple(dict.fromkeys(names[key])),
        )
        for key, row in rows.items()
        if today[key] == key
    }


@cache
def successions() -> pl.DataFrame:
    """institution, successor, on (ISO day), note: every merger and change of name that figures are joined over."""
    return _read("successions")


@cache
def institution_keys() -> pl.DataFrame:
    """kind, key, country, institution: all that matches a row of a public source to an institution of today.

    kind is that of an identifier, or `name` for a folded name, which counts in the institution's country alone.
    """
    institutions = known_institutions().values()
    rows = [
        (kind, key, one.country, one.id)
        for one in institutions
        for kind, keys in one.identifiers.items()
        for key in keys
    ]
    rows += [
        ("name", written, one.country, one.id) for one in institutions for written in {folded(n) for n in one.names}
    ]
    schema = dict.fromkeys(("kind", "key", "country", "institution"), pl.String)
    return pl.DataFrame(rows, schema=schema, orient="row").sort("kind", "key", "country")


@cache
def institution_names() -> pl.DataFrame:
    """institution, name_nb, name_en, short_name, country of the institutions of today."""
    rows = [
        (one.id, one.name["nb"], one.name["en"], one.short_name, one.country) for one in known_institutions().values()
    ]
    schema = dict.fromkeys(("institution", "name_nb", "name_en", "short_name", "country"), pl.String)
    return pl.DataFrame(rows, schema=schema, orient="row")


@cache
def own_institution(institution: Institution) -> str:
    """The key of the configured institution: by one of its identifiers, else made of its short name."""
    configured = {
        "organisation_number": institution.organisation_number,
        "pic": institution.pic,
        "erasmus_code": institution.erasmus_code,
        "ror": institution.ror,
        "dbh_code": (institution.dbh_code,) if institution.dbh_code else (),
    }
    for one in known_institutions().values():
        if any(set(one.identifiers.get(kind, ())).intersection(codes) for kind, codes in configured.items()):
            return one.id
    return folded(institution.short_name).lower().replace(" ", "_")


def find_institution(text: str) -> KnownInstitution | None:
    """The institution that a text names by key, short name, name, alias or identifier; None for no known one."""
    return next((one for one in known_institutions().values() if one.is_called(text)), None)


def folded(name: str) -> str:
    """A name as it is compared: capitals without accents, one blank between words; as in `organisation_names.sql`."""
    plain = name.upper()
    for letter, letters in LETTERS.items():
        plain = plain.replace(letter, letters)
    plain = plain.translate(str.maketrans(ACCENTED, PLAIN))
    return " ".join("".join(sign if sign.isascii() and sign.isalnum() else " " for sign in plain).split())


def _today(key: str) -> str:
    successors = {row[0]: row[1] for row in successions().rows()}
    while key in successors:
        key = successors[key]
    return key


def _read(name: str) -> pl.DataFrame:
    return pl.read_csv(FOLDER / f"{name}.csv", infer_schema=False)
