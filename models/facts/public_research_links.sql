-- One row per public aggregate of the institution's students in Erasmus+ mobility whose other side is known: whether that
-- had a joint EU project with the institution running in the month of the start. It is known in projects by the PIC
-- that the latest list of charter holders gives it.
with charters as (
    select erasmus_code, pic
    from feeds.institutions
    where pic is not null
        and listed_on = (select max(listed_on) from feeds.institutions)
),

joint_projects as (
    select distinct
        charters.erasmus_code,
        institution.starts_on,
        coalesce(institution.ends_on, cast('9999-12-31' as date)) as ends_on
    from feeds.eu_participations as institution
    inner join feeds.eu_participations as other
        on institution.project_id = other.project_id and not other.is_own
    -- a participant twice in a project has its number behind a stroke
    inner join charters on split_part(other.organisation_id, '/', 1) = charters.pic
    where institution.is_own and institution.starts_on is not null
),

linked as (
    select distinct own.record_id
    from dims.own_erasmus_students as own
    inner join joint_projects as joint
        on own.partner_code = joint.erasmus_code and own.started_on between joint.starts_on and joint.ends_on
)

select
    own.direction,
    coalesce(own.country, 'unknown') as country,
    year(own.started_on) as year_start,
    own.year_academic,
    own.participants,
    case when linked.record_id is null then 0 else own.participants end as linked_participants
from dims.own_erasmus_students as own
left join linked on own.record_id = linked.record_id
where own.partner_code is not null
