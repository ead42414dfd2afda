"""What the most important indicators mean: a few rows and the answer, which the catalogue shows as documentation."""

from pathlib import Path
from typing import Any

import pytest

from data_contracts.yaml_text import parse_yaml
from models.catalogue import load_indicators
from tests.models import given as rows
from tests.models.asked import answer

SPEC = Path(__file__).parent / "spec"
INDICATORS = sorted(path.stem for path in SPEC.glob("*.yaml"))
# feed → what a row of it is where the specification does not say otherwise
USUAL = {
    "agreements": rows.agreement, "courses": rows.course, "eu_participations": rows.participation,
    "graduates": rows.graduate, "programmes": rows.programme, "publications": rows.publication, "staff": rows.staff,
    "stays": rows.stay,
}  # fmt: skip


def _spec(indicator: str) -> dict[str, Any]:
    spec: dict[str, Any] = parse_yaml((SPEC / f"{indicator}.yaml").read_text(encoding="utf-8"))
    return spec


@pytest.mark.both_engines
@pytest.mark.parametrize("indicator", INDICATORS)
def test_the_rows_have_the_answer(indicator: str) -> None:
    spec = _spec(indicator)
    given = {feed: [USUAL[feed](**_cells(row)) for row in listed] for feed, listed in spec["rows"].items()}
    years = {"years": tuple(spec["years"])} if "years" in spec else {}
    asked = answer(rows.given(**given), indicator, by=(spec["by"],), **years)
    figures = {
        row.key[spec["by"]]: {"numerator": row.numerator, "denominator": row.denominator, "value": row.value}
        for row in asked.rows
    }
    assert figures == {
        member: {"numerator": None, "denominator": None, **figure} for member, figure in spec["answer"].items()
    }


def test_every_specification_is_of_an_indicator() -> None:
    assert sorted(set(INDICATORS) - load_indicators().keys()) == []


def _cells(row: dict[str, Any]) -> dict[str, Any]:
    """YAML's own dates as the text of a cell."""
    return {name: cell.isoformat() if hasattr(cell, "isoformat") else cell for name, cell in row.items()}
