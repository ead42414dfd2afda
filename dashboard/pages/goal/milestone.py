"""What units attest of a goal: the institution's own word, the coverage, and every unit's."""

from dashboard.format import day
from dashboard.markup import Html, join, tag
from dashboard.pages.parts.pill import pill
from dashboard.pages.parts.table import column, line, table
from dashboard.pages.parts.view import View
from models.attestations import INSTITUTION, Attested, Milestone
from models.status import StatusId, StatusRow
from models.units import level_of

LEVELS = range(5)


def milestone(row: StatusRow, view: View) -> Html | None:
    """The section on attestations; None for a goal that nobody has attested."""
    reached = row.milestone
    if reached is None:
        return None
    return tag(
        "section",
        tag("h2", view.text("milestone.heading"), *_judged(row, view)),
        tag("div", _own(reached, row, view), _coverage(reached, view), class_="cards"),
        _levels(reached, view),
        _units(reached, view),
        tag("p", view.text("milestone.foot", day=view.as_of), class_="foot"),
        class_="milestone",
    )


def level_word(level: int, view: View) -> str:
    """`3 · pilot`."""
    return f"{level} · {view.text(f'level.{level}')}"


def _judged(row: StatusRow, view: View) -> tuple[Html | str, ...]:
    """The status beside the heading, of a goal that is judged by what is attested: no figure below carries it."""
    is_attested = row.goal.rule == "milestone" and row.status == "attested"
    return (" ", pill(row.status, view.language)) if is_attested else ()


def _own(reached: Milestone, row: StatusRow, view: View) -> Html | None:
    of_institution = reached.institution
    if of_institution is None:
        return None
    parts: list[Html | None] = [tag("div", view.text("milestone.own"), class_="label")]
    if row.goal.rule == "milestone" and row.status != "attested":
        parts.append(tag("div", pill(row.status, view.language), class_="state"))
    else:
        parts.append(tag("div", level_word(of_institution.level, view), class_="value words"))
    return tag(
        "div",
        *parts,
        tag("div", of_institution.not_relevant_reason or of_institution.statement, class_="note"),
        tag("div", _from_to(of_institution, view), class_="note"),
        tag("div", tag("a", view.text("milestone.evidence"), href=of_institution.evidence_url))
        if of_institution.evidence_url
        else None,
        class_="card wide-card",
    )


def _from_to(attested: Attested, view: View) -> str:
    return view.text(
        "milestone.holds",
        owner=attested.owner,
        since=day(attested.attested_on, view.language),
        until=day(attested.valid_until, view.language),
    )


def _coverage(reached: Milestone, view: View) -> Html:
    notes = [view.text("milestone.stale", n=reached.stale)] if reached.stale else []
    if reached.not_relevant:
        notes.append(view.text("milestone.not_relevant", n=reached.not_relevant))
    return tag(
        "div",
        tag("div", view.text("milestone.coverage"), class_="label"),
        tag("div", view.text("plan.of", numerator=reached.attested, denominator=reached.required), class_="value"),
        tag("div", " · ".join(notes), class_="note") if notes else None,
        class_="card",
    )


def _levels(reached: Milestone, view: View) -> Html:
    """How many units are at each level: counts, never an average."""
    silent = max(reached.required - len(reached.units), 0)
    rows = [(level_word(level, view), reached.levels.get(level, 0), "level") for level in LEVELS]
    others = (("not_relevant", reached.not_relevant), ("stale", reached.stale))
    rows += [(view.text(f"status.{name}"), n, name) for name, n in others]
    rows.append((view.text("milestone.silent"), silent, "silent"))
    most = max(count for _, count, _ in rows)
    heads = [column(view.text(key)) for key in ("milestone.level", "milestone.units")]
    bars = [_level(name, count, most, kind) for name, count, kind in rows]
    return table(view.text("milestone.by_level"), heads, bars, class_="levels")


def _level(name: str, count: int, most: int, kind: str) -> Html:
    """A bar that is filled for a level, hatched for an expired word, hollow for what has none."""
    share = round(100 * count / most) if most else 0
    fill = tag("i", class_=kind, style=f"width:{share}%") if count else None
    bar = tag("span", fill, class_="bar", aria_hidden="true")
    return line(name, tag("td", bar, count, class_="n"))


def _units(reached: Milestone, view: View) -> Html | None:
    if not any(unit.unit_code != INSTITUTION for unit in reached.units):
        return None
    rows = [_unit(unit, view) for unit in reached.units]
    heads = [column(view.text(key)) for key in ("milestone.unit", "milestone.level", "milestone.until")]
    title = view.text("milestone.every", n=len(rows))
    return tag("details", tag("summary", title), table(title, heads, rows, class_=None))


def _unit(unit: Attested, view: View) -> Html:
    level = level_of(unit.unit_code, view.build.labels)
    status: StatusId | None = "stale" if unit.is_stale else "not_relevant" if unit.not_relevant_reason else None
    shown = pill(status, view.language) if status else join(level_word(unit.level, view))
    statement = tag("small", unit.not_relevant_reason or unit.statement)
    return line(
        view.name_of(level, unit.unit_code),
        tag("td", shown, statement),
        tag("td", view.short_day(unit.valid_until)),
    )
