-- The attributes whose earlier values are on record, each with the first day that is known. Of any other attribute only
-- today's value is.
select 'quality_assurance' as attribute, min(assured_on) as since
from feeds.quality_assurances
having count(*) > 0
union all
select attribute, min(valid_from)
from feeds.programme_history
group by attribute
union all
-- the programmes themselves date their opt-out, where all that have one do
select 'opt_out', min(opt_out_since)
from feeds.programmes
where opt_out_exchange and (select count(*) from feeds.programme_history where attribute = 'opt_out') = 0
having count(*) > 0 and count(*) = count(opt_out_since)
