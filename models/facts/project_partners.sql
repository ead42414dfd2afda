-- One row per own participation in an EU project that receives money: whether a low- or middle-income country takes part in
-- it: one on the DAC list of the day. Participants on no list are not known: of a programme whose participants abroad no list
-- names (the Research Council's has those of its own country alone) there are no rows, rather than projects without any.
with awarded as (
    select
        project_id,
        min(coalesce(
            signed_on, cast(cast(call_year as varchar) || '-12-31' as date), starts_on
        )) as awarded_on
    from feeds.eu_participations
    where is_own
    group by project_id
),

with_partners_abroad as (
    select distinct own.framework
    from feeds.eu_participations as own
    inner join feeds.eu_participations as other on own.project_id = other.project_id and not other.is_own
    where own.is_own and other.country <> :home_country
),

low_middle_income as (
    select distinct awarded.project_id
    from awarded
    inner join feeds.eu_participations as other on awarded.project_id = other.project_id and not other.is_own
    inner join dims.country_lists as dac
        on dac.list = 'dac'
        and other.country = dac.country
        and awarded.awarded_on between dac.from_date and dac.to_date
)

select
    year(awarded.awarded_on) as year,
    own.project_id,
    own.framework,
    own.pillar,
    own.action,
    own.role,
    own.faculty,
    own.department,
    own.faculty_today,
    own.department_today,
    cast(case when low_middle_income.project_id is null then 0 else 1 end as int) as with_low_middle_income
from facts.eu_participations as own
inner join awarded on own.project_id = awarded.project_id
inner join with_partners_abroad as abroad on own.framework = abroad.framework
left join low_middle_income on own.project_id = low_middle_income.project_id
