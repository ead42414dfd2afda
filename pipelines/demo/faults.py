"""All faults planted in the demo, as `faults.yaml` describes them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from data_contracts.yaml_text import parse_yaml

FILE = Path(__file__).with_suffix(".yaml")
CATCH_ALL_AGREEMENT = "A9999"
EXPIRED_AGREEMENT = "A9001"
EXPIRED_PARTNER = "P0165"


@dataclass(frozen=True)
class PlantedFault:
    """A fault and its verdict; the file says what each field means."""

    fault: str
    feed: str
    expected: str
    rows: int
    where: pl.Expr
    change: Mapping[str, pl.Expr]
    in_place: bool = False
    renewed: tuple[str, ...] = ()


def _planted() -> Iterator[PlantedFault]:
    described = parse_yaml(FILE.read_text(encoding="utf-8"))
    conditions = described["conditions"]
    for fault in described["faults"]:
        where = pl.sql_expr(" and ".join(f"({conditions.get(each, each)})" for each in fault.pop("where")))
        change = {column: pl.sql_expr(cell).cast(pl.String) for column, cell in fault.pop("change", {}).items()}
        yield PlantedFault(where=where, change=change, renewed=tuple(fault.pop("renewed", ())), **fault)


PLANTED = tuple(_planted())
