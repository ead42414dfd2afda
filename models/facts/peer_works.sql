-- One row per institution and year: its scholarly works in OpenAlex, and those with authors in more than one country, as
-- OpenAlex counts them. One question names all ROR identifiers of an institution and of those that it took the place of,
-- so that a work of several of them counts once. Where the international ones were not counted, they are not known.
with counts as (
    select
        coalesce(known.institution, case when listed.is_own then :own_institution else listed.ror_id end) as institution,
        listed.year,
        case when listed.is_international then 0 else listed.works end as works,
        case when listed.is_international then listed.works end as international
    from feeds.work_counts as listed
    left join dims.institution_keys as known on listed.ror_id = known.key and known.kind = 'ror'
),

counted as (
    select institution, count(international) > 0 as has_international
    from counts
    group by institution
)

select
    counts.institution,
    counts.year,
    cast(sum(counts.works) as bigint) as works,
    cast(
        case when counted.has_international then coalesce(sum(counts.international), 0) end as bigint
    ) as international
from counts
inner join counted on counts.institution = counted.institution
group by counts.institution, counts.year, counted.has_international
having sum(counts.works) > 0
