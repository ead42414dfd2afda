-- The years in which each EU framework programme signs projects, up to the newest that the data is about: a project
-- signed, or the day of a list of all. The calls of a programme's last year are signed in the year after, its last here.
-- A former programme that the data knows has all its years as soon as the data is about the next one.
with periods as (
    select 'H2020' as framework, 'research' as family, 2014 as first_year, 2020 as last_year
    union all
    select 'HORIZON', 'research', 2021, 2027
    union all
    select 'ERASMUS2014', 'education', 2014, 2020
    union all
    select 'ERASMUS2021', 'education', 2021, 2027
),

reported as (
    select framework, max(coalesce(year(snapshot_on), year(signed_on), call_year, year(starts_on))) as until
    from feeds.eu_participations
    group by framework
),

known as (
    select period.framework, period.first_year, period.last_year, max(later_reported.until) as until
    from periods as period
    inner join reported on period.framework = reported.framework
    inner join periods as later on period.family = later.family and period.first_year <= later.first_year
    inner join reported as later_reported on later.framework = later_reported.framework
    group by period.framework, period.first_year, period.last_year
)

select known.framework, known.first_year, known.last_year, years.year
from known
inner join dims.years as years on years.year between known.first_year and least(known.last_year + 1, known.until)
