-- One row per own proposal to an EU programme. Decided are those that were ranked; withdrawn and pending ones are not.
select
    proposal.proposal_id,
    proposal.framework,
    coalesce(proposal.pillar, 'unknown') as pillar,
    proposal.action,
    proposal.outcome,
    coalesce(unit.faculty, 'unknown') as faculty,
    coalesce(unit.department, 'unknown') as department,
    coalesce(today.faculty, 'unknown') as faculty_today,
    coalesce(today.department, 'unknown') as department_today,
    year(proposal.submitted_on) as submitted_year,
    cast(1 as int) as application,
    cast(case when proposal.outcome in ('funded', 'rejected', 'reserve') then 1 else 0 end as int) as decided,
    cast(case when proposal.outcome = 'funded' then 1 else 0 end as int) as funded,
    -- a review that nobody registered is none: the share is never overstated
    cast(case when proposal.internally_reviewed then 1 else 0 end as int) as internally_reviewed
from feeds.eu_applications as proposal
left join dims.unit_today as today on proposal.unit_code = today.unit_code
left join dims.unit_on as unit
    on proposal.unit_code = unit.unit_code
    and cast(proposal.submitted_on as date) between unit.from_date and unit.to_date
