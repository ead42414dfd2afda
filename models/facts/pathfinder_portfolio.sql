-- One row per project of EIC Pathfinder and year, built as the ERC portfolio is: a Horizon Europe project is in every
-- year from its award on, what came before it in Horizon 2020 (FET and the Pathfinder pilot) in every year.
select
    years.year,
    project.role,
    project.faculty,
    project.department,
    project.faculty_today,
    project.department_today,
    cast(case when project.framework = 'HORIZON' then 1 else 0 end as int) as horizon_project,
    cast(case when project.framework = 'H2020' then 1 else 0 end as int) as h2020_project
from facts.pathfinder_projects as project
inner join dims.programme_years as years
    on years.framework = 'HORIZON'
    and (project.framework = 'H2020' or project.awarded_year <= years.year)
