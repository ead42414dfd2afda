"""Of every indicator in the catalogue: it answers by each dimension and reference date, and its parts add up."""

import shutil
from itertools import combinations
from pathlib import Path

import duckdb
import pytest
import sqlglot
from sqlglot import exp

from models.catalogue import Indicator, load_indicators
from models.compiling import compile_question, query_of
from models.engines.for_build import DATABASE
from models.facts import FACTS
from models.making.rollups import roll_up
from models.question import Question
from models.rollups import Rollups
from models.store import OpenBuild, open_build
from tests.models import given as rows
from tests.models.asked import answer
from tests.models.given import Cell

INDICATORS = load_indicators()
OFFICIAL: tuple[dict[str, Cell], ...] = (
    {"table_id": 373, "international": 5.0},
    {"table_id": 373, "breakdown": "Kode for publiseringskanal=2", "author_shares": 3.0},
    {"table_id": 118},
    {"table_id": 123, "semester": "3"},
    {"table_id": 135, "semester": "3", "country": "DE"},
    {"table_id": 142, "direction": "out", "country": "DE"},
    {"table_id": 142, "direction": "in", "country": "DE"},
)
every_indicator = pytest.mark.parametrize("indicator", INDICATORS.values(), ids=INDICATORS)


@pytest.fixture(scope="module")
def build() -> OpenBuild:
    """A few rows of every feed that an indicator needs, some of them with nothing that may be left out."""
    went: dict[str, Cell] = {"person_id": "kari", "programme_code": "MTDT"}
    joint: dict[str, Cell] = {"project_id": "JOINT", "starts_on": "2023-06-01", "ends_on": "2026-06-01"}
    at_berlin: dict[str, Cell] = {"partner_id": "berlin", "agreement_id": "A1"}
    return rows.given(
        only=[path.stem for path in FACTS.glob("*.sql")],
        programmes=[rows.programme(programme_code="MTDT", opt_out_exchange=True, opt_out_since="2020-08-01")],
        partners=[
            rows.partner(
                partner_id="berlin", pic="111111111", ror_id="04xfq0f34", alliances=["enhance", "n5t"], strategic=True
            )
        ],
        agreements=[rows.agreement(agreement_id="A1", partner_id="berlin", places_out=2, places_in=2)],
        graduates=[rows.graduate(**went, gender="f", age_band="25_29"), rows.graduate()],
        enrolments=[
            rows.enrolment(**went, fee_status="liable", international_degree_student=True),
            rows.enrolment(),
            rows.enrolment(semester="2024-spring"),
        ],
        stays=[
            rows.stay(**went, **at_berlin, gender="f", age_band="20_24", ects_planned=30.0, ects_recognised=30.0),
            rows.stay(direction="in", **at_berlin),
            rows.stay(status="ongoing", date_to=None),
            rows.stay(status="withdrawn", country="IN"),
            rows.stay(scheme="erasmus_plus", date_to="2024-08-25", green_travel=True, fewer_opportunities_top_up=True),
        ],
        applications=[
            rows.application(preapproval_submitted_on="2025-01-20", preapproval_decided_on="2025-02-20"),
            rows.application(country=None, scheme=None, withdrawn_on="2025-02-01", priority=2, allocated=True),
        ],
        nominations=[
            rows.nomination(partner_id="berlin", agreement_id="A1", applied_on="2025-04-01", decision="rejected"),
            rows.nomination(unit_code=None),
        ],
        degree_applications=[
            rows.degree_application(exemption_applied_on="2024-03-01", exemption_decided_on="2024-04-01"),
            rows.degree_application(unit_code="999900"),
        ],
        eu_participations=[
            rows.participation(**joint, unit_code="631000", snapshot_on="2025-12-01", organisation_type="HES"),
            rows.participation(**joint, is_own=False, organisation_id="111111111", organisation_type="HES"),
            rows.participation(framework="H2020", action="ERC-STG", role="coordinator", signed_on="2016-05-01"),
            rows.participation(framework="ERASMUS2021", action="KA2", centralised=True),
        ],
        eu_applications=[rows.eu_application(), rows.eu_application(outcome="funded", unit_code=None)],
        publications=[rows.publication(), rows.publication(channel_level=2, international=True)],
        official_figures=[
            {"unit_code": "000000", "year_from": 2024, "year_to": 2024, "total": 10.0, **cells} for cells in OFFICIAL
        ],
        erasmus_flows=[rows.mobility(), rows.mobility(receiving_country="IN", receiving_erasmus_code=None)],
        works=[
            rows.work(7),
            rows.work(7, institution_id="other", is_own=False, ror_id="04xfq0f34", country="DE"),
        ],
        publication_channels=[{"kind": "journal", "year": 2024, "level": 2, "issn_print": "0028-0836"}],
        institutions=[{"erasmus_code": "D AACHEN01", "pic": "111111111", "listed_on": "2024-09-12"}],
        staff=[rows.staff(employee_id="n1"), rows.staff(citizenship_group="unknown", new_hire=True)],
        staff_mobility=[
            rows.staff_mobility(employee_id="n1"),
            rows.staff_mobility(direction="guest", employee_id=None, position_group=None, date_to="2024-06-30"),
        ],
        doctorates=[rows.doctorate(), rows.doctorate(prior_international_experience="unknown")],
        courses=[
            rows.course(students_local=10, students_international=10, online_international="coil"),
            rows.course(norwegian_language_course=True, places=20, completed=10),
        ],
    )


