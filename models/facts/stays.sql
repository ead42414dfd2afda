-- One row per stay. Flags say which count it belongs to; a measure is a plain sum of a flag. Those named for DBH are
-- the steps from our count to its: three months are 90 days there regardless of the institution's own minimum, and a student
-- is reported once per agreement, in the semester in which the agreement runs out (DBH, documentation of table 142).
with measured as (
    select
        stay.*,
        coalesce(identity.partner_id, stay.partner_id) as partner,
        identity.partner_id is not null as is_partner_known,
        date_diff('day', stay.date_from, stay.date_to) + 1 as days,
        not coalesce(stay.virtual, false) and stay.country <> :home_country as is_abroad,
        case when month(stay.date_from) >= :academic_month then year(stay.date_from) else year(stay.date_from) - 1 end as academic_year,
        -- the catch-all number of individually arranged stays is not an agreement: the partner replaces it
        case
            when stay.agreement_id is not null and stay.scheme <> 'individual' then concat('agreement ', stay.agreement_id)
            when stay.partner_id is not null
                then concat('partner ', coalesce(identity.partner_id, stay.partner_id))
            else concat('stay ', stay.stay_id)
        end as counted_once_per,
        stay.scheme = 'individual' and stay.agreement_id is not null as has_catch_all_number
    from feeds.stays as stay
    left join dims.partner_identity as identity on identity.feed = 'partners' and stay.partner_id = identity.id
),

candidates as (
    select
        *,
        is_abroad and status in ('completed', 'ongoing') as is_flow,
        is_abroad and status in ('completed', 'ongoing') and days is not null and coalesce(grant_eur, 0) > 0 as has_grant,
        is_abroad and status in ('completed', 'ongoing') and days >= :minimum_stay_days as may_count,
        is_abroad and status = 'completed' and days is not null as is_over,
        case
            when is_abroad and status = 'completed' and days >= 90 then 'reported'
            when is_abroad and status = 'withdrawn' and days >= 90 then 'withdrawn'
            else 'to nobody'
        end as told_dbh,
        -- without an agreement there is none to be counted once per: all is as in our count
        case
            when agreement_id is not null then concat('agreement ', agreement_id)
            else concat(counted_once_per, ' in ', academic_year)
        end as told_once_per,
        days between :short_stay_from and :short_stay_to or activity in ('short_blended', 'short_doctoral') as is_short
    from measured
),

-- which of its kind each stay is, without the columns that say nothing of that
ranks as (
    select
        stay_id,
        count_if(may_count) over longest_first as rank_in_flow,
        count_if(is_over) over longest_first as rank_over,
        row_number() over (
            partition by person_id, direction, told_once_per
            order by
                case told_dbh when 'reported' then 1 when 'withdrawn' then 2 else 3 end,
                case when agreement_id is not null then date_to end desc,
                days desc, date_from, stay_id
        ) as rank_told
    from candidates
    window longest_first as (
        partition by person_id, direction, counted_once_per, academic_year
        order by days desc, date_from, stay_id
        rows unbounded preceding
    )
),

-- those that are not the first are few, so that no whole rows need be sorted to be brought together with them
ranked as (
    select
        stay.*,
        coalesce(later.rank_in_flow, 1) as rank_in_flow,
        coalesce(later.rank_over, 1) as rank_over,
        coalesce(later.rank_told, 1) as rank_told
    from candidates as stay
    left join ranks as later
        on stay.stay_id = later.stay_id and (later.rank_in_flow > 1 or later.rank_over > 1 or later.rank_told > 1)
),

-- few, so that the whole table need not be sorted once more for them
individually_arranged as (
    select
        stay_id,
        row_number() over (
            partition by person_id, direction, agreement_id, academic_year order by days desc, date_from, stay_id
        ) as rank_in_number
    from candidates
    where has_catch_all_number and is_over
),

