-- One row per work and partner whose authors wrote it with the institution's: a partner is known by its ROR, and by the
-- research organisations that people accepted as the same.
with known as (
    select partner.ror_id, identity.partner_id
    from feeds.partners as partner
    inner join dims.partner_identity as identity on identity.feed = 'partners' and partner.partner_id = identity.id
    where partner.ror_id is not null
    union
    select id, partner_id
    from dims.partner_identity
    where feed = 'research_organisations'
)

select distinct own.work, own.year, known.partner_id
from dims.own_works as own
inner join feeds.works as listed on own.work = coalesce(listed.doi, listed.work_id) and not listed.is_own
inner join known on listed.ror_id = known.ror_id
