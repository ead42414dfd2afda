-- The calendar years up to the day the build describes.
select cast(every.year as int) as year
from (select unnest(generate_series(2007, (select year(as_of) from meta.build))) as year) as every
