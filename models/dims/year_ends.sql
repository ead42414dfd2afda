-- The last day of each calendar year; of the running one, the day the build describes. A stock is of that day.
select years.year, least(cast(concat(cast(years.year as varchar), '-12-31') as date), build.as_of) as day
from dims.years as years
cross join meta.build as build
