"""What the registers say of earlier years: dated rows are a history, today's value alone is none."""

from models.answer import Sign
from models.question import Viewer
from models.status import StatusRow
from tests.models.asked import answer, fractions
from tests.models.given import (
    Cell,
    agreement,
    given,
    graduate,
    programme,
    programme_value,
    quality_assurance,
    stay,
)
from tests.models.judging import row_of

RENEWED_EVERY_YEAR = range(2018, 2026)
NAMES = [f"a{number}" for number in range(300)]


AGREEMENTS = [
    agreement(
        agreement_id=name, valid_from="2015-01-01", quality_assured_on="2025-06-01", quality_valid_until="2026-06-30"
    )
    for name in NAMES
]


class TestQualityAssurance:
    """300 agreements whose assurance is renewed each summer, a month before it runs out; nothing ever changes."""

    def test_with_all_assurances_each_year_has_what_was_true_then(self) -> None:
        every = [
            quality_assurance(agreement_id=name, assured_on=f"{year}-06-01", valid_until=f"{year + 1}-06-30")
            for name in NAMES
            for year in RENEWED_EVERY_YEAR
        ]
        build = given(agreements=AGREEMENTS, quality_assurances=every)
        assert build.has_history(build.indicators["agreements_quality_assured"])
        shares = fractions(build, "agreements_quality_assured", years=(2018, 2025))
        assert shares == dict.fromkeys(range(2018, 2026), (300, 300))

    def test_with_the_latest_alone_there_is_the_level_of_now_and_no_earlier_year(self) -> None:
        build = given(agreements=AGREEMENTS)
        assert not build.has_history(build.indicators["agreements_quality_assured"])
        result = answer(build, "agreements_quality_assured", by=("year",))
        assert {row.key["year"]: (row.numerator, row.denominator) for row in result.rows} == {
            2025: (300, 300),
            2026: (300, 300),
        }
        assert not result.meta.has_history
        assert answer(build, "agreements_quality_assured", by=("year",), years=(2019, 2021)).rows == ()
        [alone] = answer(build, "agreements_quality_assured", years=(2019, 2021)).rows
        assert alone.sign == Sign.MISSING

    def test_an_older_file_tells_of_its_own_last_year(self) -> None:
        build = given("2024-10-01", None, agreements=[agreement(quality_assured_on="2020-01-01")])
        assert fractions(build, "agreements_quality_assured") == {2023: (1, 1), 2024: (1, 1)}

    def test_an_agreement_without_an_assurance_of_its_own_has_none(self) -> None:
        build = given(
            agreements=[agreement(agreement_id="a"), agreement(agreement_id="b")],
            quality_assurances=[quality_assurance(agreement_id="a")],
        )
        assert fractions(build, "agreements_quality_assured", years=(2024, 2024)) == {2024: (1, 2)}

    def test_before_the_first_assurance_nothing_is_known(self) -> None:
        build = given(
            agreements=[agreement(agreement_id="a", valid_from="2015-01-01")],
            quality_assurances=[quality_assurance(assured_on="2021-03-01", valid_until="2022-02-28")],
        )
        assert fractions(build, "agreements_quality_assured", years=(2020, 2022)) == {2021: (1, 1), 2022: (0, 1)}


def test_the_years_of_a_programme_have_the_value_of_their_last_day() -> None:
    build = given(
        programmes=[programme(programme_code="A", mobility_window_semester=5), programme(programme_code="B")],
        programme_history=[
            programme_value(programme_code="A", value="none", valid_from="2015-08-01", valid_to="2022-12-30"),
            programme_value(programme_code="A", value="5", valid_from="2022-12-31"),
            programme_value(programme_code="B", value="3", valid_from="2015-08-01"),
            programme_value(programme_code="B", value="none", valid_from="2024-01-01"),  # ends the value before
        ],
    )
    assert fractions(build, "programmes_with_window", years=(2021, 2024)) == {
        2021: (1, 2),
        2022: (2, 2),
        2023: (2, 2),
        2024: (1, 2),
    }


def test_each_attribute_has_a_history_of_its_own() -> None:
    attributes = ("opt_out", "international_profile", "competence_in_outcomes")
    indicators = ("opt_out_programmes", "programmes_international_profile", "outcomes_with_competence")
    for attribute, indicator in zip(attributes, indicators, strict=True):
        build = given(
            programmes=[programme(programme_code="A", mobility_window_semester=5)],
            programme_history=[
                programme_value(programme_code="A", attribute=attribute, value="false", valid_from="2018-08-01"),
                programme_value(programme_code="A", attribute=attribute, value="true", valid_from="2024-08-01"),
            ],
        )
        assert fractions(build, indicator, years=(2017, 2024)) == {
            **dict.fromkeys(range(2018, 2024), (0, 1)),  # nothing is on record before the first row
            2024: (1, 1),
        }
        assert fractions(build, "programmes_with_window") == {2025: (1, 1), 2026: (1, 1)}  # as of today alone


def test_a_graduate_had_the_window_that_was_there_when_the_studies_began() -> None:
    build = given(
        programmes=[programme(programme_code="MTDT", mobility_window_semester=5)],
        programme_history=[
            programme_value(value="none", valid_from="2015-08-01"),
            programme_value(value="5", valid_from="2019-08-15"),
        ],
        graduates=[
            graduate(person_id="p", started_on="2019-08-15", graduated_on="2024-06-15"),
            graduate(started_on="2019-08-14", graduated_on="2024-06-15"),
        ],
        stays=[stay(person_id="p", date_from="2022-08-15", date_to="2022-12-20")],
    )
    assert fractions(build, "outbound_share_with_window") == {2024: (1, 1)}


def test_what_has_days_of_its_own_has_a_history() -> None:
    build = given(agreements=[agreement(valid_from="2019-01-01")], stays=[stay(date_from="2018-08-15")])
    assert build.has_history(build.indicators["agreements_used"])
    assert set(fractions(build, "agreements_used")) == set(range(2019, 2027))


class TestStatus:
    """Goal A2 is judged by its direction since 2021 where the registers tell of that year."""

    @staticmethod
    def judged(*assurances: dict[str, Cell]) -> StatusRow:
        agreements = [agreement(agreement_id="a", valid_from="2015-01-01", quality_assured_on="2025-01-01")]
        build = given(agreements=agreements, quality_assurances=list(assurances))
        return row_of("A2", build, Viewer("institutional_analyst"))

    def test_without_history_there_is_a_level_and_no_direction(self) -> None:
        row = self.judged()
        assert (row.status, row.reason, row.value, row.baseline, row.trend) == (
            "level_only",
            "no_history",
            1.0,
            None,
            (),
        )

    def test_a_history_that_begins_after_the_year_compared_with_has_a_trend_and_no_direction(self) -> None:
        row = self.judged(quality_assurance(assured_on="2024-01-01"))
        assert (row.status, row.reason, row.value, row.change) == ("level_only", "no_history", 1.0, None)
        assert row.trend == ((2024, 1.0), (2025, 1.0))

    def test_with_history_it_is_judged(self) -> None:
        row = self.judged(quality_assurance(assured_on="2019-01-01"))
        assert (row.status, row.baseline_year, row.change) == ("no_clear_change", 2021, 0.0)
