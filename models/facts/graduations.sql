-- One row per person, programme and calendar year of graduation, on the levels that are degrees.
with degrees as (
    select
        graduate.*,
        year(graduate.graduated_on) as year,
        case when month(graduate.graduated_on) >= :academic_month then year(graduate.graduated_on) else year(graduate.graduated_on) - 1 end as year_academic,
        coalesce(
            graduate.started_on, cast(graduate.graduated_on - interval (:default_study_years) year as date)
        ) as counts_from,
        row_number() over (
            partition by graduate.person_id, graduate.programme_code, year(graduate.graduated_on)
            order by graduate.graduated_on desc
        ) as rank_in_year
    from feeds.graduates as graduate
    inner join codes.degree_levels as level on graduate.degree_level = level.code
    where level.is_degree = 'true'
        and not coalesce(graduate.revoked, false)
),

-- what the person had behind them at each graduation
with_stay as (
    select
        degree.person_id,
        degree.programme_code,
        degree.year,
        max(case when stay.counted_completed = 1 and stay.is_of_goal then 1 else 0 end) as has_counted_stay,
        max(case when stay.counted_completed = 1 and stay.activity = 'study' then 1 else 0 end) as has_study_stay,
        max(case
            when stay.completed_abroad = 1 and stay.is_of_goal
                and (stay.days >= :minimum_stay_days or stay.ects_recognised >= :minimum_recognised_ects)
            then 1 else 0
        end) as has_eu_stay,
        max(case when stay.completed_abroad = 1 and stay.days >= :short_stay_from then 1 else 0 end) as has_any_stay,
        max(stay.completed_virtual) as has_virtual_stay
    from degrees as degree
    inner join (
        select *, activity in ('study', 'traineeship', 'fieldwork', 'thesis') as is_of_goal
        from facts.stays
        where direction = 'out' and (completed_abroad = 1 or completed_virtual = 1)
    ) as stay
        on degree.person_id = stay.person_id
        and stay.date_from >= degree.counts_from
        and stay.date_to <= degree.graduated_on
    where degree.rank_in_year = 1
    group by degree.person_id, degree.programme_code, degree.year
),

-- where nobody who graduates has an activity at home on record, nothing is known of any
with_activities as (
    select distinct year
    from with_stay
    where has_virtual_stay = 1
)

select
    degree.year,
    degree.year_academic,
    cast(degree.year_academic as varchar) as academic_year,
    coalesce(unit.faculty, 'unknown') as faculty,
    coalesce(unit.department, 'unknown') as department,
    coalesce(today.faculty, 'unknown') as faculty_today,
    coalesce(today.department, 'unknown') as department_today,
    degree.programme_code as programme,
    degree.degree_level,
    degree.campus,
    coalesce(degree.gender, 'unknown') as gender,
    coalesce(degree.age_band, 'unknown') as age_band,
    -- a student belongs to the arrangement that was in force when the studies began
    coalesce(opt_out.value, 'unknown') as has_opt_out,
    case
        when mobility_window.value is null then 'unknown'
        when mobility_window.value = 'none' then 'false'
        else 'true'
    end as has_window,
    cast(1 as int) as graduation,
    cast(case when degree.international_degree_student then 1 else 0 end as int) as is_international,
    cast(coalesce(with_stay.has_counted_stay, 0) as int) as has_counted_stay,
    cast(coalesce(with_stay.has_study_stay, 0) as int) as has_study_stay,
    cast(coalesce(with_stay.has_eu_stay, 0) as int) as has_eu_stay,
    cast(coalesce(with_stay.has_any_stay, 0) as int) as has_any_stay,
    cast(case when with_activities.year is not null then coalesce(with_stay.has_virtual_stay, 0) end as int)
        as has_home_activity,
    cast(case
        when with_activities.year is not null
        then greatest(coalesce(with_stay.has_counted_stay, 0), coalesce(with_stay.has_virtual_stay, 0))
    end as int) as has_international_competence
from degrees as degree
left join with_stay
    on degree.person_id = with_stay.person_id
    and degree.programme_code = with_stay.programme_code
    and degree.year = with_stay.year
left join with_activities on degree.year = with_activities.year
left join dims.programme_attributes as opt_out
    on opt_out.attribute = 'opt_out'
    and degree.programme_code = opt_out.programme_code
    and degree.counts_from between opt_out.from_date and opt_out.to_date
left join dims.programme_attributes as mobility_window
    on mobility_window.attribute = 'mobility_window'
    and degree.programme_code = mobility_window.programme_code
    and degree.counts_from between mobility_window.from_date and mobility_window.to_date
left join dims.unit_today as today on degree.unit_code = today.unit_code
left join dims.unit_on as unit
    on degree.unit_code = unit.unit_code and cast(degree.graduated_on as date) between unit.from_date and unit.to_date
where degree.rank_in_year = 1
