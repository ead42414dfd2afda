-- One row per department, Erasmus+ programme and year: the cooperation projects it has had in the programme so far.
-- Departments are those of the year's last day, and a project of a unit that has ended counts for its successor.
with programme_years as (
    select *, cast(concat(cast(year as varchar), '-12-31') as date) as last_day
    from dims.programme_years
    where framework in ('ERASMUS2014', 'ERASMUS2021')
),

departments as (
    select distinct programme.framework, programme.year, unit.faculty, unit.department
    from programme_years as programme
    inner join dims.unit_on as unit on programme.last_day between unit.from_date and unit.to_date
    where unit.unit_code = unit.resolved_code and unit.unit_code = unit.department
),

projects as (
    select programme.framework, programme.year, unit.department, count(distinct project.project_id) as projects
    from programme_years as programme
    inner join facts.eu_participations as project
        on programme.framework = project.framework
        -- what a programme grants later than the year after its last counts in that year
        and least(project.awarded_year, programme.last_year + 1) <= programme.year
    inner join dims.unit_on as unit
        on project.unit_code = unit.unit_code
        and programme.last_day between unit.from_date and unit.to_date
    where project.action in ('KA2', 'KA3', 'JEAN-MONNET', 'MUNDUS')
    group by programme.framework, programme.year, unit.department
)

select
    departments.year,
    departments.framework,
    departments.faculty,
    departments.department,
    coalesce(today.faculty, 'unknown') as faculty_today,
    coalesce(today.department, 'unknown') as department_today,
    cast(1 as int) as department_there,
    cast(case when projects.projects > 0 then 1 else 0 end as int) as has_project,
    cast(coalesce(projects.projects, 0) as int) as projects
from departments
left join projects
    on departments.framework = projects.framework
    and departments.year = projects.year
    and departments.department = projects.department
left join dims.unit_today as today on departments.department = today.unit_code
