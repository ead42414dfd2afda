-- One row per institution and calendar year of DBH's answers, side by side: exchange students out and in (table 142),
-- completed programmes (118), registered (123) and foreign students (135) in autumn, full-time equivalents of staff
-- (225). What was not asked for is null.
select
    institution_code as institution,
    institution_code = :dbh_code as is_own,
    year_to as year,
    cast(max(case when table_id = 142 and direction = 'out' then total end) as bigint) as exchange_out,
    cast(max(case when table_id = 142 and direction = 'in' then total end) as bigint) as exchange_in,
    cast(max(case when table_id = 118 then total end) as bigint) as completed,
    cast(max(case when table_id = 123 then total end) as bigint) as registered,
    cast(max(case when table_id = 135 then total end) as bigint) as foreign_students,
    max(case when table_id = 225 then total end) as staff_fte
from dims.official_totals
where year_from = year_to
group by institution_code, year_to
