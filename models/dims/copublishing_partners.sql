-- The years in which a partner was one in research by works together: enough of them in the years up to it.
select works.partner_id, years.year
from dims.years as years
inner join dims.partner_works as works
    on works.year between years.year - :copublication_years + 1 and years.year
group by works.partner_id, years.year
having count(distinct works.work) >= :copublications
