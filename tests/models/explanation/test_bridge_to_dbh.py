"""The bridge from our count of exchange stays to DBH's: every rule in which the two differ, one small case each."""

from pathlib import Path

import pytest

from models.answer import Sign
from models.config import load_config
from models.explanation import Crossing, about
from models.question import Question, Viewer
from models.store import OpenBuild
from pipelines.sources.dbh import read
from tests.models.asked import ANALYST
from tests.models.given import Cell, given, stay

pytestmark = pytest.mark.both_engines
AUTUMN_23 = {"date_from": "2023-08-15", "date_to": "2023-12-20"}  # 128 days
SPRING_24 = {"date_from": "2024-01-10", "date_to": "2024-06-20"}  # 163 days
AUTUMN_24 = {"date_from": "2024-08-15", "date_to": "2024-12-20"}
Rows = list[dict[str, Cell]]


def crossed(build: OpenBuild, year: int = 2024, viewer: Viewer = ANALYST, **question: object) -> Crossing:
    question = {"indicator": "outgoing_stays", "years": (year, year)} | question
    crossing = about(Question(**question), viewer, build).crossing  # type: ignore[arg-type]
    assert crossing is not None
    return crossing


def moves(crossing: Crossing) -> dict[str, int | None]:
    """The steps that move something, before rounding."""
    return {
        taken.step.id: taken.change for taken in crossing.steps if taken.change != 0 and taken.step.id != "rounding"
    }


def test_where_both_count_alike_no_step_moves_anything() -> None:
    crossing = crossed(given(stays=[stay() for _ in range(10)]))
    assert (crossing.ours, moves(crossing), crossing.counted) == (10, {}, 10)
    names = ["reference_date", "ended", "minimum", "individual", "withdrawn", "agreement", "rounding"]
    assert [taken.step.id for taken in crossing.steps] == names


def test_the_end_of_a_stay_decides_its_year() -> None:
    build = given(stays=[stay(date_from="2023-09-01", date_to="2024-01-31"), stay(**AUTUMN_24)])
    assert moves(crossed(build, 2024, dated_by="start")) == {"reference_date": 1}
    assert moves(crossed(build, 2023, dated_by="start")) == {"reference_date": -1}
    assert moves(crossed(build, 2024, dated_by="end")) == {}


def test_a_stay_that_goes_on_is_not_reported() -> None:
    assert moves(crossed(given(stays=[stay(), stay(status="ongoing")]))) == {"ended": -1}


def test_the_longest_stay_going_on_hides_no_shorter_one_that_has_ended() -> None:
    same = {"person_id": "kari", "agreement_id": "A1"}
    build = given(stays=[stay(**same, **AUTUMN_23), stay(**same, **SPRING_24, status="ongoing")])
    assert moves(crossed(build, 2024)) == {"ended": -1}
    assert moves(crossed(build, 2023)) == {"ended": 1}


@pytest.mark.parametrize(("own_minimum", "change"), [(60, -1), (90, 0), (120, 1)])
def test_three_months_are_90_days_whatever_our_own_minimum_is(own_minimum: int, change: int) -> None:
    config = load_config()
    settings = config.settings.model_copy(update={"minimum_stay_days": own_minimum})
    build = given(
        config=config.model_copy(update={"settings": settings}),
        stays=[
            stay(date_from="2024-01-01", date_to="2024-03-29"),  # 89 days
            stay(date_from="2024-01-01", date_to="2024-03-30"),  # 90 days
            stay(**SPRING_24),
        ],
    )
    crossing = crossed(build)
    assert moves(crossing) == ({"minimum": change} if change else {})
    assert crossing.steps[-2].value == 2


def test_a_catch_all_number_is_one_agreement_to_dbh() -> None:
    individual = {"person_id": "eva", "scheme": "individual", "agreement_id": "9999"}
    two_partners = [
        stay(**individual, partner_id="P1", **AUTUMN_23),
        stay(**individual, partner_id="P2", **SPRING_24),
    ]
    assert moves(crossed(given(stays=two_partners), 2023)) == {"individual": -1}
    without_number = [row | {"agreement_id": None} for row in two_partners]
    assert moves(crossed(given(stays=without_number), 2023)) == {}
    the_partner_of_both = stay(**individual | {"agreement_id": None}, partner_id="P1", **AUTUMN_23)
    crossing = crossed(given(stays=[two_partners[0], the_partner_of_both]), 2023)
    assert (crossing.ours, moves(crossing)) == (1, {"individual": 1}), "no number, so it is no part of it"
    another_person = [two_partners[0], two_partners[1] | {"person_id": "ola"}]
    assert moves(crossed(given(stays=another_person), 2023)) == {}


