-- The days on which each partner shares an EU project with the institution.
select distinct
    known.partner_id,
    own.project_id,
    own.starts_on,
    coalesce(own.ends_on, cast('9999-12-31' as date)) as ends_on
from feeds.eu_participations as own
-- a participant twice in a project has its number behind a stroke
inner join feeds.eu_participations as other on own.project_id = other.project_id and not other.is_own
inner join dims.partners_in_projects as known on split_part(other.organisation_id, '/', 1) = known.organisation_id
where own.is_own and own.starts_on is not null
