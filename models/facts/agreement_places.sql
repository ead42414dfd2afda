-- One row per agreement and academic year in whose December it was in effect: its places, and the counted stays under
-- it that began in the year. Places are taken as the register holds them today.
with used as (
    select
        agreement_id,
        academic_year,
        sum(case when direction = 'out' then 1 else 0 end) as stays_out,
        sum(case when direction = 'in' then 1 else 0 end) as stays_in
    from facts.stays
    where counted = 1 and scheme <> 'individual'
    group by agreement_id, academic_year
)

select
    agreement.year as academic_year,
    agreement.faculty,
    agreement.department,
    agreement.faculty_today,
    agreement.department_today,
    agreement.partner,
    agreement.country,
    agreement.region,
    agreement.scheme,
    register.places_out,
    register.places_in,
    cast(coalesce(used.stays_out, 0) as int) as stays_out,
    cast(coalesce(used.stays_in, 0) as int) as stays_in
from facts.agreements_by_year as agreement
inner join feeds.agreements as register on agreement.agreement_id = register.agreement_id
left join used on agreement.agreement_id = used.agreement_id and agreement.year = used.academic_year
