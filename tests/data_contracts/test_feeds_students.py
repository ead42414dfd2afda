"""Enrolments, applications, nominations and degree applications: a row that breaks each rule, and rows at its edge."""

from typing import Any

import pytest

from tests.data_contracts.given import judged
from tests.data_contracts.judging import Breach, breaks

FEEDS = ("enrolments", "applications", "nominations", "degree_applications")
NOT_ANSWERED = {"host_decision": None, "host_decision_on": None}

BREACHES: list[Breach] = [
    ("enrolments", "semester_has_its_form", {"semester": "2024H"}),
    ("enrolments", "semester_has_its_form", {"semester": "autumn-2024"}),
    ("enrolments", "fee_status_is_in_list", {"fee_status": "free"}),
    ("enrolments", "ects_completed_is_in_range", {"ects_completed": "-7.5"}),
    ("enrolments", "active_is_a_boolean", {"active": "J"}),
    ("enrolments", "age_is_15_to_90", {"birth_year": "2010"}),  # 14
    ("enrolments", "age_is_15_to_90", {"birth_year": "9991"}),
    ("enrolments", "citizenship_is_known", {"citizenship": None}),
    ("applications", "priority_is_in_range", {"priority": "4"}),
    ("applications", "priority_is_present", {"priority": None}),
    ("applications", "round_has_its_form", {"round": "2024"}),
    ("applications", "form_is_in_list", {"form": "utveksling"}),
    ("applications", "withdrawn_reason_is_in_list", {"withdrawn_on": "2024-04-01", "withdrawn_reason": "angret"}),
    ("applications", "answer_is_on_or_after_submission", {"answered_on": "2024-01-27"}),
    ("applications", "preapproval_is_decided_on_or_after_its_request", {"preapproval_decided_on": "2024-02-29"}),
    ("applications", "nomination_is_on_or_after_submission", {"nominated_on": "2024-01-27"}),
    ("applications", "host_decides_on_or_after_the_nomination", {"host_decision_on": "2024-03-14"}),
    ("applications", "departure_is_on_or_after_submission", {"departed_on": "2023-08-14"}),
    ("applications", "withdrawal_is_on_or_after_submission",
     {"withdrawn_on": "2024-01-27", "withdrawn_reason": "health"}),
    ("applications", "application_is_not_for_home_country", {"country": "NO"}),
    ("applications", "nomination_follows_the_answer", {"answered_on": "2024-03-16"}),
    ("applications", "acceptance_follows_the_hosts_decision", {"acceptance_uploaded_on": "2024-05-09"}),
    ("applications", "departure_follows_the_hosts_decision",
     {"host_decision_on": "2024-08-15", "acceptance_uploaded_on": None}),
    ("applications", "preapproval_status_fits_its_day", {"preapproval_decided_on": None}),
    ("applications", "preapproval_status_fits_its_day", {"preapproval_status": "pending"}),
    ("applications", "host_decision_fits_its_day", {"host_decision_on": None}),
    ("applications", "host_decision_fits_its_day", {"host_decision": "pending"}),
    ("applications", "only_an_allocated_choice_is_nominated", {"allocated": "false"}),
    ("applications", "only_an_allocated_choice_is_nominated", {"allocated": None}),
    ("applications", "choice_names_a_partner_or_a_country", {"partner_id": None, "country": None}),
    ("applications", "withdrawal_has_its_day_and_reason", {"departed_on": None, "withdrawn_on": "2024-06-01"}),
    ("applications", "withdrawal_has_its_day_and_reason", {"withdrawn_reason": "housing"}),
    ("applications", "withdrawn_applicant_does_not_depart",
     {"withdrawn_on": "2024-06-01", "withdrawn_reason": "security"}),
    ("nominations", "field_is_in_list", {"field": "IT"}),  # kept: the row counts without its field's name
    ("nominations", "campuses_is_present", {"campuses": "|"}),
    ("nominations", "campuses_is_in_list", {"campuses": "trondheim|oslo"}),
    ("nominations", "citizenship_group_is_in_list", {"citizenship_group": "norwegian"}),
    ("nominations", "decision_is_on_or_after_the_nomination",
     {"applied_on": None, "decided_on": "2024-03-09"}),
    ("nominations", "decision_is_on_or_after_the_application", {"decided_on": "2024-04-19"}),
    ("nominations", "arrival_is_on_or_after_the_nomination", {"arrived_on": "2024-03-09"}),
    ("nominations", "application_follows_the_nomination", {"applied_on": "2024-03-09"}),
    ("nominations", "arrival_follows_the_decision", {"decided_on": "2024-08-09"}),
    ("nominations", "only_an_admitted_student_arrives", {"decision": None}),
    ("nominations", "decision_fits_its_day", {"decided_on": None}),
    ("nominations", "decision_fits_its_day", {"decision": "pending", "arrived_on": None}),
    ("nominations", "rejection_has_its_reason", {"decision": "rejected", "arrived_on": None}),
    ("nominations", "rejection_has_its_reason", {"rejection_reason": "late"}),
    ("nominations", "nominee_has_enough_credits", {"ects_completed": "59.5"}),
    ("nominations", "nominee_chooses_one_campus", {"campuses": "trondheim|gjovik"}),
    ("nominations", "english_score_is_in_range", {"english_score": "1001"}),  # kept all the same
    ("nominations", "english_proof_is_in_list", {"english_proof": "toeic", "applied_on": None}),
    ("degree_applications", "fee_status_is_present", {"fee_status": None}),
    ("degree_applications", "year_is_an_integer", {"year": "2024-autumn"}),
    ("degree_applications", "offer_is_on_or_after_the_application", {"offered_on": "2023-11-19"}),
    ("degree_applications", "acceptance_is_on_or_after_the_offer", {"accepted_on": "2024-03-31"}),
    ("degree_applications", "registration_is_on_or_after_the_offer",
     {"accepted_on": None, "registered_on": "2024-03-31"}),
    ("degree_applications", "exemption_is_decided_on_or_after_its_request", {"exemption_decided_on": "2024-04-01"}),
    ("degree_applications", "registration_follows_the_acceptance", {"accepted_on": "2024-08-17"}),
    ("degree_applications", "only_a_place_offered_is_taken", {"offered_on": None}),
    ("degree_applications", "exemption_decided_was_asked_for", {"exemption_applied_on": None}),
    ("degree_applications", "application_is_for_this_autumn_or_the_next", {"year": "2025"}),
    ("degree_applications", "application_is_for_this_autumn_or_the_next", {"year": "2022"}),
]  # fmt: skip

