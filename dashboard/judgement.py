"""What is said of a judgement: one set of sentences for pages, the report, the pack and the digest."""

from collections import Counter
from collections.abc import Mapping, Sequence

from dashboard.format import change, figure, goal_line, number
from dashboard.text import text
from models.attestations import Milestone
from models.plan import Plan
from models.status import GROUP_OF, GROUPS, Group, StatusId, StatusRow, WouldChange

JOINED = " · "


def headlines(rows: Sequence[StatusRow], plan: Plan) -> list[StatusRow]:
    """The rows of the plan's headline indicators that have a value, in the plan's order."""
    with_value = {row.indicator: row for row in reversed(rows) if row.value is not None}
    return [with_value[indicator] for indicator in plan.headlines if indicator in with_value]


def status_words(row: StatusRow, language: str) -> str:
    """The status in words, with the years that it is about: `recovered, not above 2019`."""
    if row.status in ("recovered", "rising_below_earlier") and row.comparison_year is not None:
        years = {"since": row.baseline_year, "earlier": row.comparison_year}
        return text(f"status_between.{row.status}", language, **years)
    return text(f"status.{row.status}", language)


def break_of_baseline(row: StatusRow, plan: Plan, language: str) -> str | None:
    """`2021 was marked by Covid-19`, where the baseline is inside a break that passes."""
    return _in_break(row, row.baseline_year, plan, language)


def _in_break(row: StatusRow, year: int | None, plan: Plan, language: str) -> str | None:
    name = _break(row, year, plan, language)
    return None if name is None else text("judgement.in_break", language, year=year, name=name)


def _break(row: StatusRow, year: int | None, plan: Plan, language: str) -> str | None:
    """The break that passes and that a year of the goal's indicator is in."""
    if row.indicator is None or year is None or row.programme_year is not None:
        return None
    marked = (b for b in plan.breaks_of(row.indicator) if not b.is_lasting and b.holds(row.indicator or "", year))
    return next((one.title[language] for one in marked), None)


def since(row: StatusRow, plan: Plan, language: str) -> tuple[str, str] | None:
    """The change that counts, and beside it the rest: `−1.1 pts`, `on 2019 · +3.0 pts since 2021 (Covid-19)`.

    From before the break where the baseline is inside one. None without any change to show.
    """
    if row.goal.rule == "milestone":
        return None
    if row.against_former is not None:
        return _on_path(row, language)
    since_baseline = _since_baseline(row, plan, language)
    if row.comparison_change is None or row.comparison_year is None:
        return since_baseline
    on_earlier = text("judgement.on_year", language, year=row.comparison_year)
    if row.comparison_is_local:
        local = text("plan.local", language)
        on_earlier = f"{on_earlier} ({local})"
    rest = [on_earlier, *([" ".join(since_baseline)] if since_baseline else [])]
    return change(row.comparison_change, row.unit, language), JOINED.join(rest)


def _since_baseline(row: StatusRow, plan: Plan, language: str) -> tuple[str, str] | None:
    """The change on the baseline and its year, with the name of the break that marked it."""
    if row.change is None or row.baseline_year is None:
        return None
    key = "plan.from_programme" if row.programme_year else "plan.from_year"
    words = text(key, language, year=row.baseline_year)
    name = _break(row, row.baseline_year, plan, language)
    return change(row.change, row.unit, language), f"{words} ({name})" if name else words


def _on_path(row: StatusRow, language: str) -> tuple[str, str] | None:
    """How many grants above or below the path of a doubling."""
    former = row.against_former
    if former is None or former.due is None:
        return None
    return change(former.count - former.due, "number", language), text("judgement.on_path", language)


def distance(row: StatusRow, language: str, *, words: bool = False) -> str | None:
    """How far it is to the target, by its sense: `31.0 pts to go`, `3 better than the target`; None without one."""
    gap = row.to_go
    if gap is None or row.against_former is not None:
        return None
    unit = "number" if row.unit == "rank" else row.unit
    shown = change(abs(gap), unit, language, words=words).lstrip("+±")
    if gap > 0:
        return text("judgement.to_go", language, gap=shown)
    return text("judgement.beyond" if gap < 0 else "judgement.on_target", language, gap=shown)


def target_value(row: StatusRow, language: str) -> str | None:
    """The target alone: `50 %`, `at most 20`, of a doubling the count `24`."""
    if row.target is None:
        return None
    shown = goal_line(row.target, row.unit, language)
    if row.against_former is not None:
        shown = goal_line(row.target * row.against_former.former_total, "number", language)
    return text("judgement.at_most", language, value=shown) if row.sense == "at_most" else shown


def target_words(row: StatusRow, language: str) -> str | None:
    """`target 50 % by 2025`, `local target at most 20 by 2025`; of a doubling as a count, `target 24 by 2027`."""
    shown = target_value(row, language)
    if shown is None:
        return None
    key = "plan.local_target_by" if row.is_local else "plan.target_by"
    return text(key, language, target=shown, year=row.target_year)


