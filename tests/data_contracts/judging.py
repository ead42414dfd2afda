"""What becomes of a feed's valid row once some of its cells are others."""

from typing import Any

from data_contracts.contract_parser import load_contract
from tests.data_contracts.given import judged

Breach = tuple[str, str, dict[str, Any]]  # feed, rule, the cells that break it


def breaks(feed: str, rule: str, cells: dict[str, Any]) -> None:
    """A warning is the only rule broken and the row counts; an error quarantines the row under its name."""
    severity = {item.name: item.severity for item in load_contract(feed).rules}[rule]

    result = judged(feed, **cells)

    assert result.broken[rule] == 1
    if severity == "warning":
        assert result.broken == {rule: 1}
        assert (result.accepted.height, result.quarantined.height) == (1, 0)
    else:
        assert (result.accepted.height, result.quarantined.height) == (0, 1)
        assert rule in result.quarantined["broken_rules"].to_list()[0]
