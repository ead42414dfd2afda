-- The latest attestation of each goal by each unit, and how many days it is still valid on the day the build describes.
with latest as (
    select *, row_number() over (partition by goal_id, unit_code order by attested_on desc) as from_last
    from feeds.attestations
)

select
    concat(attested.goal_id, '.', attested.unit_code) as attestation_id,
    attested.goal_id,
    attested.unit_code,
    institution.unit_code is not null as is_whole,
    unit.faculty,
    unit.department,
    attested.level,
    attested.owner,
    attested.attested_on,
    attested.valid_until,
    date_diff('day', build.as_of, attested.valid_until) as days_left
from latest as attested
cross join meta.build as build
left join dims.unit_today as unit on attested.unit_code = unit.unit_code
left join dims.institution_units as institution on attested.unit_code = institution.unit_code
where attested.from_last = 1
