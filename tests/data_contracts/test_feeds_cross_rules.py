"""Rules of the feeds on students here, research, staff and attestations that look into other feeds or code lists."""

import duckdb
import pytest

from data_contracts.contract_parser import load_contract
from tests.data_contracts import test_feeds_staff_and_research, test_feeds_students
from tests.data_contracts.given import row
from tests.data_contracts.loaded import broken, load

Cells = dict[str, str | None]
OTHERS = dict[str, list[Cells]]

FEEDS = (*test_feeds_students.FEEDS, *test_feeds_staff_and_research.FEEDS)
LIABLE: Cells = {"fee_status": "liable"}
ADMITTED_EARLIER: Cells = {"fee_status": "admitted_before_2023"}
NO_PROOF: Cells = {"english_proof": None, "english_score": None}
LATER: Cells = {"offered_on": "2024-05-10", "accepted_on": "2024-05-20", "exemption_applied_on": None,
                "exemption_decided_on": None}  # fmt: skip
EEA: Cells = LATER | {"citizenship_group": "eu_eea_ch", "fee_status": "eu_eea_ch"}
NORDIC: Cells = LATER | {"citizenship_group": "nordic", "fee_status": "eu_eea_ch"}
MASTER: OTHERS = {"programmes": [{"degree_level": "master"}]}
IN_MEDICINE: OTHERS = {"agreements": [{"isced_f": "0912"}]}
UNIT_ENDED: OTHERS = {"units": [{"valid_to": "2018-12-31"}]}
UNIT_TO_COME: OTHERS = {"units": [{"valid_from": "2025-01-01"}]}
PROGRAMME_ENDED: OTHERS = {"programmes": [{"valid_to": "2018-12-31"}]}
ELSEWHERE: OTHERS = {"partners": [{"country": "FR"}]}
CHOICES: list[Cells] = [{}, {"priority": "2", "allocated": "false", "nominated_on": None}]
FIRST_CHOICE, SECOND_CHOICE = CHOICES


def _score(proof: str, score: str) -> Cells:
    return {"english_proof": proof, "english_score": score}


