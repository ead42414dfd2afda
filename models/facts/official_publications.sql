-- One row per year of the official publication statistics (DBH table 373), for the whole institution: only that level
-- carries publications with international co-authors. The levels of channels come from an answer by
-- "Kode for publiseringskanal" (1 or 2), and are null where none was asked for.
select
    official.year_from as year,
    cast(max(case when official.breakdown is null then official.total end) as bigint) as publications,
    cast(max(case when official.breakdown is null then official.international end) as bigint)
        as international_publications,
    cast(max(case when official.breakdown = 'Kode for publiseringskanal=2' then official.author_shares end)
        as decimal(18, 4)) as level_2_share,
    cast(sum(case
        when official.breakdown in ('Kode for publiseringskanal=1', 'Kode for publiseringskanal=2')
        then official.author_shares
    end) as decimal(18, 4)) as author_share
from feeds.official_figures as official
where official.table_id = 373
    and official.unit_code = '000000'
    and official.year_from = official.year_to
    -- an answer that names no institution was asked for the own one alone
    and coalesce(official.institution_code, :dbh_code) = :dbh_code
group by official.year_from
