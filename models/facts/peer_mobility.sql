-- One row per institution, direction, year of start and academic year: students in higher education who went with
-- Erasmus+, as the European Commission's files add them up. An institution that sends to itself counts on both sides.
with students as (
    select
        *,
        try_cast(substr(start_month, 1, 4) as int) as year_start,
        try_cast(substr(academic_year, 1, 4) as int) as year_academic
    from feeds.erasmus_flows
    where profile = 'learner'
        and lower(activity) like '%student mobility%'
        and coalesce(lower(sector), 'higher education') like 'higher education%'
),

sides as (
    select
        'out' as direction,
        sending_name as name,
        sending_country as country,
        sending_erasmus_code as erasmus_code,
        year_start,
        year_academic,
        duration_days,
        participants
    from students
    union all
    select
        'in',
        receiving_name,
        receiving_country,
        receiving_erasmus_code,
        year_start,
        year_academic,
        duration_days,
        participants
    from students
)

select
    organisation.institution,
    side.direction,
    side.year_start,
    side.year_academic,
    cast(sum(side.participants) as bigint) as participants,
    cast(sum(case when side.duration_days >= :erasmus_long_days then side.participants else 0 end) as bigint) as long_participants,
    cast(
        sum(
            case
                when side.duration_days between :short_stay_from and :short_stay_to then side.participants
                else 0
            end
        ) as bigint
    ) as short_participants
from sides as side
inner join dims.mobile_organisations as organisation
    on side.name is not distinct from organisation.name
    and side.country is not distinct from organisation.country
    and side.erasmus_code is not distinct from organisation.erasmus_code
where organisation.institution is not null
group by organisation.institution, side.direction, side.year_start, side.year_academic
