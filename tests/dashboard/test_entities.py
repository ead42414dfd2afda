"""Pages of partners, agreements, programmes, projects, calls, countries and units."""

import re

import pytest

from dashboard import builds
from dashboard.builds import Serving
from dashboard.entities import entities
from dashboard.lists import list_of
from models.config import load_config
from models.question import Viewer
from models.store import OpenBuild
from tests.dashboard.conftest import Drawn, Serve
from tests.models.given import (
    Cell,
    agreement,
    enrolment,
    given,
    graduate,
    participation,
    partner,
    programme,
    staff_mobility,
    stay,
    work,
)


def went(count: int, **cells: str) -> list[dict[str, Cell]]:
    return [stay(**{"date_from": "2025-01-10", "date_to": "2025-06-10", **cells}) for _ in range(count)]


@pytest.fixture(scope="module")
def build() -> OpenBuild:
    return given(
        partners=[
            partner(partner_id="kth", name="KTH", country="SE", erasmus_code="S  STOCKHO04", pic="999990946"),
            partner(partner_id="graz", name="Graz", country="AT"),
        ],
        agreements=[
            agreement(agreement_id="A1", partner_id="kth", scheme="nordplus", valid_to="2026-03-31", places_out=4,
                      places_in=4, unit_codes=None, published=True),
            agreement(agreement_id="A2", partner_id="kth", unit_codes=["641000"], valid_to="2025-06-30"),
        ],
        stays=[*went(7, partner_id="kth", country="SE", agreement_id="A1"),
               *went(5, partner_id="kth", country="SE", direction="in"),
               *went(9, partner_id="graz", country="AT")],
        staff_mobility=[staff_mobility(partner_id="kth", country="SE", date_from="2024-03-04", date_to="2024-03-10")],
        programmes=[programme(programme_code="MTDT", name_en="Informatics", mobility_window_semester=5)],
        enrolments=[enrolment(programme_code="MTDT") for _ in range(12)],
        graduates=[graduate(programme_code="MTDT") for _ in range(10)],
        eu_participations=[
            participation(project_id="101", action="ERC-STG", call_year=2022, unit_code="631000"),
            participation(project_id="101", organisation_id="999990946", is_own=False, organisation_name="KTH",
                          country="SE", role="coordinator"),
        ],
    )  # fmt: skip


