-- One row per programme from bachelor to professional and year on whose last day it was offered. What the register
-- holds without a date (window, profile, learning outcomes) is taken as it stands today; empty stays unknown.
with linked as (
    select scope.year, scope.scope, scope.code, count(distinct scope.agreement_id) as agreements
    from dims.agreement_scopes as scope
    inner join dims.agreement_years as in_effect
        on scope.agreement_id = in_effect.agreement_id
        and scope.year = in_effect.year
        and in_effect.quality_assured = 1
    group by scope.year, scope.scope, scope.code
)

select
    offered.year,
    offered.programme_code as programme,
    coalesce(offered.faculty, 'unknown') as faculty,
    coalesce(offered.department, 'unknown') as department,
    coalesce(today.faculty, 'unknown') as faculty_today,
    coalesce(today.department, 'unknown') as department_today,
    programme.degree_level,
    programme.campus,
    coalesce(programme.teaching_language, 'unknown') as teaching_language,
    cast(1 as int) as programme_count,
    cast(case
        when named.agreements is null and own.agreements is null
            and faculty.agreements is null and institution.agreements is null
        then 0 else 1
    end as int) as has_agreement,
    cast(case
        when named.agreements is null and own.agreements is null and faculty.agreements is null then 0 else 1
    end as int) as has_own_agreement,
    cast(case
        when programme.opt_out_exchange is null then null
        when programme.opt_out_exchange and coalesce(programme.opt_out_since, build.as_of) <= offered.day then 1
        else 0
    end as int) as opt_out,
    cast(case when programme.mobility_window_semester is null then 0 else 1 end as int) as has_window,
    cast(programme.international_competence_in_outcomes as int) as states_competence,
    cast(programme.international_profile as int) as international_profile
from dims.programmes_offered as offered
inner join feeds.programmes as programme on offered.programme_code = programme.programme_code
cross join meta.build as build
left join dims.unit_today as today on offered.unit_code = today.unit_code
left join linked as named
    on offered.year = named.year and named.scope = 'programme' and offered.programme_code = named.code
left join linked as own on offered.year = own.year and own.scope = 'department' and offered.department = own.code
left join linked as faculty
    on offered.year = faculty.year and faculty.scope = 'faculty' and offered.faculty = faculty.code
left join linked as institution on offered.year = institution.year and institution.scope = 'institution'
