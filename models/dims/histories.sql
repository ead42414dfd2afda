-- The attributes whose earlier values are on record, each with the first day that is known. Of any other attribute only
-- today's value is. What an earlier build knew is taken for the last year that was over by then.
with submitted as (
    select 'quality_assurance' as attribute, min(assured_on) as since
    from feeds.quality_assurances
    having count(*) > 0
    union all
    select attribute, min(valid_from)
    from feeds.programme_history
    group by attribute
    union all
    -- the programmes themselves date their opt-out, where all that have one do
    select 'opt_out', cast('0001-01-01' as date)
    from feeds.programmes
    where opt_out_exchange and (select count(*) from feeds.programme_history where attribute = 'opt_out') = 0
    having count(*) > 0 and count(*) = count(opt_out_since)
),

kept as (
    select feed, cast(cast(min(year(known_on)) - 1 as varchar) || '-12-31' as date) as since
    from meta.earlier_registers
    group by feed
)

select attribute, since
from submitted
union all
select 'quality_assurance', since
from kept
where feed = 'agreements' and 'quality_assurance' not in (select attribute from submitted)
union all
select attributes.attribute, kept.since
from kept
cross join (select distinct attribute from meta.earlier_attributes) as attributes
where kept.feed = 'programmes' and attributes.attribute not in (select attribute from submitted)
