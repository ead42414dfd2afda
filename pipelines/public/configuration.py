"""The `utsyn.toml` of an institution that is known by public lists alone."""

import json
from collections.abc import Iterable

from models.config import Config
from models.config_sections import PeerSet
from models.institutions import KnownInstitution, own_institution

HEAD = """# {name}, by public figures alone: begun by `utsyn public {id}`, and yours to change.
{plan}"""
LISTS = """
[code_lists]
priority_countries = "ntnu/priority_countries.csv"
"""


def configuration(institution: KnownInstitution, shipped: Config) -> str:
    """The text of `utsyn.toml` for an institution, which names a plan only where that is its own.

    It is compared with the universities of the shipped first set, and with the shipped institution in its own place;
    the shipped institution keeps its other sets too.
    """
    shipped_own = own_institution(shipped.institution)
    identifiers = institution.identifiers
    fields: dict[str, str | list[str]] = {
        "name_nb": institution.name["nb"],
        "name_en": institution.name["en"],
        "short_name": institution.short_name,
        "country": institution.country,
        "pic": list(identifiers.get("pic", ())),
        "organisation_number": (numbers := list(identifiers.get("organisation_number", ()))),
        "vat": [f"NO{number}MVA" for number in numbers],
        "erasmus_code": list(identifiers.get("erasmus_code", ())),
        "ror": list(identifiers.get("ror", ())),
        "dbh_code": next(iter(identifiers.get("dbh_code", ())), ""),
        "names": list(dict.fromkeys((*institution.names, *(name.upper() for name in institution.names)))),
    }
    lines = [f"{key} = {_toml(value)}" for key, value in fields.items() if value]
    is_shipped = institution.id == shipped_own
    sets = shipped.peer_sets if is_shipped else shipped.peer_sets[:1]
    plan = f'plan = "{shipped.plan}"\n' if is_shipped else ""
    return "\n".join((
        HEAD.format(name=institution.name["en"], id=institution.id, plan=plan),
        "[institution]",
        *lines,
        *_sets(sets, institution.id, shipped_own),
        LISTS if institution.country == shipped.institution.country else "",
    ))  # fmt: skip


def _sets(sets: Iterable[PeerSet], institution: str, shipped_own: str) -> Iterable[str]:
    for one in sets:
        members = [member for member in (shipped_own, *one.institutions) if member != institution]
        chosen = members if institution != shipped_own else list(one.institutions)
        names = ", ".join(f"{language} = {_toml(words)}" for language, words in one.name.written())
        yield f'\n[[peer_sets]]\nid = "{one.id}"\nname = {{{names}}}\ninstitutions = {_toml(chosen)}'


def _toml(value: str | list[str]) -> str:
    """A string or a list of them; TOML writes both as JSON does."""
    return json.dumps(value, ensure_ascii=False)
