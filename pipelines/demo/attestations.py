"""The feed attestations: how far departments and the institution say they have come with goals that are not counted."""

from typing import Any

import polars as pl

from pipelines.demo.institution import Generator, departments, happens, rules_of

INSTITUTION = "000000"
NEEDS_SECOND = 3
FIRST_DAY, DAYS_TO_ATTEST = 60, 270
SCHEMA = {
    "goal_id": pl.String, "unit_code": pl.String, "year": pl.Int64, "day": pl.Int64, "level": pl.Int64,
    "statement": pl.String, "owner": pl.String, "not_relevant_reason": pl.String, "has_second": pl.Boolean,
}  # fmt: skip


def attestations(rng: Generator) -> pl.DataFrame:
    """One row per goal, unit and day: years 2022–2025, those not renewed in 2025 expired by the end of it."""
    rules = rules_of("attestations")
    rows = [
        row
        for goal, about in rules["goals"].items()
        for unit in (INSTITUTION, *departments())
        for row in _of_unit(rng, goal, about, unit)
    ]
    rows += [
        _row(rng, goal, about, INSTITUTION, year, about["institution"], about["statement"])
        for goal, about in rules["institution_only"].items()
        for year in rules["attests"]
    ]
    attested_on = pl.date("year", 1, 1) + pl.duration(days="day")
    evidence = pl.concat_str(pl.lit(rules["evidence"]), "year", "unit_code", "goal_id", separator="/")
    return (
        pl.DataFrame(rows, schema=SCHEMA)
        .with_columns(
            attested_on.alias("attested_on"),
            (attested_on + pl.duration(days=rules["valid_days"])).alias("valid_until"),
            (pl.lit("leder-") + pl.col("unit_code")).alias("attested_by"),
            pl.when("has_second").then(pl.lit("kontroll-") + pl.col("unit_code")).alias("second_attester"),
            pl.when(pl.col("level") >= NEEDS_SECOND).then(evidence).alias("evidence_url"),
        )
        .sort("attested_on", "goal_id", "unit_code")
    )


def _of_unit(rng: Generator, goal: str, about: dict[str, Any], unit: str) -> list[dict[str, Any]]:
    """The attestations of a unit, year by year, its level growing towards the one it has now."""
    reason = about.get("not_relevant")
    if reason and unit != INSTITUTION and happens(rng, reason["share"]):
        return [_row(rng, goal, about, unit, 2025, 0, "Målet er ikke relevant for instituttet.", reason["reason"])]
    level = about["institution"] if unit == INSTITUTION else int(rng.choice(5, p=about["levels"]))
    rows = []
    for year, share in reversed(rules_of("attestations")["attests"].items()):
        if unit == INSTITUTION or happens(rng, share):
            rows.append(_row(rng, goal, about, unit, year, level, about["statements"][level]))
            level = max(level - happens(rng, rules_of("attestations")["grew_share"]), 0)
    return rows


def _row(  # noqa: PLR0917
    rng: Generator, goal: str, about: dict[str, Any], unit: str, year: int, level: int, statement: str,
    reason: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    return {
        "goal_id": goal,
        "unit_code": unit,
        "year": year,
        "day": FIRST_DAY + int(rng.integers(0, DAYS_TO_ATTEST)),
        "level": level,
        "statement": statement,
        "owner": about["owner"],
        "not_relevant_reason": reason,
        "has_second": level >= NEEDS_SECOND or happens(rng, rules_of("attestations")["second_attester_below_3_share"]),
    }
