-- What an agreement in effect is for, year by year: the programmes it names, or else the departments, faculties or the
-- institution. A unit that was merged is its successor; a part of a department as the department.
select in_effect.agreement_id, in_effect.year, 'programme' as scope, programme.programme_code as code
from dims.agreement_years as in_effect
inner join dims.agreement_programmes as programme on in_effect.agreement_id = programme.agreement_id
union all
select distinct
    in_effect.agreement_id,
    in_effect.year,
    case
        when unit.department is not null then 'department'
        when unit.faculty is not null then 'faculty'
        else 'institution'
    end,
    coalesce(unit.department, unit.faculty, 'institution')
from dims.agreement_years as in_effect
inner join dims.agreement_units as covered on in_effect.agreement_id = covered.agreement_id
left join dims.unit_on as unit
    on covered.unit_code = unit.unit_code and in_effect.day between unit.from_date and unit.to_date
where in_effect.agreement_id not in (select agreement_id from dims.agreement_programmes)
    -- an unknown unit belongs to no other
    and (unit.unit_code is not null or covered.is_whole)
