-- The partners in ENHANCE or Nordic Five Tech: in one of them, or in both.
with memberships as (
    -- a list's members as rows
    select partner_id, unnest(alliances) as alliance
    from feeds.partners
),

flags as (
    select
        identity.partner_id,
        max(case when memberships.alliance = 'enhance' then 1 else 0 end) as in_enhance,
        max(case when memberships.alliance = 'n5t' then 1 else 0 end) as in_n5t
    from memberships
    inner join dims.partner_identity as identity
        on identity.feed = 'partners' and memberships.partner_id = identity.id
    group by identity.partner_id
)

select
    partner_id,
    case when in_enhance = 1 and in_n5t = 1 then 'both' when in_enhance = 1 then 'enhance' else 'n5t' end as alliance
from flags
where in_enhance = 1 or in_n5t = 1
