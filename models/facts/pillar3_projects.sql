-- One row per own participation in a project of pillar 3 besides Pathfinder, and one without a project for each of its
-- instruments and each year of Horizon Europe that the data covers: a year in which none was signed has 0.
with instruments as (
    select 'EIC-TRANSITION' as action
    union all
    select 'EIC-ACCELERATOR'
    union all
    select 'EIT'
    union all
    select 'EIE'
)

select
    project.project_id,
    project.awarded_year as year,
    project.action,
    project.faculty,
    project.department,
    project.faculty_today,
    project.department_today
from facts.eu_participations as project
inner join instruments on project.action = instruments.action
where project.framework = 'HORIZON'
union all
select
    cast(null as varchar),
    programme.year,
    instruments.action,
    'unknown',
    'unknown',
    'unknown',
    'unknown'
from dims.programme_years as programme
cross join instruments
where programme.framework = 'HORIZON'
