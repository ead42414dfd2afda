-- One row per nomination of an exchange student from a partner, and how far it came. The academic year of a semester is
-- the one it belongs to; its deadlines are in the calendar year that the academic year begins in. Who has not arrived was
-- rejected, did not come before the round was over, or waits for the next step.
with nominated as (
    select
        nomination.*,
        citizens.is_eea,
        citizens.needs_english,
        round.year as academic_year,
        round.term,
        round.first_day,
        round.known_on,
        round.is_running,
        round.same_day
    from feeds.nominations as nomination
    left join codes.citizenship_groups as citizens on nomination.citizenship_group = citizens.code
    inner join dims.rounds as round
        on round.fact = 'inbound_nominations'
        and substr(nomination.semester, 6) = round.term
        and cast(substr(nomination.semester, 1, 4) as int) = year(round.first_day)
),

with_deadlines as (
    select
        *,
        cast(
            concat(
                cast(academic_year as varchar),
                '-',
                case when term = 'autumn' then :deadline_nomination_autumn else :deadline_nomination_spring end
            ) as date
        ) as nominate_by,
        cast(
            concat(
                cast(academic_year as varchar),
                '-',
                case
                    when term = 'spring' then :deadline_inbound_spring
                    when is_eea = 'false' then :deadline_inbound_autumn_other
                    else :deadline_inbound_autumn_eea
                end
            ) as date
        ) as apply_by,
        case
            when arrived_on is not null then 'arrived'
            when decision = 'admitted' then 'admitted'
            when applied_on is not null then 'applied'
            else 'nominated'
        end as furthest_stage,
        case
            when nominated_on > same_day then 'not_yet'
            when arrived_on <= same_day then 'arrived'
            when decision = 'admitted' and decided_on <= same_day then 'admitted'
            when applied_on <= same_day then 'applied'
            else 'nominated'
        end as stage_same_day,
        date_diff('day', coalesce(applied_on, nominated_on), known_on) as days_waited,
        case
            when arrived_on is not null then 'none'
            when decision = 'rejected' then coalesce(rejection_reason, 'unknown')
            when is_running then 'none'
            when decision = 'admitted' then 'did_not_come'
            when applied_on is null then 'never_applied'
            else 'no_outcome'
        end as leaving_reason
    from nominated
)

select
    nominee.academic_year,
    nominee.term,
    coalesce(unit.faculty, 'unknown') as faculty,
    coalesce(unit.department, 'unknown') as department,
    coalesce(today.faculty, 'unknown') as faculty_today,
    coalesce(today.department, 'unknown') as department_today,
    nominee.degree_level,
    nominee.citizenship_group,
    coalesce(partner.country, 'unknown') as country,
    coalesce(country.region, 'unknown') as region,
    coalesce(priority.member, 'false') as is_priority,
    coalesce(eu_eea.member, 'false') as is_eu_eea,
    coalesce(eu_eea_ch.member, 'false') as is_eu_eea_ch,
    coalesce(agreement.scheme, 'unknown') as scheme,
    coalesce(identity.partner_id, nominee.partner_id) as partner,
    case when nominee.is_running then 'running' else 'finished' end as round_state,
    nominee.furthest_stage,
    nominee.stage_same_day,
    case
        when nominee.furthest_stage = 'arrived' then 'arrived'
        when nominee.leaving_reason <> 'none' then concat(nominee.furthest_stage, '_left')
        when nominee.furthest_stage = 'admitted' then 'admitted_not_due'
        when nominee.days_waited > :answer_days then concat(nominee.furthest_stage, '_waiting_long')
        else concat(nominee.furthest_stage, '_waiting')
    end as progress,
    nominee.leaving_reason as rejection_reason,
    case
        when nominee.needs_english = 'false' or nominee.english_proof = 'exempt' then 'not_needed'
        when coalesce(proof.code, 'none') = 'none' then 'none'
        when proof.minimum_score is null then 'other'
        when nominee.english_score between cast(proof.lowest_score as double) and cast(proof.highest_score as double)
            then case
                when nominee.english_score >= cast(proof.minimum_score as double) then 'accepted' else 'below_minimum'
            end
        else 'no_possible_score'
    end as english_documentation,
    cast(1 as int) as nomination,
    cast(case when nominee.nominated_on <= nominee.nominate_by then 1 else 0 end as int) as nominated_in_time,
    cast(case when nominee.applied_on is not null then 1 else 0 end as int) as applied,
    cast(case when nominee.applied_on <= nominee.apply_by then 1 else 0 end as int) as applied_in_time,
    cast(case when nominee.decision = 'rejected' then 1 else 0 end as int) as rejected
from with_deadlines as nominee
left join dims.unit_today as today on nominee.unit_code = today.unit_code
left join dims.unit_on as unit
    on nominee.unit_code = unit.unit_code and nominee.nominated_on between unit.from_date and unit.to_date
left join codes.english_proofs as proof on nominee.english_proof = proof.code
left join feeds.agreements as agreement on nominee.agreement_id = agreement.agreement_id
left join feeds.partners as partner on nominee.partner_id = partner.partner_id
left join dims.partner_identity as identity on identity.feed = 'partners' and nominee.partner_id = identity.id
left join codes.countries as country on partner.country = country.country_code
left join dims.country_lists as priority
    on priority.list = 'priority'
    and partner.country = priority.country
    and nominee.first_day between priority.from_date and priority.to_date
left join dims.country_lists as eu_eea
    on eu_eea.list = 'eu_eea'
    and partner.country = eu_eea.country
    and nominee.first_day between eu_eea.from_date and eu_eea.to_date
left join dims.country_lists as eu_eea_ch
    on eu_eea_ch.list = 'eu_eea_ch'
    and partner.country = eu_eea_ch.country
    and nominee.first_day between eu_eea_ch.from_date and eu_eea_ch.to_date
