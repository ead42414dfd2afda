"""What is to be done for the goals of an area, as lines of a table."""

from datetime import date

from dashboard.format import number, short_day
from dashboard.report.contents import Contents
from dashboard.text import text
from dashboard.text.labels import heading, member_name, short_name, word
from data_contracts.text import LANGUAGES, in_language
from models.registers import Entry, entries

HEADS = ("measure", "owner", "unit", "due_on", "state", "budget_amount")


def measures_head(language: str) -> list[str]:
    """The headings: the goal, then what each column of the list is called."""
    return [text("report.goal", language), *(heading("list_column", name, language) for name in HEADS)]


def measures(goals: set[str], contents: Contents, language: str) -> list[list[str]]:
    """A line per measure for these goals, by day due; none where this reader may see none."""
    rows = [row for row in entries("measures", contents.viewer, contents.build) if row["goal_id"] in goals]
    rows.sort(key=lambda row: (str(row["goal_id"]), str(row["due_on"])))
    return [_line(row, contents, language) for row in rows]


def _line(row: Entry, contents: Contents, language: str) -> list[str]:
    written = {code: str(words) for code in LANGUAGES if (words := row.get(f"text_{code}"))}
    due, budget = row["due_on"], row["budget_amount"]
    state = word("measure_state", str(row["state"]), language)
    return [
        str(row["goal_id"]),
        str(in_language(written, language, "")),
        str(row["owner"]),
        _unit(row, contents, language),
        short_day(due, language) if isinstance(due, date) else "",
        f"{state}, {word('list_column', 'is_overdue', language)}" if row["is_overdue"] else state,
        f"{row['currency'] or ''} {number(float(str(budget)), language)}".strip() if budget is not None else "",
    ]


def _unit(row: Entry, contents: Contents, language: str) -> str:
    if row["is_whole"]:
        return text("choose.whole", language)
    if row["department"]:
        return member_name(contents.build.labels, "department", str(row["department"]), language)
    return short_name(contents.build.labels, "faculty", str(row["faculty"] or "unknown"), language)
