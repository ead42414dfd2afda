-- One row per employee and year of the register. Academic is everybody but technical and administrative staff.
with employees as (
    select
        *,
        cast(concat(cast(year as varchar), '-12-31') as date) as last_day,
        position_group <> 'technical_administrative' as is_academic
    from feeds.staff
)

select
    employee.year,
    employee.employee_id,
    coalesce(unit.faculty, 'unknown') as faculty,
    coalesce(unit.department, 'unknown') as department,
    coalesce(today.faculty, 'unknown') as faculty_today,
    coalesce(today.department, 'unknown') as department_today,
    employee.position_group,
    employee.citizenship_group as staff_citizenship,
    coalesce(employee.prior_international_experience, 'unknown') as prior_international_experience,
    cast(case when employee.is_academic then 1 else 0 end as int) as academic,
    cast(case when employee.is_academic and employee.new_hire then 1 else 0 end as int) as academic_hire,
    cast(case when employee.is_academic then employee.fte else 0 end as decimal(18, 2)) as academic_fte,
    cast(case when employee.citizenship_group = 'unknown' then 0 else 1 end as int) as known_citizenship,
    cast(case when citizenship.is_international = 'true' then 1 else 0 end as int) as international
from employees as employee
left join codes.staff_citizenship_groups as citizenship on employee.citizenship_group = citizenship.code
left join dims.unit_today as today on employee.unit_code = today.unit_code
left join dims.unit_on as unit
    on employee.unit_code = unit.unit_code
    and employee.last_day between unit.from_date and unit.to_date
