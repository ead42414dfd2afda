-- The unit under which an event of a day counts: a code within its own validity is itself; after it ended, its successor
-- (through any chain). A day outside all periods finds no row and shows as unknown.
with recursive periods as (
    select
        unit_code,
        successor_code,
        valid_from as from_date,
        -- a later row of the same code (a new name) ends the earlier one, so a day never finds two rows
        least(
            coalesce(valid_to, cast('9999-12-31' as date)),
            coalesce(
                lead(valid_from) over (partition by unit_code order by valid_from) - 1, cast('9999-12-31' as date)
            )
        ) as to_date,
        row_number() over (partition by unit_code order by valid_from desc) as from_last
    from feeds.units
),

resolved as (
    select unit_code, unit_code as resolved_code, from_date, to_date, 0 as steps
    from periods
    union all
    select
        ended.unit_code,
        successor.resolved_code,
        greatest(successor.from_date, ended.to_date + 1) as from_date,
        successor.to_date,
        successor.steps + 1 as steps
    from periods as ended
    inner join resolved as successor on ended.successor_code = successor.unit_code
    where ended.from_last = 1 and successor.to_date > ended.to_date and successor.steps < 100
)

select
    unit_code,
    resolved_code,
    nullif(substr(resolved_code, 1, 2), '00') as faculty,
    case when substr(resolved_code, 3, 2) <> '00' then concat(substr(resolved_code, 1, 4), '00') end as department,
    cast(from_date as date) as from_date,
    cast(to_date as date) as to_date
from resolved
