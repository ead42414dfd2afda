-- One row per table of DBH, institution, direction and year, for whole institutions: persons or full-time equivalents as
-- `dims.official_totals` has them, and publications (table 373), whose international ones are given for the whole
-- institution alone. An institution that DBH had under several codes is added up under the one of today.
with figures as (
    select
        institution_code,
        table_id,
        coalesce(direction, 'unknown') as direction,
        year_to as year,
        total,
        cast(null as decimal(18, 2)) as international
    from dims.official_totals
    where year_from = year_to
    union all
    select
        coalesce(institution_code, :dbh_code),
        table_id,
        'unknown',
        year_to,
        cast(total as decimal(18, 2)),
        cast(international as decimal(18, 2))
    from feeds.official_figures
    where table_id = 373
        and unit_code = '000000'
        and breakdown is null
        and year_from = year_to
)

select
    figures.table_id,
    coalesce(
        code.institution,
        case when figures.institution_code = :dbh_code then :own_institution else figures.institution_code end
    ) as institution,
    figures.direction,
    figures.year,
    cast(sum(figures.total) as bigint) as total,
    cast(sum(figures.international) as bigint) as international
from figures
left join dims.institution_keys as code on figures.institution_code = code.key and code.kind = 'dbh_code'
group by
    figures.table_id,
    coalesce(
        code.institution,
        case when figures.institution_code = :dbh_code then :own_institution else figures.institution_code end
    ),
    figures.direction,
    figures.year