def seen_by(viewer: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer with the rights of a viewer."""
    config = load_config()
    monkeypatch.setattr(builds, "serving", lambda: Serving(config, config.warehouse, viewer))


def section(drawn: Drawn, name: str) -> str:
    """The markup of one section."""
    [match] = re.findall(rf'<section>(?:<details[^>]*><summary>)?<h2 id="{name}">(.*?)</section>', drawn.html)
    return str(match)


class TestPartner:
    def test_it_says_who_it_is_and_what_lapses_first(self, serve: Serve, build: OpenBuild) -> None:
        html = serve(build).page(view="partner", id="kth", lang="en").html
        assert "<h1>KTH</h1>" in html
        assert "S  STOCKHO04" in html
        assert ">999990946<" in html
        assert "One agreement lapses on 31 Mar 2026, in 75 days." in html
        assert "Renewal not started." in html
        assert "More go than come: 7 went out and 5 came in, 2022–2025." in html

    def test_stays_of_the_plan_are_added_up_both_ways(self, serve: Serve, build: OpenBuild) -> None:
        flows = section(serve(build).page(view="partner", id="kth", lang="en"), "flows")
        values = re.findall(r'data-go="card-(\w+)".*?class="value">([^<]+)<', flows)
        assert dict(values)["outgoing_stays"] == "7"
        assert dict(values)["incoming_stays"] == "5"
        assert dict(values)["exchange_balance"] == "0.71"
        research = section(serve(build).page(view="partner", id="kth", lang="en"), "research")
        assert re.findall(r'data-go="card-staff_stays".*?class="value">([^<]+)<', research) == ["1"]

    def test_without_works_it_says_why_co_publications_are_not_known(self, serve: Serve, build: OpenBuild) -> None:
        html = serve(build).page(view="partner", id="kth", lang="en").html
        assert "Co-publications with a single partner are not known here" in html

    def test_co_publications_are_counted_where_works_name_the_partner(self, serve: Serve) -> None:
        theirs: dict[str, Cell] = {"institution_id": "x", "is_own": False, "ror_id": "04xfq0f34", "country": "DE"}
        works = [work(1), work(1, **theirs), work(2)]
        drawn = serve(given(partners=[partner(partner_id="a", ror_id="04xfq0f34")], works=works)).page(
            view="partner", id="a", lang="en"
        )
        assert "are not known here" not in drawn.html
        cards = re.findall(r'data-go="card-(\w+)".*?class="value">([^<]+)<', section(drawn, "research"))
        assert dict(cards)["partner_copublications"] == "1"

    def test_its_agreements_projects_and_programmes_lead_to_their_pages(self, serve: Serve, build: OpenBuild) -> None:
        drawn = serve(build).page(view="partner", id="kth", lang="en")
        assert re.findall(r'href="\?view=agreement&amp;id=(\w+)', section(drawn, "agreements")) == ["A1"]
        assert re.findall(r'href="\?view=agreement&amp;id=(\w+)', section(drawn, "ended")) == ["A2"]
        assert "Whole university" in section(drawn, "agreements")
        assert "?view=project&amp;id=101" in section(drawn, "joint_projects")
        assert "?view=programme&amp;id=MTDT" in section(drawn, "could_use")

    def test_its_agreements_are_drawn_in_time_those_that_lapse_first(self, serve: Serve, build: OpenBuild) -> None:
        lines = section(serve(build).page(view="partner", id="kth", lang="en"), "periods").split("<tr>")[2:]
        assert [re.findall(r"id=(A\d)", line) for line in lines] == [["A1"], ["A2"]]
        assert 'class="near"' in lines[0]
        assert "75 days left" in lines[0]
        assert "–31 Mar 2026</span>" in lines[0], "a screen reader hears the days that the bar shows"
        assert 'class="over"' in lines[1]

    def test_what_is_suppressed_throughout_is_said_once(
        self, serve: Serve, build: OpenBuild, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A table of nothing but `..` says less than a sentence, and the programmes of few stays are left out."""
        assert "Stays here" in section(serve(build).page(view="partner", id="kth", lang="en"), "could_use")
        seen_by(Viewer("viewer"), monkeypatch)
        drawn = serve(build).page(view="partner", id="kth", lang="en")
        assert "Stays here" not in section(drawn, "could_use")

    def test_another_partner_has_none_of_it(self, serve: Serve, build: OpenBuild) -> None:
        drawn = serve(build).page(view="partner", id="graz", lang="en")
        assert "lapses on" not in drawn.html
        assert "Nothing to list." in section(drawn, "joint_projects")

    def test_what_a_reader_may_not_see_is_suppressed_and_counted(
        self, serve: Serve, build: OpenBuild, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen_by(Viewer("viewer"), monkeypatch)
        html = serve(build).page(view="partner", id="kth", lang="en").html
        assert re.search(r"\d+ of \d+ figures on this page are suppressed for you", html)
        assert "suppressed: fewer than five, or would give such a number away" in html  # one visit of staff


class TestOtherThings:
    def test_an_agreement_has_its_dates_its_holder_and_its_partner(self, serve: Serve, build: OpenBuild) -> None:
        html = serve(build).page(view="agreement", id="A1", lang="en").html
        assert "<h1>Nordplus, KTH (A1)</h1>" in html
        assert ">Whole university<" in html
        assert "?view=partner&amp;id=kth" in html
        assert "31 Mar 2026" in html

    def test_a_programme_stands_beside_its_department_and_faculty(self, serve: Serve, build: OpenBuild) -> None:
        graduates = section(serve(build).page(view="programme", id="MTDT", lang="en"), "graduates")
        assert re.findall(r'<th scope="row">(?:<b>|<a [^>]*>)?([^<]+)', graduates) == [
            "Informatics", "Computer Science", "Computing", "Whole university",
        ]  # fmt: skip
        assert "A1" in section(serve(build).page(view="programme", id="MTDT", lang="en"), "agreements")

    def test_a_project_has_its_participants_and_leads_to_its_call(self, serve: Serve, build: OpenBuild) -> None:
        page = serve(build).page
        drawn = page(view="project", id="101", lang="en")
        assert "<h1>ERC Starting Grant 101</h1>" in drawn.html
        assert "?view=partner&amp;id=kth" in section(drawn, "participants")
        call = page(view="call", id="HORIZON.ERC-STG.2022", lang="en")
        assert "?view=project&amp;id=101" in section(call, "projects")

    def test_a_country_has_its_partners(self, serve: Serve, build: OpenBuild) -> None:
        partners = section(serve(build).page(view="country", id="SE", lang="en"), "partners")
        assert "?view=partner&amp;id=kth" in partners
        assert "graz" not in partners

    def test_a_faculty_meets_what_all_share_where_its_students_used_it(self, serve: Serve, build: OpenBuild) -> None:
        page = serve(build).page
        assert "A1" in page(view="list", list="lapsing", faculty="63", lang="en").html
        assert "A1" not in page(view="list", list="lapsing", faculty="64", lang="en").html  # none of its students went
        assert "A2" in page(view="list", list="ended", faculty="64", lang="en").html


@pytest.mark.parametrize("key", ["nothing", "", "<b>", "unknown"])
def test_what_is_not_there_is_said_in_words(serve: Serve, build: OpenBuild, key: str) -> None:
    page = serve(build).page
    for kind in entities():
        html = page(view=kind, id=key, lang="en").html
        assert "does not exist, or is not shown to you</h1>" in html, kind
        assert "<b>" not in html


def test_the_public_sees_no_agreement_that_is_not_published(
    serve: Serve, build: OpenBuild, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen_by(Viewer("public"), monkeypatch)
    page = serve(build).page
    assert "<h1>Nordplus" in page(view="agreement", id="A1", lang="en").html
    assert "does not exist" in page(view="agreement", id="A2", lang="en").html
    assert "A2" not in page(view="partner", id="kth", lang="en").html


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize(("kind", "key"), [("partner", "kth"), ("faculty", "63"), ("department", "641000")])
def test_every_page_holds_in_every_language(serve: Serve, build: OpenBuild, kind: str, key: str, language: str) -> None:
    assert 'class="entity"' in serve(build).page(view=kind, id=key, lang=language).html


def test_every_list_of_a_page_can_be_narrowed_to_it() -> None:
    for entity in entities().values():
        for part in entity.sections:
            if part.kind == "list":
                listed = list_of(part.list)
                assert listed is not None
                assert entity.id in listed.scopes or listed.scopes == {} or entity.id in ("faculty", "department")


def test_of_a_suppressed_sum_a_reader_sees_the_years_that_are_shown_anyway(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    autumn_2023 = {"date_from": "2023-08-10", "date_to": "2023-12-20"}
    build = given(
        partners=[partner(partner_id="kth", name="KTH", country="SE"), partner(partner_id="lund", country="SE")],
        stays=[*went(7, partner_id="kth", country="SE"), *went(2, partner_id="kth", country="SE", **autumn_2023),
               *went(9, partner_id="lund", country="SE"), *went(9, partner_id="lund", country="SE", **autumn_2023)],
    )  # fmt: skip
    page = serve(build).page
    card = r'data-go="card-outgoing_stays".*?class="value">([^<]+)<'
    assert re.findall(card, page(view="partner", id="kth", lang="en").html) == ["9"]
    seen_by(Viewer("viewer"), monkeypatch)
    drawn = page(view="partner", id="kth", lang="en")
    assert re.findall(card, drawn.html) == ["≥ 7"]
    assert "only the years that may be shown" in drawn.html
    assert "≥ 7" in page(view="list", list="partners", lang="en").html
    seen_by(Viewer("public"), monkeypatch)  # what is rounded is no bound
    assert "≥" not in page(view="partner", id="kth", lang="en").html


@pytest.mark.parametrize(
    ("by_faculty", "expected"),
    [
        ((6, 7), []),
        ((9, 3, 2), ["The figures (2 of 3 are suppressed)"]),
        ((3, 2), ["All 2 figures are suppressed for you"]),
    ],
)
def test_a_breakdown_that_is_mostly_suppressed_is_folded_and_one_that_is_wholly_so_is_a_sentence(
    by_faculty: tuple[int, ...], expected: list[str], serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = given(
        partners=[partner(partner_id="kth", name="KTH", country="SE")],
        stays=[each for unit, n in zip(("63", "64", "65"), by_faculty, strict=False)
               for each in went(n, partner_id="kth", country="SE", unit_code=f"{unit}1000")],
    )  # fmt: skip
    seen_by(Viewer("viewer"), monkeypatch)
    html = serve(build).page(view="partner", id="kth", lang="en").html
    section = html.partition('id="by_faculty"')[2].partition("<section")[0]
    assert re.findall(r"The figures \([^)]*\)|All \d+ figures are suppressed for you", section) == expected
    assert ("<table" in section) == (expected != ["All 2 figures are suppressed for you"])
