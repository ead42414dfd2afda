"""Rows that break no rule, one per feed; a test changes the cells it is about."""

import polars as pl

from data_contracts.contract_parser import load_contract
from data_contracts.validate import Split, split
from tests.data_contracts.given_more import MORE_VALID

VALID: dict[str, dict[str, str | None]] = {
    "stays": {
        "stay_id": "S1", "person_id": "a3f1", "direction": "out", "agreement_id": "A1", "scheme": "erasmus_plus",
        "activity": "study", "partner_id": "P1", "country": "DE", "unit_code": "631000", "programme_code": "MTDT",
        "campus": "trondheim", "degree_level": "master", "date_from": "2024-08-15", "date_to": "2024-12-20",
        "status": "completed", "virtual": "false", "ects_planned": "30", "ects_recognised": "22.5",
        "green_travel": "true", "fewer_opportunities_top_up": "false", "grant_eur": "2750.50", "gender": "f",
        "birth_year": "2001", "citizenship": "NO",
    },
    "graduates": {
        "person_id": "a3f1", "programme_code": "MTDT", "degree_level": "master", "unit_code": "631000",
        "campus": "trondheim", "started_on": "2020-08-15", "graduated_on": "2025-06-15", "gender": "f",
        "birth_year": "2001", "citizenship": "NO", "international_degree_student": "false", "revoked": "false",
    },
    "units": {
        "unit_code": "631000", "parent_code": "630000", "unit_level": "department", "name_nb": "Institutt for data",
        "name_en": "Department of Computing", "short_name": "IDI", "valid_from": "2017-01-01", "valid_to": None,
        "successor_code": None,
    },
    "programmes": {
        "programme_code": "MTDT", "name_nb": "Datateknologi", "name_en": "Computing",
        "degree_level": "integrated_master", "unit_code": "631000", "campus": "trondheim", "teaching_language": "no",
        "mobility_window_semester": "7", "opt_out_exchange": "true", "opt_out_since": "2023-08-01",
        "international_competence_in_outcomes": "true", "international_profile": "false", "valid_from": "2016-01-01",
        "valid_to": None,
    },
    "partners": {
        "partner_id": "P1", "name": "RWTH Aachen", "country": "DE", "erasmus_code": "D AACHEN01", "pic": "999983906",
        "oid": "E10206714", "ror_id": "04xfq0f34", "schac": "rwth-aachen.de", "alliances": "enhance",
        "strategic": "true",
    },
    "agreements": {
        "agreement_id": "A1", "partner_id": "P1", "scheme": "erasmus_plus", "unit_codes": "631000|632000",
        "programme_codes": "MTDT", "degree_levels": "master|phd", "isced_f": "0613", "valid_from": "2022-01-01",
        "valid_to": "2028-12-31", "status": "in_effect", "quality_assured_on": "2022-01-01",
        "quality_valid_until": "2026-12-31", "published": "true", "places_out": "4", "places_in": "4",
        "renewal_started": "false",
    },
    "eu_participations": {
        "project_id": "951956", "organisation_id": "974767880", "is_own": "true", "organisation_name": "NTNU",
        "organisation_type": "HES", "country": "NO", "framework": "H2020", "pillar": "excellent_science",
        "action": "ERC-STG", "role": "coordinator", "centralised": None, "contribution_eur": "1499999.5",
        "unit_code": "631000", "call_year": "2019", "signed_on": "2020-05-25", "starts_on": "2020-06-01",
        "ends_on": "2024-05-31", "status": "SIGNED", "snapshot_on": None,
    },
    "erasmus_flows": {
        "record_id": "0123456789ab-1", "release": "2021", "project_reference": "2018-1-NO01-KA103-038753",
        "academic_year": "2018-2019", "start_month": "2018-08", "end_month": "2018-12", "duration_days": "120",
        "activity": "Student mobility", "sector": "Higher Education", "field_of_education": "Physics",
        "education_level": "ISCED-7", "nationality": "NO", "participant_country": "NO", "gender": "f",
        "profile": "learner", "special_needs": "false", "fewer_opportunities": "false", "group_leader": "false",
        "age": "23", "published_age": "23", "sending_country": "NO", "sending_city": "Trondheim",
        "sending_name": "NTNU", "sending_erasmus_code": "N TRONDHE01", "sending_known_by": "alias",
        "receiving_country": "DE", "receiving_city": "Aachen", "receiving_name": "RWTH",
        "receiving_erasmus_code": "D AACHEN01", "receiving_known_by": "code", "participants": "3",
    },
    "institutions": {
        "listed_on": "2024-09-12", "erasmus_code": "N TRONDHE01", "pic": "999977851", "oid": "E10209399",
        "name": "NTNU", "city": "Trondheim", "country": "NO", "website": "www.ntnu.no", "charter_number": "101013361",
        "charter_from": "2021-01-01", "charter_to": "2029-12-31",
    },
    "research_organisations": {
        "ror_id": "05xg72x27", "name": "NTNU", "country": "NO", "city": "Trondheim", "latitude": "63.43",
        "longitude": "10.39", "types": "education|funder", "status": "active", "release": "v1.68",
    },
    "unknown_organisations": {
        "record_id": "0123456789ab-1", "name": "Bodø kommune", "country": "NO", "participants_sent": "4",
        "participants_received": "0", "mention_count": "2",
    },
    "work_counts": {
        "ror_id": "05xg72x27", "year": "2024", "is_international": "false", "is_own": "true", "works": "9000",
    },
    "works": {
        "work_id": "openalex:W1", "institution_id": "I204778367", "year": "2024", "is_own": "true",
        "ror_id": "05xg72x27", "institution_name": "NTNU", "country": "NO", "work_type": "article",
        "issn": "0028-0836", "doi": "10.1000/1",
    },
    "publication_channels": {
        "kind": "journal", "channel_id": "440074", "year": "2025", "level": "2", "title": "Nature",
        "issn_print": "0028-0836", "issn_online": "1476-4687", "field": "Tverrfaglig naturvitenskap",
    },
    "project_programmes": {
        "project_id": "101116741", "programme_part": "HORIZON.1.1", "is_main_part": "true",
        "title": "European Research Council (ERC)",
    },
    "project_topics": {"project_id": "101163161", "topic": "ERC-2024-SyG", "title": "ERC SYNERGY GRANTS"},
    "official_figures": {
        "table_id": "142", "institution_code": "1150", "unit_code": None, "direction": "in",
        "programme_code": "EMNE/AD", "semester": None, "student_category": None, "country": None, "agreement": None,
        "exchange_institution": None, "breakdown": None, "year_from": "2020", "year_to": "2025", "total": "449",
        "women": "276",
        "men": "173", "international": None, "author_shares": None, "publication_points": None,
        "is_masked": "false", "delivered_on": "2026-09-24",
    },
}  # fmt: skip
VALID |= MORE_VALID


def row(feed: str, **cells: str | None) -> dict[str, str | None]:
    """The feed's valid row with other cells."""
    unknown = set(cells) - set(VALID[feed])
    assert not unknown, f"{feed} has no {unknown}"
    return VALID[feed] | cells


def frame(feed: str, *rows: dict[str, str | None]) -> pl.DataFrame:
    """Rows of a feed as text columns."""
    return pl.DataFrame(rows, schema={column.name: pl.String for column in load_contract(feed).columns})


def judged(feed: str, **cells: str | None) -> Split:
    """The valid row with other cells, judged by the feed's contract."""
    return split(frame(feed, row(feed, **cells)), load_contract(feed))
