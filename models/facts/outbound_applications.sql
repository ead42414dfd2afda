-- One row per person and round of applying to go abroad: the choice that came furthest, and how far. The academic year
-- of a round is the one its stays begin in; both its deadlines lie in the calendar year that the academic year begins in.
with choices as (
    select
        *,
        substr(round, 6) as term,
        case
            when substr(round, 6) = 'autumn' then cast(substr(round, 1, 4) as int)
            else cast(substr(round, 1, 4) as int) - 1
        end as academic_year,
        cast(
            concat(substr(round, 1, 4), case when substr(round, 6) = 'autumn' then '-08-01' else '-01-01' end) as date
        ) as first_day,
        case
            when departed_on is not null then 7
            when loan_fund_confirmed_on is not null then 6
            when host_decision = 'admitted' then 5
            when nominated_on is not null then 4
            when allocated then 3
            when preapproval_status = 'granted' then 2
            else 1
        end as stage,
        min(answered_on) over (partition by application_id) as first_answer_on
    from feeds.applications
),

ranked as (
    select
        *,
        row_number() over (
            partition by person_id, round
            order by stage desc, priority, submitted_on, application_id
        ) as rank_in_round,
        cast(
            concat(
                cast(academic_year as varchar),
                '-',
                case
                    when term = 'autumn' and track = 'early' then :deadline_outbound_autumn_early
                    when term = 'autumn' then :deadline_outbound_autumn
                    when track = 'early' then :deadline_outbound_spring_early
                    else :deadline_outbound_spring
                end
            ) as date
        ) as deadline
    from choices
)

select
    applicant.academic_year,
    applicant.term,
    coalesce(unit.faculty, 'unknown') as faculty,
    coalesce(unit.department, 'unknown') as department,
    coalesce(today.faculty, 'unknown') as faculty_today,
    coalesce(today.department, 'unknown') as department_today,
    applicant.programme_code as programme,
    coalesce(programme.degree_level, 'unknown') as degree_level,
    coalesce(programme.campus, 'unknown') as campus,
    coalesce(applicant.country, 'unknown') as country,
    coalesce(country.region, 'unknown') as region,
    coalesce(priority.member, 'false') as is_priority,
    coalesce(eu_eea.member, 'false') as is_eu_eea,
    coalesce(eu_eea_ch.member, 'false') as is_eu_eea_ch,
    coalesce(applicant.scheme, 'unknown') as scheme,
    coalesce(identity.partner_id, applicant.partner_id, 'unknown') as partner,
    applicant.form,
    applicant.track,
    case applicant.stage
        when 7 then 'departed'
        when 6 then 'confirmed'
        when 5 then 'admitted'
        when 4 then 'nominated'
        when 3 then 'allocated'
        when 2 then 'preapproved'
        else 'applied'
    end as furthest_stage,
    case
        when applicant.withdrawn_on is null and applicant.withdrawn_reason is null then 'none'
        else coalesce(applicant.withdrawn_reason, 'unknown')
    end as withdrawn_reason,
    cast(1 as int) as applicant,
    cast(case when applicant.submitted_on <= applicant.deadline then 1 else 0 end as int) as on_time,
    -- who has no answer is waited for until the day it is due, and no longer after withdrawing
    cast(case
        when applicant.first_answer_on is not null then 1
        when applicant.withdrawn_on is null and date_diff('day', applicant.deadline, build.as_of) > :answer_days then 1
        else 0
    end as int) as answer_due,
    cast(case
        when date_diff('day', applicant.deadline, applicant.first_answer_on) <= :answer_days then 1 else 0
    end as int) as answered_in_time,
    cast(case when applicant.stage >= 3 then 1 else 0 end as int) as has_place,
    cast(case when applicant.stage >= 3 and applicant.priority = 1 then 1 else 0 end as int) as has_first_choice,
    date_diff('day', applicant.preapproval_submitted_on, applicant.preapproval_decided_on) as preapproval_days
from ranked as applicant
cross join meta.build as build
left join feeds.programmes as programme on applicant.programme_code = programme.programme_code
left join dims.unit_today as today on applicant.unit_code = today.unit_code
left join dims.unit_on as unit
    on applicant.unit_code = unit.unit_code and applicant.submitted_on between unit.from_date and unit.to_date
left join codes.countries as country on applicant.country = country.country_code
left join dims.country_lists as priority
    on priority.list = 'priority'
    and applicant.country = priority.country
    and applicant.first_day between priority.from_date and priority.to_date
left join dims.country_lists as eu_eea
    on eu_eea.list = 'eu_eea'
    and applicant.country = eu_eea.country
    and applicant.first_day between eu_eea.from_date and eu_eea.to_date
left join dims.country_lists as eu_eea_ch
    on eu_eea_ch.list = 'eu_eea_ch'
    and applicant.country = eu_eea_ch.country
    and applicant.first_day between eu_eea_ch.from_date and eu_eea_ch.to_date
left join dims.partner_identity as identity on identity.feed = 'partners' and applicant.partner_id = identity.id
where applicant.rank_in_round = 1
