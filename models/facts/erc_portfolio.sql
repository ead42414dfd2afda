-- One row per hosted ERC main grant and year: a Horizon Europe grant is in every year from its award on, a
-- Horizon 2020 grant in every year, because the doubling is measured against the whole former portfolio.
select
    years.year,
    portfolio.action,
    portfolio.faculty,
    portfolio.department,
    portfolio.faculty_today,
    portfolio.department_today,
    cast(case when portfolio.framework = 'HORIZON' then 1 else 0 end as int) as horizon_grant,
    cast(case when portfolio.framework = 'H2020' then 1 else 0 end as int) as h2020_grant
from facts.eu_participations as portfolio
inner join dims.programme_years as years
    on years.framework = 'HORIZON'
    and (portfolio.framework = 'H2020' or portfolio.awarded_year <= years.year)
where portfolio.action in ('ERC-STG', 'ERC-COG', 'ERC-ADG', 'ERC-SYG')
    and portfolio.role = 'coordinator'
    and portfolio.framework in ('H2020', 'HORIZON')
