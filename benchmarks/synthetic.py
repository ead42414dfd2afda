"""Synthetic rows of the two feeds that grow, and the small feeds they refer to, as csv."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl

CHUNK = 1_000_000
SEMESTERS = [f"{year}-{season}" for year in range(2017, 2025) for season in ("spring", "autumn")]
SEMESTERS_EACH = 6  # of a student in a row
ONE_BAD_IN = 10_000
PROGRAMMES, UNITS, PARTNERS = 300, 55, 500
LEVELS, CAMPUSES, GENDERS = ["bachelor", "master"], ["trondheim", "gjovik", "alesund"], ["f", "m", ""]
ABROAD = ["DE", "FR", "ES", "NL", "SE", "US", "AU", "JP", "GB", "IT"]
HOME = ["NO"] * 8 + ABROAD


def write(folder: Path, feed: str, rows: int, files: int = 1) -> list[Path]:
    """Write the rows of `stays` or `enrolments` evenly into csv files, and give their paths."""
    (folder / feed).mkdir(parents=True, exist_ok=True)
    paths = [folder / feed / f"part_{number:02}.csv" for number in range(files)]
    bounds = np.linspace(0, rows, files + 1, dtype=int)
    for path, start, end in zip(paths, bounds, bounds[1:], strict=False):
        with path.open("wb") as file:
            for first in range(start, end, CHUNK):
                chunk = ROWS[feed](np.arange(first, min(first + CHUNK, end)), rows)
                chunk.write_csv(file, include_header=first == start, quote_style="never")
    return paths


def write_references(folder: Path) -> None:
    """Units, programmes and partners, for the rules that look them up."""
    units = [f"{631000 + unit}" for unit in range(UNITS)]
    programmes = [f"P{programme:03}" for programme in range(PROGRAMMES)]
    frames = {
        "units": {
            "unit_code": ["000000", "630000", *units],
            "parent_code": ["", "000000", *["630000"] * UNITS],
            "unit_level": ["institution", "faculty", *["department"] * UNITS],
            "name_nb": ["Universitetet", "Fakultetet", *units],
            "name_en": ["The University", "The Faculty", *units],
            "short_name": ["U", "F", *units],
            "valid_from": ["2000-01-01"] * (UNITS + 2),
        },
        "programmes": {
            "programme_code": programmes,
            "name_nb": programmes,
            "name_en": programmes,
            "degree_level": [LEVELS[number % 2] for number in range(PROGRAMMES)],
            "unit_code": [units[number % UNITS] for number in range(PROGRAMMES)],
            "campus": [CAMPUSES[number % 3] for number in range(PROGRAMMES)],
            "valid_from": ["2000-01-01"] * PROGRAMMES,
        },
        "partners": {
            "partner_id": [f"U{number:04}" for number in range(PARTNERS)],
            "name": [f"University {number}" for number in range(PARTNERS)],
            "country": [ABROAD[number % len(ABROAD)] for number in range(PARTNERS)],
        },
    }
    for feed, columns in frames.items():
        (folder / feed).mkdir(parents=True, exist_ok=True)
        pl.DataFrame(columns).write_csv(folder / feed / f"{feed}.csv")


def _enrolments(row: np.ndarray, rows: int) -> pl.DataFrame:
    """Semester after semester, as a register hands them out: no student appears twice nearby."""
    students = -(-rows // SEMESTERS_EACH)
    student, nth = row % students, row // students
    programme = student % PROGRAMMES
    return pl.DataFrame({
        "person_id": _person(student),
        "programme_code": _pick([f"P{number:03}" for number in range(PROGRAMMES)], programme),
        "semester": _broken(_pick(SEMESTERS, student % 10 + nth), row, "2022"),
        "unit_code": (631000 + programme % UNITS).astype(str),
        "campus": _pick(CAMPUSES, programme),
        "degree_level": _pick(LEVELS, programme),
        "gender": _pick(GENDERS, student),
        "birth_year": (1990 + student % 9).astype(str),
        "citizenship": _pick(HOME, student // 7),
        "international_degree_student": _pick(["true", "false", "false"], student),
        "fee_status": _pick(["", ""], student),
        "ects_completed": _pick(["0", "30", "60", "90", "120", "150"], nth),
        "active": _pick(["true"] * 9 + ["false"], student // 3),
    })  # fmt: skip


def _stays(row: np.ndarray, rows: int) -> pl.DataFrame:
    first_day = np.datetime64("2017-08-15") + (row * 7 % 2500)
    partner, programme = row % PARTNERS, row // 3 % PROGRAMMES
    return pl.DataFrame({
        "stay_id": np.char.add("S", row.astype(str)),
        "person_id": _person(row % max(1, rows * 3 // 4)),
        "direction": _pick(["out", "out", "in"], row),
        "agreement_id": _pick([""], row),
        "scheme": _pick(["erasmus_plus", "bilateral", "individual", "nordplus"], row // 5),
        "activity": _pick(["study", "study", "study", "traineeship"], row),
        "partner_id": _pick([f"U{number:04}" for number in range(PARTNERS)], partner),
        "country": _broken(_pick(ABROAD, partner), row, "XX"),
        "unit_code": (631000 + programme % UNITS).astype(str),
        "programme_code": _pick([f"P{number:03}" for number in range(PROGRAMMES)], programme),
        "campus": _pick(CAMPUSES, programme),
        "degree_level": _pick(LEVELS, programme),
        "date_from": first_day.astype(str),
        "date_to": (first_day + 90 + row % 120).astype(str),
        "status": _pick(["completed"] * 19 + ["withdrawn"], row // 2),
        "virtual": _pick(["false"] * 30 + ["true"], row),
        "ects_planned": _pick(["30", "22.5", "60"], row),
        "ects_recognised": _pick(["30", "22.5", "", "52.5"], row),
        "green_travel": _pick(["true", "false", ""], row),
        "fewer_opportunities_top_up": _pick(["false"] * 9 + ["true"], row),
        "grant_eur": (row * 37 % 6000).astype(str),
        "gender": _pick(GENDERS, row),
        "birth_year": (first_day.astype("datetime64[Y]").astype(int) + 1970 - 19 - row % 12).astype(str),
        "citizenship": _pick(HOME, row // 7),
    })  # fmt: skip


def _person(number: np.ndarray) -> np.ndarray:
    """Eleven digits that hold the number and identify no person."""
    return ((number * 7_919 + 10_000_000_000) % 100_000_000_000).astype(str)


def _pick(values: list[str], index: np.ndarray) -> pl.Series:
    return pl.Series(values).gather(index % len(values))


def _broken(cells: pl.Series, row: np.ndarray, wrong: str) -> pl.Series:
    return cells.scatter(np.flatnonzero(row % ONE_BAD_IN == ONE_BAD_IN - 1), wrong)


ROWS: dict[str, Callable[[np.ndarray, int], pl.DataFrame]] = {"stays": _stays, "enrolments": _enrolments}
