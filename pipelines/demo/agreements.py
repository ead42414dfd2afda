"""The feed agreements: what each partner and the institution have agreed, for whom and for how long."""

from datetime import date, timedelta
from typing import Any

import polars as pl

from pipelines.demo.faults import EXPIRED_AGREEMENT, EXPIRED_PARTNER
from pipelines.demo.institution import FACULTIES, Generator, happens, serial, table
from pipelines.demo.partners import partners

COUNTED_LEVELS = ("bachelor", "master", "integrated_master", "professional")
FIRST_DAY = date(2009, 1, 1)
FIRST_ASSURANCE, DAYS_OF_ASSURANCE, YEARS_ASSURED = date(2019, 1, 1), 2400, 5
NEXT_YEAR_ENDS = date(2026, 12, 31)
OUTCOMES = {"ended": 0.2, "limited": 0.25, "draft": 0.05, "standing": 0.5}
LEVELS = (None, None, "master", "bachelor|master|integrated_master|professional")
FIELDS = ("04", "07", "02", "06", "07", "09", "05", "03")


def agreements(rng: Generator, programmes: pl.DataFrame) -> pl.DataFrame:
    """One row per agreement: canonical columns, `country`, `weight_out`, `weight_in` and booleans `covers_<faculty>`.

    A partner's first agreement covers the whole university and is long as its scheme, so that no year is
    without a place to go. The others name programmes of their faculties: some have none.
    """
    rows = [
        _agreement(rng, partner, scheme, is_first=number == 0)
        for partner in partners().iter_rows(named=True)
        for number, scheme in enumerate(_schemes(rng, partner))
    ]
    taught = {
        faculty: part["programme_code"].sort().to_list()
        for (faculty,), part in programmes.filter(pl.col("degree_level").is_in(COUNTED_LEVELS)).group_by(
            pl.col("unit_code").str.head(2)
        )
    }
    named = [_named(rng, row, taught) for row in rows]
    numbered = pl.DataFrame(named, infer_schema_length=None).with_columns(serial("A", 4).alias("agreement_id"))
    return pl.concat([numbered, _expired(numbered)])


def _named(rng: Generator, row: dict[str, Any], taught: dict[str, list[str]]) -> dict[str, Any]:
    """The agreement with a programme or two of each of its faculties."""
    faculties = [unit[:2] for unit in (row["unit_codes"] or "").split("|") if unit]
    chosen = [str(code) for faculty in faculties for code in rng.choice(taught[faculty], size=int(rng.integers(1, 3)))]
    return row | {"programme_codes": "|".join(sorted(set(chosen))) or None}


def _schemes(rng: Generator, partner: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows of the table of schemes that the partner has an agreement under."""
    groups = {*partner["groups"].split("|"), *(partner["alliances"] or "").split("|")}
    open_to = table("agreement_schemes").filter(pl.col("group").is_in(groups))
    return [scheme for scheme in open_to.iter_rows(named=True) if happens(rng, float(scheme["chance"]))]


def _agreement(rng: Generator, partner: dict[str, Any], scheme: dict[str, Any], is_first: bool) -> dict[str, Any]:
    valid_from, valid_to, status = _validity(rng, scheme)
    in_effect = status == "in_effect"
    whole_university = is_first or happens(rng, 0.25)
    chosen = sorted(rng.choice(len(FACULTIES), size=int(rng.integers(1, 4)), replace=False).tolist())
    assured_on = max(FIRST_ASSURANCE + timedelta(days=int(rng.integers(0, DAYS_OF_ASSURANCE))), valid_from)
    assured = in_effect and happens(rng, 0.75)
    ends_soon = in_effect and valid_to is not None and valid_to <= NEXT_YEAR_ENDS
    return {
        "partner_id": partner["partner_id"],
        "country": partner["country"],
        "scheme": scheme["scheme"],
        **{way: float(scheme[way]) * partner["share"] for way in ("weight_out", "weight_in")},
        "unit_codes": None if whole_university else "|".join(f"{FACULTIES[i]}0000" for i in chosen),
        "degree_levels": LEVELS[int(rng.integers(0, len(LEVELS)))],
        "isced_f": None if whole_university else FIELDS[chosen[0]],
        "valid_from": valid_from,
        "valid_to": valid_to,
        "status": status,
        "quality_assured_on": assured_on if assured else None,
        "quality_valid_until": assured_on.replace(year=assured_on.year + YEARS_ASSURED, day=1) if assured else None,
        "published": in_effect and happens(rng, 0.85),
        "places_out": int(rng.integers(1, 7)),
        "places_in": int(rng.integers(1, 7)),
        "renewal_started": happens(rng, 0.5) if ends_soon else None,
        **{f"covers_{faculty}": whole_university or i in chosen for i, faculty in enumerate(FACULTIES)},
    }


def _validity(rng: Generator, scheme: dict[str, Any]) -> tuple[date, date | None, str]:
    """First day, last day and status: as the table fixes them, or drawn from how agreements fare."""
    if scheme["validity"] == "fixed":
        valid_to = date.fromisoformat(scheme["valid_to"]) if scheme["valid_to"] else None
        ended = valid_to is not None and valid_to < NEXT_YEAR_ENDS
        return date.fromisoformat(scheme["valid_from"]), valid_to, "terminated" if ended else "in_effect"
    begun = int(rng.integers(2014, 2024))
    return {
        "ended": (FIRST_DAY, date(int(rng.integers(2018, 2025)), 7, 31), "terminated"),
        "limited": (date(begun, 1, 1), date(max(begun + 7, 2026), 12, 31), "in_effect"),
        "draft": (date(2026, 8, 1), None, "draft"),
        "standing": (FIRST_DAY, date(int(rng.integers(2026, 2032)), 7, 31), "in_effect"),
    }[str(rng.choice(list(OUTCOMES), p=list(OUTCOMES.values())))]


def _expired(agreements: pl.DataFrame) -> pl.DataFrame:
    """The agreement that ran out and is still used."""
    first = agreements.filter(pl.col("partner_id") == EXPIRED_PARTNER).head(1)
    return first.with_columns(
        pl.lit(EXPIRED_AGREEMENT).alias("agreement_id"),
        pl.lit(date(2019, 7, 31)).alias("valid_to"),
        pl.lit("terminated").alias("status"),
        pl.lit(False).alias("published"),
        pl.lit(0.0).alias("weight_out"),
        pl.lit(0.0).alias("weight_in"),
        *(pl.lit(None, pl.Date).alias(name) for name in ("quality_assured_on", "quality_valid_until")),
    )
