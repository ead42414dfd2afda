-- One row per partner and year: in which ways it was active in the years up to the last day of the year. Partners that
-- people decided are one are one; before the first stay on record, nothing is known.
with identities as (
    select id, partner_id
    from dims.partner_identity
    where feed = 'partners'
),

partners as (
    select identities.partner_id, max(case when partner.strategic then 1 else 0 end) as strategic
    from feeds.partners as partner
    inner join identities on partner.partner_id = identities.id
    group by identities.partner_id
),

windows as (
    select year, day, cast(day - interval (:activity_years) year as date) as after_day
    from dims.year_ends
    where day >= (select min(date_from) from feeds.stays)
),

seen as (
    select windows.year, stay.partner, 'exchange' as kind
    from windows
    inner join facts.stays as stay
        on stay.counted = 1 and stay.date_from <= windows.day and stay.date_to > windows.after_day
    union all
    select windows.year, project.partner_id, 'project'
    from windows
    inner join dims.joint_projects as project
        on project.starts_on <= windows.day and project.ends_on > windows.after_day
    union all
    select windows.year, works.partner_id, 'copublication'
    from windows
    inner join dims.partner_works as works
        on works.year between windows.year - :activity_years + 1 and windows.year
    union all
    select windows.year, identities.partner_id, 'staff'
    from windows
    inner join feeds.staff_mobility as visit
        on visit.date_from <= windows.day
        and coalesce(visit.date_to, visit.date_from) > windows.after_day
        and not coalesce(visit.virtual, false)
    inner join identities on visit.partner_id = identities.id
),

kinds as (
    select year, partner, count(distinct kind) as kinds
    from seen
    group by year, partner
)

select
    windows.year,
    partners.partner_id as partner,
    partner.country,
    coalesce(country.region, 'unknown') as region,
    coalesce(dac.member, 'not_listed') as dac_group,
    cast(partners.strategic as int) as strategic,
    cast(case when kinds.kinds is null then 0 else 1 end as int) as is_active,
    cast(case when kinds.kinds >= 2 then 1 else 0 end as int) as is_active_twofold
from partners
cross join windows
inner join feeds.partners as partner on partners.partner_id = partner.partner_id
left join kinds on windows.year = kinds.year and partners.partner_id = kinds.partner
left join codes.countries as country on partner.country = country.country_code
left join dims.country_lists as dac
    on dac.list = 'dac' and partner.country = dac.country and windows.day between dac.from_date and dac.to_date
