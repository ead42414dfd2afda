"""The feed agreements: what each partner and the institution have agreed, for whom and for how long."""

from datetime import date, timedelta

import polars as pl

from pipelines.demo.institution import Generator, happens
from pipelines.demo.partners import partners

FACULTIES = ("60", "61", "62", "63", "64", "65", "66", "67")
ERASMUS = frozenset("DE FR ES IT NL SE DK FI IS AT BE PL CZ PT IE GR HU EE LV LT SI HR SK BG CY MT TR".split())
NORDIC = frozenset("SE DK FI IS FO GL EE LV LT".split())
NORTH = frozenset("IS FO GL FI CA".split())
NORPART = frozenset("TZ UG ET GH MW NP PS ZM".split())
DEVELOPMENT = {"US": "intpart", "CN": "utforsk", "IN": "utforsk", "BR": "utforsk", "ZA": "intpart", "CA": "panoam"}
GLOBAL = frozenset("AU ZA GE UA MY VN KR".split())
ISEP_FULBRIGHT = {"University of Hawaiʻi at Mānoa": "isep", "University of Florida": "isep",
                  "Stanford University": "fulbright", "Boston University": "fulbright"}  # fmt: skip
LEVELS = (None, None, "master", "bachelor|master|integrated_master|professional")
FIELDS = ("04", "07", "02", "06", "07", "09", "05", "03")


def agreements(rng: Generator) -> pl.DataFrame:
    """One row per agreement: the canonical columns, `country`, `weight` and the faculties it covers as bools."""
    rows = [
        _agreement(rng, partner, scheme, weight, number)
        for partner in partners().iter_rows(named=True)
        for number, (scheme, weight) in enumerate(_schemes(rng, partner))
    ]
    return pl.DataFrame(rows, infer_schema_length=None).with_columns(
        (pl.lit("A") + pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(4)).alias("agreement_id")
    )


def _schemes(rng: Generator, partner: dict[str, object]) -> list[tuple[str, float]]:
    """Schemes of a partner's agreements, each with its weight among the partner's stays."""
    country, alliances = str(partner["country"]), str(partner["alliances"] or "")
    chosen: list[tuple[str, float]] = []
    if country in ERASMUS:
        chosen += [("erasmus_plus", 1.0)] * int(rng.choice([1, 2, 3], p=[0.55, 0.35, 0.1]))
    else:
        chosen += [("bilateral", 1.0)] * int(rng.choice([1, 2], p=[0.6, 0.4]))
    optional = (
        ("nordplus", country in NORDIC, 0.7, 0.25),
        ("north", country in NORTH, 0.5, 0.15),
        ("nordic5tech", "n5t" in alliances, 1.0, 0.6),
        ("enhance", "enhance" in alliances, 1.0, 0.4),
        ("bilateral", country in ERASMUS, 0.12, 0.15),
        ("norpart", country in NORPART, 0.9, 1.0),
        (DEVELOPMENT.get(country, ""), country in DEVELOPMENT, 0.25, 0.06),
        ("erasmus_plus_global", country in GLOBAL, 0.4, 0.12),
        (ISEP_FULBRIGHT.get(str(partner["name"]), ""), partner["name"] in ISEP_FULBRIGHT, 1.0, 0.8),
        ("traineeship", True, 0.02, 0.3),
    )
    chosen += [(scheme, weight) for scheme, fits, chance, weight in optional if fits and happens(rng, chance)]
    return chosen


def _agreement(
    rng: Generator, partner: dict[str, object], scheme: str, weight: float, number: int
) -> dict[str, object]:
    """One agreement. The first of a partner stands throughout, so that no year is without a place to go."""
    valid_from, valid_to, status = _validity(rng, scheme, str(partner["country"]), number)
    whole_university = number == 0 or happens(rng, 0.25)
    chosen = sorted(rng.choice(len(FACULTIES), size=int(rng.integers(1, 4)), replace=False).tolist())
    assured = status == "in_effect" and happens(rng, 0.75)
    assured_on = max(date(2019, 1, 1) + timedelta(days=int(rng.integers(0, 2400))), valid_from)
    ends_soon = status == "in_effect" and valid_to is not None and valid_to < date(2027, 1, 1)
    return {
        "partner_id": partner["partner_id"],
        "country": partner["country"],
        "scheme": scheme,
        "weight": weight * float(str(partner["share"])),
        "unit_codes": None if whole_university else "|".join(f"{FACULTIES[i]}0000" for i in chosen),
        "degree_levels": LEVELS[int(rng.integers(0, len(LEVELS)))],
        "isced_f": None if whole_university else FIELDS[chosen[0]],
        "valid_from": valid_from,
        "valid_to": valid_to,
        "status": status,
        "quality_assured_on": assured_on if assured else None,
        "quality_valid_until": assured_on.replace(year=assured_on.year + 5, day=1) if assured else None,
        "published": status == "in_effect" and happens(rng, 0.85),
        "places_out": int(rng.integers(1, 7)),
        "places_in": int(rng.integers(1, 7)),
        "renewal_started": happens(rng, 0.5) if ends_soon else None,
        **{f"covers_{f}": whole_university or i in chosen for i, f in enumerate(FACULTIES)},
    }  # fmt: skip


def _validity(rng: Generator, scheme: str, country: str, number: int) -> tuple[date, date | None, str]:
    """First and last day and status, by how schemes began and ended."""
    if country == "RU":
        return date(2009, 1, 1), date(2022, 3, 11), "terminated"
    if scheme == "enhance":
        return date(2021, 1, 1), date(2027, 12, 31), "in_effect"
    start = date(2009, 1, 1)
    if number == 0:
        return start, None, "in_effect"
    fate = str(rng.choice(["ended", "limited", "draft", "standing"], p=[0.2, 0.25, 0.05, 0.5]))
    if fate == "ended":
        return start, date(int(rng.integers(2018, 2025)), 7, 31), "terminated"
    if fate == "limited":
        first = int(rng.integers(2014, 2024))
        return date(first, 1, 1), date(max(first + 7, 2026), 12, 31), "in_effect"
    if fate == "draft":
        return date(2026, 8, 1), None, "draft"
    return start, date(int(rng.integers(2026, 2032)), 7, 31), "in_effect"
