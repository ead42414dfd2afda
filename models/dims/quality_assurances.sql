-- The days on which each agreement was quality-assured: every assurance where they are all submitted, else the latest
-- one that the agreement names, and those that it named when earlier builds were made.
with latest as (
    select agreement_id, quality_assured_on as assured_on, quality_valid_until as valid_until
    from feeds.agreements
    where quality_assured_on is not null
    union all
    select agreement_id, assured_on, valid_until
    from meta.earlier_assurances
)

select agreement_id, assured_on as from_date, coalesce(valid_until, cast('9999-12-31' as date)) as to_date
from feeds.quality_assurances
union all
select agreement_id, assured_on, coalesce(valid_until, cast('9999-12-31' as date))
from latest
where (select count(*) from feeds.quality_assurances) = 0
