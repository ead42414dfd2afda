-- One row per person, programme begun and semester of study, from the first to that after the newest registration. In the
-- row of the semester in which the first counted stay abroad begins, or is booked to begin, begins_stay is 1.
-- A semester is a number: twice its year, and one more in the autumn.
with registered as (
    select
        enrolment.*,
        2 * cast(substr(semester, 1, 4) as int) + case when substr(semester, 6) = 'autumn' then 1 else 0 end as number
    from feeds.enrolments as enrolment
    inner join codes.degree_levels as level on enrolment.degree_level = level.code
    where level.is_degree = 'true'
),

spans as (
    select person_id, programme_code, min(number) as first, max(number) as last
    from registered
    group by person_id, programme_code
),

-- who is registered in the feed's first semester may have begun in any semester before it
ends as (
    select min(number) as oldest, max(number) as newest from registered
),

starts as (
    select
        begun.*,
        cast(substr(begun.semester, 1, 4) as int) as year,
        cast(
            concat(
                substr(begun.semester, 1, 4), case when substr(begun.semester, 6) = 'autumn' then :academic_first_day else '-01-01' end
            ) as date
        ) as started_on,
        span.last,
        ends.newest
    from spans as span
    inner join registered as begun
        on span.person_id = begun.person_id
        and span.programme_code = begun.programme_code
        and span.first = begun.number
    cross join ends
    where span.first > ends.oldest
),

-- completed, or booked: planned or running, and not over yet
stays as (
    select
        stay.person_id,
        2 * year(stay.date_from) + case when month(stay.date_from) >= 7 then 1 else 0 end as number
    from feeds.stays as stay
    cross join meta.build as build
    where stay.direction = 'out'
        and stay.activity in ('study', 'traineeship', 'fieldwork', 'thesis')
        and not coalesce(stay.virtual, false)
        and stay.country <> :home_country
        and date_diff('day', stay.date_from, stay.date_to) + 1 >= :minimum_stay_days
        and (
            stay.status = 'completed' or (stay.status in ('planned', 'ongoing') and stay.date_to >= cast(build.as_of as date))
        )
),

-- a place allocated and confirmed, for a semester that is not over; a stay of a semester that is over is in the stays
places as (
    select
        choice.person_id,
        2 * cast(substr(choice.round, 1, 4) as int)
        + case when substr(choice.round, 6) = 'autumn' then 1 else 0 end as number,
        2 * year(build.as_of) + case when month(build.as_of) >= 7 then 1 else 0 end as running
    from feeds.applications as choice
    cross join meta.build as build
    where choice.allocated
        and choice.loan_fund_confirmed_on is not null
        and choice.withdrawn_on is null
        and choice.withdrawn_reason is null
        and choice.form in ('exchange', 'freemover')
        and coalesce(choice.country, '') <> :home_country
),

away as (
    select person_id, number from stays
    union all
    select person_id, number from places
    where number >= running
),

-- a stay belongs to the studies during which it begins; those still registered may be booked for the next semester
first_stays as (
    select studies.person_id, studies.programme_code, min(away.number) as number
    from starts as studies
    inner join away
        on studies.person_id = away.person_id
        and away.number >= studies.number
        and away.number <= case when studies.last = studies.newest then studies.last + 1 else studies.last end
    group by studies.person_id, studies.programme_code
),

semesters as (
    select cast(every.number as int) as number
    from (select unnest(generate_series(1, 10)) as number) as every
)

select
    studies.person_id,
    studies.year,
    coalesce(unit.faculty, 'unknown') as faculty,
    coalesce(unit.department, 'unknown') as department,
    coalesce(today.faculty, 'unknown') as faculty_today,
    coalesce(today.department, 'unknown') as department_today,
    studies.programme_code as programme,
    studies.degree_level,
    coalesce(studies.gender, 'unknown') as gender,
    lpad(cast(semesters.number as varchar), 2, '0') as semester_of_study,
    cast(case when semesters.number = 1 then 1 else 0 end as int) as begins_studies,
    cast(case when stay.number = studies.number + semesters.number - 1 then 1 else 0 end as int) as begins_stay
from starts as studies
-- a cohort has come as far as those of it who began in the autumn
inner join semesters on semesters.number <= studies.newest + 1 - 2 * studies.year
left join first_stays as stay
    on studies.person_id = stay.person_id and studies.programme_code = stay.programme_code
left join dims.unit_today as today on studies.unit_code = today.unit_code
left join dims.unit_on as unit
    on studies.unit_code = unit.unit_code and studies.started_on between unit.from_date and unit.to_date
