"""What a build knows of organisations: partners, charter holders, research organisations, project participants."""

from pathlib import Path

import duckdb
import polars as pl

from pipelines.identity.identifiers import SCHEMES, normal

# Listed institutions are once per list: their name is the latest. Of participants only CORDIS gives the PIC as
# number; a national organisation number may have nine digits, too. A participant twice in a project has `/2` behind.
QUERY = """
with participants as (
    select
        regexp_replace(e.organisation_id, '/[0-9]+$', '') as id,
        e.organisation_name as name,
        e.country,
        f.source = 'cordis' as by_pic
    from feeds.eu_participations as e
    join meta.files as f on f.file_no = e.source_file
    where not e.is_own
)

select 'partners' as feed, partner_id as id, name, country, erasmus_code, pic, oid, ror_id, schac, null as listed_on
from feeds.partners
union all
select 'institutions', erasmus_code, name, country, erasmus_code, pic, oid, null, null, listed_on
from feeds.institutions
union all
select 'research_organisations', ror_id, name, country, null, null, null, ror_id, null, null
from feeds.research_organisations
union all
select 'eu_participations', id, min(name), min(country), null, case when by_pic then id end, null, null, null, null
from participants
group by id, by_pic
"""
FEEDS = ("partners", "institutions", "research_organisations", "eu_participations")


def records(database: Path) -> pl.DataFrame:
    """One row per organisation, feed and list, by feed and id: feed, id, name, country and the five identifiers.

    Identifiers are normalised; the institution itself is left out of the participants.
    """
    with duckdb.connect(database, read_only=True) as connection:
        rows = connection.sql(QUERY).pl()
    normalised: pl.DataFrame = rows.with_columns(normal(scheme, pl.col(scheme)).alias(scheme) for scheme in SCHEMES)
    return normalised.sort("feed", "id", "listed_on", "name", descending=[False, False, True, False], nulls_last=True)
