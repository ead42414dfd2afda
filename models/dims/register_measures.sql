-- What is to be done for goals of the plan. Overdue: due before the day the build describes, and neither done nor dropped.
select
    measure.measure_id,
    measure.goal_id,
    measure.unit_code,
    institution.unit_code is not null as is_whole,
    unit.faculty,
    unit.department,
    measure.text_nb,
    measure.text_en,
    measure.owner,
    measure.due_on,
    measure.state,
    coalesce(measure.due_on < build.as_of and measure.state in ('planned', 'running'), false) as is_overdue,
    measure.budget_amount,
    measure.spent_amount,
    measure.currency,
    measure.indicator,
    measure.expected_change,
    measure.source
from feeds.measures as measure
cross join meta.build as build
left join dims.unit_today as unit on measure.unit_code = unit.unit_code
left join dims.institution_units as institution on measure.unit_code = institution.unit_code
