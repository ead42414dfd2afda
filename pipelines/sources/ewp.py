"""Inter-institutional agreements of Erasmus Without Paper: answers of the get endpoint, versions 6 and 7.

Each agreement is one row of agreements and one of partners. Contact persons are not read. An answer of the approval
endpoint (`…approval….xml`) beside it holds no rows: it puts into effect the agreement whose hash it names.
"""

import itertools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

import polars as pl

from data_contracts.codes import code_table
from models.config import Config
from pipelines.reading.readers import ReadError
from pipelines.sources.countries import country_codes
from pipelines.sources.erasmus_ka1_matching import LISTS, holders, lists_beside
from pipelines.sources.ewp_xml import parse
from pipelines.sources.ror import websites
from pipelines.sources.source import SourceReader

ROR = "ror"
FOLDER = "ewp_iias"
ANSWER, APPROVALS = "iias-get-response", "iias-approval-response"
STUDIES, TRAINEESHIPS = "student-studies-mobility-spec", "student-traineeship-mobility-spec"
CYCLES = {"5": "other", "6": "first", "7": "second", "8": "third"}  # by level of the European framework (EQF)
ACADEMIC_YEAR = re.compile(r"^(\d{4})/(\d{4})$")
UNIT_CODE = re.compile(r"^\d{6}$")
BROADEST_FIELD = 2  # digits of the least that a field of education may be given with
TRUE = ("true", "1")
AGREEMENTS = (
    *("agreement_id", "partner_id", "scheme", "unit_codes", "degree_levels", "isced_f", "valid_from", "valid_to"),
    *("status", "places_out", "places_in"),
)
PARTNERS = ("partner_id", "name", "country", "schac")

Row = dict[str, str | None]


@dataclass(frozen=True)
class Conditions:
    """One direction of exchange that an agreement holds: who sends, who receives, in which academic years."""

    kind: str
    sending: str | None
    receiving: str | None
    years: tuple[str, str] | None
    places: str | None
    element: Element

    @property
    def is_of_students(self) -> bool:
        """Students, not staff."""
        return self.kind in (STUDIES, TRAINEESHIPS)


def read(path: Path, config: Config) -> dict[str, pl.DataFrame]:
    """An answer → agreements and partners, one row per agreement each; an approval → no rows. Raises ReadError."""
    root = parse(path)
    if root.tag not in (ANSWER, APPROVALS):
        raise ReadError(f"{path}: is an answer '{root.tag}'; expected '{ANSWER}' or '{APPROVALS}' of EWP.")
    own_domains: set[str | None] = {_folded(schac) for schac in config.institution.schac}
    approved = {pair for file in beside(path) for pair in _approvals(parse(file))}
    agreements = [(iia, _partners(iia, own_domains)) for iia in root.findall("iia")]
    rows = [_agreement(iia, ours, theirs, approved) for iia, (ours, theirs) in agreements]
    names = [_text(theirs, "hei-id", _folded) for _, (_, theirs) in agreements]
    partners = pl.DataFrame(
        {"partner_id": names, "name": names, "country": _countries(names, path, config), "schac": names},
        schema=dict.fromkeys(PARTNERS, pl.String),
    )
    countries = country_codes(partners.get_column("country"))
    return {
        "agreements": pl.DataFrame(rows, schema=dict.fromkeys(AGREEMENTS, pl.String)),
        "partners": partners.with_columns(countries.alias("country")),
    }


def beside(path: Path) -> tuple[Path, ...]:
    """The approvals in the folder of an answer."""
    others = (file for file in path.parent.glob("*.xml") if "approval" in file.name.lower())
    return () if "approval" in path.name.lower() else tuple(sorted(file for file in others if file.is_file()))


def deciding(path: Path) -> tuple[Path, ...]:
    """The approvals beside an answer, and the charter lists and files of ROR that know partners' countries."""
    return (*beside(path), *lists_beside(path, FOLDER), *lists_beside(path, FOLDER, ROR))


READER = SourceReader(feeds=("agreements", "partners"), read=read, beside=deciding)


def _approvals(root: Element) -> list[tuple[str | None, str | None]]:
    return [(_text(item, "iia-id"), _text(item, "iia-hash")) for item in root.findall("approval")]


def _partners(iia: Element, own_domains: set[str | None]) -> tuple[Element | None, Element | None]:
    """This institution's part of an agreement and the other's; None for either that is not to be shown."""
    parts = iia.findall("partner")
    ours = [part for part in parts if _text(part, "hei-id", _folded) in own_domains]
    theirs = [part for part in parts if part not in ours]
    return (ours[0], theirs[0]) if len(ours) == len(theirs) == 1 else (None, None)


def _agreement(
    iia: Element, ours: Element | None, theirs: Element | None, approved: set[tuple[str | None, str | None]]
) -> Row:
    own_domain, other = (_text(part, "hei-id", _folded) for part in (ours, theirs))
    conditions = [_conditions(element) for element in iia.findall("cooperation-conditions/*")]
    students = [item for item in conditions if item.is_of_students]
    years = [item.years for item in conditions if item.years]
    kinds = {item.kind for item in conditions}
    return {
        "agreement_id": _text(ours, "iia-id") or _text(ours, "iia-code") or _their_number(theirs),
        "partner_id": other,
        "scheme": "traineeship" if kinds == {TRAINEESHIPS} else "erasmus_plus",
        "unit_codes": _units(conditions, own_domain),
        "degree_levels": "|".join(
            sorted({_level(item) for each in students for item in each.element.iter("eqf-level")})
        )
        or None,
        "isced_f": _field(code.text or "" for item in conditions for code in item.element.iter("isced-f-code")),
        "valid_from": min((first for first, _ in years), default=None),
        "valid_to": max((last for _, last in years), default=None),
        "status": _status(iia, approved),
        "places_out": _places([item for item in students if item.sending == own_domain]),
        "places_in": _places([item for item in students if item.receiving == own_domain]),
    }


