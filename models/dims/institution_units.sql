-- The codes that the institution as a whole has had.
select distinct unit_code
from feeds.units
where unit_level = 'institution'
