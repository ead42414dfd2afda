-- One row per scholarly work with an author of the institution in a channel of level 1 or 2: the level that the register of
-- channels gives the ISSN in the year of the work.
with numbers as (
    select issn_print as issn, year, level
    from feeds.publication_channels
    union all
    select issn_online, year, level
    from feeds.publication_channels
),

levels as (
    select issn, year, max(level) as level
    from numbers
    where issn is not null and level is not null
    group by issn, year
)

select
    own.work,
    own.year,
    levels.level as channel_level
from dims.own_works as own
inner join levels on own.issn = levels.issn and own.year = levels.year
where levels.level in (1, 2)