def _conditions(element: Element) -> Conditions:
    """Years come one by one in version 6, as the first and the last in version 7."""
    names = ("receiving-academic-year-id", "receiving-first-academic-year-id", "receiving-last-academic-year-id")
    years = [_academic_year((item.text or "").strip()) for name in names for item in element.findall(name)]
    places = element.find("mobilities-per-year")
    is_open = places is None or places.get("not-yet-defined") in TRUE
    return Conditions(
        kind=element.tag,
        sending=_text(element, "sending-hei-id", _folded),
        receiving=_text(element, "receiving-hei-id", _folded),
        years=(min(first for first, _ in years), max(last for _, last in years)) if years else None,
        places=None if is_open else _text(element, "mobilities-per-year"),
        element=element,
    )


def _academic_year(written: str) -> tuple[str, str]:
    """First and last day, August to July (2024/2024: the calendar year); what is not a year stays for quarantine."""
    match = ACADEMIC_YEAR.match(written)
    if not match:
        return written, written
    first, last = match.groups()
    return (f"{first}-01-01", f"{last}-12-31") if first == last else (f"{first}-08-01", f"{last}-07-31")


def _places(conditions: list[Conditions]) -> str | None:
    """Places a year in one direction: the most of any academic year, None while some are not decided."""
    if any(item.places is None or item.years is None for item in conditions):
        return None
    if wrong := [item.places for item in conditions if not (item.places or "").isdecimal()]:
        return wrong[0]
    spans = [(item.years or ("", ""), int(item.places or 0)) for item in conditions]
    return str(max((sum(n for (a, b), n in spans if a <= first <= b) for (first, _), _ in spans), default=0))


def _status(iia: Element, approved: set[tuple[str | None, str | None]]) -> str:
    """In effect by the answer's own word, or by an approval of exactly this version of the agreement."""
    conditions = iia.find("cooperation-conditions")
    if conditions is not None and conditions.get("terminated-as-a-whole") in TRUE:
        return "terminated"
    version = _text(iia, "iia-hash") or _text(iia, "conditions-hash")
    is_approved = version is not None and (_text(iia.find("partner"), "iia-id"), version) in approved
    return "in_effect" if _text(iia, "in-effect") in TRUE or is_approved else "draft"


def _units(conditions: list[Conditions], own_domain: str | None) -> str | None:
    """Own units where the network knows them by their six digits; otherwise the whole institution."""
    sides = [("sending", item.sending, item) for item in conditions]
    sides += [("receiving", item.receiving, item) for item in conditions]
    units = {_text(item.element, f"{side}-ounit-id") or "" for side, hei, item in sides if hei == own_domain}
    return "|".join(sorted(units)) if units and all(UNIT_CODE.match(unit) for unit in units) else None


def _level(element: Element) -> str:
    written = (element.text or "").strip()
    cycle = CYCLES.get(written, "")
    codes = code_table("degree_levels").filter(cycle=cycle).get_column("code")
    if cycle == "other":  # of several the last is that of no particular level
        codes = codes.reverse()
    return str(codes[0]) if len(codes) else written


def _field(codes: Iterable[str]) -> str | None:
    """The field of education that all conditions share, in as many digits as they share."""
    written = sorted({code.strip() for code in codes})
    if not written:
        return None
    pairs = zip(written[0], written[-1], strict=False)  # the first and the last share what all share
    shared = "".join(digit for digit, _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))
    return shared if len(shared) >= BROADEST_FIELD else None


def _their_number(theirs: Element | None) -> str | None:
    number = _text(theirs, "iia-id") or _text(theirs, "iia-code")
    return f"{_text(theirs, 'hei-id', _folded)}:{number}" if number else None


def _countries(names: Iterable[str | None], path: Path, config: Config) -> list[str | None]:
    """By the configuration, else by the website in a charter list or in ROR, else by a national domain."""
    more = config.headings.get(LISTS, {})
    charters = _by_domain(holders(file, more) for file in lists_beside(path, FOLDER))
    registry = _by_domain(websites(file) for file in lists_beside(path, FOLDER, ROR))
    lists = (config.partner_countries, charters, registry)
    return [next((one[name] for one in lists if name and name in one), None) or _top_domain(name) for name in names]


def _by_domain(lists: Iterable[pl.DataFrame]) -> dict[str, str]:
    """Domain → the country of all that have it in their website; a domain of several countries identifies nothing."""
    listed: dict[str, set[str]] = {}
    for table in lists:
        for website, country in table.select("website", "country").drop_nulls().iter_rows():
            for domain in _domains(website):
                listed.setdefault(domain, set()).add(country)
    return {domain: min(countries) for domain, countries in listed.items() if len(countries) == 1}


def _domains(website: str) -> list[str]:
    """`http://www.eps.upc.edu/en` → eps.upc.edu, upc.edu."""
    host = website.strip().lower().partition("://")[2] or website.strip().lower()
    labels = host.split("/")[0].split(":")[0].removeprefix("www.").split(".")
    return [".".join(labels[place:]) for place in range(len(labels) - 1)]


def _top_domain(name: str | None) -> str | None:
    """The end of a domain name where it is a country's: two letters."""
    end = (name or "").rpartition(".")[2].upper()
    return end if len(end) == 2 and end.isalpha() and end != "EU" else None  # noqa: PLR2004  # of two letters


def _text(element: Element | None, name: str, change: Callable[[str], str] = str) -> str | None:
    text = (element.findtext(name) or "").strip() if element is not None else ""
    return change(text) if text else None


def _folded(name: str) -> str:
    return name.strip().lower()
