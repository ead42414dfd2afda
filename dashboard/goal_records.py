"""A judged goal as one flat record, the same on the command line and in the data of the annual report."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from dashboard.judgement import would_change
from dashboard.public_figures import of_row
from data_contracts.text import COMPLETE, MESSAGES
from models.forecast import Forecast, forecast
from models.forecast.forecast_target import aims_of
from models.origin import together
from models.question import Question, QuestionError, Viewer, Where
from models.status import StatusRow
from models.status.stored_scorecard import rules_version
from models.store import OpenBuild

# Every field with the type of its values; any may be empty, goal, half and status never are.
FIELDS: Final[Mapping[str, type]] = {
    "goal": str,
    "half": str,
    "area": str,
    **{f"name_{language}": str for language in COMPLETE},
    "judged_by": str,
    "status": str,
    "group": str,
    "reason": str,
    "indicator": str,
    "substitute_for": str,
    "public_source": str,
    "unit": str,
    "year": int,
    "value": float,
    "sign": str,
    "numerator": float,
    "denominator": float,
    "noise": str,
    "baseline_year": int,
    "baseline": float,
    "change": float,
    "change_low": float,
    "change_high": float,
    "comparison_year": int,
    "comparison": float,
    "comparison_change": float,
    "comparison_low": float,
    "comparison_high": float,
    "is_local_comparison": bool,
    "gained": int,
    "lost": int,
    "mcnemar_p": float,
    "target": float,
    "target_year": int,
    "sense": str,
    "to_go": float,
    "is_local_target": bool,
    "band_low": float,
    "band_high": float,
    "pace": float,
    "pace_from": int,
    "programme_year": int,
    "count": float,
    "count_to_date": float,
    "count_due": float,
    "former_count": float,
    "former_total": float,
    "forecast": str,
    "forecast_reached_in": int,
    "forecast_low": float,
    "forecast_mid": float,
    "forecast_high": float,
    "level": int,
    "units_attested": int,
    "units_required": int,
    "units_stale": int,
    "units_not_relevant": int,
    "counts": str,
    "halves_judged": int,
    "breaks": str,
    "year_in_breaks": str,
    "references": str,
    "would_change": str,
    "evidence": str,
    "data_until": date,
    "rules": int,
    "origin": str,
}


def records(
    rows: Iterable[StatusRow], viewer: Viewer, build: OpenBuild, unit: Where | None = None
) -> list[dict[str, Any]]:
    """One record per goal, that of each half after its goal's; `half` is empty for the goal itself.

    The forecast is the one of a target: its verdict, when the middle meets the target, and what is foreseen for the
    target's year.
    """
    parts = (part for row in rows for part in (row, *row.halves))
    return [_record(part, _forecast(part, viewer, build, unit or {}), build) for part in parts]


def joined(counts: Mapping[Any, int]) -> str:
    """Counts by name in one cell: `improving=3;no_data=1`."""
    return ";".join(f"{name}={count}" for name, count in counts.items())


def _record(row: StatusRow, foreseen: Forecast | None, build: OpenBuild) -> dict[str, Any]:
    values = {
        **_judgement(row),
        **_figures(row),
        "public_source": of_row(row, build, MESSAGES) if row.evidence not in ("0", "D") else None,
        **_held_against(row),
        **_foreseen(foreseen),
        **_attested(row),
        "counts": joined(row.counts),
        "halves_judged": row.halves_judged if row.halves else None,
        "breaks": ";".join(row.breaks),
        "year_in_breaks": ";".join(row.year_in_breaks),
        "references": "; ".join(
            f"{one.label}: {one.title[MESSAGES]} {one.value:g} ({one.year})" for one in row.references
        ),
        "would_change": would_change(row, MESSAGES) or "",
        "evidence": row.evidence,
        "data_until": row.data_until,
        "rules": rules_version(build),
        "origin": _origin(row, build),
    }
    return {name: values[name] for name in FIELDS}


def _origin(row: StatusRow, build: OpenBuild) -> str:
    """That of the feeds behind the row's indicator; of the build where nothing measures the goal."""
    indicator = build.indicators.get(row.indicator or "")
    return build.origin if indicator is None else together(build.origins_of(indicator).values())


