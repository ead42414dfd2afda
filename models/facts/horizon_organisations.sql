-- One row per higher education institution in Horizon Europe and year: what it had been granted by the end of the
-- year, net, and its rank by that. Only a source with every organisation can rank them, and only up to its
-- day (the snapshot). This institution has a row in every year, without a rank where it has none.
with snapshot as (
    select max(snapshot_on) as snapshot_on
    from feeds.eu_participations
    where framework = 'HORIZON'
),

ranked_years as (
    select years.year, snapshot.snapshot_on
    from dims.years as years
    cross join snapshot
    where years.year between 2021 and coalesce(year(snapshot.snapshot_on), 2021)
),

granted as (
    select
        case
            when is_own then 'own'
            when organisation_id like 'name:%' then organisation_id
            else split_part(organisation_id, '/', 1)
        end as organisation,
        country,
        coalesce(year(signed_on), call_year, year(starts_on)) as granted_year,
        cast(contribution_eur as decimal(18, 2)) as contribution_eur,
        cast(case when pillar = 'global_challenges' then contribution_eur else 0 end as decimal(18, 2)) as pillar_2_eur
    from feeds.eu_participations
    where snapshot_on is not null
        and framework = 'HORIZON'
        and role in ('coordinator', 'participant', 'third_party')
        and (organisation_type = 'HES' or is_own)
    union all
    select 'own', :home_country, 2021, 0, 0
),

granted_until as (
    select
        ranked_years.year,
        ranked_years.snapshot_on,
        granted.organisation,
        max(granted.country) as country,
        sum(granted.contribution_eur) as contribution_eur,
        sum(granted.pillar_2_eur) as pillar_2_eur
    from ranked_years
    inner join granted on granted.granted_year <= ranked_years.year
    group by ranked_years.year, ranked_years.snapshot_on, granted.organisation
),

ranked as (
    select
        *,
        rank() over (partition by year order by contribution_eur desc) as place,
        rank() over (partition by year order by pillar_2_eur desc) as place_pillar_2,
        rank() over (partition by year, country order by pillar_2_eur desc) as place_pillar_2_in_country
    from granted_until
)

select
    year,
    cast(snapshot_on as varchar) as snapshot,
    organisation,
    organisation = 'own' as is_own,
    country,
    contribution_eur,
    pillar_2_eur,
    case when contribution_eur > 0 then place end as rank_overall,
    case when pillar_2_eur > 0 then place_pillar_2 end as rank_pillar_2,
    case when pillar_2_eur > 0 then place_pillar_2_in_country end as rank_pillar_2_in_country
from ranked
