"""The faults planted among applicants and nominees."""

import polars as pl

from pipelines.demo.fault import DUPLICATE, EMPTY, PlantedFault

AN_APPLICATION, A_NOMINATION, AN_APPLICANT = ("application_id", "person_id"), ("nomination_id",), ("person_id",)
_FIRST = pl.col("priority") == "1"
_ANSWERED = _FIRST & pl.col("answered_on").is_not_null() & pl.col("withdrawn_on").is_null()
_DEPARTED = pl.col("departed_on").is_not_null()
_WITHDRAWN = pl.col("withdrawn_on").is_not_null()
_ADMITTED = pl.col("decision") == "admitted"
_ARRIVED = pl.col("arrived_on").is_not_null()
_REGISTERED = pl.col("registered_on").is_not_null()

APPLICANTS: tuple[PlantedFault, ...] = (
    PlantedFault("exact duplicate of an application", "applications", DUPLICATE, 5, _FIRST, renewed=()),
    PlantedFault("equal application and priority twice", "applications", "key_is_unique", 4,
                 _ANSWERED & (pl.col("track") == "ordinary"), {"track": pl.lit("early")}, renewed=()),
    PlantedFault("fourth choice", "applications", "priority_is_in_range", 3, _FIRST, {"priority": pl.lit("4")},
                 renewed=AN_APPLICATION),
    PlantedFault("answer before the application", "applications", "answer_is_on_or_after_submission", 4, _ANSWERED,
                 {"answered_on": pl.lit("2016-05-01")}, renewed=AN_APPLICATION),
    PlantedFault("departure before the application", "applications", "departure_is_on_or_after_submission", 3,
                 _DEPARTED & _FIRST, {"departed_on": pl.lit("2016-05-01")}, renewed=AN_APPLICATION),
    PlantedFault("application to go to Norway", "applications", "application_is_not_for_home_country", 3, _FIRST,
                 {"country": pl.lit("NO"), "partner_id": EMPTY}, renewed=AN_APPLICATION),
    PlantedFault("reason for withdrawing in words", "applications", "withdrawn_reason_is_in_list", 3,
                 _WITHDRAWN & _FIRST, {"withdrawn_reason": pl.lit("Korona")}, renewed=AN_APPLICATION),
    PlantedFault("day of application in words", "applications", "submitted_on_is_a_date", 4, _FIRST,
                 {"submitted_on": pl.lit("begynnelsen av februar")}, renewed=AN_APPLICATION),
    PlantedFault("withdrawal without a reason", "applications", "withdrawal_has_its_day_and_reason", 6, _WITHDRAWN,
                 {"withdrawn_reason": EMPTY}, in_place=True),
    PlantedFault("departure after withdrawing", "applications", "withdrawn_applicant_does_not_depart", 4, _DEPARTED,
                 {"withdrawn_on": pl.col("departed_on"), "withdrawn_reason": pl.lit("personal")}, in_place=True),
    PlantedFault("third choice without a second", "applications", "choices_are_numbered_without_gaps", 3, _FIRST,
                 {"priority": pl.lit("3")}, renewed=AN_APPLICATION),
    PlantedFault("Japan on the ordinary track", "applications", "early_host_is_on_the_early_track", 4,
                 (pl.col("country") == "JP") & (pl.col("track") == "early"), {"track": pl.lit("ordinary")},
                 in_place=True),
    PlantedFault("medicine without an agreement in it", "nominations",
                 "field_has_its_own_agreement", 4, _ADMITTED,
                 {"field": pl.lit("0912")}, in_place=True),
    PlantedFault("master's courses after two years", "nominations", "earlier_semesters_are_completed", 5,
                 _ADMITTED & (pl.col("degree_level") == "master"), {"semesters_completed": pl.lit("4")}, in_place=True),
    PlantedFault("exact duplicate of a nomination", "nominations", DUPLICATE, 4, _ADMITTED, renewed=()),
    PlantedFault("equal number on two nominations", "nominations", "key_is_unique", 3, _ADMITTED,
                 {"semesters_completed": pl.lit("11")}, renewed=()),
    PlantedFault("decision before the nomination", "nominations", "decision_is_on_or_after_the_nomination", 4,
                 _ADMITTED, {"decided_on": pl.lit("2015-01-01"), "applied_on": EMPTY}, renewed=A_NOMINATION),
    PlantedFault("arrival before the nomination", "nominations", "arrival_is_on_or_after_the_nomination", 3, _ARRIVED,
                 {"arrived_on": pl.lit("2015-01-01")}, renewed=A_NOMINATION),
    PlantedFault("citizenship group of another system", "nominations", "citizenship_group_is_in_list", 5, _ADMITTED,
                 {"citizenship_group": pl.lit("EU/EØS")}, renewed=A_NOMINATION),
    PlantedFault("score with a decimal comma", "nominations", "english_score_is_a_number", 4,
                 pl.col("english_proof") == "ielts_academic", {"english_score": pl.lit("7,5")}, in_place=True),
    PlantedFault("TOEFL below 90", "nominations", "english_score_reaches_the_minimum", 6,
                 pl.col("english_proof") == "toefl_ibt", {"english_score": pl.lit("84")}, in_place=True),
    PlantedFault("IELTS below 6.5", "nominations", "english_score_reaches_the_minimum", 5,
                 pl.col("english_proof") == "ielts_academic", {"english_score": pl.lit("6.0")}, in_place=True),
    PlantedFault("IELTS with a score of TOEFL", "nominations", "english_score_is_possible", 3,
                 pl.col("english_proof") == "ielts_academic", {"english_score": pl.lit("95")}, in_place=True),
    PlantedFault("test that is no proof", "nominations", "english_proof_is_in_list", 3,
                 pl.col("english_proof") == "toefl_ibt", {"english_proof": pl.lit("toeic")}, in_place=True),
    PlantedFault("courses at two campuses", "nominations", "nominee_chooses_one_campus", 4, _ADMITTED,
                 {"campuses": pl.lit("alesund|trondheim")}, in_place=True),
    PlantedFault("nominee with too few credits", "nominations", "nominee_has_enough_credits", 5, _ADMITTED,
                 {"ects_completed": pl.lit("52.5")}, in_place=True),
    PlantedFault("rejection without a reason", "nominations", "rejection_has_its_reason", 5,
                 pl.col("decision") == "rejected", {"rejection_reason": EMPTY}, in_place=True),
    PlantedFault("exact duplicate of a degree application", "degree_applications", DUPLICATE, 4, _REGISTERED,
                 renewed=()),
    PlantedFault("acceptance before the offer", "degree_applications", "acceptance_is_on_or_after_the_offer", 3,
                 _REGISTERED, {"accepted_on": pl.lit("2015-01-01")}, renewed=AN_APPLICANT),
    PlantedFault("year of two digits", "degree_applications", "year_is_in_range", 3, _REGISTERED,
                 {"year": pl.lit("23")}, renewed=AN_APPLICANT),
    PlantedFault("exemption decided before it is asked for", "degree_applications",
                 "exemption_is_decided_on_or_after_its_request", 3, pl.col("exemption_decided_on").is_not_null(),
                 {"exemption_decided_on": pl.lit("2015-01-01")}, renewed=AN_APPLICANT),
    PlantedFault("registered without an offer", "degree_applications", "only_a_place_offered_is_taken", 4, _REGISTERED,
                 {"offered_on": EMPTY}, in_place=True),
    PlantedFault("citizen from elsewhere with the EU's fee status", "degree_applications",
                 "fee_status_eu_eea_ch_is_of_their_citizens", 4,
                 (pl.col("citizenship_group") == "other") & (pl.col("year") >= "2023"),
                 {"fee_status": pl.lit("eu_eea_ch")}, in_place=True),
    PlantedFault("citizen of the EU who pays", "degree_applications", "eea_citizen_pays_no_fee", 5,
                 (pl.col("citizenship_group") == "eu_eea_ch") & (pl.col("year") >= "2023"),
                 {"fee_status": pl.lit("liable")}, in_place=True),
)  # fmt: skip
