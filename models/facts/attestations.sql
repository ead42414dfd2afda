-- One row per goal and unit: what the unit said last of how far it has come, by the day the build speaks of. A unit that
-- has been merged speaks for the one that took its place until that one speaks itself.
with resolved as (
    select
        attestation.*,
        build.as_of,
        case
            when attestation.unit_code = '000000' then '000000'
            when today.department is not null then today.department
            when today.faculty is not null then concat(today.faculty, '0000')
            else 'unknown'
        end as speaks_for
    from feeds.attestations as attestation
    inner join meta.build as build on attestation.attested_on <= build.as_of
    left join dims.unit_today as today on attestation.unit_code = today.unit_code
),

ranked as (
    select
        *,
        row_number() over (
            partition by goal_id, speaks_for
            order by case when unit_code = speaks_for then 0 else 1 end, attested_on desc, unit_code
        ) as from_last
    from resolved
)

select
    goal_id,
    speaks_for as unit_code,
    case
        when speaks_for = '000000' then 'institution'
        when speaks_for = 'unknown' then 'unknown'
        when substr(speaks_for, 3, 2) = '00' then 'faculties'
        else 'departments'
    end as unit_level,
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
