-- One row per designated research infrastructure and year of Horizon Europe, up to the newest year of its applications.
with known as (
    select max(year(submitted_on)) as until
    from feeds.eu_applications
    where framework = 'HORIZON'
),

horizon_years as (
    select years.year, cast(concat(cast(years.year as varchar), '-12-31') as date) as last_day
    from dims.years as years
    inner join known on years.year between 2021 and least(2027, known.until)
),

applied as (
    select infrastructure_id, min(year(submitted_on)) as first_year
    from feeds.eu_applications
    where framework = 'HORIZON'
    group by infrastructure_id
)

select
    horizon_years.year,
    designated.infrastructure_id as infrastructure,
    coalesce(unit.faculty, 'unknown') as faculty,
    coalesce(unit.department, 'unknown') as department,
    coalesce(today.faculty, 'unknown') as faculty_today,
    coalesce(today.department, 'unknown') as department_today,
    cast(1 as int) as designated,
    cast(case when applied.first_year <= horizon_years.year then 1 else 0 end as int) as has_applied
from horizon_years
cross join dims.designated_infrastructures as designated
left join applied on designated.infrastructure_id = applied.infrastructure_id
left join dims.unit_today as today on designated.unit_code = today.unit_code
left join dims.unit_on as unit
    on designated.unit_code = unit.unit_code
    and horizon_years.last_day between unit.from_date and unit.to_date