# feed, its rows, rows of other feeds, rule → rows that break it
CASES: list[tuple[str, list[Cells], OTHERS, dict[str, int]]] = [
    ("enrolments", [LIABLE | {"semester": "2023-spring"}], {}, {"fee_status_is_valid_then": 1}),
    ("enrolments", [LIABLE | {"semester": "2023-autumn"}], {}, {}),
    ("enrolments", [{"citizenship": "US"}, {"citizenship": "CH"}, {"citizenship": None}], {},
     {"fee_status_eu_eea_ch_is_of_their_citizens": 1}),
    ("enrolments", [{"citizenship": "GB", "semester": "2020-autumn"}, {"citizenship": "GB", "semester": "2021-spring"}],
     {}, {"fee_status_eu_eea_ch_is_of_their_citizens": 1}),
    ("enrolments", [{"semester": "2019-autumn"}], {}, {}),
    ("enrolments", [{}], UNIT_ENDED, {"unit_is_valid_on_the_date": 1}),
    ("enrolments", [{}, {"semester": "2025-spring"}], UNIT_TO_COME, {"unit_is_valid_on_the_date": 1}),
    ("enrolments", [{}, {"semester": "2018-autumn"}], PROGRAMME_ENDED, {"programme_is_valid_on_the_date": 1}),
    ("applications", [{"country": "JP"}, {"country": "JP", "track": "early"}, {"country": "CN"}], {},
     {"early_host_is_on_the_early_track": 1}),
    ("applications", [{"country": "US"}, {"country": "US", "track": "early"},
                      {"country": "US", "partner_id": "P2"}, {"country": "US", "round": "2025-spring"}], {},
     {"early_host_is_on_the_early_track": 1}),  # another applies to the same host early
    ("applications", [{}], ELSEWHERE, {"country_is_the_partners": 1}),
    ("applications", [FIRST_CHOICE, SECOND_CHOICE | {"person_id": "b2"}], {}, {"application_is_one_persons": 2}),
    ("applications", [FIRST_CHOICE, SECOND_CHOICE], {}, {}),
    ("applications", [FIRST_CHOICE, SECOND_CHOICE | {"priority": "3"}], {}, {"choices_are_numbered_without_gaps": 1}),
    ("applications", [FIRST_CHOICE, SECOND_CHOICE | {"allocated": "true"}], {}, {"one_choice_is_allocated": 2}),
    ("applications", [{}], {"enrolments": [{"ects_completed": "59"}]},
     {"student_has_enough_credits_before_departure": 1}),
    ("applications", [{}], {"enrolments": [{"ects_completed": "60"}]}, {}),
    ("applications", [{}], {"enrolments": [{"ects_completed": "50"}, {"semester": "2024-autumn"}]}, {}),
    ("applications", [{"departed_on": "2024-07-31"}],
     {"enrolments": [{"ects_completed": "50"}, {"semester": "2024-autumn"}]},  # begins the day after
     {"student_has_enough_credits_before_departure": 1}),
    ("applications", [{"form": "internship"}], {"enrolments": [{"ects_completed": "50"}]}, {}),
    ("applications", [{"departed_on": None}], {"enrolments": [{"ects_completed": "50"}]}, {}),
    ("applications", [{}], {"enrolments": [{"ects_completed": None}]}, {}),
    ("applications", [{}], UNIT_ENDED, {"unit_is_valid_on_the_date": 1}),
    ("applications", [{}], PROGRAMME_ENDED, {"programme_is_valid_on_the_date": 1}),
    ("nominations", [{}], {"agreements": [{"valid_to": "2024-03-09"}]}, {"agreement_is_in_effect": 1}),
    ("nominations", [{}], {"agreements": [{"valid_to": "2024-03-10"}]}, {}),
    ("nominations", [{}], {"agreements": [{"status": "draft"}]}, {"agreement_is_in_effect": 1}),
    ("nominations", [{}], {"agreements": [{"partner_id": "P2"}]}, {"agreement_is_the_partners": 1}),
    ("nominations", [{}], UNIT_ENDED, {"unit_is_valid_on_the_date": 1}),
    ("nominations", [{"field": "0912"}, {"field": "0731"}, {"field": "0912", "agreement_id": None}], IN_MEDICINE,
     {"field_has_its_own_agreement": 2}),
    ("nominations", [{"field": "0613"}], IN_MEDICINE, {}),
    ("nominations", [_score("toefl_ibt", "89"), _score("toefl_paper", "599"), _score("ielts_academic", "6.4")], {},
     {"english_score_reaches_the_minimum": 3}),
    ("nominations", [_score("toefl_ibt", "90"), _score("toefl_paper", "600"), _score("ielts_academic", "6.5")], {}, {}),
    ("nominations", [_score("toefl_ibt", "120"), _score("toefl_paper", "677"), _score("ielts_academic", "9")], {}, {}),
    ("nominations", [_score("toefl_ibt", "600"), _score("toefl_paper", "95"), _score("ielts_academic", "9.5")], {},
     {"english_score_is_possible": 3}),
    ("nominations", [{"degree_level": "master", "semesters_completed": "5"},
                     {"degree_level": "master", "semesters_completed": "6"},
                     {"degree_level": "bachelor", "semesters_completed": "2"}], {},
     {"earlier_semesters_are_completed": 1}),
    ("nominations", [{"english_score": None}], {}, {"test_of_english_has_its_score": 1}),
    ("nominations", [NO_PROOF, NO_PROOF | {"english_proof": "none"}, NO_PROOF | {"english_proof": "exempt"},
                     NO_PROOF | {"citizenship_group": "nordic"}], {}, {"applicant_documents_english": 2}),
    ("degree_applications", [LIABLE | {"citizenship_group": "nordic"}, LIABLE | {"citizenship_group": "eu_eea_ch"},
                             LIABLE], {}, {"eea_citizen_pays_no_fee": 2}),
    ("degree_applications", [{"fee_status": "eu_eea_ch"}], {}, {"fee_status_eu_eea_ch_is_of_their_citizens": 1}),
    ("degree_applications", [ADMITTED_EARLIER, ADMITTED_EARLIER | {"year": "2022"}], {},
     {"exempt_as_admitted_earlier_began_earlier": 1}),
    ("nominations", [_score("exempt", "-1"), _score("other", "600")], {}, {}),  # no test of a known scale
    ("degree_applications", [LIABLE | {"year": "2022"}, LIABLE | {"year": "2023"}], {},
     {"fee_status_is_valid_then": 1}),
    ("degree_applications", [{"applied_on": "2023-12-01"}, {"applied_on": "2023-12-02"}], MASTER,
     {"master_applicant_meets_the_deadline": 1}),
    ("degree_applications", [EEA | {"applied_on": "2024-03-01"}, EEA | {"applied_on": "2024-03-02"}], MASTER,
     {"master_applicant_meets_the_deadline": 1}),
    ("degree_applications", [NORDIC | {"applied_on": "2024-04-15"}, NORDIC | {"applied_on": "2024-04-16"}], MASTER,
     {"master_applicant_meets_the_deadline": 1}),
    ("degree_applications", [{"applied_on": "2024-04-16"}], {"programmes": [{"degree_level": "bachelor"}]}, {}),
    ("degree_applications", [{}], UNIT_ENDED, {"unit_is_valid_on_the_date": 1}),
    ("degree_applications", [{}], PROGRAMME_ENDED, {"programme_is_valid_on_the_date": 1}),
    ("eu_applications", [{}, {"proposal_id": "1"}, {"proposal_id": "2", "outcome": "rejected"}],
     {"eu_participations": [{}]}, {"funded_proposal_is_an_own_participation": 1}),
    ("eu_applications", [{}], {"eu_participations": [{"is_own": "false"}, {"project_id": "7"}]},
     {"funded_proposal_is_an_own_participation": 1}),
    ("eu_applications", [{}], {"eu_participations": [{"is_own": "false"}]}, {}),  # own participations not handed in
    ("eu_applications", [{}], UNIT_ENDED, {"unit_is_valid_on_the_date": 1}),
    ("project_topics", [{"project_id": "1"}], {"eu_participations": [{"project_id": "1", "action": "MSCA-PF"}]},
     {"grant_is_of_the_kind_of_its_topic": 1}),
    ("project_topics", [{"project_id": "1"}], {"eu_participations": [{"project_id": "1", "action": "ERC-SYG"}]}, {}),
    ("project_topics", [{"project_id": "1", "topic": "HORIZON-CL5-2022-D1-01-01"}],
     {"eu_participations": [{"project_id": "1", "action": "RIA"}]}, {}),
    ("publications", [{}, {"unit_code": "632000", "channel_level": "1"}], {},
     {"publication_is_the_same_in_all_units": 2}),
    ("publications", [{}, {"year": "2023", "channel_level": "1"}], {}, {}),
    ("publications", [{"author_share": "0.75"}, {"unit_code": "632000", "author_share": "0.5"}], {},
     {"author_shares_make_at_most_1": 2}),
    ("publications", [{"unit_code": f"63{n}000", "author_share": "0.3334"} for n in (1, 2, 3)], {}, {}),  # rounded
    ("publications", [{}, {"year": "2018"}], UNIT_ENDED, {"unit_is_valid_in_the_year": 1}),
    ("staff", [{"new_hire": "true"}, {"year": "2023"}], {}, {"new_hire_was_not_here_the_year_before": 1}),
    ("staff", [{"new_hire": "true"}, {"year": "2022"}, {"year": "2023", "employee_id": "e2"}], {}, {}),
    ("staff", [{}, {"year": "2025"}], UNIT_TO_COME, {"unit_is_valid_in_the_year": 1}),
    ("staff_mobility", [{}, {"employee_id": "e2"}], {"staff": [{}]}, {"employee_is_on_the_staff_that_year": 1}),
    ("staff_mobility", [{}], {"staff": [{"year": "2023"}]}, {}),  # the year is not handed in
    ("staff_mobility", [{"direction": "guest", "employee_id": "g1"}], {"staff": [{}]}, {}),
    ("staff_mobility", [{}], ELSEWHERE, {"country_is_the_partners": 1}),
    ("staff_mobility", [{}], UNIT_ENDED, {"unit_is_valid_on_the_date": 1}),
    ("doctorates", [{"longest_stay_abroad_days": "127", "completed_on": "2024-12-20"}],
     {"stays": [{"person_id": "d1", "degree_level": "phd"}]}, {"longest_stay_covers_the_stays_registered": 1}),
    ("doctorates", [{"longest_stay_abroad_days": "0", "completed_on": "2025-11-08"}],
     {"stays": [{"person_id": "d1", "degree_level": "master"}]}, {}),
    ("doctorates", [{"longest_stay_abroad_days": "0", "completed_on": "2024-12-19"}],  # the stay ends after
     {"stays": [{"person_id": "d1", "degree_level": "phd"}]}, {}),
    ("doctorates", [{}], UNIT_ENDED, {"unit_is_valid_on_the_date": 1}),
    ("courses", [{}, {"year": "2018"}], UNIT_ENDED, {"unit_is_valid_in_the_year": 1}),
    ("attestations", [{}], UNIT_ENDED, {"unit_is_valid_on_the_date": 1}),
]  # fmt: skip


@pytest.mark.parametrize(("feed", "rows", "others", "by_name"), CASES, ids=lambda case: str(case)[:60])
def test_rows_break_what_they_break_in_the_company_of_others(
    feed: str, rows: list[Cells], others: OTHERS, by_name: dict[str, int], warehouse: duckdb.DuckDBPyConnection
) -> None:
    for other, theirs in others.items():
        load(warehouse, other, *(row(other, **cells) for cells in theirs))
    load(warehouse, feed, *(row(feed, **cells) for cells in rows))

    assert broken(warehouse, feed) == by_name


@pytest.mark.parametrize("feed", FEEDS)
def test_every_cross_rule_has_a_row_that_breaks_it(feed: str) -> None:
    cross = {rule.name for rule in load_contract(feed).rules if rule.kind == "cross"}

    assert cross == {rule for of_feed, _, _, by_name in CASES if of_feed == feed for rule in by_name}
