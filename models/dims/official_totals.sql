-- One row per institution, table of DBH, direction (of exchange students) and period: its figure of the whole
-- institution, persons or full-time equivalents. Several answers may break the same figure down in several ways: each
-- way is added up by itself, and the most complete one is taken, for where a part is not known DBH leaves it out.
-- Students are counted each semester: of registered and foreign students only the autumn (semester 3) is a year's.
with figures as (
    select
        -- an answer that names no institution was asked for the own one alone
        coalesce(official.institution_code, :dbh_code) as institution_code,
        official.table_id,
        official.direction,
        official.year_from,
        official.year_to,
        cast(official.total as decimal(18, 2)) as total,
        concat(
            case when coalesce(official.unit_code, '000000') = '000000' then '' else 'unit ' end,
            case when official.programme_code is null then '' else 'programme ' end,
            case when official.semester is null then '' else 'semester ' end,
            case when official.student_category is null then '' else 'category ' end,
            case when official.country is null then '' else 'country ' end,
            case when official.agreement is null then '' else 'agreement ' end,
            case when official.exchange_institution is null then '' else 'institution ' end,
            case when official.breakdown is null then '' else 'other' end
        ) as broken_down_by
    from feeds.official_figures as official
    where official.year_from is not null
        and (
            official.table_id in (118, 225)
            or (official.table_id = 142 and official.direction is not null)
            or (official.table_id in (123, 135) and official.semester = '3')
        )
),

added_up as (
    select institution_code, table_id, direction, year_from, year_to, broken_down_by, sum(total) as total
    from figures
    group by institution_code, table_id, direction, year_from, year_to, broken_down_by
)

select
    institution_code,
    table_id,
    direction,
    year_from,
    year_to,
    max(total) as total
from added_up
group by institution_code, table_id, direction, year_from, year_to
