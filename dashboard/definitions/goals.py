"""Every goal of a plan with how it is judged, as a table: rule, noise, comparison, what would change it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from dashboard.format import goal_line
from dashboard.text import text
from data_contracts.codes import code_table
from data_contracts.text import in_language, named_columns
from models.catalogue import Indicator
from models.config import Config
from models.plan import Goal, Plan
from models.status.portfolio import last_year_of_signing

COLUMNS: Final = ("goal", "rule", "indicator", "noise", "baseline", "earlier", "evidence", "change")
MOVING: Final = ("direction", "target")


@dataclass(frozen=True)
class GoalsTable:
    """The goals of a plan, as the configured institution judges them, in a language."""

    plan: Plan
    indicators: Mapping[str, Indicator]
    config: Config
    language: str

    def markdown(self) -> str:
        """The goals in the plan's order, one that asks for several things with a line for each."""
        lines = [_line(self._text(column) for column in COLUMNS), _line("---" for _ in COLUMNS)]
        for goal in self.plan.goals:
            if goal.halves:
                lines += [self._row(goal, half.indicator, half.title[self.language]) for half in goal.halves]
            else:
                lines.append(self._row(goal, goal.indicator, ""))
        return "\n".join(lines)

    def _row(self, goal: Goal, name: str | None, half: str) -> str:
        indicator = self.indicators.get(name or "")
        is_target = bool(goal.targets_of(name or ""))
        rule = "direction" if goal.rule == "target" and not is_target else goal.rule
        none = self._text("none")
        short = goal.short[self.language]
        return _line(
            (
                f"{goal.id} {short}: {half}" if half else f"{goal.id} {short}",
                self._text(f"by.{rule}"),
                none if indicator is None else f"{indicator.name[self.language]} (`{indicator.id}`)",
                none if indicator is None or rule != "direction" else self._noise(indicator),
                self._baseline(goal) if rule in MOVING else none,
                none if indicator is None or rule not in MOVING else self._earlier(goal, indicator),
                "D" if rule == "milestone" else none if indicator is None else indicator.evidence,
                self._target(goal, name, indicator) if rule == "target" else self._change(goal, rule),
            )
        )

    def _noise(self, indicator: Indicator) -> str:
        return text(f"noise.{indicator.noise_model}", self.language)

    def _baseline(self, goal: Goal) -> str:
        if goal.baseline.framework is not None:
            former = self.plan.frameworks[goal.baseline.framework].former
            listed = code_table("frameworks").filter(pl.col("code") == former).to_dicts()
            names = {code: one[name] for one in listed for code, name in named_columns(one).items()}
            return self._text("programme", former=in_language(names, self.language, former))
        return self._text("year", year=self.plan.first_year - 1)

    def _earlier(self, goal: Goal, indicator: Indicator) -> str:
        """The year before the passing break that the baseline is in, where it is in one."""
        before = self.plan.first_year - 1
        breaks = () if goal.baseline.framework is not None else self.plan.breaks_of(indicator.id)
        inside = next((b for b in breaks if not b.is_lasting and b.holds(indicator.id, before)), None)
        if inside is None:
            return self._text("none")
        chosen = [one.year for one in self.config.local_comparisons if one.break_id == inside.id]
        name = inside.title[self.language]
        if not chosen:
            return self._text("before", year=inside.first_year - 1, name=name)
        local = text("plan.local", self.language)
        return self._text("before", year=chosen[0], name=f"{name}, {local}")

    def _target(self, goal: Goal, name: str | None, indicator: Indicator | None) -> str:
        target, framework = goal.targets_of(name or "")[0], goal.baseline.framework
        if indicator is not None and indicator.counted_by is not None and framework is not None:
            year = last_year_of_signing(self.plan.frameworks[framework])
            return self._text("changes.portfolio", value=f"{target.value:g}", year=year)
        value = goal_line(target.value, None if indicator is None else indicator.unit, self.language)
        return self._text(f"changes.{target.sense}", value=value, year=target.year)

    def _change(self, goal: Goal, rule: str) -> str:
        low, high = (f"{limit:g}" for limit in self.config.settings.balance_band)
        return self._text(f"changes.{rule}", low=low, high=high, goals=", ".join(goal.rolls_up))

    def _text(self, key: str, **values: object) -> str:
        return text(f"goals_table.{key}", self.language, **values)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
