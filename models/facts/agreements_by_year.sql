-- One row per agreement and year on whose last day it was in effect. It belongs to the faculty or department that is
-- alone in it, and to `several` where there are more, or the whole institution. What the register holds without a date
-- (units, places, published, renewal) is taken as it is today.
with then_units as (
    select
        in_effect.agreement_id,
        in_effect.year,
        count(distinct coalesce(unit.resolved_code, covered.unit_code)) as units,
        max(case when covered.is_whole then 1 else 0 end) as is_whole,
        max(case when unit.faculty is not null and unit.department is null then 1 else 0 end) as names_faculty,
        count(distinct unit.faculty) as faculties,
        count(distinct unit.department) as departments,
        min(unit.faculty) as faculty,
        min(unit.department) as department
    from dims.agreement_years as in_effect
    inner join dims.agreement_units as covered on in_effect.agreement_id = covered.agreement_id
    left join dims.unit_on as unit
        on covered.unit_code = unit.unit_code and in_effect.day between unit.from_date and unit.to_date
    group by in_effect.agreement_id, in_effect.year
),

today_units as (
    select
        covered.agreement_id,
        max(case when covered.is_whole then 1 else 0 end) as is_whole,
        max(case when unit.faculty is not null and unit.department is null then 1 else 0 end) as names_faculty,
        count(distinct unit.faculty) as faculties,
        count(distinct unit.department) as departments,
        min(unit.faculty) as faculty,
        min(unit.department) as department
    from dims.agreement_units as covered
    left join dims.unit_today as unit on covered.unit_code = unit.unit_code
    group by covered.agreement_id
),

linked as (
    select distinct scope.agreement_id, scope.year
    from dims.agreement_scopes as scope
    inner join dims.programmes_offered as offered
        on scope.year = offered.year
        and scope.code = case scope.scope
            when 'programme' then offered.programme_code
            when 'department' then offered.department
            when 'faculty' then offered.faculty
        end
),

used as (
    select distinct in_effect.agreement_id, in_effect.year
    from dims.agreement_years as in_effect
    inner join facts.stays as stay
        on in_effect.agreement_id = stay.agreement_id
        -- the catch-all number of individually arranged stays is not an agreement
        and stay.scheme <> 'individual'
        and stay.counted = 1
        and stay.date_from <= in_effect.day
        and stay.date_to > cast(in_effect.day - interval (:activity_years) year as date)
)

select
    in_effect.year,
    in_effect.agreement_id,
    in_effect.agreement_id as agreement,
    coalesce(identity.partner_id, agreement.partner_id) as partner,
    coalesce(partner.country, 'unknown') as country,
    coalesce(country.region, 'unknown') as region,
    agreement.scheme,
    case
        when units.is_whole = 1 or units.faculties > 1 then 'several' else coalesce(units.faculty, 'unknown')
    end as faculty,
    case
        when units.is_whole = 1 or units.names_faculty = 1 or units.departments > 1 then 'several'
        else coalesce(units.department, 'unknown')
    end as department,
    case
        when today.is_whole = 1 or today.faculties > 1 then 'several' else coalesce(today.faculty, 'unknown')
    end as faculty_today,
    case
        when today.is_whole = 1 or today.names_faculty = 1 or today.departments > 1 then 'several'
        else coalesce(today.department, 'unknown')
    end as department_today,
    cast(1 as int) as agreement_count,
    cast(case when agreement.status = 'in_effect' then 1 else 0 end as int) as still_in_effect,
    in_effect.quality_assured,
    cast(case
        when used.agreement_id is not null then 1
        -- before the first stay on record, nothing is known of use
        when stays_told.first_stay_on <= in_effect.day then 0
    end as int) as used,
    cast(agreement.published as int) as published,
    cast(case when units.is_whole = 1 or units.units > 1 then 1 else 0 end as int) as shared,
    cast(case when linked.agreement_id is null then 0 else 1 end as int) as linked,
    cast(case
        when agreement.valid_to <= cast(in_effect.day + interval 1 year as date)
            and not coalesce(agreement.renewal_started, false)
        then 1 else 0
    end as int) as expiring
from dims.agreement_years as in_effect
cross join (select min(date_from) as first_stay_on from feeds.stays) as stays_told
inner join feeds.agreements as agreement on in_effect.agreement_id = agreement.agreement_id
inner join then_units as units on in_effect.agreement_id = units.agreement_id and in_effect.year = units.year
inner join today_units as today on in_effect.agreement_id = today.agreement_id
left join linked on in_effect.agreement_id = linked.agreement_id and in_effect.year = linked.year
left join used on in_effect.agreement_id = used.agreement_id and in_effect.year = used.year
left join feeds.partners as partner on agreement.partner_id = partner.partner_id
left join dims.partner_identity as identity
    on agreement.partner_id = identity.id and identity.feed = 'partners'
left join codes.countries as country on partner.country = country.country_code
