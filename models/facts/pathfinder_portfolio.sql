-- One row per project of EIC Pathfinder and year, built as the ERC portfolio is: a Horizon Europe project stands in
-- every year from its award on, what came before it in Horizon 2020 (FET and the Pathfinder pilot) in every year.
with projects as (
    select
        *,
        row_number() over (partition by framework, project_id order by role, contribution_eur desc) as of_project
    from facts.eu_participations
    where (framework = 'HORIZON' and action = 'EIC-PATHFINDER')
        or (framework = 'H2020' and action in ('FET', 'EIC-PATHFINDER'))
)

select
    years.year,
    project.role,
    project.faculty,
    project.department,
    project.faculty_today,
    project.department_today,
    cast(case when project.framework = 'HORIZON' then 1 else 0 end as int) as horizon_project,
    cast(case when project.framework = 'H2020' then 1 else 0 end as int) as h2020_project
from projects as project
inner join dims.programme_years as years
    on years.framework = 'HORIZON'
    and (project.framework = 'H2020' or project.awarded_year <= years.year)
where project.of_project = 1
