"""What has changed between two years of an indicator, judged by its kind of noise."""

from dataclasses import dataclass

from models.answer import Row
from models.asking import ask
from models.config_sections import Settings
from models.question import Question, Viewer, Where
from models.status.goal_figures import Reading
from models.status.noise import (
    Change,
    Fraction,
    of_amounts,
    of_decisions,
    of_pairs,
    of_persons,
    of_weights,
)
from models.store import OpenBuild


@dataclass(frozen=True)
class Compared:
    """What a reading's value is held against: a year's row, and what its figures were kept to."""

    year: int
    row: Row
    where: Where


@dataclass(frozen=True)
class Test:
    """Whether a value differs clearly from an earlier year: `of(row)` for the row as it is or as it might be."""

    reading: Reading
    against: Compared
    settings: Settings
    cases: tuple[float, float] | None = None
    pairs: Change | None = None

    def of(self, now: Row) -> Change:
        """The change from the year compared with to a row of the year judged."""
        before, noise = self.against.row, self.reading.indicator.noise_model
        later, earlier = fraction(now), fraction(before)
        if noise == "paired" and self.pairs is not None:
            return self.pairs
        if noise == "weights" and self.cases is not None and later and earlier:
            return of_weights(later, earlier, self.cases)
        if noise == "census":
            is_share = later is not None and earlier is not None
            return of_decisions(later, earlier) if is_share else of_decisions(now.value or 0, before.value or 0)  # type: ignore[arg-type]
        if self.reading.indicator.unit == "percent" and later and earlier and noise != "counts":
            return of_persons(later, earlier, self.reading.slack)
        is_count = self.reading.indicator.value == "count"
        band = self.settings.noise_band
        return of_amounts(now.value or 0, before.value or 0, band, self.reading.slack, is_count=is_count)


def test_between(reading: Reading, against: Compared, build: OpenBuild, viewer: Viewer) -> Test:
    """The test of a reading's value against an earlier year, with what it needs besides the two rows."""
    indicator, settings = reading.indicator, build.config.settings
    cases = pairs = None
    if indicator.noise_model == "weights" and reading.year is not None:
        cases = _cases(reading, against, build, viewer)
    if indicator.noise_model == "paired" and reading.year is not None:
        pairs = of_pairs(
            _departments(reading, reading.year, reading.where, build, viewer),
            _departments(reading, against.year, against.where, build, viewer),
        )
    return Test(reading, against, settings, cases, pairs)


def fraction(row: Row | None) -> Fraction | None:
    """Numerator and denominator of a row that has both."""
    if row is None or row.numerator is None or not row.denominator:
        return None
    return row.numerator, row.denominator


def _cases(reading: Reading, against: Compared, build: OpenBuild, viewer: Viewer) -> tuple[float, float] | None:
    """How many cases the weights of both years are worth; None where the build does not say."""
    name = reading.indicator.effective_cases
    if name is None or name not in build.indicators or reading.year is None:
        return None
    values = {row.key["year"]: row.value for row in ask(Question(name, ("year",), reading.where), viewer, build).rows}
    now, before = values.get(reading.year), values.get(against.year)
    return (now, before) if now and before else None


def _departments(reading: Reading, year: int, where: Where, build: OpenBuild, viewer: Viewer) -> dict[str, bool]:
    """Which departments of today have any in a year."""
    question = Question(reading.indicator.id, ("year", "department"), where, units="today")
    rows = ask(question, viewer, build).rows
    return {
        str(row.key["department"]): bool(row.numerator)
        for row in rows
        if row.key["year"] == year and row.key["department"] is not None and row.sign is None
    }
