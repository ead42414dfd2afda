-- The calendar years up to the day the build speaks of.
select cast(unnest(generate_series(2007, (select year(as_of) from meta.build))) as int) as year
