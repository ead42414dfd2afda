"""The feed courses: what is taught each year, in which language, to whom, and online together with others."""

import numpy as np
import polars as pl

from pipelines.demo.balancing import apportion
from pipelines.demo.institution import YEARS, Generator, departments, drawn, rules_of, some

LANGUAGE_DEPARTMENT = "626000"


def courses(rng: Generator) -> pl.DataFrame:
    """One row per course and year; numbers of students are those of the institution at any scale."""
    standing = _standing(rng)
    years = [_taught(rng, standing, year) for year in YEARS]
    return pl.concat([*years, _norwegian(rng)], how="diagonal").sort("year", "course_code")


def _standing(rng: Generator) -> pl.DataFrame:
    """The courses there are, each with what stays the same from year to year."""
    rules = rules_of("courses")
    count = rules["standing"]
    codes = departments()
    size = rng.lognormal(0, 0.5, codes.len())
    units = codes[np.sort(rng.choice(codes.len(), size=count, p=size / size.sum()))]
    number = (1000 + 3 * pl.int_range(pl.len()).over(pl.col("unit_code").str.head(2))).cast(pl.String)
    letters = pl.col("unit_code").str.head(2).replace_strict(rules["faculty_letters"], return_dtype=pl.String)
    return pl.DataFrame({"unit_code": units}).with_columns(
        (letters + number).alias("course_code"),
        drawn(rng, count, rules["levels"]).alias("level"),
        drawn(rng, count, rules["credits"]).alias("ects"),
        pl.Series("language_lot", rng.random(count)),
        pl.Series("other_language", some(rng, count, rules["other_language_share"])),
        pl.Series("online_lot", rng.random(count)),
        pl.Series("size", 5 + np.round(rng.lognormal(3.3, 0.9, count)).clip(0, 900)),
        pl.Series("abroad_if_english", rng.beta(1.6, 5.0, count)),
        pl.Series("abroad_if_not", rng.beta(1.0, 60.0, count)),
    )


def _taught(rng: Generator, standing: pl.DataFrame, year: int) -> pl.DataFrame:
    """The courses of a year. A course that has turned to English stays English."""
    rules = rules_of("courses")
    part = standing.filter(pl.Series(some(rng, standing.height, rules["taught_share"])))
    passed = (year - YEARS[0]) / (len(YEARS) - 1)
    share = {level: begins + (ends - begins) * passed for level, (begins, ends) in rules["english_share"].items()}
    english = pl.col("language_lot") < pl.col("level").replace_strict(share, return_dtype=pl.Float64)
    language = pl.when("other_language").then(pl.lit("other")).when(english).then(pl.lit("en")).otherwise(pl.lit("no"))
    students = (pl.col("size") * pl.Series(rng.lognormal(0, 0.12, part.height))).round(0).cast(pl.Int64)
    abroad = pl.when(pl.col("teaching_language") == "en").then("abroad_if_english").otherwise("abroad_if_not")
    factor = rules["abroad_factor"][year]
    passes = pl.Series(rng.beta(30, 3, part.height))
    return (
        part.with_columns(
            pl.lit(year, pl.Int64).alias("year"), language.alias("teaching_language"), students.alias("students")
        )
        .with_columns((pl.col("students") * abroad * factor).round(0).cast(pl.Int64).alias("students_international"))
        .with_columns(
            (pl.col("students") - pl.col("students_international")).alias("students_local"),
            (pl.col("students") * passes).floor().cast(pl.Int64).alias("completed"),
            _online(part, year).alias("online_international"),
            pl.lit(False).alias("norwegian_language_course"),
        )
    )


def _online(part: pl.DataFrame, year: int) -> pl.Series:
    """As many courses of each form as the year has, mostly the same as the year before."""
    order = np.argsort(part["online_lot"].to_numpy(), kind="stable")
    forms = np.full(part.height, "none", dtype=object)
    begins = 0
    for form, years in rules_of("courses")["online"].items():
        wanted = years.get(year, 0)
        forms[order[begins : begins + wanted]] = form
        begins += wanted
    return pl.Series(forms.tolist())


def _norwegian(rng: Generator) -> pl.DataFrame:
    """Courses of Norwegian: places offered, taken and completed."""
    rules = rules_of("courses")["norwegian"]
    count = rules["courses"]
    weights = rng.lognormal(0, 0.3, count)
    frames = []
    for year, places in rules["places"].items():
        offered = apportion(places, weights)
        taken = np.floor(offered * rng.uniform(0.82, 1.0, count)).astype(np.int64)
        frames.append(
            pl.DataFrame(
                {
                    "course_code": [f"NFUT{number}" for number in range(1001, 1001 + count)],
                    "year": year,
                    "places": offered,
                    "students_international": taken,
                    "completed": np.floor(taken * rng.uniform(0.62, 0.92, count)).astype(np.int64),
                },
                schema_overrides={"year": pl.Int64},
            )
        )
    return pl.concat(frames).with_columns(
        pl.lit(LANGUAGE_DEPARTMENT).alias("unit_code"),
        pl.lit("no").alias("teaching_language"),
        pl.lit(7.5).alias("ects"),
        pl.lit("other").alias("level"),
        pl.lit("none").alias("online_international"),
        pl.lit(0, pl.Int64).alias("students_local"),
        pl.lit(True).alias("norwegian_language_course"),
    )
