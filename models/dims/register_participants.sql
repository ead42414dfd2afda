-- Who else takes part in an EU project of the institution's, as far as a list says; known partners by our number of them.
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
left join known on split_part(other.organisation_id, '/', 1) = known.organisation_id
group by own.project_id, other.organisation_id
