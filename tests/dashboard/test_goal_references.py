"""Goals whose page says more than a judged figure: what is summed up, what two groups are, what has no history."""

import pytest

from tests.dashboard.conftest import Serve
from tests.models.given import Cell, agreement, enrolment, given, graduate, partner, staff_mobility, stay


def test_strategic_partnerships_show_the_goals_below_and_their_partners_share(serve: Serve) -> None:
    build = given(
        partners=[partner(partner_id=name, strategic=True) for name in ("tub", "kth")],
        stays=[stay(partner_id="tub"), stay(partner_id="kth")],
        staff_mobility=[staff_mobility(partner_id="tub")],
    )
    html = serve(build).page(goal="O2", lang="en").html.replace("\u00a0", " ")
    assert "1 of 2" in html
    assert "50.0 % in 2025" in html
    assert 'data-go="goal-A1"' in html, "the goals below are there as before"
    assert html.index('data-go="goal-A1"') < html.index("<h2>Strategic partners active in several ways</h2>")

    of_a_faculty = serve(build).page(goal="O2", faculty="63", lang="en").html
    assert "This is shown for the whole university only" not in of_a_faculty


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "30–34: 2 of 12, compared with all others"), ("nb", "30–34 år: 2 av 12, sammenlignet med alle andre")],
)
def test_a_gap_says_which_groups_it_compares(serve: Serve, language: str, words: str) -> None:
    older = [graduate(age_band="30_34") for _ in range(12)]
    younger = [graduate(age_band="20_24") for _ in range(20)]
    went = [stay(person_id=person["person_id"]) for person in (*older[:2], *younger[:10])]
    build = given(graduates=[*older, *younger], stays=went)
    html = serve(build).page(goal="D5", indicator="participation_gap", lang=language).html
    assert words in html


def test_the_first_information_on_exchange_for_all_is_fewer_opportunities(serve: Serve) -> None:
    erasmus = {"scheme": "erasmus_plus"}
    stays = [stay(**erasmus, fewer_opportunities_top_up=True), stay(**erasmus, fewer_opportunities_top_up=False)]
    html = serve(given(stays=stays)).page(goal="D5", lang="en").html
    assert "1 of 2" in html
    assert "Erasmus+ stays with the top-up for fewer opportunities" in html


@pytest.mark.parametrize("language", ["en", "nb"])
def test_what_the_register_has_no_history_of_shows_the_level_of_now(serve: Serve, language: str) -> None:
    agreements = [agreement(valid_from="2015-01-01", quality_assured_on="2025-06-01"), agreement()]
    html = serve(given(agreements=agreements)).page(goal="A2", lang=language).html
    assert {"en": "no history of this", "nb": "ingen historikk"}[language] in html
    assert "2019" not in html


def test_a_goal_of_two_parts_shows_each_figure_with_its_own_change(serve: Serve) -> None:
    """Thirty students of each group in 2021; in 2025 eighty from other countries and thirty from the EU."""

    def came(citizenship: str, year: int, count: int) -> list[dict[str, Cell]]:
        cells: dict[str, Cell] = {
            "citizenship": citizenship,
            "semester": f"{year}-autumn",
            "international_degree_student": True,
        }
        return [enrolment(**cells) for _ in range(count)]

    rows = [*came("IN", 2021, 30), *came("DE", 2021, 30), *came("IN", 2025, 80), *came("DE", 2025, 30)]
    page = serve(given(enrolments=rows)).page
    main = page(goal="SG-G2", lang="en").html.replace("\u00a0", " ")
    assert "80 in 2025, +50 since 2021." in main
    assert "2 of 2 parts judged" in main
    plan = page(lang="en").html
    assert "From the EU, the EEA and Switzerland · 2 of 2 parts judged" in plan
    together = page(goal="SG-G2", indicator="international_degree_students", lang="en").html.replace("\u00a0", " ")
    assert "110 in 2025, +50 since 2021." in together
