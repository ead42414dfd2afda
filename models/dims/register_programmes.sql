-- The programmes as their register has them last, with the unit each belongs to today and whether students are taken in now.
with last_rows as (
    select *, row_number() over (partition by programme_code order by valid_from desc) as from_last
    from feeds.programmes
)

select
    programme.programme_code,
    coalesce(unit.faculty, 'unknown') as faculty,
    coalesce(unit.department, 'unknown') as department,
    programme.degree_level,
    programme.campus,
    coalesce(programme.teaching_language, 'unknown') as teaching_language,
    programme.mobility_window_semester,
    programme.opt_out_exchange,
    programme.international_profile,
    programme.international_competence_in_outcomes as competence_in_outcomes,
    programme.valid_from,
    programme.valid_to,
    programme.valid_from <= build.as_of and coalesce(programme.valid_to >= build.as_of, true) as is_offered
from last_rows as programme
cross join meta.build as build
left join dims.unit_today as unit on programme.unit_code = unit.unit_code
where programme.from_last = 1
