-- One row per stay. Flags say which count it belongs to; a measure is a plain sum of a flag.
with measured as (
    select
        stay.*,
        date_diff('day', stay.date_from, stay.date_to) + 1 as days,
        not coalesce(stay.virtual, false) and stay.country <> :home_country and stay.status <> 'withdrawn' as is_abroad,
        case when month(stay.date_from) >= 8 then year(stay.date_from) else year(stay.date_from) - 1 end as academic_year,
        -- the catch-all number of individually arranged stays is no agreement: the partner stands in
        case
            when stay.agreement_id is not null and stay.scheme <> 'individual' then concat('agreement ', stay.agreement_id)
            when stay.partner_id is not null then concat('partner ', stay.partner_id)
            else concat('stay ', stay.stay_id)
        end as counted_once_per
    from feeds.stays as stay
),

candidates as (
    select
        *,
        is_abroad and status in ('completed', 'ongoing') and days >= :minimum_stay_days as may_count,
        is_abroad and status = 'completed' and days >= :minimum_stay_days as may_count_completed
    from measured
),

ranked as (
    select
        *,
        row_number() over (
            partition by may_count, person_id, direction, counted_once_per, academic_year
            order by days desc, date_from, stay_id
        ) as rank_in_flow,
        row_number() over (
            partition by may_count_completed, person_id, direction, counted_once_per, academic_year
            order by days desc, date_from, stay_id
        ) as rank_completed
    from candidates
)

select
    stay.stay_id,
    stay.person_id,
    stay.direction,
    stay.date_from,
    stay.date_to,
    stay.days,
    year(stay.date_to) as year_end,
    year(stay.date_from) as year_start,
    coalesce(unit.faculty, 'unknown') as faculty,
    coalesce(unit.department, 'unknown') as department,
    coalesce(today.faculty, 'unknown') as faculty_today,
    coalesce(today.department, 'unknown') as department_today,
    coalesce(stay.programme_code, 'unknown') as programme,
    coalesce(stay.degree_level, 'unknown') as degree_level,
    coalesce(stay.campus, 'unknown') as campus,
    coalesce(stay.gender, 'unknown') as gender,
    coalesce(stay.age_band, 'unknown') as age_band,
    stay.country,
    coalesce(country.region, 'unknown') as region,
    case when priority.country_code is null then 'false' else 'true' end as is_priority,
    stay.scheme,
    stay.activity,
    coalesce(stay.partner_id, 'unknown') as partner,
    cast(case when stay.may_count and stay.rank_in_flow = 1 then 1 else 0 end as int) as counted,
    cast(case when stay.may_count_completed and stay.rank_completed = 1 then 1 else 0 end as int) as counted_completed,
    cast(case
        when stay.is_abroad and stay.status in ('completed', 'ongoing')
            and stay.scheme in ('erasmus_plus', 'erasmus_plus_global') and stay.days >= :erasmus_long_days
        then 1 else 0
    end as int) as erasmus_long,
    cast(case
        when stay.is_abroad and stay.status in ('completed', 'ongoing')
            and stay.scheme in ('erasmus_plus', 'erasmus_plus_global')
            and stay.days between :short_stay_from and :short_stay_to
        then 1 else 0
    end as int) as erasmus_short
from ranked as stay
left join dims.unit_today as today on stay.unit_code = today.unit_code
left join dims.unit_on as unit
    on stay.unit_code = unit.unit_code and stay.date_from between unit.from_date and unit.to_date
left join codes.countries as country on stay.country = country.country_code
left join codes.priority_countries as priority on stay.country = priority.country_code
