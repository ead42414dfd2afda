-- The partners as their register has them today. One that people decided is the same as another names the one it counts as.
select
    partner.partner_id,
    partner.name,
    partner.country,
    partner.erasmus_code,
    partner.pic,
    partner.oid,
    partner.ror_id,
    partner.schac,
    array_to_string(partner.alliances, '|') as alliances,
    partner.strategic,
    case when identity.partner_id <> partner.partner_id then identity.partner_id end as counts_as
from feeds.partners as partner
inner join dims.partner_identity as identity on identity.feed = 'partners' and partner.partner_id = identity.id
