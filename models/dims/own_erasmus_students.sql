-- One row per aggregate of the European Commission's files on Erasmus+ mobility (key action 1) that has the institution
-- on one side: its students in higher education, out and in, with the other side's country and Erasmus code. An
-- aggregate within the institution is on neither side.
with students as (
    select
        *,
        :own_erasmus_codes like concat('%|', coalesce(sending_erasmus_code, '-'), '|%') as is_sent,
        :own_erasmus_codes like concat('%|', coalesce(receiving_erasmus_code, '-'), '|%') as is_received,
        try_cast(concat(start_month, '-01') as date) as started_on
    from feeds.erasmus_flows
    where profile = 'learner'
        and lower(activity) like '%student mobility%'
        and coalesce(lower(sector), 'higher education') like 'higher education%'
)

select
    record_id,
    case when is_sent then 'out' else 'in' end as direction,
    case when is_sent then receiving_country else sending_country end as country,
    case when is_sent then receiving_erasmus_code else sending_erasmus_code end as partner_code,
    started_on,
    try_cast(substr(academic_year, 1, 4) as int) as year_academic,
    duration_days,
    cast(participants as bigint) as participants
from students
where is_sent <> is_received