research_linked as (
    select distinct stay.stay_id
    from measured as stay
    inner join dims.joint_projects as project
        on stay.partner = project.partner_id
        and project.starts_on <= stay.date_to
        and project.ends_on >= stay.date_from
    union
    select stay.stay_id
    from measured as stay
    inner join dims.copublishing_partners as works
        on stay.partner = works.partner_id and year(stay.date_from) = works.year
)

select
    stay.stay_id,
    stay.person_id,
    stay.direction,
    stay.agreement_id,
    stay.date_from,
    stay.date_to,
    stay.days,
    year(stay.date_to) as year_end,
    year(stay.date_from) as year_start,
    stay.academic_year as year_academic,
    coalesce(cast(stay.academic_year as varchar), 'unknown') as academic_year,
    case when stay.date_to is null then 'unknown' when month(stay.date_to) <= 6 then 'spring' else 'autumn' end as term,
    coalesce(unit.faculty, 'unknown') as faculty,
    coalesce(unit.department, 'unknown') as department,
    coalesce(today.faculty, 'unknown') as faculty_today,
    coalesce(today.department, 'unknown') as department_today,
    coalesce(stay.programme_code, 'unknown') as programme,
    coalesce(stay.degree_level, 'unknown') as degree_level,
    coalesce(stay.campus, 'unknown') as campus,
    coalesce(stay.gender, 'unknown') as gender,
    coalesce(stay.age_band, 'unknown') as age_band,
    stay.country,
    coalesce(country.region, 'unknown') as region,
    coalesce(priority.member, 'false') as is_priority,
    coalesce(eu_eea.member, 'false') as is_eu_eea,
    coalesce(eu_eea_ch.member, 'false') as is_eu_eea_ch,
    coalesce(english.member, 'false') as is_english_speaking,
    coalesce(dac.member, 'not_listed') as dac_group,
    stay.scheme,
    stay.activity,
    coalesce(stay.partner, 'unknown') as partner,
    coalesce(alliance.alliance, 'none') as alliance,
    stay.ects_planned,
    stay.ects_recognised,
    cast(case when stay.may_count and stay.rank_in_flow = 1 then 1 else 0 end as int) as counted,
    cast(case
        when stay.is_over and stay.rank_over = 1 and stay.days >= :minimum_stay_days then 1 else 0
    end as int) as counted_completed,
    cast(case when stay.is_over and stay.rank_over = 1 and stay.days >= 90 then 1 else 0 end as int) as dbh_three_months,
    cast(case
        when stay.told_dbh = 'reported'
            and case
                when stay.has_catch_all_number then individual.rank_in_number
                when stay.agreement_id is null then stay.rank_told
                else stay.rank_over
            end = 1
        then 1 else 0
    end as int) as dbh_individual,
    cast(case when stay.told_dbh = 'reported' and stay.rank_told = 1 then 1 else 0 end as int) as dbh_counted,
    cast(case when stay.told_dbh = 'withdrawn' and stay.rank_told = 1 then 1 else 0 end as int) as dbh_withdrawn,
    cast(case when stay.is_abroad and stay.status = 'completed' then 1 else 0 end as int) as completed_abroad,
    cast(case
        when not stay.is_abroad and stay.virtual and stay.status = 'completed' then 1 else 0
    end as int) as completed_virtual,
    cast(case when stay.is_flow and stay.is_short and not stay.may_count then 1 else 0 end as int) as short,
    cast(case
        when stay.is_flow and not stay.is_short and not stay.may_count and stay.days > :short_stay_to then 1 else 0
    end as int) as below_three_months,
    cast(greatest(1, stay.days / cast(:semester_days as double)) as decimal(18, 4)) as semesters,
    cast(case
        when stay.is_flow and stay.scheme in ('erasmus_plus', 'erasmus_plus_global') and stay.days >= :erasmus_long_days
        then 1 else 0
    end as int) as erasmus_long,
    cast(case
        when stay.is_flow and stay.scheme in ('erasmus_plus', 'erasmus_plus_global')
            and stay.days between :short_stay_from and :short_stay_to
        then 1 else 0
    end as int) as erasmus_short,
    cast(case
        when stay.is_flow and stay.scheme in ('erasmus_plus', 'erasmus_plus_global')
            and stay.fewer_opportunities_top_up is not null
        then 1 else 0
    end as int) as erasmus_top_up_told,
    cast(case
        when stay.is_flow and stay.scheme in ('erasmus_plus', 'erasmus_plus_global') and stay.fewer_opportunities_top_up
        then 1 else 0
    end as int) as erasmus_top_up,
    cast(case when stay.has_grant then 1 else 0 end as int) as has_grant,
    cast(case when stay.has_grant then stay.grant_eur else 0 end as decimal(18, 2)) as grant_eur,
    cast(case when stay.has_grant then stay.grant_eur * 30 / stay.days else 0 end as decimal(18, 2)) as grant_eur_a_month,
    -- euros are rounded, so one a month is not a difference
    case
        when not stay.has_grant or stay.status <> 'completed' or rate.lowest_eur is null then 'not_judged'
        when stay.grant_eur < (
            cast(rate.lowest_eur as double) + case when stay.fewer_opportunities_top_up then 1 else 0 end
            * cast(rate.top_up_eur as double) - 1
        ) * stay.days / 30 then 'below'
        when stay.grant_eur > (
            cast(rate.highest_eur as double) + case when stay.fewer_opportunities_top_up then 1 else 0 end
            * cast(rate.top_up_eur as double) + 1
        ) * stay.days / 30
        + case when stay.green_travel then 1 else 0 end * cast(rate.green_travel_eur as double) then 'above'
        else 'within'
    end as grant_level,
    cast(case when stay.is_flow and stay.green_travel is not null then 1 else 0 end as int) as travel_told,
    cast(case when stay.is_flow and stay.green_travel then 1 else 0 end as int) as green_travel,
    cast(case when stay.is_partner_known then 1 else 0 end as int) as partner_known,
    cast(case when linked.stay_id is null then 0 else 1 end as int) as research_linked
