"""Lists: what they keep, filter, sort, leaf through and export, and the measures on other pages."""

import csv
import io
import re
from typing import Any
from urllib.parse import urlencode

import polars as pl
import pytest
from starlette.requests import Request

from dashboard import builds
from dashboard.builds import Serving
from dashboard.lists import lists
from dashboard.pages.download_route import download
from dashboard.topics import topics
from models.config import load_config
from models.question import Viewer
from models.store import OpenBuild
from tests.dashboard.conftest import Drawn, Serve
from tests.models.given import agreement, application, enrolment, given, graduate, partner, programme, stay


def measure(**cells: Any) -> dict[str, Any]:
    """A measure for the 50 % goal by the department of Computer Science, under way, due at the end of 2024."""
    return {
        "measure_id": "M1", "goal_id": "SG-D1", "unit_code": "631000", "text_nb": "Flere plasser i Asia",
        "text_en": "More places in Asia", "owner": "Dean of education", "due_on": "2024-12-31", "state": "running",
        "budget_amount": 200000.0, "currency": "NOK", **cells,
    }  # fmt: skip


def attestation(**cells: Any) -> dict[str, Any]:
    """An attestation of onboarding by the department of Computer Science that is valid for 16 more days."""
    return {
        "goal_id": "G1", "unit_code": "631000", "attested_on": "2025-02-01", "level": 2, "statement": "Yes",
        "owner": "HR", "attested_by": "a", "valid_until": "2026-01-31", **cells,
    }  # fmt: skip


@pytest.fixture(scope="module")
def build() -> OpenBuild:
    autumn = {"date_from": "2024-08-15", "date_to": "2024-12-20"}
    return given(
        partners=[partner(partner_id="kth", name="KTH", country="SE"), partner(partner_id="montreal", country="CA",
                                                                               name="Université de Montréal")],
        agreements=[
            agreement(agreement_id="A1", partner_id="kth", valid_to="2026-02-15", places_out=2, places_in=1),
            agreement(agreement_id="A2", partner_id="kth", valid_to="2026-06-30", renewal_started=True),
            agreement(agreement_id="A3", partner_id="montreal", valid_to="2026-12-31"),
            agreement(agreement_id="A4", partner_id="montreal", valid_to="2025-12-31"),
        ],
        stays=[stay(partner_id="kth", agreement_id="A1", country="SE", direction=d, **autumn)
               for d in ("out", "in", "in", "in", "in")],
        programmes=[programme(programme_code="BIG", name_en="Big"), programme(programme_code="SMALL", name_en="Small")],
        enrolments=[enrolment(programme_code=code, semester="2025-autumn") for code in ("BIG", "BIG", "BIG", "SMALL")],
        applications=[application(round="2026-spring", submitted_on="2025-09-01") for _ in range(3)],
        measures=[measure(), measure(measure_id="M2", state="done"),
                  measure(measure_id="M3", unit_code="640000", due_on="2026-06-30", text_en="Two fixed partners")],
        attestations=[attestation(), attestation(unit_code="641000", valid_until="2026-12-01"),
                      attestation(unit_code="632000", valid_until="2025-12-01")],
        graduates=[graduate()],
    )  # fmt: skip


def rows(drawn: Drawn) -> list[str]:
    """The names of a list's rows in their order."""
    return re.findall(r'<tr><th scope="row">(?:<a [^>]*>)?([^<]+)', drawn.html)


