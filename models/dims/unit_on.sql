-- The unit under which an event of a day counts: a code within its own validity is itself; after it ended, its successor
-- (through any chain). Its faculty and department are those that the way up by parent_code leads through on that day, at
-- any depth: of several departments (or faculties) one within the other the outermost. A day outside all periods finds
-- no row and shows as unknown.
with recursive periods as (
    select
        unit_code,
        parent_code,
        unit_level,
        successor_code,
        valid_from as from_date,
        -- a later row of the same code (a new name or place) ends the earlier one, so a day never finds two rows
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
),

-- each unit's place on each of its days: what its code means, at which level, and which unit is above that
placed as (
    select
        resolved.unit_code,
        resolved.resolved_code,
        own.unit_level,
        own.parent_code,
        cast(greatest(resolved.from_date, own.from_date) as date) as from_date,
        cast(least(resolved.to_date, own.to_date) as date) as to_date
    from resolved
    inner join periods as own
        on resolved.resolved_code = own.unit_code
        and resolved.from_date <= own.to_date
        and resolved.to_date >= own.from_date
),

above as (
    select unit_code, resolved_code, unit_level, parent_code, from_date, to_date, 0 as steps
    from placed
    union all
    select
        below.unit_code,
        parent.resolved_code,
        parent.unit_level,
        parent.parent_code,
        greatest(below.from_date, parent.from_date) as from_date,
        least(below.to_date, parent.to_date) as to_date,
        below.steps + 1 as steps
    from above as below
    inner join placed as parent
        on below.parent_code = parent.unit_code
        and below.from_date <= parent.to_date
        and below.to_date >= parent.from_date
    where below.unit_level <> 'institution' and below.steps < 30
),

-- the days on which something on a unit's way up begins or is over
turns as (
    select unit_code, from_date as day
    from above
    union
    select unit_code, to_date + 1
    from above
    where to_date < cast('9999-12-31' as date)
),

spans as (
    select
        unit_code,
        day as from_date,
        coalesce(
            lead(day) over (partition by unit_code order by day) - 1, cast('9999-12-31' as date)
        ) as to_date
    from turns
),

standing as (
    select
        spans.unit_code,
        spans.from_date,
        spans.to_date,
        max(case when above.steps = 0 then above.resolved_code end) as resolved_code,
        arg_max(
            case when above.unit_level = 'faculty' then above.resolved_code end,
            case when above.unit_level = 'faculty' then above.steps end
        ) as faculty_code,
        arg_max(
            case when above.unit_level = 'department' then above.resolved_code end,
            case when above.unit_level = 'department' then above.steps end
        ) as department
    from spans
    inner join above
        on spans.unit_code = above.unit_code
        and spans.from_date between above.from_date and above.to_date
    group by spans.unit_code, spans.from_date, spans.to_date
)

select
    unit_code,
    resolved_code,
    -- where codes are hierarchical a faculty is known by its own digits
    case
        when :faculty_digits > 0 and substr(faculty_code, :faculty_digits + 1) = :faculty_zeros
            then substr(faculty_code, 1, :faculty_digits)
        else faculty_code
    end as faculty,
    department,
    faculty_code,
    cast(from_date as date) as from_date,
    cast(to_date as date) as to_date
from standing
