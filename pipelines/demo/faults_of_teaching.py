"""The faults planted among registrations, courses, attestations and what was true of agreements and programmes."""

import polars as pl

from pipelines.demo.fault import DUPLICATE, EMPTY, PlantedFault

A_PERSON, A_COURSE = ("person_id",), ("course_code",)
_ANYBODY = pl.col("active") == "true"
_ANY_COURSE = pl.col("norwegian_language_course") == "false"
_HIGH = pl.col("level").is_in(["3", "4"])
_A_WINDOW = (pl.col("attribute") == "mobility_window") & (pl.col("value") != "none")

TEACHING: tuple[PlantedFault, ...] = (
    PlantedFault("exact duplicate of a registration", "enrolments", DUPLICATE, 8, _ANYBODY, renewed=()),
    PlantedFault("registered twice in a semester", "enrolments", "key_is_unique", 4, _ANYBODY,
                 {"active": pl.lit("false")}, renewed=()),
    PlantedFault("semester written 2025H", "enrolments", "semester_has_its_form", 5, _ANYBODY,
                 {"semester": pl.lit("2025H")}, renewed=A_PERSON),
    PlantedFault("campus written as a name", "enrolments", "campus_is_in_list", 4, _ANYBODY,
                 {"campus": pl.lit("Ålesund")}, renewed=A_PERSON),
    PlantedFault("fee status in words", "enrolments", "fee_status_is_in_list", 3, _ANYBODY,
                 {"fee_status": pl.lit("avgiftspliktig")}, renewed=A_PERSON),
    PlantedFault("credits below zero", "enrolments", "ects_completed_is_in_range", 3, _ANYBODY,
                 {"ects_completed": pl.lit("-7.5")}, renewed=A_PERSON),
    PlantedFault("student of one year", "enrolments", "age_is_15_to_90", 3, _ANYBODY,
                 {"birth_year": pl.lit("2024")}, renewed=A_PERSON),
    PlantedFault("merged unit still has students", "enrolments", "unit_is_valid_on_the_date", 5,
                 pl.col("unit_code") == "672000", {"unit_code": pl.lit("673000")}, in_place=True),
    PlantedFault("exact duplicate of a course", "courses", DUPLICATE, 5, _ANY_COURSE, renewed=()),
    PlantedFault("language in words", "courses", "teaching_language_is_in_list", 4, _ANY_COURSE,
                 {"teaching_language": pl.lit("engelsk")}, renewed=A_COURSE),
    PlantedFault("course of 300 credits", "courses", "ects_is_in_range", 3, _ANY_COURSE, {"ects": pl.lit("300")},
                 renewed=A_COURSE),
    PlantedFault("more completed than took part", "courses", "completed_are_at_most_the_participants", 5, _ANY_COURSE,
                 {"completed": pl.lit("5000")}, in_place=True),
    PlantedFault("Norwegian course without places", "courses", "norwegian_course_says_its_places", 4,
                 pl.col("norwegian_language_course") == "true",
                 {"places": EMPTY, "students_international": pl.lit("0"), "completed": EMPTY}, renewed=A_COURSE),
    PlantedFault("exact duplicate of an attestation", "attestations", DUPLICATE, 3, _HIGH, renewed=()),
    PlantedFault("attested twice by the same", "attestations", "second_attester_is_another", 3, _HIGH,
                 {"second_attester": pl.col("attested_by")}, renewed=()),
    PlantedFault("pilot without a second attester", "attestations", "level_3_and_4_have_a_second_attester", 4, _HIGH,
                 {"second_attester": EMPTY}, renewed=()),
    PlantedFault("attestation that ended before it began", "attestations", "attestation_holds_from_its_day", 3, _HIGH,
                 {"valid_until": pl.lit("2020-12-31")}, renewed=()),
    PlantedFault("level above four", "attestations", "level_is_in_range", 2, _HIGH, {"level": pl.lit("5")}, renewed=()),
    PlantedFault("evidence that is no address", "attestations", "evidence_url_has_its_form", 3, _HIGH,
                 {"evidence_url": pl.lit("se notat i arkivet")}, in_place=True),
    PlantedFault("pilot without evidence", "attestations", "level_3_and_4_show_their_evidence", 5, _HIGH,
                 {"evidence_url": EMPTY}, in_place=True),
    PlantedFault("goal not relevant, and reached", "attestations", "goal_not_relevant_has_no_level", 3,
                 pl.col("not_relevant_reason").is_not_null(), {"level": pl.lit("1")}, in_place=True),
    PlantedFault("assurance that ended before it was given", "quality_assurances",
                 "quality_assurance_holds_from_its_day", 3, pl.col("assured_on") >= "2019",
                 {"valid_until": pl.lit("2018-12-31")}, renewed=()),
    PlantedFault("assurance of an agreement nobody knows", "quality_assurances", "agreement_id_exists_in_agreements", 3,
                 pl.col("assured_on") >= "2019", {"agreement_id": pl.lit("X") + pl.col("agreement_id")}, renewed=()),
    PlantedFault("window in a twentieth semester", "programme_history", "value_fits_its_attribute", 3, _A_WINDOW,
                 {"value": pl.lit("20")}, renewed=()),
)  # fmt: skip
