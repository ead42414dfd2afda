"""Research, staff, courses and attestations: a row that breaks each rule, and rows at its edge."""

from typing import Any

import pytest

from tests.data_contracts.given import judged
from tests.data_contracts.judging import Breach, breaks

FEEDS = ("eu_applications", "publications", "staff", "staff_mobility", "doctorates", "courses", "attestations")

BREACHES: list[Breach] = [
    ("eu_applications", "outcome_is_in_list", {"outcome": "granted"}),
    ("eu_applications", "submitted_on_is_present", {"submitted_on": None}),
    ("eu_applications", "proposal_is_submitted_in_its_period", {"submitted_on": "2022-01-01"}),
    ("eu_applications", "proposal_is_submitted_in_its_period", {"framework": "FP7"}),
    ("eu_applications", "proposal_is_submitted_in_its_period", {"framework": "HORIZON"}),
    ("eu_applications", "proposal_is_submitted_in_its_period", {"framework": "ERASMUS2021", "action": "KA2"}),
    ("eu_applications", "proposal_is_submitted_in_its_period",
     {"framework": "ERASMUS2014", "action": "KA2", "submitted_on": "2012-10-15"}),
    ("eu_applications", "action_is_one_of_its_framework", {"action": "KA2"}),
    ("eu_applications", "action_is_one_of_its_framework", {"framework": "ERASMUS2014"}),
    ("publications", "channel_level_is_in_range", {"channel_level": "3"}),
    ("publications", "channel_level_is_an_integer", {"channel_level": "X"}),
    ("publications", "author_share_is_in_range", {"author_share": "1.01"}),
    ("publications", "author_share_is_present", {"author_share": None}),
    ("publications", "international_is_present", {"international": None}),
    ("publications", "countries_is_in_list", {"countries": "NO|UK"}),
    ("publications", "international_publication_names_its_countries", {"countries": None}),
    ("publications", "publication_of_several_countries_is_international", {"international": "false"}),
    ("staff", "employee_id_is_present", {"employee_id": " "}),
    ("staff", "fte_is_in_range", {"fte": "1.21"}),
    ("staff", "fte_is_a_number", {"fte": "0,5"}),
    ("staff", "position_group_is_in_list", {"position_group": "dean"}),
    ("staff", "employee_has_some_working_time", {"fte": "0"}),
    ("staff", "citizenship_is_known", {"citizenship_group": "unknown"}),
    ("staff_mobility", "direction_is_in_list", {"direction": "in"}),
    ("staff_mobility", "country_is_present", {"country": None}),
    ("staff_mobility", "stay_ends_on_or_after_it_starts", {"date_to": "2024-03-03"}),
    ("staff_mobility", "stay_lasts_at_most_1095_days", {"date_from": "2021-01-01", "date_to": "2024-01-01"}),
    ("staff_mobility", "stay_is_not_in_home_country", {"country": "NO"}),
    ("staff_mobility", "employee_abroad_is_named", {"employee_id": None}),
    ("doctorates", "kind_is_in_list", {"kind": "master"}),
    ("doctorates", "prior_international_experience_is_present", {"prior_international_experience": None}),
    ("doctorates", "longest_stay_abroad_days_is_in_range", {"longest_stay_abroad_days": "-1"}),
    ("courses", "ects_is_in_range", {"ects": "121"}),
    ("courses", "level_is_in_list", {"level": "TDT4"}),
    ("courses", "students_local_is_an_integer", {"students_local": "12.5"}),
    ("courses", "completed_are_at_most_the_participants", {"completed": "53"}),
    ("courses", "norwegian_course_says_its_places", {"norwegian_language_course": "true"}),
    ("attestations", "level_is_in_range", {"level": "5"}),
    ("attestations", "statement_is_present", {"statement": None}),
    ("attestations", "owner_is_present", {"owner": None}),
    ("attestations", "evidence_url_has_its_form", {"evidence_url": "see the shared folder"}),
    ("attestations", "second_attester_is_another", {"second_attester": "f7"}),
    ("attestations", "level_3_and_4_have_a_second_attester", {"second_attester": None}),
    ("attestations", "level_3_and_4_have_a_second_attester", {"level": "4", "second_attester": " "}),
    ("attestations", "attestation_holds_from_its_day", {"valid_until": "2024-09-30"}),
    ("attestations", "level_3_and_4_show_their_evidence", {"evidence_url": None}),
    ("attestations", "goal_not_relevant_has_no_level", {"not_relevant_reason": "No programmes."}),
]  # fmt: skip

# feed, why no rule is broken, cells
HELD: list[tuple[str, str, dict[str, Any]]] = [
    ("eu_applications", "the first calls of Horizon Europe", {"framework": "HORIZON", "submitted_on": "2020-12-20"}),
    ("eu_applications", "something else under Erasmus+", {"framework": "ERASMUS2014", "action": "OTHER"}),
    ("publications", "a share of one", {"author_share": "1"}),
    ("publications", "not scientific", {"channel_level": "0"}),
    ("publications", "Norwegian authors alone", {"international": "false", "countries": "NO"}),
    ("publications", "Norwegian authors, no address", {"international": "false", "countries": None}),
    ("staff", "a tenth of a position", {"fte": "0.1"}),
    ("staff_mobility", "a day", {"date_to": "2024-03-04"}),
    ("staff_mobility", "lasting still", {"date_to": None}),
    ("staff_mobility", "a guest without a number", {"direction": "guest", "employee_id": None}),
    ("staff_mobility", "a guest from a Norwegian institution", {"direction": "guest", "country": "NO"}),
    ("staff_mobility", "online at home", {"country": "NO", "virtual": "true"}),
    ("doctorates", "no stay abroad", {"longest_stay_abroad_days": "0"}),
    ("doctorates", "not known", {"longest_stay_abroad_days": None, "prior_international_experience": "unknown"}),
    ("courses", "nobody counted", dict.fromkeys(("students_local", "students_international", "completed"))),
    ("courses", "Norwegian for internationals", {"norwegian_language_course": "true", "places": "60"}),
    ("attestations", "level 2 by one person", {"level": "2", "second_attester": None, "evidence_url": None}),
    ("attestations", "not relevant", {"level": "0", "not_relevant_reason": "No programmes.", "second_attester": None}),
    ("attestations", "valid for its own day", {"valid_until": "2024-10-01"}),
]  # fmt: skip


@pytest.mark.parametrize(("feed", "rule", "cells"), BREACHES, ids=[f"{feed}-{rule}" for feed, rule, _ in BREACHES])
def test_row_that_breaks_a_rule_is_quarantined_or_counted_by_its_name(
    feed: str, rule: str, cells: dict[str, Any]
) -> None:
    breaks(feed, rule, cells)


@pytest.mark.parametrize(("feed", "why", "cells"), HELD, ids=[f"{feed}-{why}" for feed, why, _ in HELD])
def test_row_at_the_edge_of_a_rule_holds_it(feed: str, why: str, cells: dict[str, Any]) -> None:
    assert judged(feed, **cells).broken == {}, why
