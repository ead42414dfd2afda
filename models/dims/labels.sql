-- The name of every member of every dimension in both languages, and the member above it.
with last_units as (
    select *, row_number() over (partition by unit_code order by valid_from desc) as from_last
    from feeds.units
),

last_programmes as (
    select *, row_number() over (partition by programme_code order by valid_from desc) as from_last
    from feeds.programmes
)

select 'faculty' as dimension, substr(unit_code, 1, 2) as member, name_nb, name_en, short_name, null as parent
from last_units
where from_last = 1 and unit_level = 'faculty'
union all
select 'department', unit_code, name_nb, name_en, short_name, substr(unit_code, 1, 2)
from last_units
where from_last = 1 and unit_level = 'department'
union all
select 'programme', programme_code, name_nb, name_en, null, concat(substr(unit_code, 1, 4), '00')
from last_programmes
where from_last = 1
union all
select 'partner', partner_id, name, name, null, country
from feeds.partners
union all
select 'country', country_code, name_nb, name_en, null, region
from codes.countries
union all
select distinct 'region', region, region_nb, region, null, null
from codes.countries
where region is not null
union all
select 'infrastructure', infrastructure_id, name, name, null, null
from dims.designated_infrastructures
union all
select dimension, code, name_nb, name_en, null, null
from dims.code_labels
