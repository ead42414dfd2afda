"""The units: what level one is of, and those of today, which can be chosen and are to attest."""

from collections.abc import Mapping
from typing import Literal

from sqlglot import exp

from models.store import OpenBuild

Units = dict[str, tuple[str, ...]]


def level_of(unit: str, labels: Mapping[str, Mapping[str, object]]) -> Literal["faculty", "department"]:
    """The dimension that a unit is a member of, by the members that a build has of each (`OpenBuild.labels`)."""
    return "faculty" if unit in labels.get("faculty", {}) else "department"


def faculty_of(labels: Mapping[str, Mapping[str, Mapping[str, str]]]) -> dict[str, str | None]:
    """Each department with its faculty, and each faculty with None."""
    departments = {unit: names.get("parent") for unit, names in labels.get("department", {}).items()}
    return departments | dict.fromkeys(labels.get("faculty", {}))


def units_today(build: OpenBuild) -> Units:
    """The departments of each faculty on the day the build describes, by their codes in order."""
    query = exp.select("faculty", "department").from_(exp.table_("unit_today", db="dims")).distinct()
    members: dict[str, set[str]] = {}
    for faculty, department in build.engine.rows(query):
        if faculty is not None:
            members.setdefault(str(faculty), set()).update([str(department)] if department is not None else [])
    return {faculty: tuple(sorted(departments)) for faculty, departments in sorted(members.items())}
