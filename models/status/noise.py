"""What a change must exceed before it is called one: one function for each kind of noise, on figures alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isclose, sqrt
from typing import Literal

from models.statistics import mcnemar_p, newcombe_interval

Fraction = tuple[float, float]
Interval = tuple[float, float]
NORMAL_95 = 1.96
FEWEST_DECISIONS = 2
CHANCE = 0.05


@dataclass(frozen=True)
class Change:
    """Clearly more (1), clearly less (−1) or neither (0), with what it was judged by.

    `p` says how often chance alone would turn so many of the changed pairs one way.
    """

    direction: Literal[-1, 0, 1]
    interval: Interval | None = None
    gained: int | None = None
    lost: int | None = None
    p: float | None = None


def share_change_interval(later: Fraction, earlier: Fraction, slack: int) -> Interval:
    """95 % interval of a share's change, wide enough for every pair of counts that rounds by `slack` to these."""
    return (
        newcombe_interval(_shifted(later, -slack), _shifted(earlier, slack))[0],
        newcombe_interval(_shifted(later, slack), _shifted(earlier, -slack))[1],
    )


def of_persons(later: Fraction, earlier: Fraction, slack: int = 0) -> Change:
    """Shares of persons (or other cases): changed where the 95 % interval of the difference excludes zero."""
    return _excluding_zero(share_change_interval(later, earlier, slack))


def of_weights(later: Fraction, earlier: Fraction, cases: tuple[float, float]) -> Change:
    """Shares of unequal weights, as if of so many cases, later and earlier: n = (Σw)²/Σw² (Kish 1965, section 8.2)."""
    as_cases = [(part / whole * n, n) for (part, whole), n in zip((later, earlier), cases, strict=True)]
    return _excluding_zero(newcombe_interval(as_cases[0], as_cases[1]))


def of_amounts(value: float, baseline: float, noise_band: float, slack: int = 0, *, is_count: bool = False) -> Change:
    """Counts, money and other amounts: changed beyond the noise band, a share of the baseline.

    A count has the noise of chance besides: it has changed only where 1.96 standard deviations of the difference of
    two Poisson counts do not reach, so that one project more than none is not a trend. Where both amounts are rounded
    by up to `slack`, the band is wider by what rounding alone may do.
    """
    change = value - baseline
    by_chance = NORMAL_95 * sqrt(max(value + baseline, 0)) if is_count else 0
    band = max(noise_band * abs(baseline), by_chance) + 2 * slack
    if abs(change) <= band or isclose(abs(change), band):
        return Change(0)
    return Change(1 if change > 0 else -1)


def of_decisions(later: float | Fraction, earlier: float | Fraction) -> Change:
    """A census of administrative decisions: changed from two units on, with no chance in it.

    Of a share the units are those above or below what the earlier share would give of the later whole.
    """
    now, whole = later if isinstance(later, tuple) else (later, None)
    before = earlier if whole is None or not isinstance(earlier, tuple) else earlier[0] / earlier[1] * whole
    assert not isinstance(before, tuple)
    units = now - before
    is_change = abs(units) >= FEWEST_DECISIONS or isclose(abs(units), FEWEST_DECISIONS)
    return Change(0 if not is_change else 1 if units > 0 else -1)


def of_pairs(later: Mapping[str, bool], earlier: Mapping[str, bool]) -> Change:
    """The same units at two times: those that gained against those that lost, by McNemar's test (mid-p below 5 %).

    Units that exist at one of the times only are in no pair.
    """
    pairs = [(earlier[unit], later[unit]) for unit in earlier if unit in later]
    gained, lost = pairs.count((False, True)), pairs.count((True, False))
    p = mcnemar_p(gained, lost)
    direction: Literal[-1, 0, 1] = 0 if p >= CHANCE else 1 if gained > lost else -1
    return Change(direction, gained=gained, lost=lost, p=p)


def _excluding_zero(interval: Interval) -> Change:
    """An interval that touches zero does not exclude it."""
    low, high = interval
    if low <= 0 <= high:
        return Change(0, interval)
    return Change(1 if low > 0 else -1, interval)


def _shifted(fraction: Fraction, slack: int) -> Fraction:
    """The lowest (slack below zero) or highest share that rounds to this one."""
    numerator, denominator = fraction
    denominator = max(denominator - slack, 1)
    return min(max(numerator + slack, 0), denominator), denominator
