-- One row per academic employee and year that the register of stays covers: whether the year saw the employee abroad.
with travelled as (
    select employee_id, year, max(case when days >= :staff_stay_days then 1 else 0 end) as was_abroad
    from facts.staff_stays
    where stay_abroad = 1
    group by employee_id, year
),

reported as (
    select min(year) as first_year, max(year) as last_year
    from facts.staff_stays
    where stay_abroad = 1
)

select
    employee.year,
    employee.faculty,
    employee.department,
    employee.faculty_today,
    employee.department_today,
    employee.position_group,
    employee.staff_citizenship,
    employee.prior_international_experience,
    employee.academic,
    cast(coalesce(travelled.was_abroad, 0) as int) as was_abroad
from facts.staff as employee
inner join reported on employee.year between reported.first_year and reported.last_year
left join travelled on employee.employee_id = travelled.employee_id and employee.year = travelled.year
where employee.academic = 1
