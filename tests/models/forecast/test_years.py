"""Which years a forecast rests on, and how a break weighs on them."""

from fractions import Fraction

from data_contracts.text import Text
from models.answer import Row, Sign
from models.forecast.years import marks, portfolio_years, share_years
from models.plan import Break

TITLE = Text(nb="Brudd", en="Break")
MERGER = Break(id="merger", first_year=2016, last_year=2016, title=TITLE, text=TITLE)
COVID = Break(id="covid", first_year=2020, last_year=2021, title=TITLE, text=TITLE)


def rows(*years: int, suppressed: tuple[int, ...] = ()) -> dict[int, Row]:
    return {
        year: Row({"year": year}, None, None, None, Sign.SUPPRESSED)
        if year in suppressed
        else Row({"year": year}, 2, 10, 0.2)
        for year in years
    }


def test_a_break_of_one_year_lasts_so_that_the_years_before_it_are_left_out() -> None:
    years = share_years(rows(2014, 2015, 2016, 2017), [MERGER, COVID])
    assert (years.used, years.left_out) == ((2016, 2017), {2014: "merger", 2015: "merger"})


def test_a_year_without_a_figure_is_left_out_and_says_why() -> None:
    shown = rows(2018, 2019, suppressed=(2019,)) | {2020: Row({"year": 2020}, 0, 0, None, Sign.NOT_APPLICABLE)}
    assert share_years(shown, []).left_out == {2019: "suppressed", 2020: "no_figure"}


def test_a_break_of_several_years_weighs_on_its_own_years_and_passes() -> None:
    assert marks(range(2018, 2026), [MERGER, COVID], "end") == {2020: 1, 2021: 1}


def test_graduates_bear_a_break_late_because_they_would_have_been_abroad_in_the_three_years_before() -> None:
    third = float(Fraction(1, 3))
    result = marks(range(2016, 2028), [MERGER, COVID], "graduation")
    assert result == {2021: third, 2022: 2 * third, 2023: 2 * third, 2024: third}


def test_the_first_year_of_a_programme_is_a_start_up_and_a_year_after_a_gap_has_no_addition_of_its_own() -> None:
    years = portfolio_years(rows(2021, 2022, 2023, 2025), 2021)
    assert (years.used, years.left_out) == ((2022, 2023), {2021: "start_up", 2025: "no_figure"})
