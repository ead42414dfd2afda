"""The map that leads to partners, and the lists of partners, programmes and departments."""

import re

import pytest

from dashboard import builds
from dashboard.address import Address
from dashboard.builds import Serving
from dashboard.pages.parts.view import View
from dashboard.pages.topic.topic_series import shown_first
from dashboard.text import texts
from dashboard.topics import topics
from models.config import load_config
from models.question import Viewer
from tests.dashboard.conftest import Drawn, Serve
from tests.models.given import Cell, agreement, given, participation, partner, programme, stay


def went(count: int, **cells: str) -> list[dict[str, Cell]]:
    return [stay(**{"date_from": "2025-01-10", "date_to": "2025-06-10", **cells}) for _ in range(count)]


PARTNERS = [
    partner(partner_id="aachen", name="Aachen"),
    partner(partner_id="berlin", name="Berlin"),
    partner(partner_id="graz", name="Graz", country="AT"),
]
STAYS = [
    *went(8, partner_id="aachen"),
    *went(6, partner_id="berlin"),
    *went(9, partner_id="graz", country="AT"),
    *went(5, partner_id="graz", country="AT", direction="in"),
]


def rows(drawn: Drawn, section: str) -> list[str]:
    """The names of a list's rows in their order."""
    [body] = re.findall(rf'data-go="sort-{section}.*?<tbody>(.*?)</tbody>', drawn.html)
    return re.findall(r'<th scope="row">(?:<a [^>]*>)?([^<]+)', body)


