-- One row per programme, attribute and period of a value: as the history of programmes has it, or, for an attribute that
-- is not in it, as the programmes have it today.
with dated as (
    select
        programme_code,
        attribute,
        value,
        valid_from as from_date,
        -- the next value ends an earlier one, so that a day never has two
        least(
            coalesce(valid_to, cast('9999-12-31' as date)),
            coalesce(
                lead(valid_from) over (partition by programme_code, attribute order by valid_from) - 1,
                cast('9999-12-31' as date)
            )
        ) as to_date
    from feeds.programme_history
),

today as (
    select
        programme_code,
        'mobility_window' as attribute,
        coalesce(cast(mobility_window_semester as varchar), 'none') as value,
        cast('0001-01-01' as date) as from_date
    from feeds.programmes
    union all
    select programme_code, 'opt_out', 'false', cast('0001-01-01' as date)
    from feeds.programmes
    where opt_out_exchange is not null
    union all
    -- without a first day it is known as of today alone
    select programme.programme_code, 'opt_out', 'true', coalesce(programme.opt_out_since, build.as_of)
    from feeds.programmes as programme
    cross join meta.build as build
    where programme.opt_out_exchange
    union all
    select
        programme_code,
        'international_profile',
        case when international_profile then 'true' else 'false' end,
        cast('0001-01-01' as date)
    from feeds.programmes
    where international_profile is not null
    union all
    select
        programme_code,
        'competence_in_outcomes',
        case when international_competence_in_outcomes then 'true' else 'false' end,
        cast('0001-01-01' as date)
    from feeds.programmes
    where international_competence_in_outcomes is not null
)

select programme_code, attribute, value, from_date, cast(to_date as date) as to_date
from dated
union all
select
    programme_code,
    attribute,
    value,
    from_date,
    cast(coalesce(
        lead(from_date) over (partition by programme_code, attribute order by from_date, value) - 1,
        cast('9999-12-31' as date)
    ) as date)
from today
where attribute not in (select attribute from feeds.programme_history)
