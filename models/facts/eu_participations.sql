-- One row per own participation in an EU project that receives money. dated_by says what gives its year; the part of the
-- programme is the main one that CORDIS lists for the project.
with main_parts as (
    select project_id, min(programme_part) as programme_part
    from feeds.project_programmes
    where is_main_part
    group by project_id
)

select
    own.project_id,
    own.unit_code,
    own.framework,
    coalesce(own.pillar, 'unknown') as pillar,
    coalesce(part.programme_part, 'unknown') as programme_part,
    own.action,
    own.role,
    case
        when own.signed_on is not null then 'signed'
        when own.call_year is not null then 'call'
        when own.starts_on is not null then 'start'
        else 'unknown'
    end as dated_by,
    coalesce(own.centralised, false) as is_centralised,
    coalesce(unit.faculty, 'unknown') as faculty,
    coalesce(unit.department, 'unknown') as department,
    coalesce(today.faculty, 'unknown') as faculty_today,
    coalesce(today.department, 'unknown') as department_today,
    year(own.awarded_on) as awarded_year,
    own.call_year,
    own.starts_on,
    own.ends_on,
    cast(own.contribution_eur as decimal(18, 2)) as contribution_eur
from dims.own_participations as own
left join main_parts as part on own.project_id = part.project_id
left join dims.unit_today as today on own.unit_code = today.unit_code
left join dims.unit_on as unit
    on own.unit_code = unit.unit_code
    and own.awarded_on between unit.from_date and unit.to_date
