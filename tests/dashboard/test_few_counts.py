"""Shares of a few things are counts; a row that was followed is marked; within a country only what is of it."""

import re

from tests.dashboard.conftest import Serve
from tests.dashboard.test_topics import went
from tests.models.given import agreement, given, stay


def bars(html: str) -> str:
    return html.split('id="by_scheme"')[1]


def test_agreements_by_scheme_are_so_many_of_so_many(serve: Serve) -> None:
    """Two of Erasmus+ of which one is used, one bilateral that is used: no bar is a hundred per cent of one."""
    agreements = [
        agreement(agreement_id="e1", scheme="erasmus_plus", partner_id="p1"),
        agreement(agreement_id="e2", scheme="erasmus_plus", partner_id="p2"),
        agreement(agreement_id="b1", scheme="bilateral", partner_id="p3"),
    ]
    stays = [
        stay(agreement_id="e1", partner_id="p1", date_from="2025-01-10", date_to="2025-06-10"),
        stay(agreement_id="b1", partner_id="p3", date_from="2025-01-10", date_to="2025-06-10", person_id="q"),
    ]
    html = serve(given(agreements=agreements, stays=stays)).page(topic="agreements", lang="en").html
    assert re.search(r"Most: Bilateral agreement, 1 of 1\.", bars(html))


def test_a_row_of_a_topic_leads_to_its_own_row(serve: Serve) -> None:
    stays = [*went(2025, 8, scheme="erasmus_plus"), *went(2025, 4, scheme="bilateral")]
    served = serve(given(stays=stays))  # type: ignore[arg-type]
    html = served.page(topic="mobility", lang="en").html
    assert "of=outgoing_stays&amp;by=scheme&amp;compare=bilateral" in html
    there = served.page(of="outgoing_stays", by="scheme", compare="bilateral", lang="en").html
    assert re.search(r'class="chosen"[^>]*><th scope="row">Bilateral agreement', there.split("What if")[0])


def test_within_a_country_its_partners_come_first_and_what_is_worldwide_is_left_out(serve: Serve) -> None:
    html = serve(given(stays=went(2025, 8))).page(topic="mobility", country="DE", lang="en").html  # type: ignore[arg-type]
    places = [html.index(f'id="{section}"') for section in ("countries", "flows")]
    assert places == sorted(places)
    assert 'id="chosen"' not in html
    assert "Whose figures" in html, "a faculty can be chosen here too"
