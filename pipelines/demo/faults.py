"""All faults planted in the demo, as data; those of students' stays and degrees are here."""

import polars as pl

from pipelines.demo.fault import COUNTS, COUNTS_NOT, DUPLICATE, PlantedFault
from pipelines.demo.fault import EMPTY as _EMPTY
from pipelines.demo.faults_of_applicants import APPLICANTS
from pipelines.demo.faults_of_research import RESEARCH
from pipelines.demo.faults_of_teaching import TEACHING

CATCH_ALL_AGREEMENT = "A9999"
EXPIRED_AGREEMENT = "A9001"
EXPIRED_PARTNER = "P0165"
TINY_PROGRAMME = "B6220-05"


def _days_later(days: int) -> pl.Expr:
    return pl.col("date_from").str.to_date().dt.offset_by(f"{days}d").cast(pl.String)


def _written(column: str, form: str) -> pl.Expr:
    return pl.col(column).str.to_date().dt.to_string(form)


def _year(column: str) -> pl.Expr:
    return pl.col(column).str.head(4)


_OUT = (pl.col("direction") == "out") & (pl.col("status") == "completed") & (pl.col("date_from") >= "2016")
_SEMESTER = (
    _OUT
    & (pl.col("virtual") == "false")
    & (pl.col("activity") == "study")
    & (pl.col("date_to") >= _days_later(100))
    & (_year("date_from") == _year("date_to"))
)
_BACHELOR = (pl.col("degree_level") == "bachelor") & (pl.col("revoked") == "false")

