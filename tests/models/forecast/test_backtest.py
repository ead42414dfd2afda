"""The forecast on years that have come since: how often its edges hold them, as docs/forecast.md tells."""

import re
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from models.forecast.counts import predicted_additions
from models.forecast.shares import Year
from tests.models.forecast.series import PARTS, Coverage, coverage, drawn, rolling

DOCUMENT = Path(__file__).parent.parent.parent.parent / "docs" / "forecast.md"
SERIES = 12
AHEAD = (1, 2, 5)
COVID = (0, 0, 0, 0, 0, 1 / 3, 2 / 3, 2 / 3, 1 / 3)
FAR_FROM_TOLD = 0.03
SENSIBLE_80, SENSIBLE_95 = (0.72, 0.95), (0.90, 1.0)


def holds_as_told(kind: str, found: Coverage) -> None:
    """The coverage is sensible, and it is what the document says of this kind of series."""
    told = re.search(
        rf"^\| {re.escape(kind)} \| (\d+) % \| (\d+) % \|$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert told, f"docs/forecast.md says nothing of '{kind}': {found}"
    assert SENSIBLE_80[0] <= found.of_80 <= SENSIBLE_80[1], found
    assert SENSIBLE_95[0] <= found.of_95 <= SENSIBLE_95[1], found
    assert found.of_80 == pytest.approx(int(told[1]) / 100, abs=FAR_FROM_TOLD), found
    assert found.of_95 == pytest.approx(int(told[2]) / 100, abs=FAR_FROM_TOLD), found


@pytest.mark.parametrize(
    ("kind", "cases", "memory", "marks", "fewest"),
    [
        ("years that scatter around a line", 7500, 0.0, (), 6),
        ("years that take after the one before", 7500, 0.6, (), 6),
        ("years that drift without a line", 7500, 1.0, (), 6),
        ("years with a passing break among them", 7500, 0.0, COVID, 9),
        ("150 cases a year", 150, 0.0, (), 6),
    ],
)
def test_edges_hold_what_they_promise(
    kind: str, cases: int, memory: float, marks: tuple[float, ...], fewest: int
) -> None:
    rng = np.random.default_rng(2022)
    series = [drawn(rng, cases, memory, marks) for _ in range(SERIES)]
    holds_as_told(kind, coverage(chain.from_iterable(rolling(one, fewest, AHEAD) for one in series)))


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
            held.append(rolling([Year(y, of.get(y, 0.0), total[y]) for y in years], 7, AHEAD))
    holds_as_told("real: partner countries' part of Norwegian works", coverage(chain.from_iterable(held)))


def became_as_foreseen(added: list[int], known: int) -> tuple[bool, bool]:
    """Whether what was added after the years known lies between the edges, of 80 % and of 95 %."""
    edges = predicted_additions(added[:known], len(added) - known, PARTS)[-1]
    became = sum(added[known:])
    return edges[1] <= became <= edges[2], edges[0] <= became <= edges[3]


@pytest.mark.parametrize(
    ("kind", "unevenness"),
    [("a portfolio with years that differ by chance", 0.0), ("a portfolio with uneven years", 0.15)],
)
def test_edges_of_a_portfolio_hold_what_it_becomes(kind: str, unevenness: float) -> None:
    """A count is whole, so its edges hold more than they promise where it is small."""
    rng = np.random.default_rng(2022)
    held = []
    for rate in (1.5, 4.0, 12.0):
        for _ in range(60):
            uneven = rng.gamma(1 / unevenness, unevenness, 7) if unevenness else np.ones(7)
            added = [int(count) for count in rng.poisson(rate * uneven)]
            held += [became_as_foreseen(added, known) for known in (3, 5)]
    holds_as_told(kind, coverage(held))


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
    holds_as_told("real: ERC portfolios of Norwegian hosts in Horizon 2020", coverage(held))
