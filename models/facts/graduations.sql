-- One row per person, programme and calendar year of graduation, on the four degree levels that the goal counts.
with degrees as (
    select
        graduate.*,
        year(graduate.graduated_on) as year,
        coalesce(
            graduate.started_on, cast(graduate.graduated_on - interval (:default_study_years) year as date)
        ) as counts_from,
        row_number() over (
            partition by graduate.person_id, graduate.programme_code, year(graduate.graduated_on)
            order by graduate.graduated_on desc
        ) as rank_in_year
    from feeds.graduates as graduate
    where graduate.degree_level in ('bachelor', 'master', 'integrated_master', 'professional')
        and not coalesce(graduate.revoked, false)
),

with_stay as (
    select
        degree.person_id,
        degree.programme_code,
        degree.year,
        max(case when stay.activity = 'study' then 1 else 0 end) as has_study_stay
    from degrees as degree
    inner join facts.stays as stay
        on degree.person_id = stay.person_id
        and stay.direction = 'out'
        and stay.counted_completed = 1
        and stay.activity in ('study', 'traineeship', 'fieldwork', 'thesis')
        and stay.date_from >= degree.counts_from
        and stay.date_to <= degree.graduated_on
    where degree.rank_in_year = 1
    group by degree.person_id, degree.programme_code, degree.year
)

select
    degree.year,
    coalesce(unit.faculty, 'unknown') as faculty,
    coalesce(unit.department, 'unknown') as department,
    coalesce(today.faculty, 'unknown') as faculty_today,
    coalesce(today.department, 'unknown') as department_today,
    degree.programme_code as programme,
    degree.degree_level,
    degree.campus,
    coalesce(degree.gender, 'unknown') as gender,
    coalesce(degree.age_band, 'unknown') as age_band,
    cast(1 as int) as graduation,
    cast(case when with_stay.person_id is null then 0 else 1 end as int) as has_counted_stay,
    cast(coalesce(with_stay.has_study_stay, 0) as int) as has_study_stay
from degrees as degree
left join with_stay
    on degree.person_id = with_stay.person_id
    and degree.programme_code = with_stay.programme_code
    and degree.year = with_stay.year
left join dims.unit_today as today on degree.unit_code = today.unit_code
left join dims.unit_on as unit
    on degree.unit_code = unit.unit_code and cast(degree.graduated_on as date) between unit.from_date and unit.to_date
where degree.rank_in_year = 1
