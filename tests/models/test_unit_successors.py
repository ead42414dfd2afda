"""The unit an event counts under, through successors: however long the way is, and where it leads in a circle."""

from datetime import date, timedelta

from tests.models.given import Cell, given, unit

DAY = timedelta(days=1)


def chain(length: int) -> list[dict[str, Cell]]:
    """Departments that take over from each other, one a year from 2000 on; the last one stands."""
    years = [date(2000 + number, 1, 1) for number in range(length + 1)]
    return [
        unit(
            unit_code=f"63{number:02}00",
            valid_from=str(years[number - 1]),
            valid_to=str(years[number] - DAY) if number < length else None,
            successor_code=f"63{number + 1:02}00" if number < length else None,
        )
        for number in range(1, length + 1)
    ]


def test_a_long_way_of_successors_is_walked_to_its_end() -> None:
    build = given(units=chain(20))
    rows = build.engine.rows("select department from dims.unit_today where unit_code = '630100'")
    assert rows == [("632000",)]


def test_a_circle_of_successors_ends_the_way_and_every_unit_stays() -> None:
    closed = {"valid_from": "2000-01-01", "valid_to": "2020-12-31"}
    build = given(
        units=[
            unit(unit_code="631000", successor_code="632000", **closed),
            unit(unit_code="632000", successor_code="633000", **closed),
            unit(unit_code="633000", successor_code="631000", **closed),
        ]
    )
    then = build.engine.rows("select distinct unit_code, department from dims.unit_on order by all")
    assert then == [("631000", "631000"), ("632000", "632000"), ("633000", "633000")]
    assert build.engine.rows("from dims.unit_today") == []
