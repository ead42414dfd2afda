-- One row per round of exchange, and per intake to whole degrees, that anybody applied for. It is running until its
-- students have left or arrived: the days from the first of its semester after which every departure is known. Then
-- same_day is the day of the round's own calendar on which the running round of that semester is now.
with known as (
    select feed.feed, least(build.as_of, feed.newest_file_on) as known_on
    from meta.feeds as feed
    cross join meta.build as build
),

semesters as (
    select distinct
        'outbound_applications' as fact,
        'applications' as feed,
        substr(round, 6) as term,
        cast(substr(round, 1, 4) as int) as calendar_year
    from feeds.applications
    union all
    select distinct 'inbound_nominations', 'nominations', substr(semester, 6), cast(substr(semester, 1, 4) as int)
    from feeds.nominations
    union all
    select distinct 'degree_applicants', 'degree_applications', 'autumn', cast(year as int)
    from feeds.degree_applications
),

dated as (
    select
        semesters.fact,
        semesters.term,
        semesters.calendar_year,
        known.known_on,
        cast(concat(cast(semesters.calendar_year as varchar), case when semesters.term = 'autumn' then :academic_first_day else '-01-01' end)
            as date) as first_day,
        cast(concat(cast(year(known.known_on) as varchar), case when semesters.term = 'autumn' then :academic_first_day else '-01-01' end)
            as date) as first_day_this_year
    from semesters
    inner join known on semesters.feed = known.feed
),

placed as (
    select
        *,
        date_diff('day', first_day, known_on) < :departure_days as is_running,
        greatest(
            0,
            year(known_on)
            + case when date_diff('day', first_day_this_year, known_on) < :departure_days then 0 else 1 end
            - calendar_year
        ) as years_ago
    from dated
)

select
    fact,
    case when term = 'autumn' then calendar_year else calendar_year - 1 end as year,
    term,
    first_day,
    known_on,
    is_running,
    cast(
        concat(
            cast(year(known_on) - years_ago as varchar),
            '-',
            lpad(cast(month(known_on) as varchar), 2, '0'),
            '-',
            case
                when month(known_on) = 2 and day(known_on) = 29 then '28'
                else lpad(cast(day(known_on) as varchar), 2, '0')
            end
        ) as date
    ) as same_day
from placed
