"""The forecast on years that have come since: how often its edges hold them, as docs/forecast.md says."""

import re
from collections.abc import Iterable
from itertools import chain
from math import sqrt
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
import pytest

from models.forecast.shares import Year
from tests.models.forecast.series import COVERED, EXCLUDED, Coverage, became_as_foreseen, coverage, rolling

DOCUMENT = Path(__file__).parent.parent.parent.parent / "docs" / "forecast.md"
DRAWS = 2
FAR_FROM_DOCUMENTED = 0.03  # of real series, which are not drawn
SENSIBLE_80, SENSIBLE_95 = (0.72, 0.95), (0.90, 1.0)


class Documented(NamedTuple):
    """What the document says of a kind: the mean coverage over many draws, and the spread between them (0–1)."""

    of_80: float
    spread_80: float
    of_95: float
    spread_95: float


def documented(kind: str) -> Documented:
    """The kind's row of the document."""
    number = r"(\d+) % ± (\d+)"
    text = DOCUMENT.read_text(encoding="utf-8")
    row = re.search(rf"^\| {re.escape(kind)} \| {number} \| {number} \|$", text, re.MULTILINE)
    assert row, f"docs/forecast.md has no row for '{kind}': run python -m benchmarks.forecast"
    return Documented(*(int(cell) / 100 for cell in row.groups()))


def is_as_documented(covered: Coverage, covereds: Documented, draws: int) -> bool:
    """Within three standard errors of the mean, and the rounding of the document."""
    far_80, far_95 = (3 * (spread + 0.005) / sqrt(draws) + 0.005 for spread in (covereds.spread_80, covereds.spread_95))
    return abs(covered.of_80 - covereds.of_80) <= far_80 and abs(covered.of_95 - covereds.of_95) <= far_95


@pytest.mark.parametrize("kind", COVERED)
def test_what_the_model_is_made_for_is_held_about_as_often_as_promised(kind: str) -> None:
    words = documented(kind)
    assert SENSIBLE_80[0] <= words.of_80 <= SENSIBLE_80[1]
    assert SENSIBLE_95[0] <= words.of_95 <= SENSIBLE_95[1]


@pytest.mark.slow
@pytest.mark.parametrize("kind", [*COVERED, *EXCLUDED])
def test_the_document_says_what_draws_give(kind: str) -> None:
    draw = {**COVERED, **EXCLUDED}[kind]
    covered = coverage(chain.from_iterable(draw(np.random.default_rng(2022 + seed)) for seed in range(DRAWS)))
    assert is_as_documented(covered, documented(kind), DRAWS), covered


def holds_as_documented(kind: str, covered: Coverage) -> None:
    """A row of real series says what they give."""
    row = re.search(
        rf"^\| {re.escape(kind)} \| (\d+) % \| (\d+) % \|$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert row, f"docs/forecast.md has no row for '{kind}': {covered}"
    assert SENSIBLE_80[0] <= covered.of_80 <= SENSIBLE_80[1], covered
    assert SENSIBLE_95[0] <= covered.of_95 <= SENSIBLE_95[1], covered
    assert covered.of_80 == pytest.approx(int(row[1]) / 100, abs=FAR_FROM_DOCUMENTED), covered
    assert covered.of_95 == pytest.approx(int(row[2]) / 100, abs=FAR_FROM_DOCUMENTED), covered


@pytest.mark.real_data
def test_edges_hold_the_later_years_of_real_shares(shared_data: Path) -> None:
    """Each partner country's part of Norway's co-authored works, the twenty largest, in three stretches of years."""
    works = pl.read_csv(shared_data / "openalex" / "norway_coauthored_works_by_partner_year.csv")
    total = dict(works.group_by("year").agg(pl.col("works").sum()).iter_rows())
    largest = works.group_by("country").agg(pl.col("works").sum()).sort("works", "country", descending=True)
    held: list[Iterable[tuple[bool, bool]]] = []
    for country in largest["country"][:20]:
        of = dict(works.filter(pl.col("country") == country).select("year", "works").iter_rows())
        for first in (1994, 2004, 2014):
            years = range(first, min(first + 12, 2024))
            held.append(rolling([Year(y, of.get(y, 0.0), total[y]) for y in years], 7))
    holds_as_documented("real: partner countries' part of Norwegian works", coverage(chain.from_iterable(held)))


@pytest.mark.real_data
def test_edges_hold_what_real_erc_portfolios_of_horizon_2020_became(shared_data: Path) -> None:
    """ERC main grants signed from 2015 to 2021, of every Norwegian host that has three or more."""
    path = shared_data / "research_council" / "bevilgningereu.csv"
    grants = pl.read_csv(path, separator=";", infer_schema_length=0).filter(
        pl.col("Søknadstype").str.contains("^ERC-(STG|COG|ADG|SyG)"), pl.col("Organisasjon rolle") == "COORDINATOR"
    )
    signed = grants.select(host="Organisasjonsnummer", year=pl.col("Kontrakt signeringsdato").str.slice(6, 4))
    held = []
    for _, rows in signed.group_by("host"):
        added = [rows.filter(pl.col("year") == str(year)).height for year in range(2015, 2022)]
        held += [became_as_foreseen(added, known) for known in range(3, 7) if sum(added) > 2]
    holds_as_documented("real: ERC portfolios of Norwegian hosts in Horizon 2020", coverage(held))
