"""A goal that units attest: the institution's word, the coverage, the levels, and every unit's own words."""

import re
from typing import Any

from tests.dashboard.conftest import Serve
from tests.models.given import given, stay
from tests.models.test_milestones import CIVIL, COMPUTING, INSTITUTION, attestation

ATTESTED = [
    attestation(INSTITUTION, 3, statement="We try it <b>out</b>.", evidence_url="https://example.org/e3"),
    attestation(COMPUTING, 4, statement="Every guest has a desk."),
    attestation(CIVIL, 2, valid_until="2025-12-31"),
]


def test_the_institutions_level_its_words_and_its_evidence_stand_first(serve: Serve) -> None:
    html = serve(given(attestations=ATTESTED)).page(goal="E3", lang="en").html
    assert "3 · pilot" in html
    assert "We try it &lt;b&gt;out&lt;/b&gt;." in html
    assert 'href="https://example.org/e3"' in html
    assert "1 of 3" in html
    assert "1 stale" in html


def test_units_are_counted_by_level_and_the_stale_have_none(serve: Serve) -> None:
    html = serve(given(attestations=ATTESTED)).page(goal="E3", lang="en").html
    [levels] = re.findall(r'<table class="levels">.*?</table>', html, re.DOTALL)
    counts = {
        name: int(n) for name, n in re.findall(r'<th scope="row">([^<]*)</th><td class="n">.*?(\d+)</td>', levels)
    }
    assert counts == {
        "0 · not started": 0, "1 · decided": 0, "2 · designed": 0, "3 · pilot": 0, "4 · in operation": 1,
        "not relevant": 0, "stale": 1, "not attested yet": 1,
    }  # fmt: skip


def test_an_expired_word_of_the_institution_is_stale_and_shows_no_level(serve: Serve) -> None:
    expired = [attestation(INSTITUTION, 4, valid_until="2025-12-31")]
    served = serve(given(attestations=expired))
    assert "4 · in operation</div>" not in served.page(goal="E3", lang="en").html
    row = re.search(r"<tr data-row>(?:(?!</tr>).)*goal-E3.*?</tr>", served.page(lang="en").html)
    assert row is not None
    assert "stale" in row.group()
    assert "level" not in row.group()


def test_the_landing_page_shows_level_and_coverage(serve: Serve) -> None:
    row = re.search(
        r"<tr data-row>(?:(?!</tr>).)*goal-E3.*?</tr>", serve(given(attestations=ATTESTED)).page(lang="nb").html
    )
    assert row is not None
    assert "nivå 3 av 4" in row.group()
    assert "1 av 3 enheter" in row.group()


def test_the_status_is_that_of_the_attestation_and_not_of_a_figure_beside_it(serve: Serve) -> None:
    """One of two Erasmus+ students got the top-up: information, and no judgement."""
    erasmus: dict[str, Any] = {"scheme": "erasmus_plus", "date_from": "2025-01-10", "date_to": "2025-05-20"}
    stays = [stay(**erasmus, fewer_opportunities_top_up=got) for got in (True, False)]
    words = [attestation(INSTITUTION, 3, goal_id="D5")]
    html = serve(given(attestations=words, stays=stays)).page(goal="D5", lang="en").html
    attested, figure = html.split('<div class="value">50.0', maxsplit=1)
    assert 'class="pill' in attested.split("Attested by the units")[1].split("</h2>")[0]
    assert 'class="pill' not in figure.split("Over the years")[0]
