-- One row per department, year and level, bachelor's or master's, at which it taught: whether its courses in English
-- come to a package. The feed has years and no semesters, so a package may be spread over both.
with taught as (
    select year, faculty, department, course_level, sum(case when in_english = 1 then ects else 0 end) as english_ects
    from facts.courses
    where department <> 'unknown' and course_level in ('bachelor', 'master')
    group by year, faculty, department, course_level
)

select
    taught.year,
    taught.faculty,
    taught.department,
    coalesce(today.faculty, 'unknown') as faculty_today,
    coalesce(today.department, 'unknown') as department_today,
    taught.course_level,
    cast(1 as int) as level_count,
    cast(case when taught.english_ects >= :package_ects then 1 else 0 end as int) as has_package
from taught
left join dims.unit_today as today on taught.department = today.unit_code
