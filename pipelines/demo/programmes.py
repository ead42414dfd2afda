"""The feed programmes: what the departments teach, at which level, in which language, with which window."""

import numpy as np
import polars as pl

from pipelines.demo.institution import Generator, some, table

LEVELS = pl.DataFrame(
    {
        "letter": ["b", "m", "i", "p", "phd", "y"],
        "degree_level": ["bachelor", "master", "integrated_master", "professional", "phd", "year_unit"],
        "study_years": [3, 2, 5, 5, 3, 1],
        "prefix_nb": ["Bachelor i", "Master i", "Sivilingeniør i", "Profesjonsstudium i", "Ph.d. i", "Årsstudium i"],
        "prefix_en": ["Bachelor in", "Master in", "Integrated Master in", "Professional Study in", "PhD in",
                      "One-Year Programme in"],
        "english_share": [0.08, 0.45, 0.03, 0.0, 1.0, 0.0],
        "window_semester": [5, 3, 7, 7, None, None],
    }
)  # fmt: skip
TINY_PROGRAMME = {"unit_code": "622000", "name_nb": "gammelgresk", "name_en": "Ancient Greek", "levels": "b0"}


def programmes(rng: Generator) -> pl.DataFrame:
    """One row per programme: the canonical columns and `faculty`, `study_years`, `size`, `pull`, `isced_f`.

    `size` weighs how many study there, `pull` how many of them go abroad.
    """
    rows = _offered().join(LEVELS, on="letter", how="left", maintain_order="left")
    count = rows.height
    window = some(rng, count, 0.6)
    opt_out = window & some(rng, count, 0.2)
    english = rng.random(count)
    new, closed = some(rng, count, 0.05), some(rng, count, 0.04)
    return rows.with_columns(
        _code().alias("programme_code"),
        pl.concat_str("prefix_nb", pl.lit(" "), "name_nb").alias("name_nb"),
        pl.concat_str("prefix_en", pl.lit(" "), "name_en").alias("name_en"),
        pl.when(pl.col("english_share") > pl.Series(english)).then(pl.lit("en")).otherwise(pl.lit("no"))
        .alias("teaching_language"),
        pl.when(pl.Series(window)).then("window_semester").alias("mobility_window_semester"),
        pl.Series("opt_out_exchange", opt_out),
        pl.when(pl.Series(opt_out)).then(pl.lit("2022-08-01")).alias("opt_out_since"),
        pl.Series("international_competence_in_outcomes", some(rng, count, 0.45)),
        pl.Series("international_profile", some(rng, count, 0.12)),
        pl.when(pl.Series(new)).then(pl.lit("2017-08-01")).otherwise(pl.lit("2005-08-01")).alias("valid_from"),
        pl.when(pl.Series(closed)).then(pl.lit("2023-12-31")).alias("valid_to"),
        pl.col("unit_code").str.head(2).alias("faculty"),
        (pl.col("size") * pl.Series(rng.lognormal(0, 0.35, count))).alias("size"),
        pl.Series("pull", rng.lognormal(0, 0.45, count) * np.where(window, 1.5, 0.8)),
    )  # fmt: skip


def _offered() -> pl.DataFrame:
    """One row per subject and level; a doctorate in every department; one programme of a few students."""
    departments = table("departments").unique("unit_code", keep="last", maintain_order=True)
    doctorates = departments.select(
        "unit_code",
        pl.col("name_nb").str.replace("^(Institutt for|Program for) ", "").alias("name_nb"),
        pl.col("name_en").str.replace("^(Department of|Programme for) ", "").alias("name_en"),
        pl.lit("phd1").alias("levels"),
    )
    subjects = table("subjects", ";")
    return (
        pl.concat([subjects, doctorates, pl.DataFrame(TINY_PROGRAMME)], how="diagonal")
        .with_columns(pl.col("levels").str.split(" "))
        .explode("levels")
        .with_columns(
            pl.col("levels").str.extract("^([a-z]+)").alias("letter"),
            pl.col("levels").str.extract("([0-9])$").cast(pl.Float64).alias("size"),
        )
        .join(departments.select("unit_code", "campus"), on="unit_code", how="left", maintain_order="left")
    )


def _code() -> pl.Expr:
    """Level, faculty and department digits, and a running number: `B6310-02`."""
    group = ["letter", pl.col("unit_code")]
    number = pl.int_range(1, pl.len() + 1).over(group).cast(pl.String).str.zfill(2)
    return pl.concat_str(pl.col("letter").str.to_uppercase(), pl.col("unit_code").str.head(4), pl.lit("-"), number)
