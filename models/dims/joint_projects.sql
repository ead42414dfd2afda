-- The days on which each partner shares an EU project with the institution. A partner is known in projects by its PIC,
-- and by the numbers that people accepted as the same organisation.
with known as (
    select partner.pic as organisation_id, identity.partner_id
    from feeds.partners as partner
    inner join dims.partner_identity as identity on identity.feed = 'partners' and partner.partner_id = identity.id
    where partner.pic is not null
    union
    select id, partner_id
    from dims.partner_identity
    where feed = 'eu_participations'
)

select distinct
    known.partner_id,
    own.project_id,
    own.starts_on,
    coalesce(own.ends_on, cast('9999-12-31' as date)) as ends_on
from feeds.eu_participations as own
-- a participant twice in a project has its number behind a stroke
inner join feeds.eu_participations as other on own.project_id = other.project_id and not other.is_own
inner join known on split_part(other.organisation_id, '/', 1) = known.organisation_id
where own.is_own and own.starts_on is not null
