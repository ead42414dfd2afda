-- One row per person and calendar year of registration, under one programme: that of the autumn, or of the spring where
-- there is none; of several, one that exchange is a part of, then that with most credits.
with registered as (
    select
        enrolment.*,
        cast(substr(semester, 1, 4) as int) as year,
        substr(semester, 6) as term,
        cast(
            concat(substr(semester, 1, 4), case when substr(semester, 6) = 'autumn' then :academic_first_day else '-01-01' end)
            as date
        ) as day,
        coalesce(level.is_degree = 'true', false) as is_of_goal,
        coalesce(fee.fee_group, 'other') as group_of_status
    from feeds.enrolments as enrolment
    left join codes.degree_levels as level on enrolment.degree_level = level.code
    left join codes.fee_statuses as fee on enrolment.fee_status = fee.code
),

ranked as (
    select
        *,
        row_number() over (
            partition by person_id, year
            order by term, case when is_of_goal then 0 else 1 end, coalesce(ects_completed, 0) desc, programme_code
        ) as rank_in_year,
        max(case when is_of_goal and ects_completed >= :eligible_ects then 1 else 0 end)
            over (partition by person_id, year) as eligible
    from registered
)

select
    student.person_id,
    student.year,
    coalesce(unit.faculty, 'unknown') as faculty,
    coalesce(unit.department, 'unknown') as department,
    coalesce(today.faculty, 'unknown') as faculty_today,
    coalesce(today.department, 'unknown') as department_today,
    student.programme_code as programme,
    student.degree_level,
    student.campus,
    coalesce(student.gender, 'unknown') as gender,
    coalesce(student.age_band, 'unknown') as age_band,
    coalesce(student.fee_status, 'unknown') as fee_status,
    -- who is free of the fee as a citizen: by the status, or by the citizenship where there was no fee yet
    case
        when student.fee_status is not null then student.group_of_status
        when student.citizenship is null then 'unknown'
        when free.country is not null then 'eu_eea_ch'
        else 'other'
    end as fee_group,
    coalesce(opt_out.value, 'unknown') as has_opt_out,
    case
        when mobility_window.value is null then 'unknown'
        when mobility_window.value = 'none' then 'false'
        else 'true'
    end as has_window,
    student.is_of_goal,
    cast(case when student.term = 'autumn' then 1 else 0 end as int) as registered_in_autumn,
    cast(case when student.international_degree_student then 1 else 0 end as int) as is_international,
    cast(student.eligible as int) as eligible
from ranked as student
left join dims.country_lists as free
    on free.list = 'eu_eea_ch'
    and student.citizenship = free.country
    and student.day between free.from_date and free.to_date
left join dims.programme_attributes as opt_out
    on opt_out.attribute = 'opt_out'
    and student.programme_code = opt_out.programme_code
    and student.day between opt_out.from_date and opt_out.to_date
left join dims.programme_attributes as mobility_window
    on mobility_window.attribute = 'mobility_window'
    and student.programme_code = mobility_window.programme_code
    and student.day between mobility_window.from_date and mobility_window.to_date
left join dims.unit_today as today on student.unit_code = today.unit_code
left join dims.unit_on as unit
    on student.unit_code = unit.unit_code and student.day between unit.from_date and unit.to_date
where student.rank_in_year = 1
