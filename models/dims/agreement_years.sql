-- One row per agreement and year on whose last day it was in effect. An agreement that is terminated by now was in
-- effect until its own last day; one without a last day cannot be placed in any year.
select
    agreement.agreement_id,
    ends.year,
    ends.day,
    cast(case
        when agreement.quality_assured_on <= ends.day
            and (agreement.quality_valid_until is null or agreement.quality_valid_until >= ends.day)
        then 1 else 0
    end as int) as quality_assured
from feeds.agreements as agreement
cross join meta.build as build
inner join dims.year_ends as ends
    on agreement.valid_from <= ends.day
    and (
        (agreement.status = 'in_effect' and (agreement.valid_to is null or agreement.valid_to >= ends.day))
        or (agreement.status = 'terminated' and agreement.valid_to >= ends.day and ends.day < build.as_of)
    )