def _judgement(row: StatusRow) -> dict[str, Any]:
    goal = row.goal
    return {
        "goal": goal.id,
        "half": "" if row.half is None else row.indicator,
        "area": goal.area,
        **{f"name_{language}": (row.half or goal.short)[language] for language in COMPLETE},
        "judged_by": goal.rule,
        "status": row.status,
        "group": row.group,
        "reason": row.reason,
    }


def _figures(row: StatusRow) -> dict[str, Any]:
    """The value, which a milestone has none of: its level is elsewhere, and what is beside it is in figures.csv."""
    is_level = row.goal.rule == "milestone"
    return {
        "indicator": row.indicator,
        "substitute_for": row.substitute_for,
        "unit": row.unit,
        "year": None if is_level else row.year,
        "value": None if is_level else row.value,
        "sign": None if row.sign is None else row.sign.value,
        "numerator": None if is_level else row.numerator,
        "denominator": None if is_level else row.denominator,
    }


def _held_against(row: StatusRow) -> dict[str, Any]:
    if row.goal.rule == "milestone":
        return dict.fromkeys(_AGAINST)
    low, high = row.interval or (None, None)
    earlier_low, earlier_high = row.comparison_interval or (None, None)
    band, former = row.band or (None, None), row.against_former
    values = (
        row.noise, row.baseline_year, row.baseline, row.change, low, high,
        row.comparison_year, row.comparison, row.comparison_change, earlier_low, earlier_high,
        row.comparison_is_local if row.comparison_year else None, row.gained, row.lost, row.p,
        row.target, row.target_year, row.sense, row.to_go, row.is_local if row.target is not None else None,
        *band, row.pace, row.pace_from, row.programme_year,
        *((None,) * 5 if former is None else
          (former.count, former.to_date, former.due, former.former_count, former.former_total)),
    )  # fmt: skip
    return dict(zip(_AGAINST, values, strict=True))


_NAMES: Final[Sequence[str]] = tuple(FIELDS)
_AGAINST: Final[Sequence[str]] = _NAMES[_NAMES.index("noise") : _NAMES.index("forecast")]


def _foreseen(foreseen: Forecast | None) -> dict[str, Any]:
    point = None if foreseen is None else foreseen.at_target_year
    return {
        "forecast": None if foreseen is None else foreseen.verdict,
        "forecast_reached_in": None if foreseen is None else foreseen.reached_in,
        "forecast_low": None if point is None else point.low,
        "forecast_mid": None if point is None else point.mid,
        "forecast_high": None if point is None else point.high,
    }


def _attested(row: StatusRow) -> dict[str, Any]:
    milestone = row.milestone
    if milestone is None:
        return dict.fromkeys(("level", "units_attested", "units_required", "units_stale", "units_not_relevant"))
    alone = milestone.units[0] if milestone.required == 1 and milestone.units else None
    attested = milestone.institution or alone
    return {
        "level": attested.level if attested is not None and not attested.is_stale else None,
        "units_attested": milestone.attested,
        "units_required": milestone.required,
        "units_stale": milestone.stale,
        "units_not_relevant": milestone.not_relevant,
    }


def _forecast(row: StatusRow, viewer: Viewer, build: OpenBuild, unit: Where) -> Forecast | None:
    if row.target is None or row.indicator is None or row.indicator not in aims_of(build):
        return None
    try:
        foreseen = forecast(Question(row.indicator, where=unit), viewer, build)
    except QuestionError:  # this reader may not ask it of this unit
        return None
    # a unit with a target of its own is not foreseen against the plan's
    return foreseen if (foreseen.target.value, foreseen.target.year) == (row.target, row.target_year) else None
