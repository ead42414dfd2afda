"""The change of a figure decomposed by group."""

from collections.abc import Hashable, Mapping
from fractions import Fraction
from typing import NamedTuple, TypeVar

Group = TypeVar("Group", bound=Hashable)


class Counts(NamedTuple):
    """Numerator and denominator; both zero where a group is not there."""

    numerator: Fraction
    denominator: Fraction


class Effect(NamedTuple):
    """What one group adds to the change; of a ratio the part of its own rate and that of the mix of groups."""

    change: Fraction
    rate: Fraction | None = None
    mix: Fraction | None = None


NO_CASES = Counts(Fraction(0), Fraction(0))


def ratio_effects(
    before: Mapping[Group, Counts], after: Mapping[Group, Counts], total_before: Counts, total_after: Counts
) -> dict[Group, Effect]:
    """Effects of every group that is there before or after; totals must have denominators above zero.

    With weights w = d/D and rates r = n/d, the rate effect is the mean weight times the change of the rate, and the
    mix effect the mean rate, less the mean of the whole, times the change of the weight. A group that is new or gone
    has no change of rate: all it does is mix. Where the groups are the whole, all effects sum exactly to its change.
    Source: Kitagawa 1955, Journal of the American Statistical Association 50, 1168–1194.
    """
    whole = (_rate(total_before) + _rate(total_after)) / 2
    effects = {}
    for group in dict.fromkeys((*before, *after)):
        earlier, later = before.get(group, NO_CASES), after.get(group, NO_CASES)
        weight_before = earlier.denominator / total_before.denominator
        weight_after = later.denominator / total_after.denominator
        rate = Fraction(0)
        if earlier.denominator and later.denominator:
            rate = (weight_before + weight_after) / 2 * (_rate(later) - _rate(earlier))
        moved = later.numerator / total_after.denominator - earlier.numerator / total_before.denominator
        change = moved - whole * (weight_after - weight_before)
        effects[group] = Effect(change, rate, change - rate)
    return effects


def amount_effects(before: Mapping[Group, Fraction], after: Mapping[Group, Fraction]) -> dict[Group, Effect]:
    """The plain difference of every group that is there before or after."""
    groups = dict.fromkeys((*before, *after))
    return {group: Effect(after.get(group, Fraction(0)) - before.get(group, Fraction(0))) for group in groups}


def _rate(counts: Counts) -> Fraction:
    return counts.numerator / counts.denominator
