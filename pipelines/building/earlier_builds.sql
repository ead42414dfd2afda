-- What the build attached as `earlier` knew of the attributes that a register keeps for today alone: its own registers,
-- and what it had from builds before it. Read by pipelines.building.earlier_builds.
insert into meta.earlier_registers
select 'agreements', as_of from earlier.meta.build where exists (select 1 from earlier.feeds.agreements);

insert into meta.earlier_assurances
select agreement_id, quality_assured_on, quality_valid_until
from earlier.feeds.agreements
where quality_assured_on is not null;

insert into meta.earlier_registers
select 'programmes', as_of from earlier.meta.build where exists (select 1 from earlier.feeds.programmes);

insert into meta.earlier_attributes
select programme_code, 'mobility_window', coalesce(cast(mobility_window_semester as varchar), 'none'), as_of
from earlier.feeds.programmes, earlier.meta.build
union all
select programme_code, 'international_profile', case when international_profile then 'true' else 'false' end, as_of
from earlier.feeds.programmes, earlier.meta.build
where international_profile is not null
union all
select
    programme_code,
    'competence_in_outcomes',
    case when international_competence_in_outcomes then 'true' else 'false' end,
    as_of
from earlier.feeds.programmes, earlier.meta.build
where international_competence_in_outcomes is not null;
