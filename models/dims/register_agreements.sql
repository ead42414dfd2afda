-- The agreements as their register has them today, with the partner each counts under, whom it is for, its latest quality
-- assurance and what it is now. The day is the one that the build describes.
with units as (
    select
        covered.agreement_id,
        max(case when covered.is_whole then 1 else 0 end) as is_whole,
        array_to_string(array_sort(array_agg(distinct unit.faculty)), '|') as faculties,
        array_to_string(array_sort(array_agg(distinct unit.department)), '|') as departments
    from dims.agreement_units as covered
    left join dims.unit_today as unit on covered.unit_code = unit.unit_code
    group by covered.agreement_id
),

programmes as (
    select agreement_id, array_to_string(array_sort(array_agg(programme_code)), '|') as programmes
    from dims.agreement_programmes
    group by agreement_id
),

assured as (
    select agreement_id, max(from_date) as quality_assured_on, max(to_date) as quality_valid_until
    from dims.quality_assurances
    group by agreement_id
)

select
    agreement.agreement_id,
    coalesce(identity.partner_id, agreement.partner_id) as partner_id,
    partner.country,
    agreement.scheme,
    units.is_whole = 1 as is_whole,
    case when units.is_whole = 1 then null else nullif(units.faculties, '') end as faculties,
    case when units.is_whole = 1 then null else nullif(units.departments, '') end as departments,
    programmes.programmes,
    array_to_string(agreement.degree_levels, '|') as degree_levels,
    agreement.isced_f,
    agreement.valid_from,
    agreement.valid_to,
    case
        when agreement.status = 'draft' then 'draft'
        when agreement.valid_from > build.as_of then 'to_come'
        when agreement.valid_to < build.as_of or agreement.status = 'terminated' then 'ended'
        else 'in_effect'
    end as state,
    date_diff('day', build.as_of, agreement.valid_to) as days_left,
    coalesce(agreement.renewal_started, false) as renewal_started,
    assured.quality_assured_on,
    nullif(assured.quality_valid_until, cast('9999-12-31' as date)) as quality_valid_until,
    coalesce(assured.quality_valid_until >= build.as_of, false) as is_quality_assured,
    coalesce(agreement.published, false) as is_published,
    agreement.places_out,
    agreement.places_in
from feeds.agreements as agreement
cross join meta.build as build
inner join units on agreement.agreement_id = units.agreement_id
left join programmes on agreement.agreement_id = programmes.agreement_id
left join assured on agreement.agreement_id = assured.agreement_id
left join dims.partner_identity as identity on identity.feed = 'partners' and agreement.partner_id = identity.id
left join feeds.partners as partner on agreement.partner_id = partner.partner_id
