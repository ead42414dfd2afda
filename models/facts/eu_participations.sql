-- One row per own participation in an EU project that receives money: coordinator or participant. Where a list of
-- some organisations (the institution's own, or a national one) and one of all tell of a project, the former counts;
-- and of the former the one with a day of signing. dated_by says what gives its year.
with own as (
    select
        participation.*,
        coalesce(
            participation.signed_on,
            cast(cast(participation.call_year as varchar) || '-12-31' as date),
            participation.starts_on
        ) as awarded_on
    from feeds.eu_participations as participation
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
        and (
            participation.snapshot_on is not null
            or participation.signed_on is not null
            or participation.project_id not in (
                select dated.project_id
                from feeds.eu_participations as dated
                where dated.is_own and dated.snapshot_on is null and dated.signed_on is not null
            )
        )
)

select
    own.project_id,
    own.unit_code,
    own.framework,
    coalesce(own.pillar, 'unknown') as pillar,
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
from own
left join dims.unit_today as today on own.unit_code = today.unit_code
left join dims.unit_on as unit
    on own.unit_code = unit.unit_code
    and own.awarded_on between unit.from_date and unit.to_date
