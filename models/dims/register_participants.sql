-- Who else takes part in an EU project of the institution's, as far as a list says; known partners by our number of them.
select
    own.project_id,
    other.organisation_id,
    max(other.organisation_name) as organisation_name,
    max(other.organisation_type) as organisation_type,
    max(other.country) as country,
    min(other.role) as role,
    max(known.partner_id) as partner_id
from (select distinct project_id from dims.own_participations) as own
inner join feeds.eu_participations as other on own.project_id = other.project_id and not other.is_own
left join dims.partners_in_projects as known on split_part(other.organisation_id, '/', 1) = known.organisation_id
group by own.project_id, other.organisation_id
