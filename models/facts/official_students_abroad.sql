-- One row per calendar year, direction and country of the official exchange statistics (DBH table 142), and of foreign
-- students in autumn (135, by citizenship, direction foreign), for the whole institution: of answers by country alone,
-- as another breakdown beside it counts the same students again.
with figures as (
    select
        official.year_to as year,
        case when official.table_id = 135 then 'foreign' else official.direction end as direction,
        official.country,
        cast(official.total as bigint) as persons,
        cast(cast(official.year_to as varchar) || '-07-01' as date) as midyear
    from feeds.official_figures as official
    where official.country is not null
        and official.year_from = official.year_to
        and (official.table_id = 142 or official.country <> :home_country)
        and (official.table_id = 142 or (official.table_id = 135 and official.semester = '3'))
        and coalesce(official.institution_code, :dbh_code) = :dbh_code
        and coalesce(official.unit_code, '000000') = '000000'
        and official.programme_code is null
        and (official.semester is null or official.table_id = 135)
        and official.student_category is null
        and official.agreement is null
        and official.exchange_institution is null
        and official.breakdown is null
)

select
    figures.year,
    figures.direction,
    figures.country,
    priority.country is not null as is_priority,
    eu_eea_ch.country is not null as is_eu_eea_ch,
    figures.persons
from figures
left join dims.country_lists as priority
    on priority.list = 'priority'
    and figures.country = priority.country
    and figures.midyear between priority.from_date and priority.to_date
left join dims.country_lists as eu_eea_ch
    on eu_eea_ch.list = 'eu_eea_ch'
    and figures.country = eu_eea_ch.country
    and figures.midyear between eu_eea_ch.from_date and eu_eea_ch.to_date
