-- The name of every member of every dimension in the languages of our lists, and the member above it.
with last_units as (
    select *, row_number() over (partition by unit_code order by valid_from desc) as from_last
    from feeds.units
),

last_programmes as (
    select *, row_number() over (partition by programme_code order by valid_from desc) as from_last
    from feeds.programmes
),

-- where each unit was last, as itself
last_places as (
    select *, row_number() over (partition by unit_code order by to_date desc) as from_last
    from dims.unit_on
    where unit_code = resolved_code
)

select
    'faculty' as dimension,
    place.faculty as member,
    coalesce(unit.name_nb, unit.name_en) as name_nb,
    unit.name_en,
    unit.short_name,
    null as parent
from last_units as unit
inner join last_places as place on unit.unit_code = place.unit_code and unit.unit_code = place.faculty_code
where unit.from_last = 1 and place.from_last = 1
union all
select
    'department',
    place.department,
    coalesce(unit.name_nb, unit.name_en),
    unit.name_en,
    unit.short_name,
    place.faculty
from last_units as unit
inner join last_places as place on unit.unit_code = place.unit_code and unit.unit_code = place.department
where unit.from_last = 1 and place.from_last = 1
union all
select
    'programme',
    programme.programme_code,
    coalesce(programme.name_nb, programme.name_en),
    programme.name_en,
    null,
    place.department
from last_programmes as programme
left join last_places as place on programme.unit_code = place.unit_code and place.from_last = 1
where programme.from_last = 1
union all
select 'partner', partner_id, name, name, null, country
from feeds.partners
union all
select 'agreement', agreement_id, agreement_id, agreement_id, null, partner_id
from feeds.agreements
union all
select 'country', country_code, name_nb, name_en, null, region
from codes.countries
union all
select 'programme_part', programme_part, coalesce(max(title), programme_part), coalesce(max(title), programme_part), null, null
from feeds.project_programmes
where is_main_part
group by programme_part
union all
select distinct 'region', region, region_nb, region, null, null
from codes.countries
where region is not null
union all
select 'infrastructure', infrastructure_id, name, name, null, null
from dims.designated_infrastructures
union all
select
    'academic_year',
    cast(years.year as varchar),
    concat(cast(years.year as varchar), '/', substr(cast(years.year + 1 as varchar), 3)),
    concat(cast(years.year as varchar), '/', substr(cast(years.year + 1 as varchar), 3)),
    null,
    null
from (select year from dims.years union all select min(year) - 1 from dims.years) as years
union all
select dimension, code, name_nb, name_en, null, null
from dims.code_labels
union all
select 'institution', institution, name_nb, name_en, short_name, country
from dims.institution_names
union all
select 'institution', :own_institution, :own_name_nb, :own_name_en, :own_short_name, :home_country
where :own_institution not in (select institution from dims.institution_names)
union all
select 'institution', institution, max(name), max(name), null, max(country)
from dims.unmatched_institutions
where institution not in (select institution from dims.institution_names) and institution <> :own_institution
group by institution
