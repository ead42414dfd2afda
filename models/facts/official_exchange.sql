-- One row per direction and period that DBH's answers on exchange students are about (table 142), for the whole
-- institution. Several answers may break the same students down in several ways: each way is added up by itself, and
-- the most complete one is taken, for where a part is not known DBH leaves it out.
with told as (
    select
        official.direction,
        official.year_from,
        official.year_to,
        official.total,
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
    where official.table_id = 142
        and official.year_from is not null
        and official.direction is not null
        -- an answer that names no institution was asked for the own one alone
        and coalesce(official.institution_code, :dbh_code) = :dbh_code
),

added_up as (
    select direction, year_from, year_to, broken_down_by, sum(total) as persons
    from told
    group by direction, year_from, year_to, broken_down_by
)

select
    direction,
    year_from,
    year_to as year,
    cast(max(persons) as bigint) as persons
from added_up
group by direction, year_from, year_to
