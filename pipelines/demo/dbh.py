"""Answers as the database for higher education gives them: publications (373) and visiting students (142)."""

import json
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.demo.institution import faculties, series
from pipelines.demo.publications import author_shares

DELIVERED = "2026-01-05 06:00:00"
EXCHANGE_YEARS = (2020, 2025)
MASKED_BELOW = 8
LEAST_DAYS = 90
WOMEN_SHARE, POINTS_PER_SHARE = 0.32, 2.12


def write_answers(folder: Path, numbers: pl.DataFrame, stays: pl.DataFrame) -> None:
    """Write table_373.json from the departments' numbers, table_142.json and the request that gives it its years."""
    folder.mkdir(parents=True, exist_ok=True)
    request = {
        "tabell_id": 142,
        "api_versjon": 1,
        "statuslinje": "J",
        "kodetekst": "J",
        "desimal_separator": ".",
        "groupBy": ["Type", "Studieprogramkode"],
        "filter": [
            _filter("Institusjonskode", "item", ["1150"]),
            _filter("Årstall", "between", [str(year) for year in EXCHANGE_YEARS]),
            _filter("Type", "item", ["UTENL"]),
        ],
    }
    _write(folder / "table_373.json", _answer(373, _publications(numbers), "Data levert."))
    masked = "Data levert (med skjerming for utvalgte rapporter)."
    _write(folder / "table_142.json", _answer(142, _visitors(stays), masked))
    _write(folder / "request_142.json", request)


def _publications(numbers: pl.DataFrame) -> list[dict[str, Any]]:
    """Per year the institution as `000000`, then its departments, which carry no international count."""
    whole = [
        _publication_row(year, "000000", total, author_shares(year), international)
        for year, (total, international) in series()["publications"].items()
    ]
    return whole + [
        _publication_row(year, unit, number, shares, None)
        for year, unit, number, shares in numbers.sort("unit_code", "year").iter_rows()
    ]


def _publication_row(year: int, unit: str, number: int, shares: float, international: int | None) -> dict[str, Any]:
    women, points = round(shares * WOMEN_SHARE, 4), round(shares * POINTS_PER_SHARE, 8)
    women_points = round(points * WOMEN_SHARE, 8)
    return {
        "Årstall": str(year),
        "Avdelingskode": unit,
        "Antall publikasjoner": number,
        "Antall internasjonale publikasjoner": international,
        "Forfatterandeler": shares,
        "Forfatterandeler kvinner": women,
        "Forfatterandeler menn": round(shares - women, 4),
        "Publiseringspoeng": points,
        "Publiseringspoeng kvinner": women_points,
        "Publiseringspoeng menn": round(points - women_points, 8),
    }


def _visitors(stays: pl.DataFrame) -> list[dict[str, Any]]:
    """Completed incoming stays that ended in the years, by faculty; counts are text, small ones lose the genders."""
    days = (pl.col("date_to") - pl.col("date_from")).dt.total_days() + 1
    first, last = EXCHANGE_YEARS
    counted = stays.filter(
        pl.col("direction") == "in",
        pl.col("status") == "completed",
        ~pl.col("virtual"),
        days >= LEAST_DAYS,
        pl.col("date_to").dt.year().is_between(first, last),
    )
    rows = []
    for faculty, short_name in faculties().select("faculty", "short_name").iter_rows():
        part = counted.filter(pl.col("faculty") == faculty)
        women = part.filter(pl.col("gender") == "f").height
        shown = part.height >= MASKED_BELOW
        rows.append(
            {
                "Type": "UTENL",
                "Kursnavn": None,
                "Studieprogramkode": f"EMNE/{short_name}",
                "Antall totalt": str(part.height),
                "Antall kvinner": str(women if shown else 0),
                "Antall menn": str(part.height - women if shown else 0),
            }
        )
    return rows


def _answer(table_id: int, rows: list[dict[str, Any]], message: str) -> list[dict[str, Any]]:
    status = {
        "tabell_id": table_id,
        "api_versjon": 1,
        "leveransenr": 8000000 + table_id,
        "leveringstid": DELIVERED,
        "antall": len(rows),
        "returkode": 0,
        "melding": message,
    }
    return [{"status": status}, *rows]


def _filter(variable: str, kind: str, values: list[str]) -> dict[str, Any]:
    return {"variabel": variable, "selection": {"filter": kind, "values": values}}


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
