-- One row per agreement in effect on 31 December of an academic year that is over (named by its first
-- year): its places a year, and the counted stays under it that began then. Without a number of places the
-- stays are unknown, too: there is nothing to hold them against.
with stays as (
    select
        agreement_id,
        year_academic as year,
        sum(case when direction = 'out' then counted else 0 end) as stays_out,
        sum(case when direction = 'in' then counted else 0 end) as stays_in
    from facts.stays
    -- the catch-all number of individually arranged stays is not an agreement
    where scheme <> 'individual' and agreement_id is not null
    group by agreement_id, year_academic
)

select
    standing.year,
    standing.partner,
    standing.country,
    standing.region,
    standing.scheme,
    standing.faculty,
    standing.department,
    standing.faculty_today,
    standing.department_today,
    cast(agreement.places_out as int) as places_out,
    cast(agreement.places_in as int) as places_in,
    cast(case when agreement.places_out is not null then coalesce(stays.stays_out, 0) end as int) as stays_out,
    cast(case when agreement.places_in is not null then coalesce(stays.stays_in, 0) end as int) as stays_in
from facts.agreements_by_year as standing
inner join feeds.agreements as agreement on standing.agreement_id = agreement.agreement_id
inner join meta.build as build
    on cast(concat(cast(standing.year + 1 as varchar), :academic_first_day) as date) - 1 <= build.as_of
left join stays on standing.agreement_id = stays.agreement_id and standing.year = stays.year
where standing.year >= (select min(year) from stays)
