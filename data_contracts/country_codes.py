"""The two-letter codes of ISO 3166, for what is read before anything else is."""

import csv
from functools import cache
from pathlib import Path

COUNTRIES = Path(__file__).parent / "codes" / "countries.csv"


@cache
def country_codes() -> frozenset[str]:
    """Every code of the list of countries."""
    with COUNTRIES.open(encoding="utf-8", newline="") as file:
        return frozenset(row["country_code"] for row in csv.DictReader(file))
