-- One row per person and round of applying to go abroad: the choice that came furthest, and how far. The academic year
-- of a round is the one its stays begin in; both its deadlines are in the calendar year that the academic year begins in.
-- Who has not departed has left (withdrew, was turned down, or the round is over), or waits for the next step.
with choices as (
    select
        application.*,
        substr(application.round, 6) as term,
        round.year as academic_year,
        round.first_day,
        round.known_on,
        round.is_running,
        case
            when departed_on is not null then 7
            when loan_fund_confirmed_on is not null then 6
            when host_decision = 'admitted' then 5
            when nominated_on is not null then 4
            when allocated then 3
            when preapproval_status = 'granted' then 2
            else 1
        end as stage,
        case
            when submitted_on > round.same_day then 0
            when departed_on <= round.same_day then 7
            when loan_fund_confirmed_on <= round.same_day then 6
            when host_decision = 'admitted' and host_decision_on <= round.same_day then 5
            when nominated_on <= round.same_day then 4
            when allocated and answered_on <= round.same_day then 3
            when preapproval_status = 'granted' and preapproval_decided_on <= round.same_day then 2
            else 1
        end as stage_of_choice_same_day,
        min(answered_on) over (partition by application_id) as first_answer_on
    from feeds.applications as application
    inner join dims.rounds as round
        on round.fact = 'outbound_applications'
        and substr(application.round, 6) = round.term
        and cast(substr(application.round, 1, 4) as int) = year(round.first_day)
),

with_reasons as (
    select
        *,
        max(stage_of_choice_same_day) over (partition by person_id, round) as stage_same_day,
        case
            when stage = 7 then 'none'
            when withdrawn_on is not null or withdrawn_reason is not null then coalesce(withdrawn_reason, 'unknown')
            when stage = 1 and preapproval_status = 'rejected' then 'not_preapproved'
            when stage <= 2 and not allocated then 'not_allocated'
            when stage = 4 and host_decision = 'rejected' then 'host_rejected'
            when not is_running then 'no_outcome'
            else 'none'
        end as leaving_reason
    from choices
),

ranked as (
    select
        *,
        row_number() over (
            partition by person_id, round
            order by
                stage desc,
                case when leaving_reason = 'none' then 0 else 1 end,
                priority,
                submitted_on,
                application_id
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
    from with_reasons
),

-- an answer is promised from the deadline on, whenever before it the application came in
waiting as (
    select
        *,
        date_diff(
            'day',
            greatest(
                deadline,
                submitted_on,
                case when stage >= 2 then coalesce(preapproval_decided_on, submitted_on) else submitted_on end,
                case when stage >= 3 then coalesce(answered_on, submitted_on) else submitted_on end,
                coalesce(nominated_on, submitted_on),
                case when stage >= 5 then coalesce(host_decision_on, submitted_on) else submitted_on end
            ),
            known_on
        ) as days_waited,
        case stage
            when 7 then 'departed'
            when 6 then 'confirmed'
            when 5 then 'admitted'
            when 4 then 'nominated'
            when 3 then 'allocated'
            when 2 then 'preapproved'
            else 'applied'
        end as furthest_stage
    from ranked
    where rank_in_round = 1
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
    case when applicant.is_running then 'running' else 'finished' end as round_state,
    applicant.furthest_stage,
    case applicant.stage_same_day
        when 7 then 'departed'
        when 6 then 'confirmed'
        when 5 then 'admitted'
        when 4 then 'nominated'
        when 3 then 'allocated'
        when 2 then 'preapproved'
        when 1 then 'applied'
        else 'not_yet'
    end as stage_same_day,
    case
        when applicant.stage = 7 then 'departed'
        when applicant.leaving_reason <> 'none' then concat(applicant.furthest_stage, '_left')
        when applicant.stage = 6 then 'confirmed_not_due'
        when applicant.days_waited > :answer_days then concat(applicant.furthest_stage, '_waiting_long')
        else concat(applicant.furthest_stage, '_waiting')
    end as progress,
    -- the week of waiting that a person is in: the eighth ends with the 56th day
    case
        when applicant.stage >= 6 or applicant.leaving_reason <> 'none' then 'none'
        when applicant.days_waited <= 0 then '0'
        when applicant.days_waited > 52 * 7 then '53'
        else cast(cast(ceil(applicant.days_waited / 7.0) as int) as varchar)
    end as weeks_waited,
    applicant.leaving_reason as withdrawn_reason,
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
from waiting as applicant
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
