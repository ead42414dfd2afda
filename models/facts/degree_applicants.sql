-- One row per person and year of applying for a whole degree here: the application that came furthest, and how far. Who
-- has not registered when the intake is over has left: the feed has no withdrawals of its own.
with applications as (
    select
        application.*,
        intake.is_running,
        case
            when registered_on is not null then 4
            when accepted_on is not null then 3
            when offered_on is not null then 2
            else 1
        end as stage,
        case
            when applied_on > intake.same_day then 0
            when registered_on <= intake.same_day then 4
            when accepted_on <= intake.same_day then 3
            when offered_on <= intake.same_day then 2
            else 1
        end as stage_of_application_same_day
    from feeds.degree_applications as application
    inner join dims.rounds as intake on intake.fact = 'degree_applicants' and application.year = intake.year
),

ranked as (
    select
        *,
        max(stage_of_application_same_day) over (partition by person_id, year) as stage_same_day,
        row_number() over (partition by person_id, year order by stage desc, applied_on, programme_code) as rank_in_year
    from applications
)

select
    applicant.year,
    coalesce(unit.faculty, 'unknown') as faculty,
    coalesce(unit.department, 'unknown') as department,
    coalesce(today.faculty, 'unknown') as faculty_today,
    coalesce(today.department, 'unknown') as department_today,
    applicant.programme_code as programme,
    coalesce(programme.degree_level, 'unknown') as degree_level,
    coalesce(programme.campus, 'unknown') as campus,
    applicant.citizenship_group,
    applicant.fee_status,
    case applicant.stage
        when 4 then 'registered'
        when 3 then 'accepted'
        when 2 then 'offered'
        else 'applied'
    end as furthest_stage,
    case applicant.stage_same_day
        when 4 then 'registered'
        when 3 then 'accepted'
        when 2 then 'offered'
        when 1 then 'applied'
        else 'not_yet'
    end as stage_same_day,
    case
        when applicant.stage = 4 then 'registered'
        when applicant.stage = 3 then case when applicant.is_running then 'accepted_not_due' else 'accepted_left' end
        when applicant.stage = 2 then case when applicant.is_running then 'offered_waiting' else 'offered_left' end
        when applicant.is_running then 'applied_waiting'
        else 'applied_left'
    end as progress,
    case when applicant.is_running then 'running' else 'finished' end as round_state,
    cast(1 as int) as applicant,
    cast(case
        when applicant.applied_on <= cast(
            case
                when applicant.citizenship_group = 'nordic'
                    then concat(cast(applicant.year as varchar), '-', :deadline_degree_nordic)
                when citizens.is_eea = 'true' then concat(cast(applicant.year as varchar), '-', :deadline_degree_eea)
                else concat(cast(applicant.year - 1 as varchar), '-', :deadline_degree_other)
            end as date
        ) then 1
        else 0
    end as int) as on_time,
    coalesce(level.cycle, 'other') as cycle,
    date_diff('day', applicant.exemption_applied_on, applicant.exemption_decided_on) as exemption_days
from ranked as applicant
left join feeds.programmes as programme on applicant.programme_code = programme.programme_code
left join codes.degree_levels as level on programme.degree_level = level.code
left join codes.citizenship_groups as citizens on applicant.citizenship_group = citizens.code
left join dims.unit_today as today on applicant.unit_code = today.unit_code
left join dims.unit_on as unit
    on applicant.unit_code = unit.unit_code and applicant.applied_on between unit.from_date and unit.to_date
where applicant.rank_in_year = 1
