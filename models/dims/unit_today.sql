-- The unit that each code represents on the day the build describes: itself, or the successor it was merged into.
select unit.unit_code, unit.faculty, unit.department, unit.faculty_code
from dims.unit_on as unit
inner join meta.build as build on build.as_of between unit.from_date and unit.to_date
