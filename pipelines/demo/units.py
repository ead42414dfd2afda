"""The feed units: institution, faculties and departments, among them one renamed and one merged."""

import polars as pl

from pipelines.demo.institution import faculties, table

FOUNDED = "2010-01-01"


def units() -> pl.DataFrame:
    """One row per unit and period of validity."""
    institution = pl.DataFrame(
        {
            "unit_code": "000000",
            "unit_level": "institution",
            "name_nb": "Norges teknisk-naturvitenskapelige universitet",
            "name_en": "Norwegian University of Science and Technology",
            "short_name": "NTNU",
            "valid_from": FOUNDED,
        }
    )
    faculty_rows = faculties().select(
        pl.concat_str("faculty", pl.lit("0000")).alias("unit_code"),
        pl.lit("000000").alias("parent_code"),
        pl.lit("faculty").alias("unit_level"),
        "name_nb",
        "name_en",
        "short_name",
        pl.lit(FOUNDED).alias("valid_from"),
    )
    department_rows = table("departments").select(
        "unit_code",
        pl.concat_str(pl.col("unit_code").str.head(2), pl.lit("0000")).alias("parent_code"),
        pl.lit("department").alias("unit_level"),
        "name_nb",
        "name_en",
        "short_name",
        "valid_from",
        "valid_to",
        "successor_code",
    )
    return pl.concat([institution, faculty_rows, department_rows], how="diagonal")


def unit_on(code: str, on: str) -> pl.Expr:
    """The code a person is registered under on that date: a merged department's successor from its day."""
    merged = table("departments").filter(pl.col("successor_code").is_not_null())
    unit = pl.col(code)
    for old, last_day, new in merged.select("unit_code", "valid_to", "successor_code").iter_rows():
        gone = pl.col(on) > pl.lit(last_day).str.to_date()
        unit = pl.when((pl.col(code) == old) & gone).then(pl.lit(new)).otherwise(unit)
    return unit.alias(code)
