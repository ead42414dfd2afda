-- One row per agreement and unit it names; one that names none, or the institution itself, is for the whole institution.
with named as (
    -- the only place where the list of units is unnested
    select agreement_id, unnest(unit_codes) as unit_code
    from feeds.agreements
)

select distinct
    named.agreement_id, named.unit_code, institution.unit_code is not null as is_whole
from named
left join dims.institution_units as institution on named.unit_code = institution.unit_code
union all
select agreement_id, cast(null as varchar), true
from feeds.agreements
where agreement_id not in (select agreement_id from named)
