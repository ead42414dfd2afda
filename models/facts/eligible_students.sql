-- One row per person and calendar year in which the person had credits enough to go on exchange, departing or not.
with departing as (
    select distinct person_id, year_start as year
    from facts.stays
    where direction = 'out' and counted = 1
)

select
    student.year,
    student.faculty,
    student.department,
    student.faculty_today,
    student.department_today,
    student.programme,
    student.degree_level,
    student.campus,
    student.gender,
    student.age_band,
    student.has_opt_out,
    student.has_window,
    student.eligible,
    cast(case when departing.person_id is null then 0 else 1 end as int) as departs
from facts.students as student
left join departing on student.person_id = departing.person_id and student.year = departing.year
where student.eligible = 1
