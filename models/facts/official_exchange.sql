-- One row per direction and period that DBH's answers on exchange students are about (table 142), for the whole
-- institution.
select
    direction,
    year_from,
    year_to as year,
    cast(total as bigint) as persons
from dims.official_totals
where table_id = 142 and institution_code = :dbh_code
