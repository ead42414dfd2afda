"""The names of the members of dimensions, in each language: those of code lists, and those that no list holds."""

import polars as pl

from data_contracts.codes import code_table
from data_contracts.text import COMPLETE

NAMES = tuple(f"name_{language}" for language in COMPLETE)
# Code lists whose members are the members of a dimension
CODE_DIMENSIONS = {
    "degree_levels": "degree_level",
    "campuses": "campus",
    "genders": "gender",
    "age_bands": "age_band",
    "activities": "activity",
    "directions": "direction",
    "frameworks": "framework",
    "actions": "action",
    "roles": "role",
    "dated_by": "dated_by",
    "pillars": "pillar",
    "schemes": "scheme",
    "is_priority": "is_priority",
    "teaching_languages": "teaching_language",
    "course_levels": "course_level",
    "online_international_forms": "online_form",
    "is_eu_eea": "is_eu_eea",
    "is_eu_eea_ch": "is_eu_eea_ch",
    "dac_group_names": "dac_group",
    "alliance_memberships": "alliance",
    "has_opt_out": "has_opt_out",
    "semesters_of_study": "semester_of_study",
    "has_window": "has_window",
    "terms": "term",
    "outbound_stages": "furthest_stage",
    "inbound_stages": "furthest_stage",
    "degree_stages": "furthest_stage",
    "outbound_progress": "progress",
    "inbound_progress": "progress",
    "degree_progress": "progress",
    "stages_same_day": "stage_same_day",
    "weeks_waited": "weeks_waited",
    "round_states": "round_state",
    "grant_levels": "grant_level",
    "withdrawal_reasons": "withdrawn_reason",
    "rejection_reasons": "rejection_reason",
    "english_documentations": "english_documentation",
    "application_forms": "form",
    "application_tracks": "track",
    "citizenship_groups": "citizenship_group",
    "fee_statuses": "fee_status",
    "fee_groups": "fee_group",
    "eu_application_outcomes": "outcome",
    "position_groups": "position_group",
    "staff_citizenship_groups": "staff_citizenship",
    "known_answers": "prior_international_experience",
    "doctorate_kinds": "doctorate_kind",
}
WITH_UNKNOWN = ("faculty", "department", "programme", "partner", "region", "country", "academic_year", "programme_part")
NEVER_UNKNOWN = (
    "semester_of_study", "is_priority", "is_eu_eea", "is_eu_eea_ch", "dac_group", "alliance",
    "furthest_stage", "grant_level", "progress", "stage_same_day", "round_state", "weeks_waited",
)  # fmt: skip
# Who is still on the way has no reason to have left; others were turned down, or the round ended without them
REASONS = (
    ("withdrawn_reason", "none", "Har ikke falt fra", "Has not left"),
    ("withdrawn_reason", "not_allocated", "Fikk ikke plass", "Got no place"),
    ("withdrawn_reason", "no_outcome", "Reiste ikke, uten registrert grunn", "Did not depart, no reason recorded"),
    ("rejection_reason", "none", "Har ikke falt fra", "Has not left"),
    ("rejection_reason", "never_applied", "Søkte aldri", "Never applied"),
    ("rejection_reason", "did_not_come", "Tatt opp, men kom ikke", "Admitted but did not come"),
    ("rejection_reason", "no_outcome", "Ingen avgjørelse registrert", "No decision recorded"),
)
UNKNOWN = ("unknown", "Ukjent", "Unknown")
# Other genders and none stated, to whoever does not see exact figures (see `models.disclosure.merging`)
REST = ("gender", "x_or_not_stated", "Annet eller ikke oppgitt", "Other or not stated")
# What belongs to more than one unit, and so to none alone
SEVERAL = ("several", "Flere enheter", "Several units")


def code_labels() -> pl.DataFrame:
    """The members of the code lists as dimension, code and `name_<language>`, each dimension with its unknown."""
    listed = [
        code_table(name).select(pl.lit(dimension).alias("dimension"), "code", *NAMES)
        for name, dimension in CODE_DIMENSIONS.items()
    ]
    dimensions = [*WITH_UNKNOWN, *(d for d in CODE_DIMENSIONS.values() if d not in NEVER_UNKNOWN)]
    others = [
        *((dimension, *UNKNOWN) for dimension in dimensions),
        *REASONS,
        REST,
        ("faculty", *SEVERAL),
        ("department", *SEVERAL),
    ]
    unlisted = pl.DataFrame(others, schema=listed[0].columns, orient="row")
    return pl.concat([*listed, unlisted]).unique(["dimension", "code"], keep="first", maintain_order=True)
