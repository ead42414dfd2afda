-- One row per programme from bachelor to professional and year on whose last day it was offered. Window, opt-out, profile
-- and learning outcomes are those of that day where their history is submitted, else today's; empty stays unknown.
with linked as (
    select scope.year, scope.scope, scope.code, count(distinct scope.agreement_id) as agreements
    from dims.agreement_scopes as scope
    inner join dims.agreement_years as in_effect
        on scope.agreement_id = in_effect.agreement_id
        and scope.year = in_effect.year
        and in_effect.quality_assured = 1
    group by scope.year, scope.scope, scope.code
),

attributes as (
    select
        offered.programme_code,
        offered.year,
        max(case when held.attribute = 'opt_out' then case held.value when 'true' then 1 else 0 end end) as opt_out,
        max(case when held.attribute = 'mobility_window' then case held.value when 'none' then 0 else 1 end end)
            as has_window,
        max(case when held.attribute = 'competence_in_outcomes' then case held.value when 'true' then 1 else 0 end end)
            as states_competence,
        max(case when held.attribute = 'international_profile' then case held.value when 'true' then 1 else 0 end end)
            as international_profile
    from dims.programmes_offered as offered
    inner join dims.programme_attributes as held
        on offered.programme_code = held.programme_code and offered.day between held.from_date and held.to_date
    group by offered.programme_code, offered.year
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
    cast(attributes.opt_out as int) as opt_out,
    cast(attributes.has_window as int) as has_window,
    cast(attributes.states_competence as int) as states_competence,
    cast(attributes.international_profile as int) as international_profile
from dims.programmes_offered as offered
inner join feeds.programmes as programme on offered.programme_code = programme.programme_code
left join attributes
    on offered.programme_code = attributes.programme_code and offered.year = attributes.year
left join dims.unit_today as today on offered.unit_code = today.unit_code
left join linked as named
    on offered.year = named.year and named.scope = 'programme' and offered.programme_code = named.code
left join linked as own on offered.year = own.year and own.scope = 'department' and offered.department = own.code
left join linked as faculty
    on offered.year = faculty.year and faculty.scope = 'faculty' and offered.faculty = faculty.code
left join linked as institution on offered.year = institution.year and institution.scope = 'institution'