def compared(row: StatusRow, band: tuple[float, float], plan: Plan, language: str) -> str:
    """What the value is held against: target and pace, the band, or an earlier year."""
    if row.target is not None:
        parts = [target_words(row, language), distance(row, language)]
        if row.pace is not None and row.pace != row.target and row.against_former is None:
            parts.append(text("plan.pace", language, pace=figure(row.pace, row.unit, language)))
        return JOINED.join(part for part in parts if part)
    if row.goal.rule == "balance":
        low, high = (goal_line(limit, "ratio", language) for limit in band)
        return text("plan.band", language, low=low, high=high)
    return before(row, plan, language)


def before(row: StatusRow, plan: Plan, language: str) -> str:
    """The figure of the year compared with, `20.1 % in 2019`, and that the baseline was marked by a break."""
    parts: list[str | None] = []
    if row.comparison is not None and row.comparison_year is not None:
        parts = [_in_year(row.comparison, row.comparison_year, row, language)]
    elif row.baseline is not None and row.baseline_year is not None:
        parts = [_in_year(row.baseline, row.baseline_year, row, language)]
    parts.append(break_of_baseline(row, plan, language))
    return JOINED.join(part for part in parts if part)


def _in_year(value: float, year: int, row: StatusRow, language: str) -> str:
    return f"{figure(value, row.unit, language)} {text('plan.in_year', language, year=year)}"


def attested_level(milestone: Milestone, status: StatusId, language: str) -> str:
    """The institution's own level, else from the lowest to the highest of the units'; nothing where none holds."""
    if status != "attested":
        return ""
    of_institution = milestone.institution
    levels = (
        [of_institution.level]
        if of_institution is not None
        else [level for level, units in milestone.levels.items() if units]
    )
    if not levels:
        return ""
    low, high = min(levels), max(levels)
    if low == high:
        return text("plan.level", language, level=low)
    return text("plan.levels", language, low=low, high=high)


def reason(row: StatusRow, language: str) -> str | None:
    """Why the goal is not judged, or with what reservation."""
    return text(f"reason.{row.reason}", language) if row.reason else None


def would_change(row: StatusRow, language: str) -> str | None:
    """What would give the goal another status: `on pace: 1 more by the end of 2026`."""
    return "; ".join(_would(one, row, language) for one in row.what_would_change) or None


def change_line(row: StatusRow, language: str) -> str:
    """One line for every goal: what would give it another status, or why nothing will."""
    if words := would_change(row, language):
        return words
    if row.counts:
        return text("change_line.roll_up", language, goals=", ".join(row.goal.rolls_up))
    if row.status in ("reached", "not_reached") and row.target_year is not None:
        return text("change_line.final", language, year=row.target_year)
    if row.status == "attested":
        return text("change_line.attested", language)
    if row.status in ("no_data", "not_relevant", "not_per_unit"):
        return text(f"change_line.{row.status}", language)
    return reason(row, language) or text("change_line.other", language)


def roll_up_words(row: StatusRow, language: str) -> str:
    """The goals below in words, by what their statuses mean: `1 met, 6 on the way, 3 unclear, 1 not judged`."""
    return group_words(row.counts, language)


def group_words(statuses: Mapping[StatusId, int], language: str) -> str:
    """How many goals are met, on the way, unclear, behind and not judged, in words; what no goal is goes unsaid."""
    counts = Counter[Group]()
    for status, count in statuses.items():
        counts[GROUP_OF[status]] += count
    return ", ".join(f"{counts[group]} {text(f'status_group.{group}', language)}" for group in GROUPS if counts[group])


def _would(one: WouldChange, row: StatusRow, language: str) -> str:
    value = "" if one.value is None else figure(one.value, row.unit, language)
    status = text(f"status.{one.status}", language)
    return text(f"would_change.{one.key}", language, status=status, n=one.n, value=value, year=one.year)


def half_shown(row: StatusRow, language: str) -> str | None:
    """Which part of a goal that has several its figure and status are of."""
    shown = next((one.half for one in row.halves if one.indicator == row.indicator), None)
    return None if shown is None else shown[language]


def halves_judged(row: StatusRow, language: str) -> str | None:
    """How many parts of a goal that has several are judged."""
    if not row.halves:
        return None
    return text("halves.judged", language, n=row.halves_judged, of=len(row.halves))


def now(row: StatusRow, language: str) -> str:
    """The figure, the level that is attested, or the sign of why there is none."""
    if row.goal.rule == "milestone" and row.milestone is not None:
        if level := attested_level(row.milestone, row.status, language):
            return level
        return text("plan.units_attested", language, n=row.milestone.attested, of=row.milestone.required)
    if row.against_former is not None:
        return number(row.against_former.count, language)
    if row.value is None:
        return "" if row.counts else str(row.sign or ":")
    return figure(row.value, row.unit, language)
