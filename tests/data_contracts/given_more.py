"""More rows that break no rule: students here, nominations, research, staff, courses, attestations, history."""

MORE_VALID: dict[str, dict[str, str | None]] = {
    "enrolments": {
        "person_id": "a3f1", "programme_code": "MTDT", "semester": "2024-spring", "unit_code": "631000",
        "campus": "trondheim", "degree_level": "master", "gender": "f", "birth_year": "2001", "citizenship": "NO",
        "international_degree_student": "false", "fee_status": "eu_eea_ch", "ects_completed": "105", "active": "true",
    },
    "applications": {
        "application_id": "AP1", "person_id": "a3f1", "round": "2024-autumn", "form": "exchange", "track": "ordinary",
        "submitted_on": "2024-01-28", "unit_code": "631000", "programme_code": "MTDT", "priority": "1",
        "partner_id": "P1", "country": "DE", "scheme": "erasmus_plus", "preapproval_submitted_on": "2024-03-01",
        "preapproval_decided_on": "2024-03-20", "preapproval_status": "granted", "answered_on": "2024-02-20",
        "allocated": "true", "nominated_on": "2024-03-15", "host_decision_on": "2024-05-10",
        "host_decision": "admitted", "acceptance_uploaded_on": "2024-05-12", "loan_fund_confirmed_on": "2024-07-01",
        "departed_on": "2024-08-14", "withdrawn_on": None, "withdrawn_reason": None,
    },
    "nominations": {
        "nomination_id": "N1", "partner_id": "P1", "agreement_id": "A1", "semester": "2024-autumn",
        "nominated_on": "2024-03-10", "citizenship_group": "eu_eea_ch", "degree_level": "bachelor",
        "semesters_completed": "3", "ects_completed": "90", "field": "0613", "campuses": "trondheim",
        "unit_code": "631000", "applied_on": "2024-04-20", "english_proof": "ielts_academic", "english_score": "7.5",
        "decided_on": "2024-05-15", "decision": "admitted", "rejection_reason": None, "arrived_on": "2024-08-08",
    },
    "degree_applications": {
        "person_id": "c4", "programme_code": "MTDT", "year": "2024", "unit_code": "631000",
        "citizenship_group": "other", "fee_status": "family_immigration", "applied_on": "2023-11-20",
        "offered_on": "2024-04-01", "accepted_on": "2024-04-10", "registered_on": "2024-08-16",
        "exemption_applied_on": "2024-04-02", "exemption_decided_on": "2024-05-20",
    },
    "eu_applications": {
        "proposal_id": "951956", "framework": "H2020", "pillar": "excellent_science", "action": "ERC-STG",
        "unit_code": "631000", "submitted_on": "2019-10-15", "outcome": "funded", "infrastructure_id": None,
        "internally_reviewed": "true",
    },
    "publications": {
        "publication_id": "C1", "year": "2024", "unit_code": "631000", "channel_level": "2", "author_share": "0.25",
        "international": "true", "countries": "NO|DE", "field": "Datateknikk",
    },
    "staff": {
        "year": "2024", "employee_id": "e1", "unit_code": "631000", "position_group": "professor",
        "citizenship_group": "eu_eea_ch", "new_hire": "false", "fte": "1.2",
        "prior_international_experience": "yes",
    },
    "staff_mobility": {
        "mobility_id": "M1", "employee_id": "e1", "direction": "out", "unit_code": "631000",
        "position_group": "professor", "scheme": "erasmus_plus", "country": "DE", "partner_id": "P1",
        "date_from": "2024-03-04", "date_to": "2024-03-08", "virtual": "false",
    },
    "doctorates": {
        "person_id": "d1", "unit_code": "631000", "kind": "phd", "completed_on": "2024-11-08",
        "prior_international_experience": "no", "longest_stay_abroad_days": "128",
    },
    "courses": {
        "course_code": "TDT4100", "year": "2024", "unit_code": "631000", "teaching_language": "en", "ects": "7.5",
        "level": "master", "online_international": "coil", "students_local": "40", "students_international": "12",
        "norwegian_language_course": "false", "places": None, "completed": "52",
    },
    "attestations": {
        "goal_id": "D1", "unit_code": "631000", "attested_on": "2024-10-01", "level": "3",
        "statement": "Every programme names its partners in the study plan.",
        "evidence_url": "https://example.org/plan", "owner": "Head of studies", "attested_by": "f7",
        "second_attester": "g8", "valid_until": "2025-09-30", "not_relevant_reason": None,
    },
    "measures": {
        "measure_id": "M1", "goal_id": "SG-D1", "unit_code": "631000", "text_nb": "Flere plasser i Asia.",
        "text_en": "More places in Asia.", "owner": "Head of studies", "due_on": "2025-06-30", "state": "running",
        "budget_amount": "250000", "spent_amount": "90000.50", "currency": "NOK", "indicator": "outbound_share",
        "expected_change": "0.01", "source": "Action plan 2024",
    },
    "quality_assurances": {"agreement_id": "A1", "assured_on": "2022-01-01", "valid_until": "2026-12-31"},
    "programme_history": {
        "programme_code": "MTDT", "attribute": "mobility_window", "value": "7", "valid_from": "2019-08-01",
        "valid_to": None,
    },
}  # fmt: skip
