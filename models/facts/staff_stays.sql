-- One row per registered stay of an employee abroad, of a guest here, or online, begun by the day the build describes.
-- A stay without an end is under way; one that would then be longer than a stay can be has no known length.
with measured as (
    select
        mobility.*,
        coalesce(mobility.virtual, false) as is_online,
        case when month(mobility.date_from) >= :academic_month then year(mobility.date_from) else year(mobility.date_from) - 1 end as year_academic,
        case
            when mobility.date_to is not null
                then date_diff('day', mobility.date_from, mobility.date_to) + 1
            when date_diff('day', mobility.date_from, build.as_of) < 1095
                then date_diff('day', mobility.date_from, build.as_of) + 1
        end as days
    from feeds.staff_mobility as mobility
    inner join meta.build as build on mobility.date_from <= build.as_of
),

ranked as (
    select
        *,
        row_number() over (
            partition by direction, is_online, year(date_from), coalesce(employee_id, mobility_id)
            order by date_from, mobility_id
        ) as of_person_in_year
    from measured
)

select
    stay.mobility_id,
    stay.employee_id,
    stay.direction,
    stay.is_online,
    year(stay.date_from) as year,
    stay.year_academic,
    cast(stay.year_academic as varchar) as academic_year,
    stay.days,
    coalesce(unit.faculty, 'unknown') as faculty,
    coalesce(unit.department, 'unknown') as department,
    coalesce(today.faculty, 'unknown') as faculty_today,
    coalesce(today.department, 'unknown') as department_today,
    coalesce(stay.position_group, employee.position_group, 'unknown') as position_group,
    coalesce(stay.scheme, 'unknown') as scheme,
    stay.country,
    coalesce(country.region, 'unknown') as region,
    coalesce(identity.partner_id, stay.partner_id, 'unknown') as partner,
    cast(case
        when stay.direction = 'out' and not stay.is_online and stay.country <> :home_country then 1 else 0
    end as int) as stay_abroad,
    cast(case
        when stay.direction = 'guest' and not stay.is_online and stay.country <> :home_country
            and stay.days >= :guest_days
        then 1 else 0
    end as int) as guest_researcher,
    cast(case
        when stay.direction = 'out' and stay.is_online and stay.of_person_in_year = 1 then 1 else 0
    end as int) as person_online
from ranked as stay
left join feeds.staff as employee
    on stay.employee_id = employee.employee_id and year(stay.date_from) = employee.year
left join codes.countries as country on stay.country = country.country_code
left join dims.partner_identity as identity on identity.feed = 'partners' and stay.partner_id = identity.id
left join dims.unit_today as today on stay.unit_code = today.unit_code
left join dims.unit_on as unit
    on stay.unit_code = unit.unit_code
    and stay.date_from between unit.from_date and unit.to_date