def cells(drawn: Drawn, row: str) -> list[str]:
    """What stands in a row after its name."""
    [line] = [line for line in re.findall(r"<tr>.*?</tr>", drawn.html) if f">{row}<" in line]
    return [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", line)]


class TestWork:
    def test_agreements_lapse_within_the_days_chosen(self, serve: Serve, build: OpenBuild) -> None:
        page = serve(build).page
        names = {days: rows(page(view="list", list="lapsing", within=days, lang="en")) for days in ("90", "180", "365")}
        assert [name[-3:-1] for name in names["90"]] == ["A1"]
        assert [name[-3:-1] for name in names["180"]] == ["A1", "A2"]
        assert [name[-3:-1] for name in names["365"]] == ["A1", "A2", "A3"]
        line = cells(page(view="list", list="lapsing", lang="en"), "Bilateral agreement, KTH (A1)")
        assert line == ["Computer Science", "15 Feb 2026", "31", "no", "yes", "1", "4"]

    def test_balance_is_stays_in_less_out_beyond_what_places_say(self, serve: Serve, build: OpenBuild) -> None:
        line = cells(serve(build).page(view="list", list="balance", lang="en"), "KTH")
        assert line == ["Sweden", "1", "2", "4", "1", "+4"]  # (4 − 1) − (1 − 2)

    def test_programmes_without_agreement_have_the_largest_first(self, serve: Serve, build: OpenBuild) -> None:
        drawn = serve(build).page(view="list", list="uncovered", lang="en")
        assert rows(drawn) == ["Big", "Small"]
        assert cells(drawn, "Big")[1] == "3"

    def test_who_waits_is_counted_by_step_and_week_against_the_eight_weeks(self, serve: Serve) -> None:
        """125 days after the deadline are in week 18, 56 days end week 8, and ten days are in week 2."""
        days = ("2025-09-01", "2025-09-12", "2025-11-20", "2026-01-05")
        build = given(as_of="2026-01-15", applications=[
            application(round="2026-spring", submitted_on=submitted_on) for submitted_on in days
        ])  # fmt: skip
        drawn = serve(build).page(view="list", list="waiting", lang="en")
        assert cells(drawn, "Computer Science") == ["Applied", "4", "1", "1", "0", "2", "2", "18"]
        assert "An answer is promised within 8 weeks after the deadline" in drawn.html

    def test_attestations_expire_within_the_days_chosen(self, serve: Serve, build: OpenBuild) -> None:
        page = serve(build).page
        assert len(rows(page(view="list", list="attestations", within="90", lang="en"))) == 1
        assert len(rows(page(view="list", list="attestations", within="365", lang="en"))) == 2
        assert len(rows(page(view="list", list="expired", lang="en"))) == 1

    def test_a_reader_of_suppressed_figures_learns_that_rounds_are_not_shown(
        self, serve: Serve, build: OpenBuild, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen_by(Viewer("viewer"), monkeypatch)
        html = serve(build).page(view="list", list="waiting", lang="en").html
        assert "Who waits, and for how long, is for those who see exact figures" in html
        assert 'href="?view=list&amp;list=reached&amp;lang=en"' in html

    @pytest.mark.parametrize(("applicants", "shown"), [(3, ".."), (7, "7")])
    def test_a_reader_of_suppressed_figures_sees_how_far_applicants_have_come(
        self, serve: Serve, monkeypatch: pytest.MonkeyPatch, applicants: int, shown: str
    ) -> None:
        running = {"round": "2026-spring", "submitted_on": "2025-09-01"}
        build = given(as_of="2026-01-15", applications=[application(**running) for _ in range(applicants)])
        seen_by(Viewer("viewer"), monkeypatch)
        served = serve(build)
        drawn = served.page(view="list", list="reached", lang="en")
        assert cells(drawn, "Computing") == ["Applied", shown]
        within = served.page(view="list", list="reached", faculty="63", lang="en")
        assert cells(within, "Computer Science") == ["Applied", shown]


def seen_by(viewer: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer with the rights of a viewer."""
    config = load_config()
    monkeypatch.setattr(builds, "serving", lambda: Serving(config, config.warehouse, viewer))


class TestAnyList:
    def test_a_filter_finds_without_accents_and_says_of_how_many(self, serve: Serve, build: OpenBuild) -> None:
        drawn = serve(build).page(view="list", list="partners", q="universite montreal", lang="en")
        assert rows(drawn) == ["Université de Montréal"]
        assert "Rows 1–1 of 1. Filtered from 2." in drawn.html

    def test_what_matches_nothing_is_said(self, serve: Serve, build: OpenBuild) -> None:
        html = serve(build).page(view="list", list="partners", q="zzz", lang="en").html
        assert "No row matches the filter." in html

    def test_a_heading_sorts_and_turns(self, serve: Serve, build: OpenBuild) -> None:
        page = serve(build).page
        assert rows(page(view="list", list="partners", sort="partners.partner", lang="en"))[0] == "KTH"
        assert rows(page(view="list", list="partners", sort="partners.-partner", lang="en"))[0] != "KTH"
        assert 'aria-sort="ascending"' in page(view="list", list="partners", sort="partners.partner", lang="en").html

    def test_long_lists_have_pages(self, serve: Serve) -> None:
        many = given(partners=[partner(partner_id=f"p{n:03}", name=f"Partner {n:03}") for n in range(120)])
        page = serve(many).page
        first = page(view="list", list="partners", sort="partners.partner", lang="en")
        assert (len(rows(first)), rows(first)[0]) == (50, "Partner 000")
        assert "Rows 1–50 of 120." in first.html
        last = page(view="list", list="partners", sort="partners.partner", page_no="3", lang="en")
        assert (len(rows(last)), rows(last)[-1]) == (20, "Partner 119")
        beyond = page(view="list", list="partners", sort="partners.partner", page_no="99", lang="en")
        assert rows(beyond) == rows(last)

    def test_an_unknown_list_is_named_and_the_lists_are_shown(self, serve: Serve, build: OpenBuild) -> None:
        html = serve(build).page(view="list", list="nope", lang="en").html
        assert "There is no list “nope”." in html
        assert all(f"list={listed.id}" in html for listed in lists())

    @pytest.mark.parametrize("viewer", ["public", "viewer", "unit_analyst:63", "institutional_analyst"])
    def test_every_list_holds_for_every_reader(
        self, serve: Serve, build: OpenBuild, viewer: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen_by(Viewer.parse(viewer), monkeypatch)
        page = serve(build).page
        for listed in lists():
            assert "<h1>" in page(view="list", list=listed.id, lang="nn", faculty="63").html

    def test_the_file_has_every_row_and_opens_as_it_is(self, serve: Serve) -> None:
        serve(given(partners=[partner(partner_id=f"p{n:03}", name=f"Partner {n:03}") for n in range(120)]))
        query = urlencode({"view": "list", "list": "partners", "lang": "en", "chart": "list", "format": "csv"}).encode()
        response = download(Request({"type": "http", "method": "GET", "headers": [], "query_string": query}))
        frame = pl.read_csv(bytes(response.body))
        assert frame.height == 120
        assert frame.columns[:3] == ["Code", "Partner", "Country"]
        assert next(csv.reader(io.StringIO(bytes(response.body).decode("utf-8-sig")))) == frame.columns


def test_a_section_with_work_to_do_leads_to_its_list() -> None:
    named = {section.work_list for topic in topics() for section in topic.sections if section.work_list}
    assert named == {"lapsing", "uncovered", "balance", "waiting"}
    assert named <= {listed.id for listed in lists() if listed.work}


def test_a_faculty_meets_agreements_of_several_units_on_the_page_about_agreements(
    serve: Serve, build: OpenBuild
) -> None:
    html = serve(build).page(topic="agreements", faculty="63", lang="en").html
    assert "Bilateral agreement, KTH (A1)" in html
    assert "All 3, with filter and download" in html


class TestMeasures:
    def test_a_goal_has_its_measures(self, serve: Serve, build: OpenBuild) -> None:
        html = serve(build).page(goal="SG-D1", lang="en").html
        assert "More places in Asia" in html
        assert "NOK 200,000" in html
        assert "Dean of education" in html
        assert "More places in Asia" not in serve(build).page(goal="C1", lang="en").html

    def test_the_landing_page_names_what_is_overdue_and_a_unit_its_own(self, serve: Serve, build: OpenBuild) -> None:
        page = serve(build).page
        assert "One measure is overdue." in page(lang="en").html
        assert "One measure is overdue." in page(lang="en", faculty="63").html
        assert "overdue." not in page(lang="en", faculty="64").html

    def test_the_public_sees_none(self, serve: Serve, build: OpenBuild, monkeypatch: pytest.MonkeyPatch) -> None:
        seen_by(Viewer("public"), monkeypatch)
        assert "overdue" not in serve(build).page(lang="en").html

    def test_a_text_in_another_language_says_which(self, serve: Serve) -> None:
        build = given(measures=[measure(text_en=None)], graduates=[graduate()])
        html = serve(build).page(view="list", list="measures", lang="en").html
        assert '<span lang="nb">Flere plasser i Asia</span>' in html