def test_a_student_counts_once_per_agreement_when_it_runs_out() -> None:
    same = {"person_id": "ola", "agreement_id": "A1"}
    two_academic_years = [stay(**same, **SPRING_24), stay(**same, **AUTUMN_24), stay(**AUTUMN_24)]
    assert moves(crossed(given(stays=two_academic_years))) == {"agreement": -1}
    one_academic_year = given(
        stays=[
            stay(**same, date_from="2023-08-10", date_to="2023-12-31"),  # 144 days: the one that we keep
            stay(**same, date_from="2024-01-10", date_to="2024-05-10"),  # 122 days: the one that ends the agreement
        ]
    )
    assert moves(crossed(one_academic_year, 2023)) == {"agreement": -1}
    assert moves(crossed(one_academic_year, 2024)) == {"agreement": 1}


def test_without_an_agreement_there_is_none_to_be_counted_once_for() -> None:
    same = {"person_id": "ola", "partner_id": "P1"}
    assert moves(crossed(given(stays=[stay(**same, **SPRING_24), stay(**same, **AUTUMN_24)]))) == {}


def test_withdrawn_rows_move_nothing_and_are_told() -> None:
    build = given(
        stays=[
            stay(status="withdrawn"),
            stay(status="withdrawn", person_id="kari", agreement_id="A1", country="US"),
            stay(person_id="kari", agreement_id="A1", country="CA"),  # where she went instead: she counts already
            stay(status="withdrawn", date_from="2024-01-01", date_to="2024-03-29"),  # too short
            stay(status="withdrawn", virtual=True),
            stay(status="withdrawn", country="NO"),
        ]
    )
    crossing = crossed(build)
    [withdrawn] = [taken for taken in crossing.steps if taken.step.id == "withdrawn"]
    assert withdrawn.change == 0
    assert withdrawn.beside is not None
    assert withdrawn.beside.value == 1


@pytest.mark.parametrize(("stays", "rounded"), [(1, 0), (2, 0), (3, 5), (7, 5), (8, 10), (10, 10)])
def test_persons_are_rounded_to_the_nearest_5(stays: int, rounded: int) -> None:
    crossing = crossed(given(stays=[stay() for _ in range(stays)]))
    assert (crossing.ours, crossing.steps[-1].change, crossing.counted) == (stays, rounded - stays, rounded)


def test_before_2018_dbh_did_not_round() -> None:
    stays = [stay(date_from=f"{year}-01-10", date_to=f"{year}-06-20") for year in (2017, 2018) for _ in range(7)]
    build = given(stays=stays)
    assert [crossed(build, year).counted for year in (2017, 2018)] == [7, 5]


class TestPublished:
    """DBH's own figures beside what the bridge comes to."""

    def figure(self, **cells: Cell) -> dict[str, Cell]:
        return {"table_id": 142, "direction": "out", "year_from": 2024, "year_to": 2024, "total": 12.0, **cells}

    def test_what_the_steps_do_not_explain_is_named(self) -> None:
        build = given(
            stays=[stay() for _ in range(10)],
            official_figures=[
                self.figure(programme_code="MTDT"),
                self.figure(programme_code="MTBYGG", total=3.0),
                self.figure(direction="in", total=99.0),
                self.figure(institution_code="1110", total=99.0),
                self.figure(year_from=2020, total=99.0),
                self.figure(table_id=123, total=99.0),
            ],
        )
        published = crossed(build).published
        assert published is not None
        assert (published.value, published.unrounded, published.remainder) == (15, 0, 5)
        assert [source.feed for source in published.sources] == ["official_figures"]

    def test_a_figure_that_is_not_rounded_is_held_against_the_count_before_rounding(self) -> None:
        build = given(stays=[stay() for _ in range(13)], official_figures=[self.figure(total=13.0)])
        crossing = crossed(build)
        assert crossing.published is not None
        assert (crossing.counted, crossing.published.unrounded, crossing.published.remainder) == (15, -2, 0)

    def test_several_ways_to_break_the_same_students_down_are_not_added_up(self) -> None:
        by_country = [self.figure(country="DE", total=8.0), self.figure(country="FR", total=None)]
        by_programme = [self.figure(programme_code=code, total=6.0) for code in ("MTDT", "MTBYGG")]
        published = crossed(given(stays=[stay()], official_figures=by_country + by_programme)).published
        assert published is not None
        assert published.value == 12

    def test_years_are_taken_together_as_dbh_gives_them_or_year_by_year(self) -> None:
        single = [self.figure(year_from=year, year_to=year, total=year - 2020.0) for year in (2022, 2023, 2024)]
        together = self.figure(year_from=2022, total=8.0)
        both = given(stays=[stay()], official_figures=[*single, together])
        alone = given(stays=[stay()], official_figures=single)
        listed = [crossed(build, years=(2022, 2024)).published for build in (both, alone)]
        assert [published and published.value for published in listed] == [8, 9]
        assert crossed(alone, years=(2021, 2024)).published is None

    def test_a_part_of_the_institution_has_none_beside_it(self) -> None:
        build = given(stays=[stay()], official_figures=[self.figure()])
        assert crossed(build, where={"country": ("DE",)}).published is None
        assert crossed(build, years=None).published is None

    def test_each_year_that_is_published_stands_beside_ours_regardless_of_the_year_asked_about(self) -> None:
        figures = [self.figure(year_from=year, year_to=year, total=total) for year, total in ((2023, 3.0), (2024, 5.0))]
        late = stay(date_from="2023-09-01", date_to="2024-01-31")
        build = given(stays=[late, stay(**AUTUMN_23), stay(**AUTUMN_24)], official_figures=figures)
        for crossing in (crossed(build, 2024), crossed(build, 2023, dated_by="start")):
            assert [(one.year, one.ours, one.published) for one in crossing.series] == [(2023, 1, 3), (2024, 2, 5)]
        assert crossed(build, where={"country": ("DE",)}).series == ()

    def test_years_together_are_no_year_of_the_series(self) -> None:
        build = given(stays=[stay()], official_figures=[self.figure(year_from=2020, year_to=2024)])
        assert crossed(build).series == ()

    def test_a_year_of_ours_that_is_suppressed_stays_suppressed_beside_the_published(self) -> None:
        build = given(stays=[stay(), stay()], official_figures=[self.figure(total=5.0)])
        assert [(one.ours, one.published) for one in crossed(build, viewer=Viewer("public")).series] == [(None, 5)]

    def test_a_real_answer_stands_beside_the_visitors_of_its_years(self, shared_data: Path) -> None:
        rows = read(shared_data / "dbh" / "table_142.json", load_config())["official_figures"].to_dicts()
        numbers = ("table_id", "year_from", "year_to")
        figures = [
            {"table_id": 142} | {name: int(row[name]) if name in numbers else row[name] for name in
             ("institution_code", "direction", "programme_code", *numbers)} | {"total": float(row["total"])}
            for row in rows
        ]  # fmt: skip
        build = given(stays=[stay(direction="in") for _ in range(7)], official_figures=figures)
        published = crossed(build, indicator="incoming_stays", years=(2020, 2025)).published
        assert published is not None
        assert (published.value, published.unrounded, published.remainder) == (11_443, 2, 11_436)  # 7 rounds to 5
        assert crossed(build, indicator="incoming_stays").published is None, "2024 alone is not told"
        assert crossed(build, years=(2020, 2025)).published is None, "the answer is about those who came"


