-- The EU projects that the institution receives money in: its own part, and how many take part as far as a list says.
with others as (
    select project_id, count(distinct organisation_id) as organisations, count(distinct country) as countries
    from feeds.eu_participations
    where not is_own
    group by project_id
),

parts as (
    select
        own.*,
        row_number() over (
            partition by own.project_id order by own.contribution_eur desc, own.unit_code
        ) as from_largest
    from dims.own_participations as own
)

select
    own.project_id,
    own.framework,
    own.pillar,
    own.action,
    own.role,
    own.call_year,
    concat(own.framework, '.', own.action, '.', coalesce(cast(own.call_year as varchar), 'unknown')) as call_id,
    coalesce(unit.faculty, 'unknown') as faculty,
    coalesce(unit.department, 'unknown') as department,
    own.signed_on,
    own.starts_on,
    own.ends_on,
    coalesce(own.starts_on <= build.as_of and own.ends_on >= build.as_of, false) as is_running,
    total.contribution_eur,
    others.organisations,
    others.countries
from parts as own
cross join meta.build as build
inner join (
    select project_id, sum(cast(contribution_eur as decimal(18, 2))) as contribution_eur
    from dims.own_participations
    group by project_id
) as total on own.project_id = total.project_id
left join others on own.project_id = others.project_id
left join dims.unit_today as unit on own.unit_code = unit.unit_code
where own.from_largest = 1
