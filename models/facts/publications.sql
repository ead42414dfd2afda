-- One row per publication, year and unit. A publication of several units has a row in each: count it distinctly, so that
-- it is one wherever the rows are put together. Author shares are the unit's own and add up; share_squared is the unit's
-- share times the whole publication's, so that it sums to the squares of the publications' shares.
with placed as (
    select
        publication_id,
        year,
        unit_code,
        channel_level,
        international,
        cast(author_share as decimal(9, 6)) as author_share,  -- sums and products of doubles differ between engines
        cast(concat(cast(year as varchar), '-12-31') as date) as last_day
    from feeds.publications
)

select
    publication.publication_id,
    publication.year,
    coalesce(unit.faculty, 'unknown') as faculty,
    coalesce(unit.department, 'unknown') as department,
    coalesce(today.faculty, 'unknown') as faculty_today,
    coalesce(today.department, 'unknown') as department_today,
    publication.channel_level in (1, 2) as is_scholarly,
    publication.channel_level = 2 as is_level_2,
    publication.international as is_international,
    cast(case when publication.channel_level in (1, 2) then publication.author_share else 0 end as decimal(18, 6))
        as author_share,
    cast(case when publication.channel_level = 2 then publication.author_share else 0 end as decimal(18, 6))
        as level_2_share,
    cast(
        case when publication.channel_level in (1, 2)
            then publication.author_share
                * sum(publication.author_share) over (partition by publication.publication_id, publication.year)
            else 0
        end as decimal(18, 12)
    ) as share_squared
from placed as publication
left join dims.unit_today as today on publication.unit_code = today.unit_code
left join dims.unit_on as unit
    on publication.unit_code = unit.unit_code
    and publication.last_day between unit.from_date and unit.to_date
