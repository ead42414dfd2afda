-- Every organisation in EU projects as the lists write it, with the institution of today that it is: the own one, one
-- that an identifier or else a reviewed name matches, or itself for a higher education institution of the home country
-- that nothing matches. Others have none.
with written as (
    select
        organisation_id,
        organisation_name,
        country,
        is_own,
        max(case when organisation_type = 'HES' then 1 else 0 end) as is_hes,
        sum(cast(contribution_eur as decimal(18, 2))) as contribution_eur
    from feeds.eu_participations
    group by organisation_id, organisation_name, country, is_own
),

identified as (
    select
        *,
        case
            when organisation_id like 'name:%' then organisation_id
            else split_part(organisation_id, '/', 1)
        end as identifier
    from written
)

select
    listed.organisation_id,
    listed.organisation_name,
    listed.country,
    listed.is_own,
    listed.identifier,
    listed.contribution_eur,
    case
        when listed.is_own then :own_institution
        when number.institution is not null then number.institution
        when alias.institution is not null then alias.institution
        when listed.is_hes = 1 and listed.country = :home_country then listed.identifier
    end as institution,
    case
        when listed.is_own then 'own'
        when number.institution is not null then 'identifier'
        when alias.institution is not null then 'name'
    end as matched_by
from identified as listed
left join dims.institution_keys as number
    on listed.identifier = number.key
    and listed.country = number.country
    and number.kind in ('organisation_number', 'pic')
left join dims.organisation_names as written_name on listed.organisation_name = written_name.name
left join dims.institution_keys as alias
    on written_name.folded = alias.key
    and listed.country = alias.country
    and alias.kind = 'name'
