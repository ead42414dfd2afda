-- One row per goal and unit: what the unit said last of how far it has come, by the day the build describes. A unit that
-- has been merged, or is part of another, speaks for that one until it speaks itself. `unit_code` is the unit as a member
-- of its dimension; the whole institution is `institution`.
with resolved as (
    select
        attestation.*,
        build.as_of,
        case
            when institution.unit_code is not null then 'institution'
            when today.department is not null then 'departments'
            when today.faculty is not null then 'faculties'
            else 'unknown'
        end as unit_level,
        case
            when institution.unit_code is not null then 'institution'
            else coalesce(today.department, today.faculty, 'unknown')
        end as speaks_for,
        coalesce(today.department, today.faculty_code) as own_code
    from feeds.attestations as attestation
    inner join meta.build as build on attestation.attested_on <= build.as_of
    left join dims.institution_units as institution on attestation.unit_code = institution.unit_code
    left join dims.unit_today as today on attestation.unit_code = today.unit_code
),

ranked as (
    select
        *,
        row_number() over (
            partition by goal_id, unit_level, speaks_for
            order by case when unit_code = own_code then 0 else 1 end, attested_on desc, unit_code
        ) as from_last
    from resolved
)

select
    goal_id,
    speaks_for as unit_code,
    unit_level,
    cast(level as int) as level,
    attested_on,
    valid_until,
    valid_until < as_of as is_stale,
    statement,
    evidence_url,
    owner,
    not_relevant_reason
from ranked
where from_last = 1
