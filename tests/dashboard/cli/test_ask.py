"""What `utsyn ask` understands and how it prints an answer."""

import json
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from dashboard import cached_analyses  # noqa: F401  # whoever imports `ask` must have it before a test replaces it
from dashboard.cli import figure_options
from models.answer import Answer, Meta, Row, Sign
from models.question import Question, Viewer
from tests.dashboard.cli.conftest import Utsyn

META = Meta(
    indicator="outbound_share", version=1, build="20260301T081500Z-4f2a9c", built_at="2026-03-01T08:15:00Z",
    certified=True, viewer="public", by=("year", "faculty"), where={}, years=None, dated_by="graduation", units="then",
    calendar="calendar_year", unit="percent", evidence="A", rounding="exact", suppressed_cells=1, has_data=True,
    sql="select 1", sources=(),
    labels={"faculty": {"63": {"nb": "Informasjonsteknologi", "en": "Information Technology"}}},
)  # fmt: skip
ANSWER = Answer(
    (
        Row({"year": 2024, "faculty": "63"}, 190, 1000, 0.19),
        Row({"year": 2024, "faculty": "64"}, None, None, None, Sign.SUPPRESSED),
        Row({"year": 2024, "faculty": None}, 0, 0, None, Sign.NOT_APPLICABLE),
    ),
    META,
)
ASKED = ("ask", "outbound_share", "--by", "year", "--by", "faculty")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Question, Viewer]]:
    """The questions that reach the one door, which answers ANSWER to each."""
    questions: list[tuple[Question, Viewer]] = []

    def answer(question: Question, viewer: Viewer, _build: object) -> Answer:
        questions.append((question, viewer))
        return ANSWER

    build = SimpleNamespace(config=SimpleNamespace(languages=("nb", "en")))
    monkeypatch.setattr(figure_options, "published", lambda _context, _warehouse, _build: build)
    monkeypatch.setattr("models.asking.ask", answer)
    return questions


def test_options_become_a_question(asked: list[tuple[Question, Viewer]], utsyn: Utsyn) -> None:
    where = ("--where", "faculty=63, 64", "--where", "gender=f")
    utsyn(*ASKED, *where, "--years", "2019:2025", "--clock", "start", "--as", "unit_analyst:63")
    members = {"faculty": ("63", "64"), "gender": ("f",)}
    assert asked == [
        (
            Question("outbound_share", ("year", "faculty"), members, (2019, 2025), "start"),
            Viewer("unit_analyst", "63"),
        )
    ]


def test_without_options_it_is_one_figure_for_the_analyst(asked: list[tuple[Question, Viewer]], utsyn: Utsyn) -> None:
    utsyn("ask", "outbound_share")
    assert asked == [(Question("outbound_share"), Viewer("institutional_analyst"))]


def test_one_year_is_a_range_of_one(asked: list[tuple[Question, Viewer]], utsyn: Utsyn) -> None:
    utsyn("ask", "outbound_share", "--years", "2024")
    assert asked[0][0].years == (2024, 2024)


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("option", "says"),
    [
        (["--years", "2019-2025"], "write FROM:TO"),
        (["--years", "24"], "write FROM:TO"),
        (["--where", "faculty"], "write DIM=V1,V2"),
        (["--where", "faculty="], "write DIM=V1,V2"),
        (["--where", "faculty=63", "--where", "faculty=64"], "names faculty twice"),
        (["--as", "king"], "unknown viewer 'king'"),
        (["--as", "unit_analyst"], "unit_analyst:UNIT"),
    ],
)
def test_what_cannot_be_understood_is_refused(utsyn: Utsyn, option: list[str], says: str) -> None:
    ended = utsyn("ask", "outbound_share", *option)
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.err


