-- One row per programme, attribute and period of a value: as the history of programmes has it, or, for an attribute that
-- is not in it, as the programmes have it today, and had it when earlier builds were made.
with today as (
    select programme.programme_code, 'mobility_window' as attribute,
        coalesce(cast(programme.mobility_window_semester as varchar), 'none') as value, build.as_of as known_on
    from feeds.programmes as programme
    cross join meta.build as build
    union all
    select programme.programme_code, 'international_profile',
        case when programme.international_profile then 'true' else 'false' end, build.as_of
    from feeds.programmes as programme
    cross join meta.build as build
    where programme.international_profile is not null
    union all
    select programme.programme_code, 'competence_in_outcomes',
        case when programme.international_competence_in_outcomes then 'true' else 'false' end, build.as_of
    from feeds.programmes as programme
    cross join meta.build as build
    where programme.international_competence_in_outcomes is not null
),

-- of what was known in a year the last counts, from the end of the year before on
known as (
    select
        programme_code,
        attribute,
        value,
        cast(cast(year(known_on) - 1 as varchar) || '-12-31' as date) as valid_from,
        row_number() over (partition by programme_code, attribute, year(known_on) order by known_on desc, value)
            as from_last
    from (
        select programme_code, attribute, value, known_on from today
        union all
        select programme_code, attribute, value, known_on from meta.earlier_attributes
    ) as registers
),

opted as (
    select programme_code, 'opt_out' as attribute, 'false' as value, cast('0001-01-01' as date) as valid_from
    from feeds.programmes
    where opt_out_exchange is not null
    union all
    -- without a first day it is known as of today alone
    select programme.programme_code, 'opt_out', 'true', coalesce(programme.opt_out_since, build.as_of)
    from feeds.programmes as programme
    cross join meta.build as build
    where programme.opt_out_exchange
),

values_from as (
    select programme_code, attribute, value, valid_from, valid_to
    from feeds.programme_history
    union all
    select
        programme_code,
        attribute,
        value,
        -- years before the first that is known are not shown, but who began to study then has the oldest value
        case
            when row_number() over (partition by programme_code, attribute order by valid_from) = 1
            then cast('0001-01-01' as date) else valid_from
        end,
        cast(null as date)
    from known
    where from_last = 1 and attribute not in (select attribute from feeds.programme_history)
    union all
    select programme_code, attribute, value, valid_from, cast(null as date)
    from opted
    where attribute not in (select attribute from feeds.programme_history)
)

select
    programme_code,
    attribute,
    value,
    valid_from as from_date,
    -- the next value ends an earlier one, so that a day never has two
    cast(least(
        coalesce(valid_to, cast('9999-12-31' as date)),
        coalesce(
            lead(valid_from) over (partition by programme_code, attribute order by valid_from, value) - 1,
            cast('9999-12-31' as date)
        )
    ) as date) as to_date
from values_from
