"""A comparison with peers as flat records, the same on the command line and in the data of the annual report."""

from collections.abc import Mapping
from typing import Any, Final

from data_contracts.text import in_language
from models.config_sections import PeerSet
from models.peers import Comparison, Standing, compare, compared_indicators
from models.question import Viewer
from models.store import OpenBuild

NATION = "country"  # the peer set of all institutions of the country
# Every field with the type of its values; figures are empty where they are not shown or not known.
FIELDS: Final[Mapping[str, type]] = {
    "indicator": str,
    "peer_set": str,
    "institution": str,
    "name": str,
    "country": str,
    "is_own": bool,
    "first_year": int,
    "last_year": int,
    "numerator": float,
    "denominator": float,
    "value": float,
    "sign": str,
    "unit": str,
    "place": int,
    "of": int,
    "national_place": int,
    "national_of": int,
    "own_national_share": float,
    "distance_of_own": float,
    "per_student_and_year": float,
    "per_full_time_equivalent_and_year": float,
    "source": str,
    "differs": str,
    "file_dates": str,
    "origin": str,
}


def records(comparison: Comparison, differs: str, build: OpenBuild, language: str) -> list[dict[str, Any]]:
    """One record per institution, the best first."""
    return [_record(one, comparison, differs, build, language) for one in comparison.standings]


def all_records(viewer: Viewer, build: OpenBuild, language: str) -> list[dict[str, Any]]:
    """The records of every indicator that a public source has of peers, in each set that is configured."""
    rows: list[dict[str, Any]] = []
    sets: tuple[PeerSet | None, ...] = build.config.peer_sets or (None,)
    for name in compared_indicators(build):
        for peer_set in sets:
            if (comparison := compare(name, viewer, build, peer_set)) is not None:
                rows += records(comparison, differences(name, build, language), build, language)
    return rows


def differences(indicator: str, build: OpenBuild, language: str) -> str:
    """How the public source counts otherwise than the institution's own feeds, in words."""
    peers = build.indicators[indicator].peers
    return " ".join(one[language] for one in peers.differs) if peers is not None else ""


def _record(one: Standing, comparison: Comparison, differs: str, build: OpenBuild, language: str) -> dict[str, Any]:
    label, row = build.labels.get("institution", {}).get(one.institution, {}), one.figure
    national = one.national_place is not None
    return {
        "indicator": comparison.indicator.id,
        "peer_set": comparison.peer_set.id if comparison.peer_set else NATION,
        "institution": one.institution,
        "name": in_language(label, language, one.institution),
        "country": label.get("parent"),
        "is_own": one.institution == comparison.own,
        "first_year": comparison.first_year,
        "last_year": comparison.last_year,
        "numerator": None if row is None or row.numerator is None else float(row.numerator),
        "denominator": None if row is None or row.denominator is None else float(row.denominator),
        "value": None if row is None else row.value,
        "sign": ":" if row is None else row.sign and row.sign.value,
        "unit": comparison.indicator.unit,
        "place": one.place,
        "of": comparison.placed if one.place is not None else None,
        "national_place": one.national_place,
        "national_of": comparison.national if national else None,
        "own_national_share": comparison.national_share,
        "distance_of_own": comparison.distance(one),
        "per_student_and_year": one.per.get("students"),
        "per_full_time_equivalent_and_year": one.per.get("staff"),
        "source": comparison.source.title[language],
        "differs": differs,
        "file_dates": ", ".join(sorted({source.modified_on for source in comparison.meta.sources})),
        "origin": comparison.meta.origin,
    }
