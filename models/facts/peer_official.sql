-- One row per table of DBH, institution, direction and year, for whole institutions. Several answers may break the same
-- down in several ways: each way is added up by itself, and the most complete one is taken, as DBH leaves out parts that
-- are not known. Of students who are registered those of the autumn count. Publications with authors in other countries
-- are given for whole institutions alone.
with figures as (
    select
        official.table_id,
        coalesce(
            code.institution,
            case
                when coalesce(official.institution_code, :dbh_code) = :dbh_code then :own_institution
                else official.institution_code
            end
        ) as institution,
        official.direction,
        official.year_from as year,
        official.total,
        official.international,
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
    left join dims.institution_keys as code on official.institution_code = code.key and code.kind = 'dbh_code'
    where official.year_from = official.year_to
        and (official.table_id not in (123, 135) or coalesce(official.semester, '3') = '3')
        and (official.table_id <> 373 or (official.unit_code = '000000' and official.breakdown is null))
),

added_up as (
    select
        table_id,
        institution,
        direction,
        year,
        broken_down_by,
        sum(total) as total,
        sum(international) as international
    from figures
    group by table_id, institution, direction, year, broken_down_by
)

select
    table_id,
    institution,
    coalesce(direction, 'unknown') as direction,
    year,
    cast(max(total) as bigint) as total,
    cast(max(international) as bigint) as international
from added_up
group by table_id, institution, direction, year
