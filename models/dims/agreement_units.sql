-- One row per agreement and unit it names; one that names none is for the whole institution.
with named as (
    -- the only place where the list of units is unnested
    select agreement_id, unnest(unit_codes) as unit_code
    from feeds.agreements
)

select distinct agreement_id, unit_code
from named
union all
select agreement_id, '000000'
from feeds.agreements
where agreement_id not in (select agreement_id from named)