from ranked as stay
left join dims.unit_today as today on stay.unit_code = today.unit_code
left join dims.unit_on as unit
    on stay.unit_code = unit.unit_code and stay.date_from between unit.from_date and unit.to_date
left join codes.countries as country on stay.country = country.country_code
left join dims.country_lists as priority
    on priority.list = 'priority'
    and stay.country = priority.country
    and stay.date_from between priority.from_date and priority.to_date
left join dims.country_lists as eu_eea
    on eu_eea.list = 'eu_eea'
    and stay.country = eu_eea.country
    and stay.date_from between eu_eea.from_date and eu_eea.to_date
left join dims.country_lists as eu_eea_ch
    on eu_eea_ch.list = 'eu_eea_ch'
    and stay.country = eu_eea_ch.country
    and stay.date_from between eu_eea_ch.from_date and eu_eea_ch.to_date
left join dims.country_lists as dac
    on dac.list = 'dac' and stay.country = dac.country and stay.date_from between dac.from_date and dac.to_date
left join dims.country_lists as english
    on english.list = 'english_speaking'
    and stay.country = english.country
    and stay.date_from between english.from_date and english.to_date
left join codes.erasmus_grant_rates as rate
    on stay.scheme = 'erasmus_plus'
    and rate.code = case when stay.activity = 'traineeship' then 'traineeship' else 'study' end
    and stay.date_from >= cast(rate.valid_from as date)
    and stay.date_from <= coalesce(cast(rate.valid_to as date), cast('9999-12-31' as date))
left join dims.partner_alliances as alliance on stay.partner = alliance.partner_id
left join research_linked as linked on stay.stay_id = linked.stay_id
left join individually_arranged as individual on stay.stay_id = individual.stay_id
