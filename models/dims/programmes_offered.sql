-- One row per programme that leads to a degree and year on whose last day it was offered, with its unit then.
select programme.programme_code, ends.year, ends.day, programme.unit_code, unit.faculty, unit.department
from feeds.programmes as programme
inner join dims.year_ends as ends
    on programme.valid_from <= ends.day and (programme.valid_to is null or programme.valid_to >= ends.day)
left join dims.unit_on as unit
    on programme.unit_code = unit.unit_code and ends.day between unit.from_date and unit.to_date
inner join codes.degree_levels as level on programme.degree_level = level.code
where level.is_degree = 'true'