@pytest.fixture(scope="module")
def rolled_up(build: OpenBuild, tmp_path_factory: pytest.TempPathFactory) -> OpenBuild:
    """The same build with each row of each fact 64 times, which roll-ups of a few rows say in short."""
    [(path,)] = build.engine.rows("select path from duckdb_databases() where not internal")
    folder = tmp_path_factory.mktemp("rolled-up")
    shutil.copyfile(Path(str(path)), folder / DATABASE)
    with duckdb.connect(folder / DATABASE) as connection:
        for fact in build.facts:
            connection.execute(f"insert into facts.{fact} select f.* from facts.{fact} as f, range(63)")
        roll_up(connection, INDICATORS.values(), large=64, smaller=2)
    return open_build(folder, build.config)


@every_indicator
def test_it_answers_by_every_dimension_and_clock_with_members_that_have_names(
    indicator: Indicator, build: OpenBuild
) -> None:
    for dated_by in indicator.reference_dates:
        whole = answer(build, indicator.id, dated_by=dated_by)
        assert whole.meta.has_data, f"the build of this test has no row of some feed of {indicator.requires}"
        assert len(whole.rows) == 1
        for dimension in ("year", *indicator.dimensions):
            # what grows along a dimension is asked along it for one year's beginners
            years = (2024, 2024) if dimension == indicator.cumulative_by else None
            parts = answer(build, indicator.id, by=(dimension,), dated_by=dated_by, years=years).rows
            members = [row.key[dimension] for row in parts]
            assert len(set(members)) == len(members)
            if dimension != "year":
                named = build.labels.get(dimension, {})
                assert [member for member in members if member not in named and not _is_code(dimension)] == []
                if _adds_up(indicator) and dimension != indicator.cumulative_by:
                    together = sum(row.numerator or 0 for row in parts)
                    assert together == pytest.approx(whole.rows[0].numerator or 0), (dimension, dated_by)


@every_indicator
def test_it_compiles_by_every_pair_of_dimensions(indicator: Indicator) -> None:
    for by in combinations(("year", *indicator.dimensions), 2):
        query = compile_question(Question(indicator.id, by=by, years=(2019, 2025), units="today"), indicator)
        assert set(query.named_selects) == {*by, "numerator", "denominator", "fact_rows"}


@pytest.mark.slow
@every_indicator
def test_roll_ups_give_the_same_figures_to_the_digit(indicator: Indicator, rolled_up: OpenBuild) -> None:
    for by in [("year",), *(("year", name) for name in indicator.dimensions)]:
        question = Question(indicator.id, by)
        from_rollups = query_of(question, indicator, rolled_up.rollups)
        if "rollups." in from_rollups:
            from_facts = query_of(question, indicator, Rollups())
            assert repr(rolled_up.engine.rows(from_rollups)) == repr(rolled_up.engine.rows(from_facts)), by


def _adds_up(indicator: Indicator) -> bool:
    """A plain sum is the sum of its parts by any dimension: no row may fall out of one. A difference tells of one."""
    return indicator.compares is None and isinstance(sqlglot.parse_one(indicator.numerator, read="duckdb"), exp.Sum)


def _is_code(dimension: str) -> bool:
    """A programme or partner that no register tells of shows its code, and a snapshot its day."""
    return dimension in ("programme", "partner", "snapshot")
