-- One row per agreement and programme it names.
with named as (
    -- the only place where the list of programmes is unnested
    select agreement_id, unnest(programme_codes) as programme_code
    from feeds.agreements
)

select distinct agreement_id, programme_code
from named
