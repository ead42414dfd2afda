-- One row per project of EIC Pathfinder in Horizon Europe, and of what came before it in Horizon 2020 (FET and the
-- Pathfinder pilot), with the unit that has most of it.
with participations as (
    select
        *,
        row_number() over (partition by framework, project_id order by role, contribution_eur desc) as of_project
    from facts.eu_participations
    where (framework = 'HORIZON' and action = 'EIC-PATHFINDER')
        or (framework = 'H2020' and action in ('FET', 'EIC-PATHFINDER'))
)

select
    project.project_id,
    project.framework,
    project.role,
    project.dated_by,
    project.faculty,
    project.department,
    project.faculty_today,
    project.department_today,
    project.awarded_year,
    cast(1 as int) as project
from participations as project
where project.of_project = 1
