-- One row per own participation in an EU project and year in which the project runs, from the year of its first day to
-- that of its last. Without a first day it runs from the year of its award; without a last one only its first year is
-- known. Lists that end with Horizon 2020 say nothing of what began after their last award, so that they give no later year.
with periods as (
    select *, coalesce(year(starts_on), awarded_year) as first_year
    from facts.eu_participations
),

listed as (
    select
        max(case when framework = 'HORIZON' then 1 else 0 end) as has_horizon,
        max(case when framework in ('FP7', 'H2020') then awarded_year end) as last_award
    from facts.eu_participations
)

select
    years.year,
    project.project_id,
    project.framework,
    project.action,
    project.role,
    coalesce(unit.faculty, 'unknown') as faculty,
    coalesce(unit.department, 'unknown') as department,
    project.faculty_today,
    project.department_today
from periods as project
inner join dims.years as years
    on years.year between project.first_year and coalesce(year(project.ends_on), project.first_year)
inner join listed on listed.has_horizon = 1 or years.year <= listed.last_award
left join dims.unit_in_year as unit on project.unit_code = unit.unit_code and years.year = unit.year
