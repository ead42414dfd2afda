-- The days on which each agreement was quality-assured: every assurance where they are all submitted, else the latest
-- one that the agreement names.
select agreement_id, assured_on as from_date, coalesce(valid_until, cast('9999-12-31' as date)) as to_date
from feeds.quality_assurances
union all
select agreement_id, quality_assured_on, coalesce(quality_valid_until, cast('9999-12-31' as date))
from feeds.agreements
where quality_assured_on is not null and (select count(*) from feeds.quality_assurances) = 0
