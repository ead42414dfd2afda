-- One row per institution and EU project that pays it, as coordinator or participant, of a list that holds projects of
-- others than the own institution: of each framework programme the list of all organisations where there is one, else
-- the national one. A list of the own projects with their partners says nothing of what else the partners have. Where the own institution is in a project twice, by an own list and by the national one, the row
-- with a day of signing counts.
with listed as (
    select
        participation.*,
        grantee.institution,
        grantee.identifier,
        participation.snapshot_on is not null as is_of_all
    from feeds.eu_participations as participation
    inner join dims.grantees as grantee
        on participation.organisation_id = grantee.organisation_id
        and participation.organisation_name = grantee.organisation_name
        and participation.country = grantee.country
        and participation.is_own = grantee.is_own
    where grantee.institution is not null
        and participation.role in ('coordinator', 'participant')
),

projects as (
    select framework, is_of_all, project_id, max(case when is_own then 1 else 0 end) as has_own
    from listed
    group by framework, is_of_all, project_id
),

lists as (
    select framework, max(case when is_of_all then 1 else 0 end) as has_list_of_all
    from projects
    where has_own = 0
    group by framework
),

comparable as (
    select
        listed.*,
        coalesce(
            listed.signed_on,
            cast(cast(listed.call_year as varchar) || '-12-31' as date),
            listed.starts_on
        ) as awarded_on,
        min(
            concat(case when listed.signed_on is not null then 'a' else 'b' end, listed.identifier)
        ) over (partition by listed.project_id, listed.is_own) as first_identifier
    from listed
    inner join lists on listed.framework = lists.framework
    where listed.is_of_all = (lists.has_list_of_all = 1)
)

select
    project_id,
    institution,
    framework,
    coalesce(pillar, 'unknown') as pillar,
    action,
    role,
    case
        when signed_on is not null then 'signed'
        when call_year is not null then 'call'
        when starts_on is not null then 'start'
        else 'unknown'
    end as dated_by,
    coalesce(centralised, false) as is_centralised,
    year(awarded_on) as awarded_year,
    call_year,
    cast(contribution_eur as decimal(18, 2)) as contribution_eur
from comparable
where not is_own or substr(first_identifier, 2) = identifier
