"""A build of two faculties over ten years, as the commands that look ahead and back find it."""

from functools import cache

from models.store import OpenBuild
from tests.models.given import Cell, given, graduate, stay

SIZES = {"631000": 30, "641000": 20}


@cache
def ten_years() -> OpenBuild:
    """Of 50 graduates a year 10 have been abroad, in 2025 12; Engineering (64) stands at 8 of 20."""
    graduates: list[dict[str, Cell]] = []
    stays: list[dict[str, Cell]] = []
    for year in range(2016, 2026):
        for unit, size in SIZES.items():
            with_stay = 8 if unit == "641000" else 4 if year == 2025 else 2
            for number in range(size):
                person = f"{year}-{unit}-{number}"
                days = {"started_on": f"{year - 4}-08-15", "graduated_on": f"{year}-06-15"}
                graduates.append(graduate(person_id=person, unit_code=unit, **days))
                if number < with_stay:
                    away = {"date_from": f"{year - 2}-08-15", "date_to": f"{year - 2}-12-20"}
                    stays.append(stay(person_id=person, unit_code=unit, **away))
    return given(graduates=graduates, stays=stays)
