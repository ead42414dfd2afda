-- One row per public aggregate of the institution's students in Erasmus+ mobility, with what the other side is.
select
    own.direction,
    coalesce(own.country, 'unknown') as country,
    coalesce(alliance.alliance, 'none') as alliance,
    coalesce(dac.member, 'not_listed') as dac_group,
    year(own.started_on) as year_start,
    own.year_academic,
    own.participants,
    case when own.duration_days >= :erasmus_long_days then own.participants else 0 end as long_participants,
    case
        when own.duration_days between :short_stay_from and :short_stay_to then own.participants else 0
    end as short_participants
from dims.own_erasmus_students as own
left join codes.alliance_universities as alliance on own.partner_code = alliance.code
left join dims.country_lists as dac
    on dac.list = 'dac' and own.country = dac.country and own.started_on between dac.from_date and dac.to_date