@pytest.mark.usefixtures("asked")
def test_json_has_the_documented_shape(utsyn: Utsyn) -> None:
    document = json.loads(utsyn(*ASKED, "--format", "json").out)
    assert list(document) == ["indicator", "version", "build", "origin", "viewer", "by", "rows", "meta"]
    assert document["by"] == ["year", "faculty"]
    assert document["rows"] == [
        {
            "year": 2024, "faculty": "63",
            "numerator": 190, "denominator": 1000, "value": 0.19, "shown": "19,0\N{NO-BREAK SPACE}%",
            "incomplete_until": None,
        },
        {
            "year": 2024, "faculty": "64",
            "numerator": None, "denominator": None, "value": None, "shown": "..", "incomplete_until": None,
        },
        {
            "year": 2024, "faculty": None,
            "numerator": 0, "denominator": 0, "value": None, "shown": "–", "incomplete_until": None,
        },
    ]  # fmt: skip
    assert document["meta"]["suppressed_cells"] == document["meta"]["hidden_cells"] == 1  # the key of version 0.1 too
    assert document["meta"]["dated_by"] == document["meta"]["clock"] == "graduation"
    assert document["meta"]["labels"]["faculty"]["63"]["en"] == "Information Technology"


def test_what_has_no_history_says_so_below_the_table(monkeypatch: pytest.MonkeyPatch, utsyn: Utsyn) -> None:
    build = SimpleNamespace(config=SimpleNamespace(languages=("en",)))
    monkeypatch.setattr(figure_options, "published", lambda _context, _warehouse, _build: build)
    monkeypatch.setattr("models.asking.ask", lambda *_: replace(ANSWER, meta=replace(META, has_history=False)))
    assert "the registers keep no history of this" in utsyn(*ASKED).out


@pytest.mark.usefixtures("asked")
def test_csv_has_a_heading_and_empty_cells_for_what_is_suppressed(utsyn: Utsyn) -> None:
    assert utsyn(*ASKED, "--format", "csv").out.splitlines() == [
        "year,faculty,numerator,denominator,value,shown,incomplete_until,origin",
        '2024,63,190,1000,0.19,"19,0\N{NO-BREAK SPACE}%",,real',
        "2024,64,,,,..,,real",
        "2024,,0,0,,–,,real",
    ]


@pytest.mark.usefixtures("asked")
def test_table_names_members_and_says_what_it_rests_on(utsyn: Utsyn) -> None:
    lines = utsyn(*ASKED).out.splitlines()
    assert lines[0].split() == ["year", "faculty", "numerator", "denominator", "value"]
    assert lines[2].split() == ["2024", "63", "Informasjonsteknologi", "190", "1", "000", "19,0", "%"]
    assert lines[3].split() == ["2024", "64", "..", "..", ".."]
    assert lines[4].split() == ["2024", "unknown", "0", "0", "–"]
    assert "dated by graduation" in lines[-1]
    assert lines[-1].endswith("build 20260301T081500Z-4f2a9c (certified: the contracts hold)")


@pytest.fixture
def running_year(monkeypatch: pytest.MonkeyPatch, asked: list[tuple[Question, Viewer]]) -> None:
    """1,610 stays of 2025, and 150 of 2026 when the year was two months old."""
    rows = (Row({"year": 2025}, 1610, None, 1610.0), Row({"year": 2026}, 150, None, 150.0))
    meta = replace(META, by=("year",), unit="number", incomplete={2026: date(2026, 3, 1)})
    asked.clear()
    monkeypatch.setattr("models.asking.ask", lambda *_: Answer(rows, meta))


@pytest.mark.usefixtures("running_year")
def test_a_year_that_is_not_over_is_marked_in_every_form(utsyn: Utsyn) -> None:
    lines = utsyn("ask", "outgoing_stays", "--by", "year").out.splitlines()
    assert lines[2].split()[0] == "2025"
    assert lines[3].split()[:2] == ["2026", "*"]
    assert lines[4] == "* 2026 is incomplete, known until 2026-03-01"
    written = utsyn("ask", "outgoing_stays", "--by", "year", "--format", "csv").out.splitlines()
    assert written[1].endswith(",,real")
    assert written[2].endswith(",2026-03-01,real")
    document = json.loads(utsyn("ask", "outgoing_stays", "--by", "year", "--format", "json").out)
    assert [row["incomplete_until"] for row in document["rows"]] == [None, "2026-03-01"]
    assert document["meta"]["incomplete"] == {"2026": "2026-03-01"}
