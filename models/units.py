"""The units of today: those that can be chosen, and that are to attest."""

from sqlglot import exp

from models.store import OpenBuild

Units = dict[str, tuple[str, ...]]


def units_today(build: OpenBuild) -> Units:
    """The departments of each faculty on the day the build speaks of, by their codes in order."""
    query = exp.select("faculty", "department").from_(exp.table_("unit_today", db="dims")).distinct()
    found: dict[str, set[str]] = {}
    for faculty, department in build.engine.rows(query):
        if faculty is not None:
            found.setdefault(str(faculty), set()).update([str(department)] if department is not None else [])
    return {faculty: tuple(sorted(departments)) for faculty, departments in sorted(found.items())}
