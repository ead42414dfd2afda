-- One row per scholarly work with an author of the institution: a work that two registers have (by its DOI) is one work, and
-- so is one of 3,000 authors.
with own as (
    select work_id, coalesce(doi, work_id) as work
    from feeds.works
    where is_own
        and coalesce(lower(work_type), 'article') in (
            'article', 'review', 'book', 'book-chapter', 'conference-paper',
            'academicarticle', 'academicliteraturereview', 'academicmonograph', 'academicchapter'
        )
    group by work_id, coalesce(doi, work_id)
)

select
    own.work,
    min(listed.year) as year,
    max(listed.issn) as issn,
    max(case when listed.country <> :home_country then 1 else 0 end) as is_international
from own
inner join feeds.works as listed on own.work_id = listed.work_id
group by own.work