def seen_by(viewer: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer with the rights of a viewer."""
    config = load_config()
    monkeypatch.setattr(builds, "serving", lambda: Serving(config, config.warehouse, viewer))


@pytest.mark.parametrize("topic", [topic.id for topic in topics()])
def test_every_page_holds_with_the_least_rights(serve: Serve, topic: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen_by(Viewer("public"), monkeypatch)
    build = given(
        stays=STAYS, partners=PARTNERS, agreements=[agreement(partner_id="aachen", places_out=8)],
        programmes=[programme()], eu_participations=[participation(unit_code="631000")],
    )  # fmt: skip
    assert texts("en")[f"topic.{topic}"] in serve(build).page(topic=topic, faculty="63", lang="en").html


class TestMap:
    def test_it_has_the_countries_of_the_year_and_each_leads_to_its_partners(self, serve: Serve) -> None:
        html = serve(given(stays=STAYS, partners=PARTNERS)).page(topic="mobility", lang="en").html
        assert "Outgoing stays in 2025, most in Germany (14). Countries: 2." in html
        assert "<title>Austria: 9</title>" in html
        assert re.search(r'<tr data-row><th scope="row"><a href="[^"]*country=DE[^"]*"[^>]*>Germany', html)

    def test_a_switch_shows_those_who_come_in(self, serve: Serve) -> None:
        page = serve(given(stays=STAYS, partners=PARTNERS)).page
        assert (
            "Incoming stays in 2025, most in Austria (5). Countries: 1."
            in page(topic="mobility", lang="en", indicator="incoming_stays").html
        )

    def test_a_country_has_its_partners_its_own_figures_and_the_way_back(self, serve: Serve) -> None:
        html = serve(given(stays=STAYS, partners=PARTNERS)).page(topic="mobility", lang="en", country="DE").html
        assert "Highest: Aachen with 8." in html
        assert "Graz" not in html
        assert '<a href="?topic=mobility&amp;lang=en" data-go="crumb-0">Mobility</a>' in html
        [card] = re.findall(r'data-go="card-outgoing_stays".*?</div></div>', html)
        assert ">14<" in card

    def test_a_country_that_is_not_there_is_the_whole_world(self, serve: Serve) -> None:
        html = serve(given(stays=STAYS, partners=PARTNERS)).page(topic="mobility", lang="en", country="<b>").html
        assert "Countries: 2." in html

    def test_whoever_may_not_see_persons_cut_so_finely_is_told_what_can_be_seen(
        self, serve: Serve, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen_by(Viewer("viewer"), monkeypatch)
        drawn = serve(given(stays=STAYS, partners=PARTNERS)).page(topic="mobility", lang="en", country="DE")
        assert "Highest: Aachen with 8." in drawn.html
        assert "Not shown with your rights" in drawn.html
        assert "See all countries and the whole university" in drawn.html


class TestAgreements:
    def test_those_that_lapse_are_listed_beside_their_use(self, serve: Serve) -> None:
        ends = {"valid_to": "2026-06-30", "valid_from": "2020-01-01"}
        build = given(
            partners=PARTNERS,
            stays=went(2, partner_id="aachen", agreement_id="a1"),
            agreements=[
                agreement(agreement_id="a1", partner_id="aachen", **ends),
                agreement(agreement_id="a2", partner_id="berlin", **ends),
                agreement(agreement_id="a3", partner_id="graz"),
            ],
        )
        drawn = serve(build).page(topic="agreements", lang="en")
        [body] = re.findall(r">Agreements that lapse</caption>.*?<tbody>(.*?)</tbody>", drawn.html)
        lines = [re.sub("<[^>]+>", " ", line).split() for line in body.split("</tr>") if line]
        assert [line[2:4] for line in lines] == [["Aachen", "(a1)"], ["Berlin", "(a2)"]]
        assert [line[-3:-1] for line in lines] == [["yes", "2"], ["no", "0"]]
        assert "30 Jun 2026" in body

    def test_programmes_that_lack_something_are_listed_with_what_they_lack(self, serve: Serve) -> None:
        build = given(
            agreements=[agreement()],
            programmes=[
                programme(name_en="Both", mobility_window_semester=5),
                programme(name_en="No window"),
                programme(name_en="No agreement", unit_code="641000", mobility_window_semester=5),
            ],
        )
        drawn = serve(build).page(topic="agreements", lang="en")
        assert rows(drawn, "coverage") == ["No agreement", "No window"]
        assert "<b>no</b>" in drawn.html

    def test_stays_stand_beside_the_places_of_each_partner(self, serve: Serve) -> None:
        begun = {"date_from": "2024-08-15", "date_to": "2024-12-20"}
        build = given(
            partners=PARTNERS,
            stays=went(6, partner_id="aachen", agreement_id="a1", **begun),
            agreements=[agreement(agreement_id="a1", partner_id="aachen", places_out=8, places_in=4)],
        )
        html = serve(build).page(topic="agreements", lang="en").html
        assert "6 of 8<small>0.75</small>" in html
        assert "0 of 4<small>0.00</small>" in html

    def test_without_agreements_it_says_so(self, serve: Serve) -> None:
        assert "No figures to show" in serve(given()).page(topic="agreements", lang="en").html

    def test_stays_without_a_partner_come_last_and_are_explained(self, serve: Serve) -> None:
        """Twelve stays that name no partner are more than any partner has; two partners are listed."""
        stays = [*went(8, partner_id="aachen"), *went(6, partner_id="berlin"), *went(12, scheme="individual")]
        held = [agreement(partner_id="aachen", places_out=8)]
        build = given(agreements=held, partners=PARTNERS[:2], stays=stays)
        drawn = serve(build).page(topic="agreements", lang="en")
        assert rows(drawn, "balance") == ["Aachen", "Berlin", "Unknown"]
        assert "2 partners. Choose a heading to sort." in drawn.html
        assert "Unknown: The files name no partner, as for most stays that students arrange themselves." in drawn.html
        bars = serve(build).page(of="outgoing_stays", by="partner", lang="en").html
        assert "Highest: Aachen with 8." in bars
        assert "Unknown (12): The files name no partner" in bars

    def test_a_phone_has_a_link_to_all_rows_where_a_desk_shows_them(self, serve: Serve) -> None:
        programmes = [programme(name_en=f"P{number:02}") for number in range(8)]
        page = serve(given(agreements=[agreement()], programmes=programmes)).page
        html = page(topic="agreements", lang="en").html
        assert 'class="figures listing first-rows"' in html
        section = topics()[1].sections[0]
        view = View(Address(topic="agreements"), "en", given())
        rows_shown, link = shown_first(range(8), 12, section, view)
        assert list(rows_shown) == list(range(8))
        assert re.search(r'<p class="foot on-phone"><a [^>]*>Show all 8</a>', str(link))
        assert "first-rows" not in page(topic="agreements", lang="en", rows="coverage").html.split('id="coverage"')[1]

    def test_a_heading_puts_the_rows_in_its_order_and_turns_it(self, serve: Serve) -> None:
        page = serve(given(agreements=[agreement(agreement_id="a1", partner_id="aachen", places_out=8),
                                       agreement(agreement_id="a2", partner_id="berlin", places_out=2)],
                           partners=PARTNERS, stays=STAYS)).page  # fmt: skip
        most = page(topic="agreements", lang="en", sort="balance.-outgoing_stays")
        assert rows(most, "balance")[:3] == ["Graz", "Aachen", "Berlin"]
        assert 'aria-sort="descending"' in most.html
        least = page(topic="agreements", lang="en", sort="balance.outgoing_stays")
        assert rows(least, "balance")[-3:] == ["Berlin", "Aachen", "Graz"]
        assert 'aria-sort="ascending"' in least.html

    def test_long_lists_begin_short(self, serve: Serve) -> None:
        programmes = [programme(name_en=f"P{number:02}") for number in range(25)]
        page = serve(given(agreements=[agreement()], programmes=programmes)).page
        short = page(topic="agreements", lang="en")
        assert len(rows(short, "coverage")) == 6, "the worst few: all others are a click away"
        assert "Show all 25" in short.html
        assert len(rows(page(topic="agreements", lang="en", rows="coverage"), "coverage")) == 25


class TestEuProjects:
    def test_the_rank_names_the_snapshot_that_it_rests_on(self, serve: Serve) -> None:
        by_name = {"organisation_type": "HES", "snapshot_on": "2025-10-01", "signed_on": "2023-05-01"}
        build = given(
            eu_participations=[
                participation(**by_name, contribution_eur=5.0),
                participation(**by_name, organisation_id="other", is_own=False, contribution_eur=9.0),
            ]
        )
        html = serve(build).page(topic="eu", lang="en").html
        assert "Rank no. 2 of all higher education institutions in Horizon Europe" in html
        assert "as of the CORDIS snapshot of 1 October 2025" in html

    @pytest.mark.parametrize(
        ("language", "heading"),
        [("nb", "EUs rammeprogrammer"), ("nn", "Rammeprogramma til EU"), ("en", "EU framework programmes")],
    )
    def test_figures_of_horizon_2020_alone_are_not_headed_horizon_europe(
        self, serve: Serve, language: str, heading: str
    ) -> None:
        build = given(eu_participations=[participation(framework="H2020", signed_on="2019-05-01")])
        html = serve(build).page(topic="eu", lang=language).html
        assert f'<h2 id="horizon">{heading}</h2>' in html

    def test_goals_of_the_plan_lead_to_their_own_pages(self, serve: Serve) -> None:
        html = serve(given()).page(topic="eu", lang="en").html
        assert re.search(r'href="\?goal=C5[^"]*" data-go="goal-C5"', html)

    def test_departments_add_up_their_projects_since_the_programme_began(self, serve: Serve) -> None:
        projects = [
            participation(unit_code="631000", signed_on="2022-05-01"),
            participation(unit_code="631000"),
            participation(unit_code="641000"),
        ]
        drawn = serve(given(eu_participations=projects)).page(topic="eu", lang="en")
        assert rows(drawn, "breadth")[:2] == ["Computer Science", "Civil Engineering"]
        assert "2021–2023" in drawn.html
