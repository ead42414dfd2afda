-- One row per agreement and year on whose last day it was in effect. An agreement that is terminated by now was in
-- effect until its own last day; one without a last day cannot be placed in any year.
with in_effect as (
    select agreement.agreement_id, ends.year, ends.day
    from feeds.agreements as agreement
    cross join meta.build as build
    inner join dims.year_ends as ends
        on agreement.valid_from <= ends.day
        and (
            (agreement.status = 'in_effect' and (agreement.valid_to is null or agreement.valid_to >= ends.day))
            or (agreement.status = 'terminated' and agreement.valid_to >= ends.day and ends.day < build.as_of)
        )
),

assured as (
    select distinct in_effect.agreement_id, in_effect.year
    from in_effect
    inner join dims.quality_assurances as assurance
        on in_effect.agreement_id = assurance.agreement_id
        and in_effect.day between assurance.from_date and assurance.to_date
)

select
    in_effect.agreement_id,
    in_effect.year,
    in_effect.day,
    cast(case when assured.agreement_id is null then 0 else 1 end as int) as quality_assured
from in_effect
left join assured on in_effect.agreement_id = assured.agreement_id and in_effect.year = assured.year
