"""Answers as the database for higher education gives them: publications (373) and exchange students (142)."""

import json
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.demo.institution import YEARS, Generator, faculties, series
from pipelines.demo.publications import author_shares

DELIVERED = "2026-01-05 06:00:00"
EXCHANGE_YEARS = (2020, 2025)
MASKED_BELOW = 8
LEAST_DAYS = 90
FIRST_MONTH = 8  # of an academic year
TYPES = {"in": "UTENL", "out": "NORSK"}
WOMEN_SHARE, POINTS_PER_SHARE = 0.32, 2.12


def write_answers(folder: Path, numbers: pl.DataFrame, stays: pl.DataFrame, rng: Generator) -> None:
    """Write the answers and the requests that belong to them.

    `table_373.json` is made from the departments' numbers. `table_142_by_year.json` has students out and in by year;
    `table_142.json` those who came, of the years of its request together.
    """
    folder.mkdir(parents=True, exist_ok=True)
    reported = _reported(stays, rng)
    masked = "Data levert (med skjerming for utvalgte rapporter)."
    first, last = EXCHANGE_YEARS
    visitors = reported.filter(pl.col("direction") == "in", pl.col("year").is_between(first, last))
    _write(folder / "table_373.json", _answer(373, _publications(numbers), "Data levert."))
    _write(folder / "table_142.json", _answer(142, _exchange(visitors, by_year=False), masked))
    _write(folder / "request_142.json", _request([], "between", [first, last], ["UTENL"]))
    years = reported["year"].unique().sort().to_list()
    _write(folder / "table_142_by_year.json", _answer(142, _exchange(reported, by_year=True), masked))
    _write(folder / "request_142_by_year.json", _request(["Årstall"], "item", years, list(TYPES.values())))


def _request(group_by: list[str], kind: str, years: list[int], types: list[str]) -> dict[str, Any]:
    return {
        "tabell_id": 142,
        "api_versjon": 1,
        "statuslinje": "J",
        "kodetekst": "J",
        "desimal_separator": ".",
        "groupBy": [*group_by, "Type", "Studieprogramkode"],
        "filter": [
            _filter("Institusjonskode", "item", ["1150"]),
            _filter("Årstall", kind, [str(year) for year in years]),
            _filter("Type", "item", types),
        ],
    }


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


def _reported(stays: pl.DataFrame, rng: Generator) -> pl.DataFrame:
    """The stays that were reported: direction, faculty, gender, and the `year` they ended in.

    Once per person and agreement, in the semester in which it ran out; without an agreement once per academic year
    and partner. Some were withdrawn after they had been reported, and some were registered too late to be.
    """
    days = (pl.col("date_to") - pl.col("date_from")).dt.total_days() + 1
    academic_year = (pl.col("date_from").dt.year() - (pl.col("date_from").dt.month() < FIRST_MONTH)).cast(pl.String)
    arranged = pl.concat_str(pl.coalesce("partner_id", "stay_id"), pl.lit(" in "), academic_year)
    percent = series()["reported_percent"]
    lot = pl.Series(rng.random(stays.height)) * 100
    counted = stays.with_columns(lot.alias("lot")).filter(
        ~pl.col("virtual"),
        days >= LEAST_DAYS,
        pl.col("date_to").dt.year().is_in(YEARS),
        ((pl.col("status") == "completed") & (pl.col("lot") >= percent["registered_late"]))
        | ((pl.col("status") == "withdrawn") & (pl.col("lot") < percent["withdrawn_later"])),
    )
    once = counted.with_columns(pl.coalesce("agreement_id", arranged).alias("once_per")).sort("date_to", "stay_id")
    return once.unique(["person_id", "direction", "once_per"], keep="last", maintain_order=True).with_columns(
        pl.col("date_to").dt.year().alias("year")
    )


def _exchange(reported: pl.DataFrame, *, by_year: bool) -> list[dict[str, Any]]:
    """Students by faculty, direction and, if asked, year; counts are text, small ones lose the genders."""
    by = [*(["year"] if by_year else []), "direction", "short_name"]
    names = faculties().select("faculty", "short_name")
    counted = {"total": pl.len(), "women": (pl.col("gender") == "f").sum()}
    rows = []
    for group in reported.join(names, on="faculty").group_by(by).agg(**counted).sort(by).iter_rows(named=True):
        shown = group["total"] >= MASKED_BELOW
        row: dict[str, Any] = {
            "Type": TYPES[group["direction"]],
            "Kursnavn": None,
            "Studieprogramkode": f"EMNE/{group['short_name']}",
            "Antall totalt": str(group["total"]),
            "Antall kvinner": str(group["women"] if shown else 0),
            "Antall menn": str(group["total"] - group["women"] if shown else 0),
        }
        rows.append({"Årstall": str(group["year"]), **row} if by_year else row)
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
