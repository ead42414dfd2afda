-- One row per own participation in an EU project that receives money: coordinator or participant. Where a list of
-- some organisations (the institution's own, or a national one) and one of all tell of a project, the former counts.
select
    participation.project_id,
    participation.framework,
    coalesce(participation.pillar, 'unknown') as pillar,
    participation.action,
    participation.role,
    coalesce(unit.faculty, 'unknown') as faculty,
    coalesce(unit.department, 'unknown') as department,
    coalesce(today.faculty, 'unknown') as faculty_today,
    coalesce(today.department, 'unknown') as department_today,
    year(participation.signed_on) as signed_year,
    participation.call_year,
    cast(participation.contribution_eur as decimal(18, 2)) as contribution_eur
from feeds.eu_participations as participation
left join dims.unit_today as today on participation.unit_code = today.unit_code
left join dims.unit_on as unit
    on participation.unit_code = unit.unit_code
    and participation.signed_on between unit.from_date and unit.to_date
where participation.is_own
    and participation.role in ('coordinator', 'participant')
    and (
        participation.snapshot_on is null
        or participation.project_id not in (
            select listed.project_id
            from feeds.eu_participations as listed
            where listed.is_own and listed.snapshot_on is null
        )
    )
