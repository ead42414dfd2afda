"""Answers of DBH, the Norwegian database of statistics on higher education, as its interface gives them.

A file is a json list: first the status of the delivery, then one object per row. Counts are text in one table
and numbers in another; small counts by gender are masked to 0. A request (`request_142.json` beside
`table_142.json`) holds no rows: it says what an answer leaves out because it asked for one value, or for a range
of years. What the tables hold is in `dbh_tables.yaml`.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from data_contracts.yaml_text import parse_yaml
from models.config import Config
from pipelines.reading.readers import ReadError, decode
from pipelines.sources.countries import country_codes
from pipelines.sources.headings import folded, published_names
from pipelines.sources.source import SourceReader

SOURCE = "dbh"
TABLES = Path(__file__).with_name("dbh_tables.yaml")
YEAR, INSTITUTION = "Årstall", "Institusjonskode"
DIRECTIONS = {"UTENL": "in", "NORSK": "out"}
COLUMNS = (
    *("table_id", "institution_code", "unit_code", "direction", "programme_code", "semester", "student_category"),
    *("country", "agreement", "exchange_institution", "breakdown", "year_from", "year_to", "total", "women", "men"),
    *("international", "author_shares", "publication_points", "is_masked", "delivered_on"),
)

Row = Mapping[str, Any]


def read(path: Path, config: Config) -> dict[str, pl.DataFrame]:
    """A DBH answer → official_figures, one row per row of the answer; a request → no rows.

    What an answer leaves out stays null: international publications are given for the whole institution only.
    Rows of a table that is not read come through for the quarantine, so that they are counted and do not stop a
    build. Raises ReadError for anything that is not a complete answer.
    """
    content = _load(path)
    rows: list[dict[str, str | None]] = []
    if not _is_request(content):
        status, answer = _delivery(content, path)
        meant = published_names(headings(), config.headings.get(SOURCE, {}))
        answer = [{meant.get(folded(name), name): cell for name, cell in row.items()} for row in answer]
        table = str(status["tabell_id"])
        request_filters = {INSTITUTION: [config.institution.dbh_code]}
        for request in beside(path):
            request_filters |= _asked(_load(request), request)
        day = str(status.get("leveringstid", "")).partition(" ")[0]
        rows = [
            {**_figure(table, row, request_filters, path), "table_id": table, "delivered_on": day} for row in answer
        ]
    figures = pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String))
    return {"official_figures": figures.with_columns(country_codes(figures["country"]).alias("country"))}


def beside(path: Path) -> tuple[Path, ...]:
    """The request that an answer belongs to: `request_…` of the same name, where it exists."""
    request = path.with_name(path.name.replace("table_", "request_", 1))
    return (request,) if request != path and request.is_file() else ()


def headings() -> dict[str, list[str]]:
    """Each variable that is read, as the catalogue calls it."""
    defined = _definitions()
    named = {YEAR, INSTITUTION, *defined["columns"].values()}
    named |= {heading for table in defined["tables"].values() for heading in table["figures"].values()}
    return {heading: [heading] for heading in sorted(named)}


READER = SourceReader(feeds=("official_figures",), read=read, beside=beside, headings=headings)


def _load(path: Path) -> Any:
    """Numbers keep the digits they were written with."""
    try:
        text = decode(path.read_bytes())
        return json.loads(text, parse_int=str, parse_float=str)
    except OSError as error:
        raise ReadError(f"{path}: cannot be opened ({error.strerror}).") from error
    except (json.JSONDecodeError, RecursionError) as error:
        page = text.lstrip().startswith("<")
        what = "is a web page, perhaps an error message of the server" if page else f"is not whole JSON ({error})"
        raise ReadError(f"{path}: {what}. Fetch the answer from DBH again.") from error


def _is_request(content: Any) -> bool:
    return isinstance(content, dict) and "tabell_id" in content and "filter" in content


def _delivery(content: Any, path: Path) -> tuple[Row, Sequence[Row]]:
    rows = content if isinstance(content, list) and all(isinstance(row, dict) for row in content) else []
    status = rows[0].get("status") if rows else None
    if not isinstance(status, dict) or not {"tabell_id", "returkode"} <= status.keys():
        raise ReadError(f'{path}: does not begin with a status. Ask DBH with "statuslinje": "J".')
    if str(status["returkode"]) != "0":
        raise ReadError(
            f"{path}: DBH refused the request: {status.get('melding')} (returkode {status['returkode']}). "
            "Fix the request and fetch the answer again."
        )
    return status, rows[1:]


def _figure(table: str, row: Row, request_filters: Mapping[str, list[str]], path: Path) -> dict[str, str | None]:
    definitions = _definitions()
    columns: dict[str, str] = definitions["columns"]
    definition = definitions["tables"].get(table, {"figures": {}, "breakdown": []})
    headings: dict[str, str] = definition["figures"]
    if (needed := next(iter(headings.values()), None)) and needed not in row:
        raise ReadError(f"{path}: a row lacks '{needed}', which table {table} needs. Ask DBH for it too.")

    def values_under(heading: str) -> list[str]:
        return [str(row[heading])] if row.get(heading) is not None else request_filters.get(heading, [])

    def only(heading: str) -> str | None:
        return _text(values[0]) if len(values := values_under(heading)) == 1 else None

    figure = {ours: _text(row.get(theirs)) for ours, theirs in headings.items()}
    placed = {ours: only(theirs) for ours, theirs in columns.items()}
    others = definition["breakdown"] or [name for name in row if name not in (*columns.values(), YEAR, INSTITUTION)]
    broken_down = [f"{name}={_text(row[name])}" for name in others if row.get(name) is not None]
    return (figure | placed) | {
        "institution_code": only(INSTITUTION),
        "direction": DIRECTIONS.get(placed["direction"] or "", placed["direction"]),
        "breakdown": "|".join(broken_down) or None,
        "year_from": min(values_under(YEAR), default=None),
        "year_to": max(values_under(YEAR), default=None),
        "is_masked": _is_masked(figure),
    }


def _asked(request: Any, path: Path) -> dict[str, list[str]]:
    """Variable → the values a request names: each of them, or the two ends of a range."""
    try:
        selections = {entry["variabel"]: entry["selection"] for entry in request["filter"]}
        return {
            name: [str(value) for value in selection["values"]]
            for name, selection in selections.items()
            if selection["filter"] in ("item", "between")
        }
    except (KeyError, TypeError) as error:
        raise ReadError(
            f"{path}: is not a request to DBH; expected filters, each with a variable and a selection of values."
        ) from error


def _is_masked(figure: Mapping[str, str | None]) -> str | None:
    try:
        women, men, total = (float(figure.get(name) or "") for name in ("women", "men", "total"))
    except ValueError:
        return None
    return str(women + men != total).lower()


def _text(value: Any) -> str | None:
    return (str(value).strip() or None) if value is not None else None


@cache
def _definitions() -> dict[str, Any]:
    read: dict[str, Any] = parse_yaml(TABLES.read_text(encoding="utf-8"))
    return read
