-- One row per year of the official publication statistics, for the whole institution: only that level carries
-- publications with international co-authors.
select
    official.year_from as year,
    cast(official.total as bigint) as publications,
    cast(official.international as bigint) as international_publications
from feeds.official_figures as official
where official.table_id = 373
    and official.unit_code = '000000'
    and official.breakdown is null
    -- an answer that names no institution was asked for the own one alone
    and coalesce(official.institution_code, :dbh_code) = :dbh_code
