-- One row per own participation in an EU project that receives money: coordinator or participant. Where a list of
-- some organisations (the institution's own, or a national one) and one of all have a project, the former counts;
-- and of the former the one with a day of signing.
select
    participation.*,
    coalesce(
        participation.signed_on,
        cast(cast(participation.call_year as varchar) || '-12-31' as date),
        participation.starts_on
    ) as awarded_on
from feeds.eu_participations as participation
where participation.is_own
    and participation.role in ('coordinator', 'participant')
    and (
        participation.snapshot_on is null
        or participation.project_id not in (
            select listed.project_id
            from feeds.eu_participations as listed
            where listed.is_own and listed.snapshot_on is null
        )
    )
    and (
        participation.snapshot_on is not null
        or participation.signed_on is not null
        or participation.project_id not in (
            select dated.project_id
            from feeds.eu_participations as dated
            where dated.is_own and dated.snapshot_on is null and dated.signed_on is not null
        )
    )