STAYS: tuple[PlantedFault, ...] = (
    PlantedFault(
        "withdrawn after a changed destination", "stays", "stay_is_not_withdrawn", 12, _SEMESTER,
        {"status": pl.lit("withdrawn"), "agreement_id": _EMPTY, "ects_recognised": _EMPTY, "grant_eur": _EMPTY},
        renewed=("stay_id",),
    ),
    PlantedFault("exact duplicate of a stay", "stays", DUPLICATE, 9, _OUT, renewed=()),
    PlantedFault("exact duplicate of a graduation", "graduates", DUPLICATE, 7, _BACHELOR, renewed=()),
    PlantedFault("equal number on two stays", "stays", "key_is_unique", 4, _SEMESTER, {"ects_planned": pl.lit("7.5")},
                 renewed=()),
    PlantedFault("stay of 89 days", "stays", COUNTS_NOT, 5, _SEMESTER, {"date_to": _days_later(88)}),
    PlantedFault("stay of 90 days", "stays", COUNTS, 5, _SEMESTER, {"date_to": _days_later(89)}, in_place=True),
    PlantedFault("stay of 91 days", "stays", COUNTS, 5, _SEMESTER, {"date_to": _days_later(90)}, in_place=True),
    PlantedFault("stay across new year", "stays", COUNTS, 10, _OUT & (_year("date_from") != _year("date_to")),
                 in_place=True),
    PlantedFault("same agreement twice in an academic year", "stays", COUNTS_NOT, 6,
                 _SEMESTER & pl.col("agreement_id").is_not_null(), {"date_to": _days_later(91)}, renewed=("stay_id",)),
    PlantedFault("missing end date", "stays", "completed_stay_has_an_end", 6, _OUT, {"date_to": _EMPTY}),
    PlantedFault("stay that ends before it starts", "stays", "stay_ends_on_or_after_it_starts", 5, _OUT,
                 {"date_to": _days_later(-30)}),
    PlantedFault("stay of four years", "stays", "stay_lasts_at_most_1095_days", 3, _OUT,
                 {"date_to": _days_later(1460)}),
    PlantedFault("stay abroad in Norway", "stays", "stay_is_not_in_home_country", 4,
                 _OUT & (pl.col("virtual") == "false"),
                 {"country": pl.lit("NO"), "partner_id": _EMPTY, "agreement_id": _EMPTY}),
    PlantedFault("age of -7967", "stays", "age_is_15_to_90", 3, _OUT,
                 {"birth_year": (_year("date_from").cast(pl.Int64) + 7967).cast(pl.String)}),
    PlantedFault("country written as a name", "stays", "country_is_in_list", 6, _OUT, {"country": pl.lit("Tyskland")}),
    PlantedFault("country written as EL", "stays", "country_is_in_list", 3, _OUT, {"country": pl.lit("EL")}),
    PlantedFault("country written as UK", "stays", "country_is_in_list", 5, _OUT, {"country": pl.lit("UK")}),
    PlantedFault("decimal comma", "stays", "grant_eur_is_a_number", 6, _OUT, {"grant_eur": pl.lit("1250,50")}),
    PlantedFault("credits out of range", "stays", "ects_recognised_is_in_range", 3, _OUT,
                 {"ects_recognised": pl.lit("300")}),
    PlantedFault("partner nobody knows", "stays", "partner_id_exists_in_partners", 3,
                 _SEMESTER & (pl.col("scheme") == "individual"), {"partner_id": pl.lit("P9999")}, in_place=True),
    PlantedFault("expired agreement still used", "stays", "agreement_is_in_effect", 5,
                 _OUT & (pl.col("country") == "AU") & (pl.col("date_from") >= "2019-08"),
                 {"agreement_id": pl.lit(EXPIRED_AGREEMENT), "partner_id": pl.lit(EXPIRED_PARTNER),
                  "scheme": pl.lit("bilateral")}, in_place=True),
    PlantedFault("catch-all agreement number of individually arranged stays", "stays",
                 "individual_stay_names_no_agreement", 8, _OUT & (pl.col("scheme") == "individual"),
                 {"agreement_id": pl.lit(CATCH_ALL_AGREEMENT)}, in_place=True),
    PlantedFault("day written with points and a time of day", "stays", COUNTS, 6,
                 _SEMESTER & (pl.col("date_from").str.slice(8, 2) > "12"),
                 {"date_from": _written("date_from", "%d.%m.%Y 00:00")}, in_place=True),
    PlantedFault("unknown citizenship after 2021", "graduates", "citizenship_is_known", 12,
                 pl.col("graduated_on") >= "2022", {"citizenship": _EMPTY}, in_place=True),
    PlantedFault("renamed department", "graduates", COUNTS, 5,
                 (pl.col("unit_code") == "633000") & (pl.col("graduated_on") >= "2020"), in_place=True),
    PlantedFault("merged unit still used", "graduates", "unit_is_valid_on_the_date", 6,
                 (pl.col("unit_code") == "672000") & (pl.col("graduated_on") >= "2022"),
                 {"unit_code": pl.lit("673000")}, in_place=True),
    PlantedFault("double degree in a year", "graduates", "person_graduates_once_a_year", 5,
                 _BACHELOR & pl.col("unit_code").str.starts_with("63") & (pl.col("programme_code") != "B6310-01"),
                 {"programme_code": pl.lit("B6310-01"), "unit_code": pl.lit("631000"), "campus": pl.lit("trondheim")},
                 renewed=()),
    PlantedFault("revoked degree", "graduates", COUNTS_NOT, 4, _BACHELOR, {"revoked": pl.lit("true")},
                 renewed=("person_id",)),
    PlantedFault("graduation before the start", "graduates", "graduation_is_after_start", 3,
                 _BACHELOR, {"started_on": pl.lit("2026-02-01")}, renewed=("person_id",)),
    PlantedFault("programme of three graduates", "graduates", COUNTS, 3,
                 _BACHELOR & pl.col("unit_code").str.starts_with("62"),
                 {"programme_code": pl.lit(TINY_PROGRAMME), "unit_code": pl.lit("622000"),
                  "campus": pl.lit("trondheim")}, in_place=True),
    PlantedFault("Erasmus code with two blanks", "partners", "erasmus_code_has_its_form", 4,
                 pl.col("erasmus_code").str.starts_with("D "),
                 {"erasmus_code": pl.col("erasmus_code").str.replace(" ", "  ")}, in_place=True),
    PlantedFault("Erasmus code with a no-break space", "partners", "erasmus_code_has_its_form", 3,
                 pl.col("erasmus_code").str.starts_with("F "),
                 {"erasmus_code": pl.col("erasmus_code").str.replace(" ", "\u00a0")}, in_place=True),
    PlantedFault("latin-1 bytes", "programmes", COUNTS, 5, pl.col("name_nb").str.contains("[æøåÆØÅ]"), in_place=True),
)  # fmt: skip

PLANTED = (*STAYS, *APPLICANTS, *TEACHING, *RESEARCH)
