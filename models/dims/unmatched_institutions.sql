-- What the public sources name and nothing matches to an institution that is known, with its size there: euros of EU
-- contribution, participants in Erasmus+ mobility, students and publications of DBH, or works of OpenAlex,
-- which does not say in which country they are.
select
    'eu_participations' as source,
    institution,
    max(organisation_name) as name,
    :home_country as country,
    cast(sum(contribution_eur) as bigint) as size
from dims.grantees
where institution is not null and matched_by is null
group by institution
union all
select 'erasmus_flows', institution, max(name), :home_country, cast(sum(participants) as bigint)
from dims.mobile_organisations
where institution is not null and matched_by is null
group by institution
union all
select
    'official_figures',
    official.institution_code,
    official.institution_code,
    :home_country,
    cast(sum(official.total) as bigint)
from feeds.official_figures as official
left join dims.institution_keys as code on official.institution_code = code.key and code.kind = 'dbh_code'
where code.institution is null and official.institution_code <> :dbh_code
group by official.institution_code
union all
select 'work_counts', listed.ror_id, listed.ror_id, cast(null as varchar), cast(sum(listed.works) as bigint)
from feeds.work_counts as listed
left join dims.institution_keys as known on listed.ror_id = known.key and known.kind = 'ror'
where known.institution is null and not listed.is_own and not listed.is_international
group by listed.ror_id
