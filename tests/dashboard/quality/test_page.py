"""The data quality page: all rows add up, rules are told with rows to look up, nobody unauthorised sees a cell."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from dashboard import build_explanation, builds
from models.question import Viewer
from models.store import OpenBuild
from pipelines.building.dataset_rules import DatasetResult
from pipelines.erasure import Erasure
from pipelines.explaining.examples import Example
from pipelines.explaining.explain import BuildExplained, CertificationExplained
from pipelines.warehouse import EXPORTS as LOG
from tests.dashboard.conftest import Drawn, Serve, Served
from tests.dashboard.quality.given import broken, difference, explained, file
from tests.models.given import given

HOSTILE = "<script>alert(1)</script>"
Page = Callable[..., Drawn]


@pytest.fixture(scope="module")
def build() -> OpenBuild:
    """Any build: what the page shows of it is explained by hand."""
    return given()


@pytest.fixture
def page(serve: Serve, build: OpenBuild, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """The page in English of a build explained by hand."""
    served: Served = serve(build)

    def drawn(drawn: BuildExplained | None = None, **parameters: str) -> Drawn:
        monkeypatch.setattr(build_explanation, "explained", lambda _build: drawn or explained())
        return served.page(**{"view": "quality", "lang": "en", **parameters})

    drawn.served = served  # type: ignore[attr-defined]
    return drawn  # type: ignore[return-value]


def test_the_answer_is_a_sentence(page: Page) -> None:
    assert "1,512 rows read, 1 rejected, 1 duplicates; certified: the data contracts hold." in page().html


def test_every_row_read_is_loaded_quarantined_or_a_duplicate(page: Page) -> None:
    html = page().html
    values = [part.split("<")[0] for part in html.split('<div class="value">')[1:5]]
    assert values == ["1,512", "1,510", "1", "1"]
    assert "Every row that was read is accounted for." in html


def test_rows_that_do_not_add_up_are_said(page: Page) -> None:
    lost = explained(files=(explained().files[0].model_copy(update={"rows_loaded": 1}),))
    assert "The rows do not add up" in page(lost).html


def test_a_feed_leads_to_its_files(page: Page) -> None:
    assert 'href="?view=quality&amp;feed=stays&amp;lang=en" data-go="feed-stays"' in page(lang="en").html
    stays = page(feed="stays").html
    assert "<h1>Stays</h1>" in stays
    assert "stays/a.csv" in stays
    assert "units/units.csv" not in stays
    assert "newest event 20 Dec 2025" in stays


def test_a_feed_that_sent_nothing_opens_all_feeds(page: Page) -> None:
    assert "<h1>Data quality</h1>" in page(feed=HOSTILE).html


def test_a_broken_rule_shows_rows_to_look_up(page: Page) -> None:
    html = page().html
    assert "<code>country</code> is empty or a code of the list <code>countries</code>." in html
    assert '<span class="path">stays/a.csv, row 7:</span> <code>country</code> <b>QQ</b>' in html


def test_cells_are_text_and_an_empty_one_says_so(page: Page) -> None:
    rule = broken("country_is_in_list", 2, Example(1, {"country": HOSTILE}), Example(2, {"country": None}))
    html = page(explained(broken_rules=(rule,))).html
    assert HOSTILE not in html
    assert "&lt;script&gt;" in html
    assert "<b>(empty)</b>" in html


def test_warnings_wait_behind_a_line(page: Page) -> None:
    warned = broken("citizenship_is_known", 40, severity="warning")
    html = page(explained(broken_rules=(*explained().broken_rules, warned))).html
    assert "<summary>One rule only warns; its rows were loaded (40)</summary>" in html


@pytest.mark.parametrize("viewer", ["public", "viewer", "unit_analyst:63"])
def test_other_readers_see_counts_but_no_rows(page: Page, monkeypatch: pytest.MonkeyPatch, viewer: str) -> None:
    monkeypatch.setattr(build_explanation, "may_see_rows", lambda: Viewer.parse(viewer).role == "institutional_analyst")
    html = page().html
    assert "<code>country</code> is empty or a code of the list <code>countries</code>." in html
    assert "QQ" not in html
    assert "shown to the institution&#x27;s analyst only" in html
    assert _downloads(page) == []


def test_the_analyst_may_take_out_the_rows_rejected(page: Page) -> None:
    page()
    assert _downloads(page) == ["Download stays: 1 (csv)"]


def test_a_refused_build_says_why(page: Page) -> None:
    judged = CertificationExplained(success=False, expectations=10, failed=2, reasons=("stays: 2 rows break a rule",))
    html = page(explained(certification=judged)).html
    assert "1 duplicates; not certified: a data contract is broken." in html
    assert "stays: 2 rows break a rule" in html


def test_a_rule_about_a_whole_feed_that_does_not_hold_is_told(page: Page) -> None:
    rule = DatasetResult(
        feed="stays", rule="row_count_holds", kind="volume", severity="error", measured=10.0, allowed=50.0,
        success=False, detail="100 rows, 1000 before", translations={"nb": "100 rader, 1000 før"},
    )  # fmt: skip
    build = explained(dataset_rules=(rule,))
    html, bokmaal = page(build).html, page(build, lang="nb").html
    assert "0 of 1 rules about whole feeds hold." in html
    assert "At least half of the rows of the last build are still there." in html
    assert "<td>100 rows, 1000 before</td>" in html
    assert "Minst halvparten av radene i forrige utgave er fortsatt der." in bokmaal
    assert "<td>100 rader, 1000 før</td>" in bokmaal


def test_what_an_older_build_found_stays_in_its_language(page: Page) -> None:
    rule = DatasetResult("stays", "no_such_rule", "volume", "error", 10.0, 50.0, False, "100 rows, 1000 before")
    assert '<td lang="en">100 rows, 1000 before</td>' in page(explained(dataset_rules=(rule,)), lang="nb").html


def test_what_changed_since_the_build_before(page: Page) -> None:
    changes = (difference("stays", 1400, 1498, added=100, removed=2, changed=7), difference("units", 12, 12))
    html = page(explained(compared_with="20260101T000000Z-aaaaaa", difference=changes)).html
    for shown in ("1,400", "1,498", "+100", "−2", "compared with edition 20260101T000000Z-aaaaaa", "unchanged: units"):
        assert shown in html


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({}, "This is the first edition"),
        ({"compared_with": "gone"}, "no longer kept"),
        ({"compared_with": "before", "difference": (difference("units", 12, 12),)}, "Nothing has changed since"),
    ],
)
def test_without_a_difference_it_says_why(page: Page, parts: dict[str, object], says: str) -> None:
    assert says in page(explained(**parts)).html


def test_it_is_reached_from_the_sidebar_in_both_languages(page: Page) -> None:
    sidebar = page().sidebar
    assert (
        'href="?view=quality&amp;lang=en" data-go="nav-quality" aria-current="page" class="on">Data quality' in sidebar
    )
    norwegian = page(lang="nb")
    assert "Bruk tallene" in norwegian.sidebar
    assert "avvist" in norwegian.html


def test_rows_are_taken_out_with_this_process_rights_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    public = builds.Serving(builds.serving().config, builds.serving().warehouse, Viewer("public"))
    monkeypatch.setattr(build_explanation, "serving", lambda: public)
    with pytest.raises(PermissionError, match="public may not"):
        build_explanation.quarantined_csv("20260115T000000Z-abcdef", "stays")


def test_rows_taken_out_are_noted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    analyst = builds.Serving(builds.serving().config, tmp_path, Viewer())
    monkeypatch.setattr(build_explanation, "serving", lambda: analyst)
    monkeypatch.setattr(builds, "serving", lambda: analyst)
    result = SimpleNamespace(find=lambda build: build)
    monkeypatch.setattr(build_explanation, "Warehouse", lambda _root: result)
    monkeypatch.setattr(build_explanation, "write_quarantined", lambda _build, _feed, out: out.write_bytes(b"rows"))
    assert build_explanation.quarantined_csv("20260115T000000Z-abcdef", "stays") == b"rows"
    noted = json.loads((tmp_path / LOG).read_text(encoding="utf-8"))
    assert (noted["rights"], noted["build"]) == ("institutional_analyst", "20260115T000000Z-abcdef")
    assert noted["question"] == {"download": "quarantine", "feed": "stays"}


def _downloads(page: Page) -> list[str]:
    session = page.served.session  # type: ignore[attr-defined]
    return [button.proto.label for button in session.main.get("download_button")]


def test_a_file_that_a_newer_one_superseded_says_by_which(page: Page) -> None:
    old = file("stays", "stays/a.csv", 10, duplicate=10, superseded_by=("stays/b.csv",))
    build = explained(files=(old, file("stays", "stays/b.csv", 12)))
    assert "Superseded by stays/b.csv, which has the same content and is newer" in page(build, feed="stays").html
    assert "Erstattet av stays/b.csv" in page(build, feed="stays", lang="nb").html


def test_what_was_left_out_of_a_file_is_named_beside_it(page: Page) -> None:
    noted = file("stays", "stays/a.xlsx", 10, notes=("sheet 'Legend' (2 rows) was not read.",))
    build = explained(files=(noted, file("stays", "stays/b.csv", 12)))
    assert '<p class="foot">sheet &#x27;Legend&#x27; (2 rows) was not read.</p>' in page(build, feed="stays").html
    assert 'lang="en">sheet &#x27;Legend&#x27;' in page(build, feed="stays", lang="nb").html


def test_a_build_that_persons_were_erased_from_says_so_and_that_figures_stayed(page: Page) -> None:
    erased = replace(explained(), erasures=(Erasure("2026-03-01T08:00:00+00:00", "erased", 2),))
    html = page(erased).html
    assert "On 1 Mar 2026 persons were erased from this edition; its figures are as they were published." in html
    assert "erased" not in page().html


def test_organisations_that_nothing_identifies_are_listed_by_their_size(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {"record_id": "a-1", "country": "DE", "mention_count": 1}
    rows = [
        known | {"name": "Small", "participants_sent": 1, "participants_received": 2},
        known | {"name": HOSTILE, "participants_sent": 1000, "participants_received": 234},
        known | {"name": "Small", "participants_sent": 3, "participants_received": 0},
    ]
    feed = "unknown_organisations"
    monkeypatch.setattr(
        build_explanation, "explained", lambda _: explained(files=(file(feed, "erasmus_ka1/a.csv", 3),))
    )
    html = serve(given(unknown_organisations=rows)).page(view="quality", lang="en", feed=feed).html
    assert "2 organisations of the files are not known by a code, a list or a reviewed name" in html
    cells = html[html.index("&lt;script&gt;") :]
    assert (
        cells.index(">1,000<") < cells.index(">234<") < cells.index("Small") < cells.index(">4<") < cells.index(">2<")
    )
    assert HOSTILE not in html