# feed, why no rule is broken, cells
HELD: list[tuple[str, str, dict[str, Any]]] = [
    ("enrolments", "15 in the year of the semester", {"birth_year": "2009"}),
    ("enrolments", "90 in the year of the semester", {"birth_year": "1934"}),
    ("enrolments", "no credits yet", {"ects_completed": "0"}),
    ("applications", "everything on one day", {
        "answered_on": "2024-01-28", "preapproval_submitted_on": "2024-01-28",
        "preapproval_decided_on": "2024-01-28", "nominated_on": "2024-01-28"}),
    ("applications", "only sent in", dict.fromkeys((
        "preapproval_submitted_on", "preapproval_decided_on", "preapproval_status", "answered_on", "allocated",
        "nominated_on", "host_decision_on", "host_decision", "acceptance_uploaded_on", "loan_fund_confirmed_on",
        "departed_on"))),
    ("applications", "not answered by the host", NOT_ANSWERED),
    ("applications", "under way at the host", NOT_ANSWERED | {"host_decision": "pending"}),
    ("applications", "came home early", {"withdrawn_on": "2024-10-01", "withdrawn_reason": "health"}),
    ("applications", "a country without a partner", {"partner_id": None, "form": "freemover"}),
    ("nominations", "60 credits", {"ects_completed": "60"}),
    ("nominations", "TOEFL on paper 600", {"english_proof": "toefl_paper", "english_score": "600"}),
    ("nominations", "from the Nordic countries without a proof",
     {"citizenship_group": "nordic", "english_proof": "none", "english_score": None}),
    ("nominations", "nominated without having applied",
     {"applied_on": None, "decision": None, "decided_on": None, "arrived_on": None, "english_proof": None,
      "english_score": None}),
    ("nominations", "three years completed", {"degree_level": "master", "semesters_completed": "6"}),
    ("nominations", "bachelor's courses after one year", {"semesters_completed": "2"}),
    ("nominations", "exempt from proof of English", {"english_proof": "exempt", "english_score": None}),
    ("nominations", "a broad field", {"field": "06"}),
    ("nominations", "no field", {"field": None}),
    ("nominations", "rejected with its reason",
     {"decision": "rejected", "rejection_reason": "english_proof", "arrived_on": None}),
    ("degree_applications", "before the fee", {
        "year": "2022", "fee_status": "admitted_before_2023", "applied_on": "2021-12-01", "offered_on": "2022-04-01",
        "accepted_on": "2022-04-10", "registered_on": "2022-08-16", "exemption_applied_on": None,
        "exemption_decided_on": None}),
    ("degree_applications", "liable from elsewhere", {"fee_status": "liable"}),
]  # fmt: skip


@pytest.mark.parametrize(("feed", "rule", "cells"), BREACHES, ids=[f"{feed}-{rule}" for feed, rule, _ in BREACHES])
def test_row_that_breaks_a_rule_is_quarantined_or_counted_by_its_name(
    feed: str, rule: str, cells: dict[str, Any]
) -> None:
    breaks(feed, rule, cells)


@pytest.mark.parametrize(("feed", "why", "cells"), HELD, ids=[f"{feed}-{why}" for feed, why, _ in HELD])
def test_row_at_the_edge_of_a_rule_holds_it(feed: str, why: str, cells: dict[str, Any]) -> None:
    assert judged(feed, **cells).broken == {}, why
