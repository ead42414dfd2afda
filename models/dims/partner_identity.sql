-- Who represents whom: each partner, and each outside record that a person accepted as one, with the partner it counts as.
select 'partners' as feed, p.partner_id as id, coalesce(m.partner_id, p.partner_id) as partner_id
from feeds.partners as p
left join meta.partner_merges as m on m.feed = 'partners' and m.id = p.partner_id
union all
select m.feed, m.id, m.partner_id
from meta.partner_merges as m
where m.feed <> 'partners'
