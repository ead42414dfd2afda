"""What makes two engines agree is in the definitions, and can be seen without running either twice."""

import pytest
import sqlglot
from sqlglot import exp

from models.catalogue import Indicator, load_indicators
from models.store import OpenBuild
from tests.models.given import given


@pytest.fixture(scope="module")
def empty() -> OpenBuild:
    return given()


def measures(indicator: Indicator) -> list[tuple[str, exp.Expr]]:
    """Each measure with the fact that it is taken over."""
    second = indicator.denominator_fact or indicator.fact
    texts = [(indicator.fact, indicator.numerator), (second, indicator.denominator)]
    return [(fact, sqlglot.parse_one(text, read="duckdb")) for fact, text in texts if text is not None]


@pytest.mark.parametrize("indicator", load_indicators().values(), ids=lambda indicator: indicator.id)
def test_no_measure_adds_up_doubles_whose_sum_depends_on_the_order(empty: OpenBuild, indicator: Indicator) -> None:
    for fact, measure in measures(indicator):
        for added in measure.find_all(exp.Sum, exp.Avg):
            query = exp.select(exp.func("typeof", exp.Sum(this=added.this.copy()))).from_(exp.table_(fact, db="facts"))
            assert empty.engine.rows(query) != [("DOUBLE",)], f"{fact}: {added.sql()}: add up decimals or integers"
