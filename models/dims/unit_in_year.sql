-- The unit under which a figure of a whole year counts: what its code stood for on the last day of the year on which it
-- stood for any unit.
with standing as (
    select
        unit.unit_code,
        years.year,
        unit.faculty,
        unit.department,
        row_number() over (partition by unit.unit_code, years.year order by unit.to_date desc) as from_last
    from dims.unit_on as unit
    inner join dims.years as years on years.year between year(unit.from_date) and year(unit.to_date)
)

select unit_code, year, faculty, department
from standing
where from_last = 1
