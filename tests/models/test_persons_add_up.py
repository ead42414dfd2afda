"""Suppression rests on counts of persons that add up: a cell is the sum of its parts by any dimension."""

import pytest
import sqlglot
from sqlglot import exp

from models.catalogue import Indicator, load_indicators

OF_PERSONS = {name: indicator for name, indicator in load_indicators().items() if indicator.persons}


def adds_up(measure: str) -> bool:
    """Whether a measure is a plain sum or count over rows: nothing that stands in two parts is counted once in both."""
    parsed = sqlglot.parse_one(measure, read="duckdb")
    is_plain = isinstance(parsed, exp.Sum | exp.Count) and not parsed.find(exp.Distinct)
    return is_plain and len(list(parsed.find_all(exp.AggFunc))) == 1


@pytest.mark.parametrize("indicator", OF_PERSONS.values(), ids=OF_PERSONS)
def test_each_count_of_persons_is_a_plain_sum_over_rows(indicator: Indicator) -> None:
    # a statistic is declared not to add up: the cases behind it do, and they alone decide what is suppressed
    counts = [indicator.denominator] if indicator.value == "statistic" else [indicator.numerator, indicator.denominator]
    assert [count for count in counts if count is not None and not adds_up(count)] == []


@pytest.mark.parametrize(
    "measure", ["count(distinct person)", "avg(days)", "sum(a) / sum(b)", "max(n)", "round(sum(n))", "sum(distinct n)"]
)
def test_what_does_not_add_up_is_known(measure: str) -> None:
    assert not adds_up(measure)
