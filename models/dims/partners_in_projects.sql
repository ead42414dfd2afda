-- The number by which each partner is known in EU projects: its PIC, and those that people accepted as the same
-- organisation.
select partner.pic as organisation_id, identity.partner_id
from feeds.partners as partner
inner join dims.partner_identity as identity on identity.feed = 'partners' and partner.partner_id = identity.id
where partner.pic is not null
union
select id, partner_id
from dims.partner_identity
where feed = 'eu_participations'
