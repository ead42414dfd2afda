"""Every rule named in a contract, and some of each generated kind: a row that breaks it and what becomes of it."""

from typing import Any

import pytest

from data_contracts.contract import feeds
from tests.data_contracts.given import judged
from tests.data_contracts.judging import breaks

# feed, rule, the cells that break it and nothing else
BREACHES: list[tuple[str, str, dict[str, Any]]] = [
    ("stays", "stay_id_is_present", {"stay_id": " "}),
    ("stays", "person_id_is_present", {"person_id": None}),
    ("stays", "direction_is_in_list", {"direction": "outgoing"}),
    ("stays", "scheme_is_in_list", {"scheme": "Erasmus+"}),
    ("stays", "activity_is_in_list", {"activity": "holiday"}),
    ("stays", "country_is_present", {"country": None}),
    ("stays", "country_is_in_list", {"country": "Tyskland"}),
    ("stays", "country_is_in_list", {"country": "EL"}),
    ("stays", "country_is_in_list", {"country": "UK"}),
    ("stays", "unit_code_has_its_form", {"unit_code": "6310"}),
    ("stays", "degree_level_is_in_list", {"degree_level": "msc"}),
    ("stays", "date_from_is_present", {"date_from": ""}),
    ("stays", "date_from_is_a_date", {"date_from": "25.05.2020 00:00"}),
    ("stays", "status_is_in_list", {"status": "done"}),
    ("stays", "virtual_is_a_boolean", {"virtual": "nei"}),
    ("stays", "ects_planned_is_in_range", {"ects_planned": "120.5"}),
    ("stays", "ects_recognised_is_a_number", {"ects_recognised": "22,5"}),
    ("stays", "ects_recognised_is_in_range", {"ects_recognised": "-1"}),
    ("stays", "grant_eur_is_in_range", {"grant_eur": "-0.01"}),
    ("stays", "gender_is_in_list", {"gender": "K"}),
    ("stays", "birth_year_is_an_integer", {"birth_year": "2001.5"}),
    ("stays", "stay_ends_on_or_after_it_starts", {"date_to": "2024-08-14"}),
    ("stays", "completed_stay_has_an_end", {"date_to": None}),
    ("stays", "stay_lasts_at_most_1095_days", {"date_from": "2021-01-01", "date_to": "2024-01-01"}),  # 1,096 days
    ("stays", "stay_is_not_in_home_country", {"country": "NO"}),
    ("stays", "age_is_15_to_90", {"birth_year": "9991"}),  # an age of −7967
    ("stays", "age_is_15_to_90", {"birth_year": "2010"}),  # 14
    ("stays", "age_is_15_to_90", {"birth_year": "1933"}),  # 91
    ("stays", "citizenship_is_known", {"citizenship": None}),
    ("stays", "stay_is_not_withdrawn", {"status": "withdrawn"}),
    ("stays", "individual_stay_names_no_agreement", {"scheme": "individual"}),
    ("graduates", "person_id_is_present", {"person_id": None}),
    ("graduates", "programme_code_is_present", {"programme_code": None}),
    ("graduates", "degree_level_is_in_list", {"degree_level": "BA"}),
    ("graduates", "campus_is_in_list", {"campus": "oslo"}),
    ("graduates", "started_on_is_a_date", {"started_on": "2020-02-30"}),
    ("graduates", "graduated_on_is_present", {"graduated_on": None}),
    ("graduates", "citizenship_is_in_list", {"citizenship": "Norge"}),
    ("graduates", "revoked_is_a_boolean", {"revoked": "J"}),
    ("graduates", "graduation_is_after_start", {"started_on": "2025-06-15"}),
    ("graduates", "age_is_15_to_90", {"birth_year": "2011"}),
    ("graduates", "citizenship_is_known", {"citizenship": None}),
    ("units", "validity_ends_on_or_after_it_starts", {"valid_to": "2016-12-31"}),
    ("units", "unit_code_fits_its_parent", {"parent_code": "640000"}),  # 631000
    ("units", "unit_code_fits_its_parent", {"parent_code": "000000"}),
    ("units", "unit_code_fits_its_parent", {"unit_code": "630000", "parent_code": "640000"}),
    ("units", "unit_code_fits_its_parent", {"unit_code": "631001", "parent_code": "630000"}),
    ("units", "unit_below_the_institution_has_a_parent", {"parent_code": None}),
    ("units", "unit_is_not_its_own_successor", {"successor_code": "631000"}),
    ("programmes", "validity_ends_on_or_after_it_starts", {"valid_to": "2015-12-31"}),
    ("programmes", "mobility_window_semester_is_in_range", {"mobility_window_semester": "0"}),
    ("programmes", "opt_out_programme_says_since_when", {"opt_out_since": None}),
    ("partners", "erasmus_code_has_its_form", {"erasmus_code": "D  AACHEN01"}),  # two blanks
    ("partners", "erasmus_code_has_its_form", {"erasmus_code": "D\u00a0AACHEN01"}),  # a no-break space
    ("partners", "pic_has_its_form", {"pic": "99998390"}),
    ("partners", "oid_has_its_form", {"oid": "#N/A"}),
    ("partners", "ror_id_has_its_form", {"ror_id": "https://ror.org/04xfq0f34"}),
    ("partners", "schac_has_its_form", {"schac": "rwth"}),
    ("partners", "alliances_is_in_list", {"alliances": "enhance|unite"}),
    ("agreements", "unit_codes_has_its_form", {"unit_codes": "631000|IDI"}),
    ("agreements", "degree_levels_is_in_list", {"degree_levels": "master|msc"}),
    ("agreements", "isced_f_has_its_form", {"isced_f": "IT"}),
    ("agreements", "places_out_is_in_range", {"places_out": "-1"}),
    ("agreements", "validity_ends_on_or_after_it_starts", {"valid_to": "2021-12-31"}),
    ("agreements", "terminated_agreement_has_an_end", {"status": "terminated", "valid_to": None}),
    ("agreements", "quality_assurance_holds_from_its_day", {"quality_valid_until": "2021-12-31"}),
    ("eu_participations", "is_own_is_present", {"is_own": None}),
    ("eu_participations", "action_is_in_list", {"action": "ERC-SyG"}),
    ("eu_participations", "contribution_eur_is_in_range", {"contribution_eur": "-1"}),
    ("eu_participations", "project_ends_on_or_after_it_starts", {"ends_on": "2020-05-31"}),
    ("eu_participations", "signing_is_not_before_the_call_year", {"call_year": "2021"}),
    ("eu_participations", "associated_partner_gets_no_contribution", {"role": "associated_partner"}),
    ("publication_channels", "level_has_its_year", {"year": None}),
    ("official_figures", "table_id_is_an_integer", {"table_id": "DBH 142"}),
    ("official_figures", "table_is_read", {"table_id": "389"}),
    ("official_figures", "years_run_forward", {"year_to": "2019"}),
    ("official_figures", "women_and_men_make_the_total", {"women": "0", "men": "0"}),
]  # fmt: skip