@pytest.fixture(scope="module")
def two_faculties() -> OpenBuild:
    """63 has 20 stays, of which 2 go on; 64 has 30, of which 10 go on."""
    ie = [stay(status="ongoing" if n < 2 else "completed") for n in range(20)]
    iv = [stay(unit_code="641000", status="ongoing" if n < 10 else "completed") for n in range(30)]
    return given(stays=ie + iv)


class TestRights:
    """A step shows no more of persons than any answer does."""

    def test_the_whole_institution_is_exact_to_the_signed_in(self, two_faculties: OpenBuild) -> None:
        crossing = crossed(two_faculties, viewer=Viewer("viewer"))
        assert (crossing.ours, moves(crossing), crossing.counted) == (50, {"ended": -12}, 40)

    def test_a_step_that_moves_few_persons_is_suppressed_and_ends_the_bridge(self, two_faculties: OpenBuild) -> None:
        crossing = crossed(two_faculties, viewer=Viewer("viewer"), where={"faculty": ("63",)})
        assert crossing.ours == 20
        assert [(taken.step.id, taken.change, taken.value) for taken in crossing.steps[1:]] == [("ended", None, None)]
        assert crossing.counted is None

    def test_its_own_analyst_sees_it(self, two_faculties: OpenBuild) -> None:
        crossing = crossed(two_faculties, viewer=Viewer("unit_analyst", "63"), where={"faculty": ("63",)})
        assert (crossing.ours, moves(crossing)) == (20, {"ended": -2})

    def test_the_public_sees_differences_of_what_is_shown(self, two_faculties: OpenBuild) -> None:
        crossing = crossed(two_faculties, viewer=Viewer("public"))
        assert (crossing.ours, moves(crossing), crossing.counted) == (50, {"ended": -10}, 40)

    def test_from_a_suppressed_figure_no_bridge_leads_on(self) -> None:
        crossing = crossed(given(stays=[stay(), stay()]), viewer=Viewer("public"))
        assert (crossing.ours, crossing.steps, crossing.counted) == (None, (), None)

    def test_few_withdrawn_rows_are_suppressed_without_ending_the_bridge(self) -> None:
        build = given(stays=[*(stay() for _ in range(30)), stay(status="withdrawn")])
        crossing = crossed(build, viewer=Viewer("public"))
        [withdrawn] = [taken for taken in crossing.steps if taken.step.id == "withdrawn"]
        assert withdrawn.beside is not None
        assert withdrawn.beside.sign == Sign.SUPPRESSED
        assert crossing.counted == 30
