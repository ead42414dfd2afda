"""The faults planted among projects, publications and staff."""

import polars as pl

from pipelines.demo.fault import DUPLICATE, EMPTY, PlantedFault

A_PROPOSAL, A_PUBLICATION, AN_EMPLOYEE = ("proposal_id",), ("publication_id",), ("employee_id",)
A_STAY, A_PERSON, A_PROJECT = ("mobility_id",), ("person_id",), ("project_id",)
_REJECTED = pl.col("outcome") == "rejected"
_ACADEMIC = pl.col("position_group") == "associate_professor"
_OUT = (pl.col("direction") == "out") & (pl.col("virtual") == "false") & pl.col("date_to").is_not_null()
_LEVEL_1 = pl.col("channel_level") == "1"
_OTHERS = (pl.col("is_own") == "false") & (pl.col("framework") == "H2020")

RESEARCH: tuple[PlantedFault, ...] = (
    PlantedFault("project that ends before it starts", "eu_participations", "project_ends_on_or_after_it_starts", 3,
                 _OTHERS, {"ends_on": pl.lit("2010-01-31")}, renewed=A_PROJECT),
    PlantedFault("associated partner with money", "eu_participations", "associated_partner_gets_no_contribution", 4,
                 _OTHERS & (pl.col("role") == "participant"), {"role": pl.lit("associated_partner")}, in_place=True),
    PlantedFault("exact duplicate of a proposal", "eu_applications", DUPLICATE, 3, _REJECTED, renewed=()),
    PlantedFault("outcome in Norwegian", "eu_applications", "outcome_is_in_list", 3, _REJECTED,
                 {"outcome": pl.lit("Avslått")}, renewed=A_PROPOSAL),
    PlantedFault("funded proposal without a project", "eu_applications", "funded_proposal_is_an_own_participation", 4,
                 _REJECTED & (pl.col("framework") == "ERASMUS2014"), {"outcome": pl.lit("funded")}, renewed=A_PROPOSAL),
    PlantedFault("cooperation of Erasmus in Horizon", "eu_applications", "action_is_one_of_its_framework", 3,
                 _REJECTED & (pl.col("action") == "RIA"), {"action": pl.lit("KA2")}, in_place=True),
    PlantedFault("exact duplicate of a publication", "publications", DUPLICATE, 6, _LEVEL_1, renewed=()),
    PlantedFault("author share above one", "publications", "author_share_is_in_range", 4, _LEVEL_1,
                 {"author_share": pl.lit("1.4")}, renewed=A_PUBLICATION),
    PlantedFault("channel of level 3", "publications", "channel_level_is_in_range", 3, _LEVEL_1,
                 {"channel_level": pl.lit("3")}, renewed=A_PUBLICATION),
    PlantedFault("author address in the UK", "publications", "countries_is_in_list", 4,
                 pl.col("countries").str.contains("GB"), {"countries": pl.col("countries").str.replace("GB", "UK")},
                 renewed=A_PUBLICATION),
    PlantedFault("international without countries", "publications", "international_publication_names_its_countries", 5,
                 _LEVEL_1 & (pl.col("international") == "true"), {"countries": EMPTY}, in_place=True),
    PlantedFault("exact duplicate of an employee", "staff", DUPLICATE, 5, _ACADEMIC, renewed=()),
    PlantedFault("working time in percent", "staff", "fte_is_in_range", 3, _ACADEMIC, {"fte": pl.lit("100")},
                 renewed=AN_EMPLOYEE),
    PlantedFault("working time with a decimal comma", "staff", "fte_is_a_number", 4, _ACADEMIC,
                 {"fte": pl.lit("0,5")}, renewed=AN_EMPLOYEE),
    PlantedFault("position in Norwegian", "staff", "position_group_is_in_list", 4, pl.col("position_group") == "phd",
                 {"position_group": pl.lit("stipendiat")}, renewed=AN_EMPLOYEE),
    PlantedFault("hired where they already were", "staff", "new_hire_was_not_here_the_year_before", 5,
                 (pl.col("new_hire") == "false") & (pl.col("year") >= "2018"), {"new_hire": pl.lit("true")},
                 in_place=True),
    PlantedFault("employee of no working time", "staff", "employee_has_some_working_time", 3, pl.col("fte") == "0.2",
                 {"fte": pl.lit("0")}, in_place=True),
    PlantedFault("merged unit still pays", "staff", "unit_is_valid_in_the_year", 4,
                 (pl.col("unit_code") == "672000") & (pl.col("year") >= "2022"), {"unit_code": pl.lit("673000")},
                 in_place=True),
    PlantedFault("staff stay that ends before it starts", "staff_mobility", "stay_ends_on_or_after_it_starts", 4, _OUT,
                 {"date_to": pl.lit("2015-12-31")}, renewed=A_STAY),
    PlantedFault("staff stay of four years", "staff_mobility", "stay_lasts_at_most_1095_days", 3,
                 _OUT & (pl.col("date_from") < "2020"), {"date_to": pl.lit("2025-06-30")}, renewed=A_STAY),
    PlantedFault("staff stay abroad in Norway", "staff_mobility", "stay_is_not_in_home_country", 3, _OUT,
                 {"country": pl.lit("NO"), "partner_id": EMPTY}, renewed=A_STAY),
    PlantedFault("staff stay in the UK", "staff_mobility", "country_is_in_list", 3, _OUT, {"country": pl.lit("UK")},
                 renewed=A_STAY),
    PlantedFault("employee abroad without a number", "staff_mobility", "employee_abroad_is_named", 5, _OUT,
                 {"employee_id": EMPTY}, in_place=True),
    PlantedFault("employee nobody knows", "staff_mobility", "employee_id_exists_in_staff", 3, _OUT,
                 {"employee_id": pl.lit("N999999")}, in_place=True),
    PlantedFault("exact duplicate of a doctorate", "doctorates", DUPLICATE, 3, pl.col("kind") == "phd", renewed=()),
    PlantedFault("stay abroad of eleven years", "doctorates", "longest_stay_abroad_days_is_in_range", 3,
                 pl.col("kind") == "phd", {"longest_stay_abroad_days": pl.lit("4000")}, renewed=A_PERSON),
    PlantedFault("experience with a question mark", "doctorates", "prior_international_experience_is_in_list", 3,
                 pl.col("kind") == "postdoc", {"prior_international_experience": pl.lit("?")}, renewed=A_PERSON),
)  # fmt: skip
