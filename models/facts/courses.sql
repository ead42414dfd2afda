-- One row per course and year in which it was taught. A flag is null where the feed does not say; participants are
-- those that are reported.
select
    course.year,
    course.course_code,
    coalesce(unit.faculty, 'unknown') as faculty,
    coalesce(unit.department, 'unknown') as department,
    coalesce(today.faculty, 'unknown') as faculty_today,
    coalesce(today.department, 'unknown') as department_today,
    course.teaching_language,
    coalesce(course.level, 'unknown') as course_level,
    coalesce(course.online_international, 'unknown') as online_form,
    course.ects,
    cast(1 as int) as course_count,
    cast(case when course.teaching_language = 'en' then 1 else 0 end as int) as in_english,
    cast(case
        when course.online_international is null then null
        when course.online_international in ('coil', 'bip', 'enhance_pathway') then 1
        else 0
    end as int) as online_international,
    cast(case when course.norwegian_language_course then 1 else 0 end as int) as norwegian_course,
    cast(case
        when course.students_local is not null or course.students_international is not null
        then coalesce(course.students_local, 0) + coalesce(course.students_international, 0)
    end as int) as participants,
    cast(case when course.students_local + course.students_international > 0 then 1 else 0 end as int) as groups_known,
    cast(case
        when course.students_local + course.students_international > 0
            and 100 * course.students_local
            >= :mixed_classroom_percent * (course.students_local + course.students_international)
            and 100 * course.students_international
            >= :mixed_classroom_percent * (course.students_local + course.students_international)
        then 1 else 0
    end as int) as mixed_groups,
    cast(course.places as int) as places,
    cast(course.completed as int) as completed
from feeds.courses as course
left join dims.unit_today as today on course.unit_code = today.unit_code
left join dims.unit_in_year as unit on course.unit_code = unit.unit_code and course.year = unit.year
