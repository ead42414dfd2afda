"""Rate and mix: what a change of a ratio is made of."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from models.contribution.effects import Counts, Effect, amount_effects, ratio_effects

Groups = dict[str, Counts]


def counts(numerator: int, denominator: int) -> Counts:
    return Counts(Fraction(numerator), Fraction(denominator))


def whole(groups: Groups) -> Counts:
    return Counts(
        sum((c.numerator for c in groups.values()), Fraction(0)),
        sum((c.denominator for c in groups.values()), Fraction(0)),
    )


def decomposed(before: Groups, after: Groups) -> dict[str, Effect]:
    return ratio_effects(before, after, whole(before), whole(after))


shares = st.integers(1, 400).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d))).map(lambda c: counts(*c))
groups = st.dictionaries(st.sampled_from("abcdefgh"), shares, min_size=1)


@given(groups, groups)
def test_effects_sum_exactly_to_the_change_whoever_is_new_or_gone(before: Groups, after: Groups) -> None:
    effects = decomposed(before, after)
    earlier, later = whole(before), whole(after)
    change = later.numerator / later.denominator - earlier.numerator / earlier.denominator
    assert sum(effect.change for effect in effects.values()) == change
    assert all(effect.change == effect.rate + effect.mix for effect in effects.values() if effect.rate is not None)


@given(groups, groups)
def test_turning_the_years_round_turns_every_effect_round(before: Groups, after: Groups) -> None:
    present, back = decomposed(before, after), decomposed(after, before)
    assert {group: -effect.change for group, effect in present.items()} == {g: e.change for g, e in back.items()}


def test_a_group_that_does_better_at_the_same_size_adds_by_its_rate_alone() -> None:
    effects = decomposed({"a": counts(10, 50), "b": counts(10, 50)}, {"a": counts(20, 50), "b": counts(10, 50)})
    assert effects == {"a": (Fraction(1, 10), Fraction(1, 10), 0), "b": (0, 0, 0)}


def test_a_group_above_the_whole_that_grows_at_the_same_rate_adds_by_the_mix_alone() -> None:
    effects = decomposed({"a": counts(20, 50), "b": counts(0, 50)}, {"a": counts(24, 60), "b": counts(0, 40)})
    assert effects["a"].rate == effects["b"].rate == 0
    # mean of the whole 0.22: (0.4 − 0.22) × 0.1 and (0 − 0.22) × −0.1
    assert (effects["a"].mix, effects["b"].mix) == (Fraction("0.018"), Fraction("0.022"))


def test_a_group_that_is_new_or_gone_only_mixes() -> None:
    effects = decomposed({"a": counts(10, 50), "gone": counts(0, 50)}, {"a": counts(10, 50), "new": counts(25, 50)})
    assert (effects["gone"].rate, effects["new"].rate) == (0, 0)
    assert effects["new"].mix == (Fraction(1, 2) - Fraction("0.225")) * Fraction(1, 2)


def test_amounts_differ_plainly() -> None:
    before, after = {"a": Fraction(3), "gone": Fraction(2)}, {"a": Fraction(5), "new": Fraction(1)}
    assert amount_effects(before, after) == {"a": (2, None, None), "gone": (-2, None, None), "new": (1, None, None)}
