-- The lists that name countries, as periods with closed ends: a country is on a list on the days between.
select
    'priority' as list,
    country_code as country,
    'true' as member,
    coalesce(cast(listed_from as date), cast('0001-01-01' as date)) as from_date,
    coalesce(cast(listed_to as date), cast('9999-12-31' as date)) as to_date
from codes.priority_countries
union all
select
    'eu_eea',
    country_code,
    'true',
    coalesce(cast(valid_from as date), cast('0001-01-01' as date)),
    coalesce(cast(valid_to as date), cast('9999-12-31' as date))
from codes.eu_eea_members
union all
select
    'dac',
    country_code,
    dac_group,
    coalesce(cast(valid_from as date), cast('0001-01-01' as date)),
    coalesce(cast(valid_to as date), cast('9999-12-31' as date))
from codes.dac_groups
union all
select
    'english_speaking',
    country_code,
    'true',
    coalesce(cast(valid_from as date), cast('0001-01-01' as date)),
    coalesce(cast(valid_to as date), cast('9999-12-31' as date))
from codes.english_speaking_countries
union all
select
    'eu_eea_ch',
    country_code,
    'true',
    coalesce(cast(valid_from as date), cast('0001-01-01' as date)),
    coalesce(cast(valid_to as date), cast('9999-12-31' as date))
from (
    select country_code, valid_from, valid_to from codes.eu_eea_members
    union all
    select country_code, valid_from, valid_to from codes.eu_eea_associates
) as members
