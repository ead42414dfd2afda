-- One row per person and year of applying for a whole degree here: the application that came furthest, and how far.
with applications as (
    select
        *,
        case
            when registered_on is not null then 4
            when accepted_on is not null then 3
            when offered_on is not null then 2
            else 1
        end as stage
    from feeds.degree_applications
),

ranked as (
    select
        *,
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
    cast(1 as int) as applicant,
    date_diff('day', applicant.exemption_applied_on, applicant.exemption_decided_on) as exemption_days
from ranked as applicant
left join feeds.programmes as programme on applicant.programme_code = programme.programme_code
left join dims.unit_today as today on applicant.unit_code = today.unit_code
left join dims.unit_on as unit
    on applicant.unit_code = unit.unit_code and applicant.applied_on between unit.from_date and unit.to_date
where applicant.rank_in_year = 1
