-- One row per person and completed doctorate or postdoctoral period. The goal is about those without international
-- experience before it; what is not known of a person is neither yes nor no.
with completions as (
    select
        *,
        case when month(completed_on) >= :academic_month then year(completed_on) else year(completed_on) - 1 end as year_academic
    from feeds.doctorates
)

select
    year(completion.completed_on) as year,
    completion.year_academic,
    cast(completion.year_academic as varchar) as academic_year,
    coalesce(unit.faculty, 'unknown') as faculty,
    coalesce(unit.department, 'unknown') as department,
    coalesce(today.faculty, 'unknown') as faculty_today,
    coalesce(today.department, 'unknown') as department_today,
    completion.kind as doctorate_kind,
    completion.prior_international_experience,
    cast(1 as int) as completion,
    cast(case
        when completion.prior_international_experience = 'no' and completion.longest_stay_abroad_days is not null
        then 1 else 0
    end as int) as without_experience,
    cast(case
        when completion.prior_international_experience = 'no'
            and completion.longest_stay_abroad_days >= :early_career_days
        then 1 else 0
    end as int) as went_abroad,
    cast(case
        when completion.prior_international_experience = 'unknown'
            or (completion.prior_international_experience = 'no' and completion.longest_stay_abroad_days is null)
        then 1 else 0
    end as int) as not_known
from completions as completion
left join dims.unit_today as today on completion.unit_code = today.unit_code
left join dims.unit_on as unit
    on completion.unit_code = unit.unit_code
    and cast(completion.completed_on as date) between unit.from_date and unit.to_date
