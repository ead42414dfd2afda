"""What a steward may see of a row, and how a spreadsheet sees it."""

import pytest

from data_contracts.contract import feeds
from data_contracts.contract_parser import load_contract
from pipelines.masking import HIDDEN, neutral, shown, shown_columns


@pytest.mark.parametrize("feed", feeds())
def test_no_column_that_a_contract_protects_is_shown(feed: str) -> None:
    contract = load_contract(feed)
    present = [*(column.name for column in contract.columns), "age_band", "source_row"]
    protected = {column.name for column in contract.columns if column.privacy}
    assert set(shown_columns(contract, present)) == set(present) - protected - {"age_band", "source_row"}


@pytest.mark.parametrize(
    "cell", ["01019012345", "310190 12345", "41019012345", "01419012345", "ola.nordmann@example.org"]
)
def test_what_looks_like_a_person_is_hidden_wherever_it_stands(cell: str) -> None:
    assert (shown(cell), shown(f"by {cell}!")) == (HIDDEN, f"by {HIDDEN}!")


@pytest.mark.parametrize(
    "cell", ["999977851", "974767880", "00019012345", "123456789012", "S01019012345", "2025-01-10"]
)
def test_other_numbers_are_shown(cell: str) -> None:
    assert shown(cell) == cell


@pytest.mark.parametrize("cell", ["=1+1", "+47", "-5", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_formula_gets_an_apostrophe(cell: str) -> None:
    assert neutral(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "S1", "a=b", "'=1"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert neutral(cell) == cell