# feed, why no rule is broken, cells
HELD: list[tuple[str, str, dict[str, Any]]] = [
    ("stays", "one day is a stay", {"date_to": "2024-08-15"}),
    ("stays", "1,095 days, both ends included", {"date_from": "2021-01-01", "date_to": "2023-12-31"}),
    ("stays", "a planned stay may lack its end", {"status": "planned", "date_to": None}),
    ("stays", "a virtual stay has no rule of country", {"country": "NO", "virtual": "true"}),
    ("stays", "a visitor may come from Norway", {"country": "NO", "direction": "in"}),
    ("stays", "Namibia is a country, not a missing value", {"country": "NA"}),
    ("stays", "Kosovo has a code", {"country": "XK"}),
    ("stays", "15 in the year of departure", {"birth_year": "2009"}),
    ("stays", "90 in the year of departure", {"birth_year": "1934"}),
    ("stays", "an unknown birth year is no age", {"birth_year": None}),
    ("stays", "all credits of two years", {"ects_recognised": "120"}),
    ("stays", "no agreement", {"scheme": "individual", "agreement_id": None}),
    ("stays", "blanks around a code", {"country": " DE\u00a0"}),
    ("graduates", "an unknown start", {"started_on": None}),
    ("units", "the institution", {"unit_code": "000000", "unit_level": "institution", "parent_code": None}),
    ("units", "a group of a department", {"unit_code": "631001", "unit_level": "other", "parent_code": "631000"}),
    ("units", "a faculty", {"unit_code": "630000", "unit_level": "faculty", "parent_code": "000000"}),
    ("partners", "no identifiers at all", dict.fromkeys(("erasmus_code", "pic", "oid", "ror_id", "schac"))),
    ("partners", "no alliance", {"alliances": None}),
    ("partners", "two alliances", {"alliances": "enhance|n5t"}),
    ("agreements", "open without end", {"valid_to": None}),
    ("official_figures", "publications have no women and men", {"direction": None, "women": None, "men": None}),
]


@pytest.mark.parametrize(("feed", "rule", "cells"), BREACHES, ids=[f"{feed}-{rule}" for feed, rule, _ in BREACHES])
def test_row_that_breaks_one_rule_is_quarantined_or_counted_by_its_name(
    feed: str, rule: str, cells: dict[str, Any]
) -> None:
    breaks(feed, rule, cells)


@pytest.mark.parametrize("feed", feeds())
def test_valid_row_breaks_nothing(feed: str) -> None:
    result = judged(feed)

    assert result.broken == {}
    assert result.accepted.height == 1


@pytest.mark.parametrize(("feed", "why", "cells"), HELD, ids=[f"{feed}-{why}" for feed, why, _ in HELD])
def test_row_at_the_edge_of_a_rule_holds_it(feed: str, why: str, cells: dict[str, Any]) -> None:
    assert judged(feed, **cells).broken == {}, why
